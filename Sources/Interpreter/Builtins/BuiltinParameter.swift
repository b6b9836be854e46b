import Tensors

/// A parameter of a builtin.
///
/// A class: declarations are generic, and their code copies a struct of this size by looking up its
/// layout at run time, for each of some thousand parameters before a run's first step.
@usableFromInline
package final class BuiltinParameter {
  /// The name, by which it may be given.
  package let name: String
  /// Its value if it is left out; nil if it must be given.
  package let defaultValue: Value?
  /// Whether it takes all further positional arguments, as a list.
  package let isVariadic: Bool
  /// Whether it takes all named arguments that are not parameters, as a map.
  let isNamedRest: Bool
  /// Whether it is the value before the dot, which the method changes in place.
  let isChanged: Bool
  /// Whether it takes what stands for a tensor as it is.
  let isLazy: Bool
  /// What it means, for the reference: with shapes and units, without a full stop.
  package private(set) var about = ""
  /// What its argument is read as.
  private var type: (any ArgumentConvertible.Type)?

  private init(
    _ name: String, _ defaultValue: Value?, isVariadic: Bool = false, isNamedRest: Bool = false,
    isChanged: Bool = false, isLazy: Bool = false
  ) {
    self.name = name
    self.defaultValue = defaultValue
    self.isVariadic = isVariadic
    self.isNamedRest = isNamedRest
    self.isChanged = isChanged
    self.isLazy = isLazy
  }

  /// One that must be given.
  package static func required(_ name: String) -> BuiltinParameter { BuiltinParameter(name, nil) }

  /// One that is `value` if it is not given.
  package static func optional(_ name: String, _ value: Value = .none) -> BuiltinParameter {
    BuiltinParameter(name, value)
  }

  /// One that takes all further positional arguments, as a list.
  package static func variadic(_ name: String) -> BuiltinParameter {
    BuiltinParameter(name, nil, isVariadic: true)
  }

  /// One that takes what stands for a tensor as it is; `value` unless it is given.
  package static func lazy(_ name: String, _ value: Value?) -> BuiltinParameter {
    BuiltinParameter(name, value, isLazy: true)
  }

  /// The last one, which takes all named arguments that are no parameters, as a map.
  package static func named(_ name: String) -> BuiltinParameter {
    BuiltinParameter(name, nil, isNamedRest: true)
  }

  /// The first one of a method that changes the value before the dot.
  package static func changed(_ name: String) -> BuiltinParameter {
    BuiltinParameter(name, nil, isChanged: true)
  }

  /// What it takes, in words: "a whole number".
  package var kind: String {
    if isVariadic {
      return type == Shape.self ? "whole numbers, or one list of them" : "any number"
    }
    return isNamedRest ? "any names" : type?.kind ?? ""
  }

  /// This parameter, once it is described for the reference.
  func described(_ about: String, as type: any ArgumentConvertible.Type) -> BuiltinParameter {
    if !about.isEmpty { self.about = about }
    self.type = type
    return self
  }

  /// As signatures write it.
  package var description: String {
    if isNamedRest { return "\(name) = …" }
    if isVariadic { return "\(name)…" }
    return defaultValue.map { "\(name) = \($0.representation)" } ?? name
  }
}
