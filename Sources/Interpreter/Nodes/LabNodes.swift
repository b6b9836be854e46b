import Language
import Tensors
import Text

/// `tap name`: keeps the value for `tapped`, and costs nothing else.
final class TapNode: Node {
  private let name: String
  private let value: Node

  init(_ name: String, _ value: Node, _ span: Span?) {
    self.name = name
    self.value = value
    super.init(span)
  }

  override func execute(_ frame: Frame) throws(Failure) -> Completion {
    guard !frame.interpreter.taps.isEmpty else { return .normal }
    var kept = try value.evaluate(frame)
    if case .tensor(let tensor) = kept { kept = .tensor(tensor.detached()) }
    let last = frame.interpreter.taps.count - 1
    frame.interpreter.taps[last].append((name, kept))
    return .normal
  }
}

/// `report a = x`: binds the name and tells the result.
final class ReportNode: Node {
  private let reports: [(name: String, value: Node, store: Binder)]

  init(_ reports: [(name: String, value: Node, store: Binder)], _ span: Span?) {
    self.reports = reports
    super.init(span)
  }

  override func execute(_ frame: Frame) throws(Failure) -> Completion {
    for report in reports {
      let value = try report.value.evaluate(frame)
      try report.store.bind(value, frame)
      try frame.interpreter.host?.report(report.name, value)
    }
    return .normal
  }
}

/// `show a, b`.
final class ShowNode: Node {
  private let values: [Node]

  init(_ values: [Node], _ span: Span?) {
    self.values = values
    super.init(span)
  }

  override func execute(_ frame: Frame) throws(Failure) -> Completion {
    var shown: [Value] = []
    var bytes = 0
    for node in values {
      let value = try node.evaluate(frame)
      shown.append(value)
      if case .object(let object) = value {
        bytes += object.outputBytes
      } else {
        bytes += value.text.utf8.count
      }
    }
    try frame.interpreter.countOutput(bytes)
    frame.interpreter.host?.show(shown)
    return .normal
  }
}

/// `record(loss, label = …, x = …)`.
final class RecordNode: Node {
  private let series: [(name: String, value: Node)]
  private let label: Node?
  private let x: Node?

  init(_ series: [(name: String, value: Node)], label: Node?, x: Node?, _ span: Span?) {
    self.series = series
    self.label = label
    self.x = x
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    let label = try self.label?.evaluate(frame)
    let x = try self.x.map { (node) throws(Failure) in try Self.number(node, frame) }
    for (name, node) in series {
      let y = try Self.number(node, frame)
      do throws(Failure) {
        try frame.interpreter.host?.record(name, label: label?.text, x: x, y: y)
      } catch {
        throw error.at(span)
      }
    }
    return .none
  }

  private static func number(_ node: Node, _ frame: Frame) throws(Failure) -> Double {
    let value = try node.evaluate(frame)
    if let number = value.number { return number }
    if case .tensor(let tensor) = value, tensor.count == 1 { return tensor.number }
    throw Failure(.runtime, "record takes a number, not \(value.described)", at: node.span)
  }
}

/// `expect condition`.
final class ExpectNode: Node {
  private let expectation: Expectation
  private let condition: Node
  private let sides: [Node]

  init(_ expectation: Expectation, _ condition: Node, _ sides: [Node], _ span: Span?) {
    self.expectation = expectation
    self.condition = condition
    self.sides = sides
    super.init(span)
  }

  override func execute(_ frame: Frame) throws(Failure) -> Completion {
    guard let host = frame.interpreter.host, let span else { return .normal }
    if let reason = host.reasonNotToJudge(expectation) {
      try host.judge(expectation, .notChecked(reason), values: nil, at: span)
      return .normal
    }
    let value: Value
    do {
      value = try condition.evaluate(frame)
    } catch {
      guard let reason = host.excuse(for: error) else { throw error }
      try host.judge(expectation, .notChecked(reason), values: nil, at: span)
      return .normal
    }
    let holds: Bool
    do {
      holds = try Self.holds(value)
    } catch {
      throw error.at(condition.span)
    }
    var values: String?
    if !holds, sides.count == 2 {
      values = "\(try sides[0].evaluate(frame).brief) against \(try sides[1].evaluate(frame).brief)"
    }
    try host.judge(expectation, holds ? .held : .failed, values: values, at: span)
    return .normal
  }

  /// A tensor's claim holds when all its elements do.
  private static func holds(_ value: Value) throws(Failure) -> Bool {
    guard case .tensor(let tensor) = value else { return try value.isTrue() }
    return try Failure.wrapping { () throws(TensorError) in try tensor.all().number != 0 }
  }
}

extension Value {
  /// The value in a few words, for messages.
  package var brief: String {
    let text = representation.split(separator: "\n").joined(separator: " ")
    return text.count <= 60 ? text : text.prefix(59) + "…"
  }
}

/// `question` and `predict`.
final class QuestionNode: Node {
  private let question: Question

  init(_ question: Question, _ span: Span?) {
    self.question = question
    super.init(span)
  }

