import Language
import Text

/// The steps of a lab that are wanted, each by its number or id.
package struct LabPart: Sendable {
  /// The first one; nil begins at the beginning.
  package var from: String?
  /// The last one; nil goes on to the end.
  package var until: String?
  /// The only one.
  package var only: String?

  /// All steps, where nothing is named.
  package init(from: String? = nil, until: String? = nil, only: String? = nil) {
    (self.from, self.until, self.only) = (from, until, only)
  }

  /// Whether it may leave out steps before those that are wanted.
  var skips: Bool { from != nil || only != nil }

  /// The numbers of the steps. Throws `.usage` where there is no such step, or none is left.
  package func steps(of lab: Lab) throws(Diagnostic) -> Set<Int> {
    if let only { return [try lab.step(called: only).number] }
    let first = try from.map { (name) throws(Diagnostic) in try lab.step(called: name) }
    let last = try until.map { (name) throws(Diagnostic) in try lab.step(called: name) }
    if let first, let last, last.number < first.number {
      throw Diagnostic(
        .usage,
        "--until \(visible(last.id)) is step \(last.number), and comes before "
          + "--from \(visible(first.id)), step \(first.number)")
    }
    let numbers = lab.steps.map(\.number)
    return Set(
      numbers.filter { $0 >= first?.number ?? .min && $0 <= last?.number ?? .max })
  }
}
