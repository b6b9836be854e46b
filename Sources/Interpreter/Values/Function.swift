/// What `def` or `->` creates: code with the values that it captured.
///
/// A bound method is the method's code with the instance captured.
public final class Function {
  package let code: FunctionCode
  package let captures: [Value]
  /// The parameters' defaults, `.unset` for those without.
  package let defaults: [Value]
  package let height: Int

  package init(code: FunctionCode, captures: [Value], defaults: [Value]) throws(Failure) {
    self.code = code
    self.captures = captures
    self.defaults = defaults
    var highest = 0
    for value in captures { highest = max(highest, value.height) }
    for value in defaults { highest = max(highest, value.height) }
    guard highest < Limits.valueHeight else { throw Limits.tooDeep() }
    height = highest + 1
  }

  /// The function's name, `lambda` for `->`.
  package var name: String { code.name }

  /// What it takes, by name.
  package var parameterNames: [String] { code.parameterNames }
}

/// The compiled form of a function, shared by all functions made from it.
package final class FunctionCode {
  package struct Parameter {
    let name: String
    let defaultValue: Node?
  }

  package let name: String
  package let parameters: [Parameter]
  package let parameterNames: [String]
  /// Parameters, then captures, then locals.
  package private(set) var frameSize = 0
  package private(set) var body: Node = ConstantNode(.none) {
    didSet { uncountedBody = .passUnretained(body) }
  }
  private var uncountedBody: Unmanaged<Node>?
  /// The slot in which a nested function finds itself, if it calls itself.
  private(set) var selfReference: Int?
  /// The slots that the captured values go to; a method's first is that of `self`.
  private(set) var captureSlots: [Int] = []
  /// The slot of `self` in a method.
  private(set) var selfSlot = 0
  /// Whether it is a model's.
  var isMethod = false

  package init(name: String, parameters: [Parameter]) {
    self.name = name
    self.parameters = parameters
    parameterNames = parameters.map(\.name)
  }

  /// Completes the code once its body is compiled.
  package func finish(body: Node, frameSize: Int, captureSlots: [Int], selfReference: Int?) {
    self.body = body
    self.frameSize = frameSize
    self.captureSlots = captureSlots
    selfSlot = captureSlots.first ?? 0
    self.selfReference = selfReference
  }

  /// Runs the body. The caller holds the function or the model, and so the code.
  @inline(__always)
  package func evaluate(_ frame: Frame) throws(Failure) -> Value {
    guard let uncountedBody else { return .none }
    return try uncountedBody._withUnsafeGuaranteedRef { body in
      Result { () throws(Failure) in try body.evaluate(frame) }
    }.get()
  }

  /// `f(x, p = …)`, for messages.
  package var signature: String {
    let list = parameters.map { $0.defaultValue == nil ? $0.name : "\($0.name) = …" }
    return "\(name)(\(list.joined(separator: ", ")))"
  }
}
