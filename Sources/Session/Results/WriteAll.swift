import Glibc

/// Writes all of `bytes` to an open file and closes it; false where that fails, with `errno` set.
func writeAll(_ bytes: [UInt8], closing file: Int32) -> Bool {
  var done = 0
  while done < bytes.count {
    let count = bytes.withUnsafeBytes {
      Glibc.write(file, $0.baseAddress?.advanced(by: done), $0.count - done)
    }
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { break }
    done += count
  }
  let code = errno
  let isClosed = close(file) == 0
  if done < bytes.count { errno = code }
  return done == bytes.count && isClosed
}
