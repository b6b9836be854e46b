import Language
import Text

/// A session name and its value.
package final class Cell {
  /// The name.
  package let name: String
  package let value: UnsafeMutablePointer<Value>
  /// The builtin of that name, visible until the script sets the name.
  package let builtin: Value
  /// Whether it is a `param` of the lab, so that models capture it.
  package var isParameter = false
  /// Where code that was compiled lately sets the name to what need not be a function.
  private var setters: [Span] = []

  package init(_ name: String, builtin: Value) {
    self.name = name
    self.builtin = builtin
    value = .allocate(capacity: 1)
    value.initialize(to: .unset)
  }

  func note(setter span: Span) {
    setters.removeAll { $0.file.name == span.file.name && $0.start == span.start }
    if setters.count == 8 { setters.removeFirst() }
    setters.append(span)
  }

  /// What to say where the name's value is called and is no function: who took the name.
  func taken(before call: Span?) -> String? {
    let isEarlier = { (setter: Span) in
      setter.file.name == call?.file.name && setter.start < call?.start ?? 0
    }
    guard let setter = setters.last(where: isEarlier) ?? setters.last else { return nil }
    let line = setter.file.location(of: setter.start).line
    let place = setter.file.name == "<prompt>" ? "what was typed here" : "line \(line)"
    return builtin.isUnset
      ? "\(place) set `\(name)` to it: choose another name there"
      : "\(place) took the name `\(name)` from the builtin: choose another name there"
  }

  deinit {
    value.deinitialize(count: 1)
    value.deallocate()
  }
}

/// The names of one lab, looked up late so that a function may use what is set after it.
package final class Globals {
  private var cells: [String: Cell] = [:]
  /// Names in the order of their first mention.
  private var order: [Cell] = []
  package let table: BuiltinTable
  /// The dry run that the code belongs to, if it is one.
  package let dryRun: DryRun?
  /// The steps of the lab, to say which one sets a name.
  package var steps: [Step] = []

  package init(_ table: BuiltinTable, dryRun: DryRun? = nil) {
    self.table = table
    self.dryRun = dryRun
  }

  /// The cell of a name, created at its first mention.
  package func cell(_ name: String) -> Cell {
    if let cell = cells[name] { return cell }
    let cell = Cell(name, builtin: table.value(of: name) ?? .unset)
    cells[name] = cell
    order.append(cell)
    return cell
  }

  /// Forgets all values: functions hold their lab's names, which hold the functions.
  package func clear() { for cell in order { cell.value.pointee = .unset } }

  /// The names that have a value, and the values.
  package var bindings: [(name: String, value: Value)] {
    order.compactMap { $0.value.pointee.isUnset ? nil : ($0.name, $0.value.pointee) }
  }

  /// The cells of all names, in the order of their first mention.
  var all: [Cell] { order }

  /// The cells that have a value.
  package var bound: [Cell] { order.filter { !$0.value.pointee.isUnset } }

  /// The value of a name that the script has set, or nil.
  package func value(of name: String) -> Value? {
    guard let value = cells[name]?.value.pointee, !value.isUnset else { return nil }
    return value
  }

  /// Names that an unknown one could stand for.
  package var known: [String] { bindings.map(\.name) + table.names }

  /// The error for a name without a value.
  package func unknown(_ name: String) -> Failure {
    let setter = steps.first { AssignedNames($0.statements).names.contains(name) }
    return Failure(
      .runtime, "unknown name `\(name)`",
      hint: setter.map { "step \($0.number) sets it" } ?? table.absent.name(name, among: known))
  }
}
