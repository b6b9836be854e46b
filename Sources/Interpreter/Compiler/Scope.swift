/// The names of one function, model or chunk of session code, and the slots they are kept in.
final class Scope {
  enum Kind {
    /// The statements of a step: names are the session's; only comprehensions use slots.
    case chunk
    case function
    case model
  }

  /// What a name means where it is used.
  enum Access {
    case local(Int)
    case field(selfSlot: Int, field: Int)
    case method(selfSlot: Int)
    case global
  }

  let kind: Kind
  let parent: Scope?
  /// The names of the slots; temporaries have an empty one.
  private(set) var slotNames: [String] = []
  private var slots: [String: Int] = [:]
  /// The names of the comprehensions being compiled, innermost last.
  private var inner: [[String: Int]] = []
  /// The slots of captured values here, and in the parent.
  private(set) var captures: [(slot: Int, from: Int)] = []
  /// A model's methods.
  var methods: Set<String> = []
  /// The lab's parameters that a model reads.
  private(set) var capturedParameters: [(slot: Int, cell: Cell)] = []
  /// A nested function's own name, which is not captured but found in its frame.
  var ownName: String?
  private(set) var selfReference: Int?

  init(_ kind: Kind, parent: Scope?) {
    self.kind = kind
    self.parent = parent
  }

  var frameSize: Int { slotNames.count }

  /// Whether the function is a method: directly inside a model.
  var isMethod = false

  /// A slot for `name`, the same each time.
  @discardableResult
  func declare(_ name: String) -> Int {
    if let slot = slots[name] { return slot }
    let slot = addSlot(name)
    slots[name] = slot
    return slot
  }

  private func addSlot(_ name: String) -> Int {
    slotNames.append(name)
    return slotNames.count - 1
  }

  func beginComprehension() { inner.append([:]) }

  func endComprehension() { inner.removeLast() }

  /// A slot for a name of the innermost comprehension.
  func declareInner(_ name: String) -> Int {
    let slot = addSlot("")
    inner[inner.count - 1][name] = slot
    return slot
  }

  /// The slot of a name of this scope itself.
  func own(_ name: String) -> Int? {
    for names in inner.reversed() {
      if let slot = names[name] { return slot }
    }
    return slots[name]
  }

  /// What `name` means here.
  func resolve(_ name: String) -> Access {
    if let slot = own(name) { return .local(slot) }
    if kind == .model, methods.contains(name), let own = own("self") {
      return .method(selfSlot: own)
    }
    guard kind == .function, let parent else { return .global }
    if isMethod {
      guard let own = own("self") else { return .global }
      if let field = parent.own(name) { return .field(selfSlot: own, field: field) }
      if parent.methods.contains(name) { return .method(selfSlot: own) }
      return .global
    }
    if name == ownName {
      let slot = declare(name)
      selfReference = slot
      return .local(slot)
    }
    switch parent.resolve(name) {
    case .global: return .global
    case .local(let slot): return .local(capture(name, from: slot))
    case .field(let selfSlot, let field):
      return .field(selfSlot: capture("self", from: selfSlot), field: field)
    case .method(let selfSlot): return .method(selfSlot: capture("self", from: selfSlot))
    }
  }

  /// The scope that `name` belongs to here, and its slot there, none for a model's field or method;
  /// nil for a session name. Unlike `resolve`, it captures nothing.
  func home(of name: String) -> (scope: Scope, slot: Int?)? {
    if let slot = own(name), slot != selfReference, !captures.contains(where: { $0.slot == slot }) {
      if capturedParameters.contains(where: { $0.slot == slot }) { return nil }
      // What has no name in its slot belongs to a comprehension.
      return (self, kind == .model && !slotNames[slot].isEmpty ? nil : slot)
    }
    if kind == .model { return methods.contains(name) ? (self, nil) : nil }
    guard kind == .function, let parent else { return nil }
    if isMethod {
      let isMember = parent.methods.contains(name) || parent.own(name) != nil
      return isMember ? parent.home(of: name) : nil
    }
    return parent.home(of: name)
  }

  private func capture(_ name: String, from slot: Int) -> Int {
    if let own = slots[name] { return own }
    let own = declare(name)
    captures.append((own, slot))
    return own
  }

  /// The nearest enclosing model, this one included.
  var model: Scope? { kind == .model ? self : parent?.model }

  /// The field that `self.name` means in a method, if the model is known to have it.
  func ownField(_ name: String) -> (selfSlot: Int, field: Int)? {
    guard isMethod, name != "self", let own = own("self"), let field = parent?.own(name) else {
      return nil
    }
    return (own, field)
  }

  /// Whether a function's own `name` hides a field of the enclosing model.
  func hidesField(_ name: String) -> Bool { kind == .function && model?.own(name) != nil }

  /// The slot in which this model keeps the lab's parameter in `cell`.
  func captureParameter(_ cell: Cell) {
    guard slots[cell.name] == nil else { return }
    capturedParameters.append((declare(cell.name), cell))
  }
}
