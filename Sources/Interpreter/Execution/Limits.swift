/// The bounds that keep a script from taking down the process.
package enum Limits {
  /// Calls inside calls.
  static let callDepth = 20_000
  /// Slots of all frames together: 128 MB of address space.
  package static let slots = 1 << 23
  /// Lists inside lists.
  static let valueHeight = 1_000
  /// Elements of one list or map.
  package static let elements = 1 << 25
  /// Elements visited when values are compared or hashed.
  static let visits = 1 << 25
  /// Bytes of one text.
  package static let textBytes = 1 << 28
  /// Width and precision in an f-string.
  static let formatWidth = 10_000
  /// Calls that an error lists.
  static let shownCalls = 20
  /// Characters of one value when it is printed.
  static let printedValue = 1 << 20
  /// Bytes that one session prints.
  static let printedBytes = 64 << 20
  /// Bytes of a file that a session reads.
  package static let readBytes = 64 << 20
  /// Bytes that one session writes to files.
  package static let writtenBytes = 1 << 30
  /// Bytes of a tensor besides its elements, including its place in a graph: an estimate.
  static let tensorBytes = 512
  /// Bytes that a picture counts as, among those that a session prints.
  package static let figureBytes = 16 << 10
  /// Points that one session records.
  package static let points = 1 << 20
  /// Stack that must be left when a function is called.
  ///
  /// The highest expression that the parser accepts needs less.
  package static let stackReserve = 8 << 20

  static func tooDeep() -> Failure {
    Failure(.limit, "a value nested more than \(valueHeight) levels deep")
  }
}
