import SystemPackage

/// What the process is given to read.
package enum StandardInput {
  private static let most = 1 << 16

  /// The next bytes; empty where there are none yet, nil at the end.
  package static func next() -> [UInt8]? {
    var piece = [UInt8](repeating: 0, count: most)
    do {
      let count = try piece.withUnsafeMutableBytes {
        try FileDescriptor.standardInput.read(into: $0)
      }
      return count == 0 ? nil : Array(piece[..<count])
    } catch {
      return error as? Errno == .resourceTemporarilyUnavailable ? [] : nil
    }
  }
}
