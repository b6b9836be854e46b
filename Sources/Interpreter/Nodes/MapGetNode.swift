import Tensors

/// `m.get(key, default)`, the most common way to count, done here if `m` is a local map.
///
/// Everything else goes through the ordinary call.
final class MapGetNode: Node {
  private let slot: Int
  private let key: Operand
  private let otherwise: Node
  private let call: MemberCallNode

  /// nil unless nothing can happen to the map while `arguments` are evaluated.
  init?(_ receiver: Node, _ arguments: Row<Node>, otherwise call: MemberCallNode) {
    guard let local = receiver as? LocalNode, (1...2).contains(arguments.count),
      (0..<arguments.count).allSatisfy({ arguments[$0].isPure })
    else { return nil }
    slot = local.slot
    key = Operand(arguments[0])
    otherwise = arguments.count == 2 ? arguments[1] : ConstantNode(.none)
    self.call = call
    super.init(call.span)
  }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    guard let map = (frame.slots + slot).uncountedMap, !OperationProfile.isRunning else {
      return try call.evaluate(frame)
    }
    if let text = key.uncountedText(frame) {
      let otherwise = try otherwise.evaluate(frame)
      return map.get(text) ?? otherwise
    }
    let key = try key.evaluate(frame)
    let otherwise = try otherwise.evaluate(frame)
    guard case .map(let map) = frame.slots[slot] else { return try call.evaluate(frame) }
    do throws(Failure) {
      return try map.get(key) ?? otherwise
    } catch {
      throw error.at(span)
    }
  }
}
