import Language
import Tensors

/// `xs.append(x)`, the most common method call, done here if `xs` is a name or field with a list.
///
/// Everything else goes through the ordinary call.
final class AppendNode: Node {
  private let place: Place
  private let site: CallSite
  private let call: MemberCallNode

  /// `site` has one argument, without a name.
  init(_ place: Place, _ site: CallSite, otherwise call: MemberCallNode) {
    self.place = place
    self.site = site
    self.call = call
    super.init(site.span)
  }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    guard let slot = place.slot(frame), case .list = slot.pointee, !OperationProfile.isRunning
    else { return try call.evaluate(frame) }
    let item = try site.arguments.evaluate(0, frame)
    do throws(Failure) {
      // Evaluating the item may have set the name.
      guard var list = slot.pointee.takeList() else {
        throw Failure(".append is for list, not for \(slot.pointee.described)")
      }
      defer { slot.pointee = .list(list) }
      if !isKnownUniquelyReferenced(&list) { list = list.copy() }
      try list.append(item, frame.interpreter)
    } catch {
      throw error.at(span)
    }
    return .none
  }
}
