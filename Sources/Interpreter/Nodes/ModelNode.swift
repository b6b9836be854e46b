import Language

/// `model M(a) { }`: creates the model, with the defaults as they are now.
final class ModelNode: Node {
  private let name: String
  private let constructor: FunctionCode
  private let methods: [(name: String, code: FunctionCode)]
  private let fieldNames: [String]
  private let hiddenSlots: Set<Int>
  private let capturedParameters: [(slot: Int, cell: Cell)]
  private let graveyard: Graveyard

  init(
    _ name: String, _ constructor: FunctionCode, _ methods: [(name: String, code: FunctionCode)],
    fieldNames: [String], hiddenSlots: Set<Int>, capturedParameters: [(slot: Int, cell: Cell)],
    _ graveyard: Graveyard, _ span: Span?
  ) {
    self.name = name
    self.constructor = constructor
    self.methods = methods
    self.fieldNames = fieldNames
    self.hiddenSlots = hiddenSlots
    self.capturedParameters = capturedParameters
    self.graveyard = graveyard
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    let defaults = try constructor.evaluateDefaults(frame)
    var codes: [String: FunctionCode] = [:]
    var methodDefaults: [String: [Value]] = [:]
    for (name, code) in methods {
      codes[name] = code
      methodDefaults[name] = try code.evaluateDefaults(frame)
    }
    return .model(
      ModelClass(
        name: name, constructor: constructor, defaults: defaults, fieldNames: fieldNames,
        hiddenSlots: hiddenSlots, methods: codes, methodDefaults: methodDefaults,
        capturedParameters: capturedParameters, graveyard: graveyard))
  }
}
