import Builtins
import Interpreter
import Language
import Session

/// What a run printed and recorded, step by step; everything is passed on to another observer.
package final class RunTrace: RunObserver {
  /// A step's part.
  struct Part: Equatable {
    let step: Int
    let title: String
    var text = ""
    var series: [Series] = []
  }

  /// The points of a series of one label.
  struct Series: Equatable {
    let name: String
    let label: String?
    var points: [Point] = []
  }

  /// A point.
  struct Point: Equatable {
    let x: Double
    let y: Double
  }

  private let next: (any RunObserver)?
  private(set) var parts: [Part] = []

  /// Passes everything on to `next`, if there is one.
  package init(_ next: (any RunObserver)?) { self.next = next }

  /// Passed on.
  package func begin(_ lab: Lab, _ options: SessionOptions) { next?.begin(lab, options) }

  /// Begins a part.
  package func begin(_ step: Step?, in session: Session) {
    if let step { parts.append(Part(step: step.number, title: step.title)) }
    next?.begin(step, in: session)
  }

  /// Keeps text and points.
  package func receive(_ event: Event) {
    if let last = parts.indices.last {
      switch event {
      case .text(let text): parts[last].text += text
      case .record(let point): add(point, to: last)
      default: break
      }
    }
    next?.receive(event)
  }

  private func add(_ point: RecordedPoint, to part: Int) {
    let index =
      parts[part].series.firstIndex { $0.name == point.series && $0.label == point.label }
      ?? parts[part].series.endIndex
    if index == parts[part].series.endIndex {
      parts[part].series.append(Series(name: point.series, label: point.label))
    }
    parts[part].series[index].points.append(Point(x: point.x, y: point.y))
  }

  /// Passed on.
  package func end(_ step: Step?, _ outcome: Session.Outcome) { next?.end(step, outcome) }

  /// Passed on.
  package func end(_ result: LabResult) { next?.end(result) }

  /// Where another run of the same lab first differs from this one, in words; nil if it does not.
  func difference(from other: RunTrace) -> String? {
    for (one, two) in zip(parts, other.parts) where one != two {
      let place = "step \(one.step) \(one.title)"
      let lines = [one, two].map {
        $0.text.split(separator: "\n", omittingEmptySubsequences: false)
      }
      for (number, (a, b)) in zip(lines[0], lines[1]).enumerated() where a != b {
        return "\(place), line \(number + 1) of its output: `\(a)`, then `\(b)`"
      }
      if lines[0].count != lines[1].count { return "\(place) prints more in one run" }
      for (a, b) in zip(one.series, two.series) where a != b {
        let number = zip(a.points, b.points).enumerated().first { $0.element.0 != $0.element.1 }
        guard let number else { return "\(place) records `\(a.name)` more often in one run" }
        return "\(place), point \(number.offset + 1) of `\(a.name)`: \(number.element.0.y), then "
          + "\(number.element.1.y)"
      }
      return "\(place) records other series"
    }
    return parts.count == other.parts.count ? nil : "one run gets further"
  }
}
