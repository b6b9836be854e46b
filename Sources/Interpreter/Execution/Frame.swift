/// Where a call keeps its values, and the interpreter that runs it: what every node is given.
package struct Frame {
  /// The slots, resolved by the compiler; initialised throughout.
  package let slots: UnsafeMutablePointer<Value>
  package let interpreter: Interpreter

  /// The frame that begins at `slots`.
  @inline(__always)
  package init(slots: UnsafeMutablePointer<Value>, interpreter: Interpreter) {
    self.slots = slots
    self.interpreter = interpreter
  }
}

/// What a statement ended with.
package enum Completion {
  case normal
  case `break`
  case `continue`
  /// The value lies in the interpreter's `returned`.
  case `return`
}

/// The slots of all calls under way, one after another in one stretch of memory.
package final class ValueStack {
  private let base: UnsafeMutablePointer<Value>
  private let limit: UnsafeMutablePointer<Value>
  /// Slots below are initialised, those above `top` being `.unset`.
  private var initialized: UnsafeMutablePointer<Value>
  package private(set) var top: UnsafeMutablePointer<Value>

  package init() {
    base = .allocate(capacity: Limits.slots)
    limit = base + Limits.slots
    initialized = base
    top = base
  }

  deinit {
    base.deinitialize(count: initialized - base)
    base.deallocate()
  }

  /// Gives `count` slots, all `.unset`; nil when there are no more.
  @inline(__always)
  package func push(_ count: Int) -> UnsafeMutablePointer<Value>? {
    let frame = top
    guard count <= limit - frame else { return nil }
    top = frame + count
    if top > initialized {
      initialized.initialize(repeating: .unset, count: top - initialized)
      initialized = top
    }
    return frame
  }

  /// Takes back the slots from `frame` on, which `push` gave, and clears them.
  @inline(__always)
  package func pop(to frame: UnsafeMutablePointer<Value>) {
    var slot = frame
    while slot < top {
      slot.pointee = .unset
      slot += 1
    }
    top = frame
  }
}
