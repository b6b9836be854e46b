import Interpreter
import Plotting
import Session
import Tensors
import Text

/// What a lab costs in its profiles, as tables for people.
package struct CostTable {
  /// Seconds to evaluate an expression, beside what its operations do.
  private static let expression = 1e-7

  /// Nil where no times are to be shown.
  private let speed: MachineSpeed?

  /// Tables with times, as this machine would take them, or without.
  package init(_ speed: MachineSpeed?) { self.speed = speed }

  /// A table for a profile.
  package func table(_ cost: LabCost) -> Table {
    let header = ["step", "title", "parameters", "multiply-adds", "memory"]
    var rows = cost.steps.map { step in
      row(
        String(step.number), step.title, step.parameters, step.cost, memory: step.memory)
    }
    rows.append(
      row(
        "", "together", cost.parameters, cost.total,
        memory: cost.steps.map(\.memory).max() ?? 0))
    return Table(
      title: title(cost), header: header + (speed == nil ? [] : ["time"]), rows: rows)
  }

  /// Seconds that it takes on this machine, at least and at most; nil without its speed.
  func seconds(_ cost: CostRange) -> (least: Double, most: Double)? {
    guard let speed else { return nil }
    func seconds(_ cost: Cost) -> Double {
      speed.seconds(for: cost.work) + cost.steps * Self.expression
    }
    return (seconds(cost.least), seconds(cost.most))
  }

  private func title(_ cost: LabCost) -> String {
    var title = cost.profile.map { "profile \($0)" } ?? "as it is"
    if !cost.data.isEmpty { title += ", on " + cost.data.joined(separator: ", ") }
    return cost.isWhole ? title : title + ", as far as it can be followed"
  }

  private func row(
    _ number: String, _ title: String, _ parameters: Int, _ cost: CostRange, memory: Double
  ) -> [Table.Cell] {
    let products = Self.range(
      cost.least.work.multiplyAdds, cost.most.work.multiplyAdds, cost, Self.count)
    var cells: [Table.Cell] = [
      .text(number), .text(title), parameters > 0 ? .integer(parameters) : .text(""),
      .text(products), .text(Self.megabytes(memory)),
    ]
    if let seconds = seconds(cost) {
      cells.append(.text(Self.range(seconds.least, seconds.most, cost, Self.duration)))
    }
    return cells
  }

  /// `1.2 G`, `about 1.2 G`, `0.3 to 1.2 G`, `at least 0.3 G`.
  private static func range(
    _ least: Double, _ most: Double, _ cost: CostRange, _ text: (Double) -> String
  ) -> String {
    let (low, high) = (text(least), text(most))
    if cost.isOpen { return low.isEmpty ? "not known" : "at least \(low)" }
    if low == high { return cost.isAverage && !low.isEmpty ? "about \(low)" : low }
    return low.isEmpty ? "up to \(high)" : "\(low) to \(high)"
  }

  /// A count with three digits and a unit: `269 k`, `1.53 G`; nothing for 0.
  private static func count(_ count: Double) -> String {
    if count < 1 { return "" }
    let units = ["", " k", " M", " G", " T", " P", " E"]
    var (value, unit) = (count, 0)
    while value >= 999.5, unit + 1 < units.count { (value, unit) = (value / 1000, unit + 1) }
    return Digits.general(value, 3) + units[unit]
  }

  private static func megabytes(_ bytes: Double) -> String {
    bytes < 1e6 ? "" : Digits.general((bytes / 1e6).rounded(), 6) + " MB"
  }

  /// Two digits at most, as it is an estimate.
  private static func duration(_ seconds: Double) -> String {
    if seconds < 0.01 { return "" }
    if seconds < 99.5 { return Digits.general(seconds, seconds < 1 ? 1 : 2) + " s" }
    let minutes = seconds / 60
    return minutes < 99.5
      ? Digits.general(minutes, 2) + " min" : Digits.general(minutes / 60, 2) + " h"
  }
}

extension LabCost {
  /// All parameters that its steps make.
  var parameters: Int { steps.reduce(0) { $0 + $1.parameters } }

  /// What all steps cost.
  var total: CostRange { steps.reduce(CostRange()) { $0.adding($1.cost) } }
}