  override func execute(_ frame: Frame) throws(Failure) -> Completion {
    if !question.isPrediction {
      try frame.interpreter.countOutput(question.text.utf8.count)
      frame.interpreter.host?.ask(question)
    }
    return .normal
  }
}

/// What a `param` may be, compiled.
package struct ParameterCode {
  enum Domain {
    case any
    case set([Node], [String])
    case range(Node, Node)
  }

  let defaultValue: Node
  let domain: Domain
}

/// `param p = 4 in …`: sets the name to what was chosen, else to the default.
final class ParameterNode: Node {
  private let declaration: ParameterDeclaration
  private let code: ParameterCode
  private let cell: Cell

  init(
    _ declaration: ParameterDeclaration, _ code: ParameterCode, _ cell: Cell, _ span: Span?
  ) {
    self.declaration = declaration
    self.code = code
    self.cell = cell
    super.init(span)
  }

  override func execute(_ frame: Frame) throws(Failure) -> Completion {
    let standard = try code.defaultValue.evaluate(frame)
    try code.check(standard, declaration, standard: standard, at: span, frame)
    var value = standard
    let host = frame.interpreter.host
    if let host, let chosen = try host.chosenValue(of: declaration.name, default: standard) {
      value = chosen.value
      try code.check(value, declaration, standard: standard, at: chosen.span, frame)
      if case (.float, .int(let number)) = (standard, value) { value = .float(Double(number)) }
      if try !value.isEqual(to: standard) { host.noteChanged(declaration.name) }
    }
    cell.value.pointee = value
    return .normal
  }
}

extension ParameterCode {
  /// Fails unless `value` is allowed.
  func check(
    _ value: Value, _ declaration: ParameterDeclaration, standard: Value, at span: Span?,
    _ frame: Frame
  ) throws(Failure) {
    let name = declaration.name
    switch domain {
    case .any:
      let isNumber = value.number != nil && standard.number != nil
      guard isNumber || standard.isNone || value.typeName == standard.typeName else {
        throw Failure(
          .usage, "`\(name)` is \(standard.described), not \(value.described)", at: span)
      }
      if case (.int, .float) = (standard, value) {
        throw Failure(.usage, "`\(name)` is a whole number, not \(value.text)", at: span)
      }
    case .set(let nodes, let texts):
      for node in nodes where try node.evaluate(frame).isEqual(to: value) { return }
      throw Failure(
        .usage, "`\(name)` cannot be \(value.text)", at: span,
        hint: "one of \(texts.joined(separator: ", "))")
    case .range(let low, let high):
      let (bottom, top) = (try low.evaluate(frame), try high.evaluate(frame))
      let isWhole = bottom.integer != nil && top.integer != nil && standard.integer != nil
      guard let number = value.number, let least = bottom.number, let most = top.number,
        number >= least, number <= most, !isWhole || value.integer != nil
      else {
        throw Failure(
          .usage, "`\(name)` cannot be \(value.text)", at: span,
          hint: "from \(bottom.text) to \(top.text)")
      }
    }
  }
}

/// `data images = mnist else digits`.
final class DataNode: Node {
  private let declaration: DataDeclaration
  private let cell: Cell

  init(_ declaration: DataDeclaration, _ cell: Cell, _ span: Span?) {
    self.declaration = declaration
    self.cell = cell
    super.init(span)
  }

  override func execute(_ frame: Frame) throws(Failure) -> Completion {
    guard let host = frame.interpreter.host else { return .normal }
    do {
      cell.value.pointee = try host.open(declaration)
    } catch {
      throw error.at(span)
    }
    return .normal
  }
}

/// `compare a, b { … }`.
final class CompareNode: Node {
  private let comparison: Comparison
  private let cells: [Cell]

  init(_ comparison: Comparison, _ cells: [Cell], _ span: Span?) {
    self.comparison = comparison
    self.cells = cells
    super.init(span)
  }

  override func execute(_ frame: Frame) throws(Failure) -> Completion {
    guard let host = frame.interpreter.host else { return .normal }
    let rows = try host.compare(comparison)
    for (cell, reports) in zip(cells, rows) { cell.value.pointee = reports }
    return .normal
  }
}

/// `import A from "file.lab"`.
final class ImportNode: Node {
  private let names: [(name: String, span: Span, cell: Cell)]
  private let file: String
  private let fileSpan: Span

  init(
    _ names: [(name: String, span: Span, cell: Cell)], file: String, _ fileSpan: Span,
    _ span: Span?
  ) {
    self.names = names
    self.file = file
    self.fileSpan = fileSpan
    super.init(span)
  }

  override func execute(_ frame: Frame) throws(Failure) -> Completion {
    guard let host = frame.interpreter.host else { return .normal }
    let definitions: Globals
    do {
      definitions = try host.definitions(of: file)
    } catch {
      throw error.at(fileSpan)
    }
    for (name, span, cell) in names {
      guard let value = definitions.value(of: name) else {
        throw Failure(
          .runtime, "\(file) defines no `\(name)`", at: span,
          hint: Spelling.hint(name, definitions.bindings.map(\.name)))
      }
      cell.value.pointee = value
    }
    return .normal
  }
}
