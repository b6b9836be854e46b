import Interpreter
import Learning
import Tensors
import Text

/// The parameters that an optimizer changes: those of a model or a list, or groups of them.
///
/// Groups have their own settings, as PyTorch's `[{"params": …, "lr": …}]`.
struct ParameterGroups: ArgumentConvertible {
  static var kind: String { "parameters, or groups of them" }
  static let about =
    "net.parameters(), or groups with their own settings: "
    + "[{\"params\": net.head.parameters(), \"lr\": 0.1}, {\"params\": …}]"

  /// A group, with the settings that differ from the optimizer's.
  struct Group {
    let parameters: [Tensor]
    fileprivate var settings: [String: Value] = [:]

    /// A setting that is a number.
    func float(_ name: String, _ standard: Double) throws(Failure) -> Double {
      guard let value = settings[name] else { return standard }
      guard let number = value.number else {
        throw Failure("`\(name)` of a group must be a number, not \(value.described)")
      }
      return number
    }

    /// A setting that is true or false.
    func bool(_ name: String, _ standard: Bool) throws(Failure) -> Bool {
      guard let value = settings[name] else { return standard }
      guard case .bool(let truth) = value else {
        throw Failure("`\(name)` of a group must be true or false, not \(value.described)")
      }
      return truth
    }

    /// Adam's decay rates.
    func betas(_ standard: Betas) throws(Failure) -> (Double, Double) {
      guard let value = settings["betas"] else { return standard.both }
      guard case .list(let list) = value, let betas = Betas(list) else {
        throw Failure("`betas` of a group must be two numbers, not \(value.described)")
      }
      return betas.both
    }
  }

  private let groups: [Group]

  static func read(_ argument: BuiltinArgument) throws(Failure) -> ParameterGroups {
    var groups: [Group] = []
    if case .list(let list) = argument.value, case .map = list.items.first {
      for item in list.items { groups.append(try group(item, argument.call.builtin)) }
    } else {
      groups = [Group(parameters: State(of: argument.value).parameters)]
    }
    guard groups.allSatisfy({ !$0.parameters.isEmpty }) else {
      throw Failure(
        "\(argument.call.builtin.name): there are no parameters", hint: "give net.parameters()")
    }
    return ParameterGroups(groups: groups)
  }

  private static func group(_ item: Value, _ builtin: Builtin) throws(Failure) -> Group {
    guard case .map(let map) = item, let parameters = map.get(TextBox("params")) else {
      throw Failure(
        "a group of parameters must be a map with \"params\", not \(item.described)",
        hint: "{\"params\": net.parameters(), \"lr\": 0.1}")
    }
    var group = Group(parameters: State(of: parameters).parameters)
    let names = builtin.parameters.map(\.name)
    for pair in map.pairs where pair.key.text != "params" {
      guard names.contains(pair.key.text) else {
        throw Failure(
          "\(builtin.name) has no setting \(Value.quoted(pair.key.text))",
          hint: Spelling.hint(pair.key.text, names) ?? builtin.signature)
      }
      group.settings[pair.key.text] = pair.value
    }
    return group
  }

  /// The optimizer called `name`, with one created by `make` for each group.
  func optimizer(
    _ name: String, _ make: (Group) throws -> any Optimizer
  ) throws -> OptimizerObject {
    let made = try groups.map(make)
    return OptimizerObject(made.count == 1 ? made[0] : try GroupedOptimizer(made), name)
  }
}

/// Adam's two decay rates.
struct Betas: ArgumentConvertible {
  static var kind: String { "two numbers" }
  let both: (Double, Double)

  /// nil unless the list holds two numbers.
  init?(_ list: ListBox) {
    let numbers = list.items.compactMap(\.number)
    guard numbers.count == 2, list.items.count == 2 else { return nil }
    both = (numbers[0], numbers[1])
  }

  static func read(_ argument: BuiltinArgument) throws(Failure) -> Betas {
    guard let betas = Betas(try argument.list()) else { throw argument.mismatch("two numbers") }
    return betas
  }
}
