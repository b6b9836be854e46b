import Kernels

/// Tensors with a shape and a type but no numbers, for a run that only looks at shapes.
///
/// While a thread makes them, operations check shapes and make their results as ever, but the pool
/// does no work, so that what results hold means nothing. It reads as zeros, which are valid
/// indices and classes, and takes no memory. Reading a number to decide something is noted.
package enum StandIns {
  /// Whether this thread makes stand-ins.
  static var areMade: Bool { lab_stand_ins(0) != 0 }

  /// Runs `body`, whose new tensors are stand-ins.
  package static func made<Result, Failure: Error>(
    in body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    _ = lab_stand_ins(1)
    defer { _ = lab_stand_ins(-1) }
    return try body()
  }

  /// How often a number that nobody knows was read on this thread.
  package static var reads: Int {
    get { Int(lab_stand_in_reads(0)) }
    set { _ = lab_stand_in_reads(Int64(newValue) - lab_stand_in_reads(0)) }
  }

  /// Notes that what is done next depends on a number that nobody knows.
  static func noteRead() { _ = lab_stand_in_reads(1) }

  /// Elements beyond which nobody reads all the numbers of a stand-in.
  static let mostRead = 1 << 16
}
