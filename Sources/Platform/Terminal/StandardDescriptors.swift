import Glibc

/// Standard input, output and error.
package enum StandardDescriptors {
  /// Opens those that the process was started without, or the next file would be taken for one of
  /// them. There is nothing to read from them, and writing to them fails, so that output that nobody
  /// gets is not taken for written. Call it before anything else.
  package static func open() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest that is free, which is this one.
      _ = Glibc.open("/dev/null", O_RDONLY)
    }
  }
}
