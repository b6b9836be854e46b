import Glibc
import SystemPackage

/// Creates and lists folders.
package enum Folder {
  /// Creates a folder and its parents, new ones with `mode`; returns whether it exists.
  @discardableResult
  package static func make(_ path: String, mode: mode_t = 0o777) -> Bool {
    guard RegularFile.isPath(path) else { return false }
    for (index, byte) in path.utf8.enumerated() where byte == UInt8(ascii: "/") && index > 0 {
      mkdir(String(path.utf8.prefix(index)) ?? path, mode)
    }
    mkdir(path, mode)
    return exists(path)
  }

  /// Removes a file, or an empty folder.
  package static func remove(_ path: String) { _ = Glibc.remove(path) }

  /// Removes a folder and the files in it; folders in it stay, and so does the folder then.
  package static func removeWithFiles(_ path: String) {
    for name in (try? names(in: path)) ?? [] { unlink("\(path)/\(name)") }
    rmdir(path)
  }

  /// Creates an empty folder for files that nobody needs later; only this user may look into it.
  package static func makeTemporary() throws(FileError) -> String {
    let place = Environment.variable("TMPDIR") ?? "/tmp"
    var path = Array((place + "/lab-XXXXXX").utf8CString)
    guard mkdtemp(&path) != nil else {
      throw FileError("make a folder in", place, SystemError.last)
    }
    return String(decoding: path.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// Whether there is a folder at `path`, or a link to one unless links are not followed.
  package static func exists(_ path: String, followingLinks: Bool = true) -> Bool {
    (try? FilePath(path).stat(followTargetSymlink: followingLinks).type) == .directory
  }

  /// Whether a symbolic link is at `path`.
  package static func isLink(_ path: String) -> Bool {
    (try? FilePath(path).stat(followTargetSymlink: false).type) == .symbolicLink
  }

  /// Whether what is at `path` may be read.
  package static func isReadable(_ path: String) -> Bool { access(path, R_OK) == 0 }

  /// Whether files may be created in the folder at `path`.
  package static func isWritable(_ path: String) -> Bool { access(path, W_OK) == 0 }

  /// The path itself; throws if nothing is there.
  package static func existing(_ path: String) throws(FileError) -> String {
    guard access(path, F_OK) == 0 else { throw FileError("open", path, SystemError.last) }
    return path
  }

  /// The folder that holds what is at `path`.
  package static func containing(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The path without links and detours, as far as it exists.
  package static func resolved(_ path: String) -> String {
    func real(_ path: String) -> String? {
      guard let found = realpath(path, nil) else { return nil }
      defer { free(found) }
      return String(cString: found)
    }
    if let whole = real(path) { return whole }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return (real(containing(path)) ?? containing(path)) + "/" + name
  }

  /// The names in a folder, sorted.
  package static func names(in path: String) throws(FileError) -> [String] {
    guard let folder = opendir(path) else { throw FileError("open", path, SystemError.last) }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}
