import Language
import Tensors
import Text

/// `tap name`: keeps the value for `tapped`; costs nothing otherwise.
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

/// `report a = x`: binds the name and reports the result.
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
  private let look: CurveLook

  init(
    _ series: [(name: String, value: Node)], label: Node?, x: Node?, _ look: CurveLook,
    _ span: Span?
  ) {
    self.series = series
    self.label = label
    self.x = x
    self.look = look
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    let label = try self.label?.evaluate(frame)
    let x = try self.x.map { (node) throws(Failure) in try Self.number(node, frame) }
    for (name, node) in series {
      let y = try Self.number(node, frame)
      do throws(Failure) {
        try frame.interpreter.host?.record(name, label: label?.text, x: x, y: y, look)
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

  init(_ expectation: Expectation, _ condition: Node, _ span: Span?) {
    self.expectation = expectation
    self.condition = condition
    super.init(span)
  }

  override func execute(_ frame: Frame) throws(Failure) -> Completion {
    guard let host = frame.interpreter.host, let span else { return .normal }
    if let reason = host.reasonNotToJudge(expectation) {
      try host.judge(expectation, .notChecked(reason), nil, at: span)
      return .normal
    }
    var evidence = Evidence()
    let value: Value
    do {
      value = try condition.judge(frame, &evidence)
    } catch {
      guard error.diagnostic.kind == .skipped else { throw error }
      try host.judge(expectation, .notChecked(error.diagnostic.message), nil, at: span)
      return .normal
    }
    let holds: Bool
    do {
      holds = try Self.holds(value)
    } catch {
      throw error.at(condition.span)
    }
    try host.judge(expectation, holds ? .held : .failed, evidence, at: span)
    return .normal
  }

  /// A tensor's claim holds when all its elements do.
  private static func holds(_ value: Value) throws(Failure) -> Bool {
    switch value {
    case .bool(let flag): return flag
    case .tensor(let tensor) where tensor.dtype == .bool:
      guard tensor.count > 0 else {
        throw Failure(
          "the claim is about an empty tensor, of which everything is true",
          hint: "also claim that there are elements")
      }
      return try Failure.wrapping { () throws(TensorError) in try tensor.all().number != 0 }
    default:
      throw Failure(
        "a claim must be true or false, not \(value.described)",
        hint: "compare the value with something, as in `expect x == 1`")
    }
  }
}

extension Value {
  /// The value in a few words, for messages.
  package var brief: String {
    let lines = representation.split(separator: "\n").map { $0.drop { $0 == " " } }
    let text = lines.joined(separator: " ")
    return text.count <= 60 ? text : text.prefix(59) + "…"
  }
}

/// `question` and `predict`.
final class QuestionNode: Node {
  private let question: Question
  private let wording: Node?

  init(_ question: Question, wording: Node?, _ span: Span?) {
    self.question = question
    self.wording = wording
    super.init(span)
  }

  override func execute(_ frame: Frame) throws(Failure) -> Completion {
    // A prediction was asked before, but a dry run finds here what is wrong with it.
    let text = try wording?.evaluate(frame).text ?? question.text
    if !question.isPrediction {
      try frame.interpreter.countOutput(text.utf8.count)
      frame.interpreter.host?.ask(question.worded(text))
    }
    return .normal
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
  private let shows: [ShowNode]

  init(_ comparison: Comparison, _ cells: [Cell], _ shows: [ShowNode], _ span: Span?) {
    self.comparison = comparison
    self.cells = cells
    self.shows = shows
    super.init(span)
  }

  override func execute(_ frame: Frame) throws(Failure) -> Completion {
    guard let host = frame.interpreter.host else { return .normal }
    let (rows, isSkipped) = try host.compare(comparison)
    for (cell, reports) in zip(cells, rows) { cell.value.pointee = reports }
    guard !isSkipped else { return .normal }
    for node in shows { _ = try node.execute(frame) }
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
