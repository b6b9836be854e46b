/// A call's values and the interpreter that runs it: what every node gets.
package struct Frame {
  /// The slots, as resolved by the compiler; all initialised.
  package let slots: UnsafeMutablePointer<Value>
  package let interpreter: Interpreter

  /// The frame that begins at `slots`.
  @inline(__always)
  package init(slots: UnsafeMutablePointer<Value>, interpreter: Interpreter) {
    self.slots = slots
    self.interpreter = interpreter
  }
}

/// How a statement ended.
package enum Completion {
  case normal
  case `break`
  case `continue`
  /// The value is in the interpreter's `returned`.
  case `return`
}

/// The slots of all active calls, one after another in one stretch of memory.
package final class ValueStack {
  private let base: UnsafeMutablePointer<Value>
  private let limit: UnsafeMutablePointer<Value>
  /// Slots below it are initialised; those above `top` are `.unset`.
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

  /// Returns `count` slots, all `.unset`; nil if there are no more.
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

  /// Takes back the slots from `frame` on, which came from `push`, and clears them.
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
