import Language

/// Binds a value to what is to the left of `=` or after `for`.
enum Binder {
  case local(Int)
  case global(Cell)
  case nothing
  case parts([Binder], Span)
  /// `x[i]`.
  case element(AssignIndexNode)
  /// `x.name`.
  case member(Place)
  /// Each gets the same value.
  case all([Binder])

  @inline(__always)
  func bind(_ value: Value, _ frame: Frame) throws(Failure) {
    switch self {
    case .local(let slot): frame.slots[slot] = value
    case .global(let cell): cell.value.pointee = value
    case .nothing: break
    case .parts(let parts, let span): try Self.spread(value, over: parts, span, frame)
    case .element(let node): _ = try node.assign(value, frame)
    case .member(let place): try place.replace(with: value, frame)
    case .all(let binders): for binder in binders { try binder.bind(value, frame) }
    }
  }

  private static func spread(_ value: Value, over parts: [Binder], _ span: Span, _ frame: Frame)
    throws(Failure)
  {
    let items: ContiguousArray<Value>
    switch value {
    case .list(let list): items = list.items
    case .tensor(let tensor):
      do {
        guard tensor.shape.first == parts.count else {
          throw Failure(
            "a tensor of shape \(tensor.shape) cannot be unpacked into \(parts.count) names")
        }
        items = ContiguousArray(try TensorIndexing.rows(of: tensor))
      } catch {
        throw Failure.wrapping(error).at(span)
      }
    default:
      do {
        items = try Iteration.items(of: value, frame.interpreter)
      } catch {
        throw Failure(
          .runtime, "\(value.described) cannot be unpacked into \(parts.count) names", at: span)
      }
    }
    guard items.count == parts.count else {
      throw Failure(
        .runtime,
        "\(value.described) of length \(items.count) cannot be unpacked into \(parts.count) names",
        at: span)
    }
    for (part, item) in zip(parts, items) { try part.bind(item, frame) }
  }
}

/// Sets several names at once, or one with a check.
final class BindNode: Node {
  private let binder: Binder
  private let value: Node

  init(_ binder: Binder, _ value: Node, _ span: Span?) {
    self.binder = binder
    self.value = value
    super.init(span)
  }

  override func execute(_ frame: Frame) throws(Failure) -> Completion {
    try binder.bind(try value.evaluate(frame), frame)
    return .normal
  }
}
