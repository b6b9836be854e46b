import Language

/// The values that a `param` may have, compiled.
struct ParameterCode {
  enum Domain {
    case any
    case set([Node], [String])
    case range(Node, Node)
  }

  let defaultValue: Node
  let domain: Domain
}

/// `param p = 4 in …`: sets the name to what was chosen, or else to the default.
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
      try host.note(declaration.name, is: value)
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
      guard standard.isNone || value.fits(standard) else {
        let wanted = standard.isWhole ? "a whole number" : standard.described
        let found = value.number == nil ? value.described : value.text
        throw Failure(
          .usage, "`\(name)` must be \(wanted), not \(found)", at: span,
          hint: standard.typeName == Value.bool(true).typeName ? "true or false" : nil)
      }
    case .set(let nodes, let texts):
      for node in nodes {
        let allowed = try node.evaluate(frame)
        if value.fits(allowed) || value.fits(standard), try allowed.isEqual(to: value) { return }
      }
      throw Failure(
        .usage, "`\(name)` cannot be \(value.text)", at: span,
        hint: "one of \(texts.joined(separator: ", "))")
    case .range(let low, let high):
      let (bottom, top) = (try low.evaluate(frame), try high.evaluate(frame))
      guard value.fits(standard), let number = value.number, let least = bottom.number,
        let most = top.number, number >= least, number <= most
      else {
        throw Failure(
          .usage, "`\(name)` cannot be \(value.text)", at: span,
          hint: "from \(bottom.text) to \(top.text)")
      }
    }
  }
}

extension Value {
  fileprivate var isWhole: Bool { if case .int = self { true } else { false } }

  /// Whether it can replace `other`: the same kind, or a whole number for a fraction.
  fileprivate func fits(_ other: Value) -> Bool {
    if case (.int, .float) = (self, other) { return true }
    return typeName == other.typeName
  }
}
