import Interpreter
import Plotting

/// A picture as a value: what `plot`, `imshow` and `bar` return and `show` draws.
package final class FigureObject: NativeObject {
  /// The figure; how it is drawn is up to the front end.
  package let figure: any Figure

  /// A value that holds `figure`.
  package init(_ figure: any Figure) {
    self.figure = figure
  }

  package override var typeName: String { "figure" }

  package override var isMadeByCall: Bool { true }

  package override var outputBytes: Int { Limits.figureBytes }

  package override var description: String {
    "<figure: \((figure as? MeasuredTimes)?.placeholder ?? figure.sentence)>"
  }
}

extension Value {
  /// The figure of measured times that it is, if it is one.
  package var measuredTimes: MeasuredTimes? {
    guard case .object(let object as FigureObject) = self else { return nil }
    return object.figure as? MeasuredTimes
  }
}
