import Language
import Tensors

/// One extent of a shape annotation, compiled.
enum ExtentCode {
  case ellipsis
  /// A name of the function: bound if it is not set, checked otherwise.
  case local(Int, String)
  /// A name at a session's top level, where only this annotation binds and checks.
  case global(Cell)
  /// Something already known, and its source.
  case value(Node, String)
}

/// Compares shapes with annotations.
enum ShapeCheck {
  static func check(
    _ value: Value, _ what: String, _ extents: [ExtentCode], _ frame: Frame, at span: Span?
  ) throws(Failure) {
    let shape: [Int]
    switch value {
    case .tensor(let tensor): shape = Array(tensor.shape)
    case .object(let object) where object.shape != nil: shape = object.shape ?? []
    case .object(is UnknownValue): return bind(unknown: extents, frame)
    default:
      throw Failure(.runtime, "`\(what)` must be a tensor, not \(value.described)", at: span)
    }
    let fixed = extents.count { if case .ellipsis = $0 { false } else { true } }
    let hasEllipsis = fixed < extents.count
    guard hasEllipsis ? shape.count >= fixed : shape.count == fixed else {
      throw Failure(
        .runtime,
        "\(what) has shape \(text(shape)), which does not have the dimensions \(span?.text ?? "")",
        at: span)
    }
    var position = 0
    var bound: [String: Int] = [:]
    for extent in extents {
      guard position < shape.count || fixed == 0 else { return }
      switch extent {
      case .ellipsis:
        position += shape.count - fixed
        continue
      case .local(let slot, let name):
        if case .unset = frame.slots[slot] {
          frame.slots[slot] = .int(shape[position])
        } else {
          try compare(frame.slots[slot], name, shape, position, what, span)
        }
      case .global(let cell):
        if let known = bound[cell.name] {
          try compare(.int(known), cell.name, shape, position, what, span)
        }
        bound[cell.name] = shape[position]
        cell.value.pointee = .int(shape[position])
      case .value(let node, let name):
        try compare(try node.evaluate(frame), name, shape, position, what, span)
      }
      position += 1
    }
  }

  /// Binds the names that are not bound yet to what is unknown.
  private static func bind(unknown extents: [ExtentCode], _ frame: Frame) {
    for extent in extents {
      switch extent {
      case .local(let slot, _) where frame.slots[slot].isUnset:
        frame.slots[slot] = UnknownValue.of("int")
      case .global(let cell): cell.value.pointee = UnknownValue.of("int")
      case .ellipsis, .local, .value: break
      }
    }
  }

  private static func compare(
    _ wanted: Value, _ name: String, _ shape: [Int], _ position: Int, _ what: String, _ span: Span?
  ) throws(Failure) {
    if wanted.unknown != nil { return }
    guard let number = wanted.integer else {
      throw Failure(
        .runtime, "`\(name)` in a shape must be a whole number, not \(wanted.described)", at: span)
    }
    guard number != shape[position] else { return }
    let meaning = name == String(number) ? name : "\(name) = \(number)"
    throw Failure(
      .runtime,
      "\(what) has shape \(text(shape)): dimension \(position) is \(shape[position]), not \(meaning)",
      at: span)
  }

  private static func text(_ shape: [Int]) -> String {
    "[" + shape.map(String.init).joined(separator: ", ") + "]"
  }
}

/// Checks a parameter when a function is entered.
final class ShapeCheckNode: Node {
  private let value: Node
  private let name: String
  private let extents: [ExtentCode]

  init(_ value: Node, _ name: String, _ extents: [ExtentCode], _ span: Span?) {
    self.value = value
    self.name = "`\(name)`"
    self.extents = extents
    super.init(span)
  }

  override func execute(_ frame: Frame) throws(Failure) -> Completion {
    try ShapeCheck.check(try value.evaluate(frame), name, extents, frame, at: span)
    return .normal
  }
}

/// Checks a value on its way to a name.
final class CheckedNode: Node {
  private let value: Node
  private let name: String
  private let extents: [ExtentCode]

  init(_ value: Node, _ name: String, _ extents: [ExtentCode], _ span: Span?) {
    self.value = value
    self.name = "`\(name)`"
    self.extents = extents
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    let result = try value.evaluate(frame)
    try ShapeCheck.check(result, name, extents, frame, at: span)
    return result
  }
}

/// Checks what a function returns.
final class ResultCheckNode: Node {
  private let body: Node
  private let extents: [ExtentCode]

  init(_ body: Node, _ extents: [ExtentCode], _ span: Span?) {
    self.body = body
    self.extents = extents
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    let result = try body.evaluate(frame)
    try ShapeCheck.check(result, "the result", extents, frame, at: span)
    return result
  }
}
