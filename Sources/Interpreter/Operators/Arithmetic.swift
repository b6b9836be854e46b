import Glibc
import Language
import Tensors

/// `+ - * / // % **` and the signs, with Python's meaning; whole numbers must fit 64 bits.
package enum Arithmetic {
  /// `left operator right`.
  package static func apply(
    _ operation: BinaryOperator, _ left: Value, _ right: Value, _ interpreter: Interpreter
  ) throws(Failure) -> Value {
    if case .int(let a) = left, case .int(let b) = right { return try ints(operation, a, b) }
    if case .bool(let a) = left, case .bool(let b) = right,
      let result = logic(operation, a, b)
    {
      return .bool(result)
    }
    if let a = left.number, let b = right.number {
      if let a = left.integer, let b = right.integer { return try ints(operation, a, b) }
      if operation.isBitwise { throw mismatch(operation, left, right) }
      return try floats(operation, a, b)
    }
    switch (operation, left, right) {
    case (_, .tensor, _), (_, _, .tensor):
      try interpreter.charge(Limits.tensorBytes)
      if operation == .matmul { interpreter.dryRun?.noteProduct(left, right) }
      if let result = try TensorOperators.apply(operation, left, right) { return result }
    case (.add, .string(let a), .string(let b)): return try concatenate(a, b, interpreter)
    case (.add, .list(let a), .list(let b)): return try concatenate(a, b, interpreter)
    case (_, .set(let a), .set(let b)):
      try interpreter.charge((a.count + b.count) * MemoryLayout<MapBox.Entry>.stride)
      if let result = try Sets.apply(operation, a, b) { return result }
    case (.or, .map(let a), .map(let b)):
      try interpreter.charge(a.count * MemoryLayout<MapBox.Entry>.stride)
      let both = a.copy()
      try both.take(b, interpreter)
      return .map(both)
    case (.multiply, .string(let text), _):
      if let count = right.integer { return try repeated(text, count, interpreter) }
    case (.multiply, _, .string(let text)):
      if let count = left.integer { return try repeated(text, count, interpreter) }
    case (.multiply, .list(let list), _):
      if let count = right.integer { return try repeated(list, count, interpreter) }
    case (.multiply, _, .list(let list)):
      if let count = left.integer { return try repeated(list, count, interpreter) }
    case (_, .object(let object), _) where object.shape != nil,
      (_, _, .object(let object)) where object.shape != nil:
      return try apply(operation, try left.made(), try right.made(), interpreter)
    default: break
    }
    if operation == .matmul { interpreter.dryRun?.noteProduct(left, right) }
    if let unknown = UnknownValue.combined(operation, left, right) { return unknown }
    throw mismatch(operation, left, right)
  }

  package static func mismatch(_ operation: BinaryOperator, _ left: Value, _ right: Value)
    -> Failure
  {
    var hint: String?
    if operation == .add {
      if case .string = left { hint = "write str(x), or f\"… {x}\"" }
      if case .string = right { hint = "write str(x), or f\"… {x}\"" }
    }
    if case .map = left, case .map = right { hint = "maps are joined with `a | b`" }
    if operation == .xor, left.number != nil || right.number != nil {
      hint = "a power is written `x ** 2`"
    }
    if left.isNone || right.isNone {
      hint = "none is no value; `p.grad` is none until `backward` has given it a gradient"
    }
    if operation == .modulo, case .string = left { hint = "format with f\"{x:.2f}\"" }
    return Failure(
      "`\(operation.rawValue)` cannot combine \(left.described) and \(right.described)", hint: hint)
  }

  // MARK: Whole numbers

  @inline(__always)
  package static func ints(_ operation: BinaryOperator, _ a: Int, _ b: Int) throws(Failure) -> Value
  {
    switch operation {
    case .add: return .int(try checked(a.addingReportingOverflow(b), a, operation, b))
    case .subtract: return .int(try checked(a.subtractingReportingOverflow(b), a, operation, b))
    case .multiply: return .int(try checked(a.multipliedReportingOverflow(by: b), a, operation, b))
    case .divide:
      guard b != 0 else { throw divisionByZero(operation) }
      return .float(Double(a) / Double(b))
    case .floorDivide: return .int(try floorDivide(a, b))
    case .modulo: return .int(try modulo(a, b))
    case .power: return try power(a, b)
    case .and: return .int(a & b)
    case .or: return .int(a | b)
    case .xor: return .int(a ^ b)
    case .matmul: throw mismatch(operation, .int(a), .int(b))
    }
  }

  /// `& | ^` of truth values; nil for other operators, which take them for numbers.
  private static func logic(_ operation: BinaryOperator, _ a: Bool, _ b: Bool) -> Bool? {
    switch operation {
    case .and: a && b
    case .or: a || b
    case .xor: a != b
    default: nil
    }
  }

  /// `~x`: of tensors of truth values, and of whole numbers, as in Python.
  package static func inverted(_ value: Value) throws(Failure) -> Value {
    switch value {
    case .int(let number): return .int(~number)
    case .tensor(let tensor) where tensor.dtype == .bool:
      do throws(TensorError) {
        return .tensor(try tensor.not())
      } catch {
        throw Failure.wrapping(error)
      }
    case .tensor(let tensor):
      throw Failure(
        "`~` is for tensors of truth values, and this holds \(tensor.dtype)",
        hint: "compare first: ~(x > 0)")
    default: throw Failure("`~` does not take \(value.described)", hint: "write `not x`")
    }
  }

  @inline(__always)
  package static func checked(
    _ result: (partialValue: Int, overflow: Bool), _ a: Int, _ operation: BinaryOperator, _ b: Int
  ) throws(Failure) -> Int {
    if result.overflow { throw overflow("\(a) \(operation.rawValue) \(b)") }
    return result.partialValue
  }

  package static func overflow(_ expression: String) -> Failure {
    Failure(
      "\(expression) does not fit in a 64-bit whole number", hint: "use a float, as in 2.0 ** 70")
  }

  static func divisionByZero(_ operation: BinaryOperator) -> Failure {
    Failure(operation == .modulo ? "modulo by zero" : "division by zero")
  }

  package static func floorDivide(_ a: Int, _ b: Int) throws(Failure) -> Int {
    guard b != 0 else { throw divisionByZero(.floorDivide) }
    let (quotient, overflowed) = a.dividedReportingOverflow(by: b)
    if overflowed { throw overflow("\(a) // \(b)") }
    let remainder = a &- quotient &* b
    return remainder != 0 && (remainder < 0) != (b < 0) ? quotient - 1 : quotient
  }

  package static func modulo(_ a: Int, _ b: Int) throws(Failure) -> Int {
    guard b != 0 else { throw divisionByZero(.modulo) }
    guard b != -1 else { return 0 }
    let remainder = a % b
    return remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder
  }

  private static func power(_ base: Int, _ exponent: Int) throws(Failure) -> Value {
    guard exponent >= 0 else {
      guard base != 0 else { throw divisionByZero(.power) }
      return .float(pow(Double(base), Double(exponent)))
    }
    var (result, square, left) = (1, base, exponent)
    while left > 0 {
      if left & 1 == 1 {
        let (product, overflowed) = result.multipliedReportingOverflow(by: square)
        if overflowed { throw overflow("\(base) ** \(exponent)") }
        result = product
      }
      left >>= 1
      if left > 0 {
        let (product, overflowed) = square.multipliedReportingOverflow(by: square)
        if overflowed { throw overflow("\(base) ** \(exponent)") }
        square = product
      }
    }
    return .int(result)
  }

  // MARK: Numbers with a fraction

  @inline(__always)
  package static func floats(_ operation: BinaryOperator, _ a: Double, _ b: Double) throws(Failure)
    -> Value
  {
    switch operation {
    case .add: return .float(a + b)
    case .subtract: return .float(a - b)
    case .multiply: return .float(a * b)
    case .divide:
      guard b != 0 else { throw divisionByZero(operation) }
      return .float(a / b)
    case .floorDivide:
      guard b != 0 else { throw divisionByZero(operation) }
      return .float(floorDivide(a, b))
    case .modulo:
      guard b != 0 else { throw divisionByZero(operation) }
      return .float(modulo(a, b))
    case .power:
      // Infinity and NaN have powers, as in Python.
      guard !(a < 0 && a.isFinite && b.isFinite && b != b.rounded()) else {
        throw Failure("a negative number to a fractional power is not a real number")
      }
      guard a != 0 || !(b < 0 && b.isFinite) else { throw divisionByZero(operation) }
      return .float(pow(a, b))
    case .matmul, .and, .or, .xor: throw mismatch(operation, .float(a), .float(b))
    }
  }

  /// The quotient without the remainder, so that `1 // 0.1` is 9 and `-5 // inf` is −1.
  ///
  /// CPython's `float_floor_div` computes the same.
  package static func floorDivide(_ a: Double, _ b: Double) -> Double {
    let remainder = fmod(a, b)
    var quotient = (a - remainder) / b
    if remainder != 0, (remainder < 0) != (b < 0) { quotient -= 1 }
    guard quotient != 0 else { return Double(signOf: a / b, magnitudeOf: 0) }
    let floor = quotient.rounded(.down)
    return quotient - floor > 0.5 ? floor + 1 : floor
  }

  /// The remainder with the sign of `b`, even if it is zero.
  package static func modulo(_ a: Double, _ b: Double) -> Double {
    let remainder = fmod(a, b)
    guard remainder != 0 else { return Double(signOf: b, magnitudeOf: 0) }
    return (remainder < 0) != (b < 0) ? remainder + b : remainder
  }

  // MARK: Signs

  package static func negated(_ value: Value) throws(Failure) -> Value {
    switch value {
    case .int(let number):
      guard number != .min else { throw overflow("-(\(number))") }
      return .int(-number)
    case .float(let number): return .float(-number)
    case .bool(let flag): return .int(flag ? -1 : 0)
    case .tensor(let tensor): return try TensorOperators.negated(tensor)
    case .object(let object) where object.shape != nil: return try negated(try value.made())
    default: throw Failure("`-` does not take \(value.described)")
    }
  }

  package static func positive(_ value: Value) throws(Failure) -> Value {
    switch value {
    case .int, .float, .tensor: return value
    case .bool(let flag): return .int(flag ? 1 : 0)
    case .object(let object) where object.shape != nil: return try value.made()
    default: throw Failure("`+` does not take \(value.described)")
    }
  }

  // MARK: Texts and lists

  static func concatenate(_ a: TextBox, _ b: TextBox, _ interpreter: Interpreter)
    throws(Failure)
    -> Value
  {
    let bytes = a.string.utf8.count + b.string.utf8.count
    guard bytes <= Limits.textBytes else { throw textTooLong() }
    if bytes > 4096 { try interpreter.charge(bytes) }
    return .string(TextBox(a.string + b.string))
  }

  static func concatenate(_ a: ListBox, _ b: ListBox, _ interpreter: Interpreter)
    throws(Failure)
    -> Value
  {
    let count = a.items.count + b.items.count
    guard count <= Limits.elements else { throw listTooLong() }
    try interpreter.charge(count * 16)
    return .list(ListBox(a.items + b.items))
  }

  package static func textTooLong() -> Failure {
    Failure(.limit, "a string of more than \(Limits.textBytes >> 20) MB")
  }

  package static func listTooLong() -> Failure {
    Failure(.limit, "a list of more than \(Limits.elements) elements")
  }

  private static func repeated(_ text: TextBox, _ count: Int, _ interpreter: Interpreter)
    throws(Failure) -> Value
  {
    let (bytes, overflowed) = text.string.utf8.count.multipliedReportingOverflow(by: max(0, count))
    guard !overflowed, bytes <= Limits.textBytes else { throw textTooLong() }
    try interpreter.charge(bytes)
    // Repeating nothing must not take long either.
    guard bytes > 0 else { return .text("") }
    // Doubled again and again: one by one a letter would take seconds.
    let unit = Array(text.string.utf8)
    return .text(
      String(unsafeUninitializedCapacity: bytes) { buffer in
        var done = buffer.update(fromContentsOf: unit)
        while done < bytes {
          let more = min(done, bytes - done)
          done = buffer[done...].update(fromContentsOf: buffer[..<more])
        }
        return done
      })
  }

  private static func repeated(_ list: ListBox, _ count: Int, _ interpreter: Interpreter)
    throws(Failure) -> Value
  {
    let (total, overflowed) = list.items.count.multipliedReportingOverflow(by: max(0, count))
    guard !overflowed, total <= Limits.elements else { throw listTooLong() }
    try interpreter.charge(total * 16)
    guard total > 0 else { return .items([]) }
    var items = ContiguousArray<Value>()
    items.reserveCapacity(total)
    for _ in 0..<count { items.append(contentsOf: list.items) }
    return .list(ListBox(items))
  }
}
