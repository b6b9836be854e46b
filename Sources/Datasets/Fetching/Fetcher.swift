import Platform

/// Fetches the files of a data set: from mirrors in turn, going on where an earlier attempt was cut off,
/// and keeping nothing that is not what was published.
///
/// The programs curl, sha256sum and tar do the work: linking a library for it would double the time that
/// every start of the program takes.
package struct Fetcher {
  /// What happens meanwhile.
  package enum Event: Equatable {
    /// Some bytes of a file are here.
    case progress(file: String, bytes: Int, of: Int)
    /// A file is complete, and what was published; from there, or it was here already.
    case done(file: String, from: String?)
    /// A mirror did not give a file, and why.
    case refused(file: String, reason: String)
  }

  /// Why a set was not fetched.
  package struct Failed: Error {
    /// What happened.
    package let message: String
    /// What to do next.
    package let hint: String?
    /// Whether it was stopped from outside; what is here is kept for the next time.
    package let isInterrupted: Bool

    init(_ message: String, hint: String? = nil, isInterrupted: Bool = false) {
      (self.message, self.hint, self.isInterrupted) = (message, hint, isInterrupted)
    }
  }

  private static let attempts = 8
  private let mirrors: [String]
  private let isInterrupted: () -> Bool
  private let notice: (Event) -> Void

  /// A fetcher that tries `mirrors` before a set's own.
  package init(
    mirrors: [String] = [], isInterrupted: @escaping () -> Bool = { false },
    notice: @escaping (Event) -> Void
  ) {
    (self.mirrors, self.isInterrupted, self.notice) = (mirrors, isInterrupted, notice)
  }

  /// Fetches what `publication` lists and `directory` lacks.
  package func fetch(_ publication: Publication, into directory: String) throws {
    let archive = publication.members != nil
    let folder = archive ? directory : "\(directory)/\(publication.folder)"
    guard Folder.make(folder), Folder.isWritable(folder) else {
      throw Failed("cannot write to the folder \(folder)", hint: "choose another with --data")
    }
    let lock = FileLock("\(folder)/\(Self.lock)")
    guard lock != nil else { throw Failed("another lab is fetching into \(folder)") }
    defer { Folder.remove("\(folder)/\(Self.lock)") }
    let tools = try Folder.makeTemporary()
    defer { Folder.removeWithFiles(tools) }
    for file in publication.files {
      let target = "\(folder)/\(archive ? "." : "")\(file.name)"
      try fetch(file, to: target, from: mirrors + publication.mirrors, tools)
      if archive { try unpack(target, publication, into: directory, tools) }
    }
  }

  private static let lock = ".lab-data.lock"

  // MARK: One file

  private func fetch(
    _ file: Publication.File, to target: String, from mirrors: [String], _ tools: String
  ) throws {
    if (try? Folder.existing(target)) != nil {
      guard try isPublished(file, target, tools) else {
        throw Failed(
          "\(target) is there, and is not what was published", hint: "move it away, and try again")
      }
      return notice(.done(file: file.name, from: nil))
    }
    let name = target.split(separator: "/").last.map(String.init) ?? file.name
    let part = "\(Folder.containing(target))/.\(name).part"
    for mirror in mirrors {
      let url = (mirror.hasSuffix("/") ? mirror : mirror + "/") + file.name
      do throws(Refused) {
        try download(file, from: url, to: part, tools)
      } catch {
        if let failure = error.failure { throw failure }
        notice(.refused(file: file.name, reason: "\(url): \(error.reason)"))
        continue
      }
      try AtomicFile.move(part, to: target)
      return notice(.done(file: file.name, from: url))
    }
    throw Failed(
      "no mirror gave \(file.name) as it was published",
      hint: "look at the network and the proxy, or name another mirror with --from")
  }

  /// Why one mirror did not give a file; `failure` where no other would.
  private struct Refused: Error {
    var reason = ""
    var failure: Failed?
  }

  /// Has curl fetch `url` until the file is complete, and keeps it if it is what was published.
  private func download(
    _ file: Publication.File, from url: String, to part: String, _ tools: String
  ) throws(Refused) {
    var isOld = Self.size(of: part) > 0
    for _ in 0..<Self.attempts {
      let before = Self.size(of: part)
      if before < file.size {
        let (code, words) = try curl(file, url, part, tools)
        let after = Self.size(of: part)
        if code != 0, after < file.size {
          // 18: cut off; 28, 52, 55, 56: the network; 33, 36: this mirror cannot go on in the middle.
          if [33, 36].contains(code), before > 0 {
            Folder.remove(part)
          } else if ![18, 28, 52, 55, 56].contains(code) || after <= before {
            throw Refused(reason: words)
          }
          continue
        }
      }
      let isRight: Bool
      do {
        isRight = try Self.size(of: part) == file.size && isPublished(file, part, tools)
      } catch {
        throw Refused(failure: error as? Failed ?? Failed("cannot read \(part)"))
      }
      if isRight { return }
      Folder.remove(part)
      // The beginning may have come from elsewhere.
      guard isOld else { throw Refused(reason: "not the file that was published") }
      isOld = false
    }
    Folder.remove(part)
    throw Refused(reason: "cut off \(Self.attempts) times")
  }

  private func curl(
    _ file: Publication.File, _ url: String, _ part: String, _ tools: String
  ) throws(Refused) -> (code: Int32, words: String) {
    let arguments = [
      "-q", "--silent", "--show-error", "--fail", "--location", "--max-redirs", "5",
      "--proto", "=https,http,file", "--proto-redir", "=https,http", "--connect-timeout", "20",
      "--speed-limit", "1", "--speed-time", "60", "--max-filesize", String(file.size),
      "--continue-at", "-", "--output", part, "--", url,
    ]
    do {
      let result = try run("curl", arguments, tools) {
        let size = Self.size(of: part)
        notice(.progress(file: file.name, bytes: min(size, file.size), of: file.size))
        return size > file.size
      }
      guard let code = result.code else { return (63, "it sends more than was published") }
      let words = result.errors.split(separator: "\n").last.map(String.init) ?? "curl says \(code)"
      return (code, words.hasPrefix("curl: ") ? String(words.dropFirst(6)) : words)
    } catch {
      throw Refused(failure: error as? Failed ?? Failed("cannot run curl"))
    }
  }

  private static func size(of path: String) -> Int { (try? RegularFile(path).size) ?? 0 }

  /// Whether a file has the bytes that were published.
  private func isPublished(
    _ file: Publication.File, _ path: String, _ tools: String
  ) throws -> Bool {
    let result = try run("sha256sum", ["--", path], tools) { false }
    guard result.code == 0 else { throw Failed("cannot read \(path): \(result.errors)") }
    // A name with odd characters gets a backslash before the sum.
    return result.output.drop { $0 == "\\" }.prefix(64) == file.sha256
  }

  // MARK: Archives

  /// Takes the files of an archive that are wanted, all or none, and removes it.
  private func unpack(
    _ archive: String, _ publication: Publication, into directory: String, _ tools: String
  ) throws {
    let members = (publication.members ?? []).map { "\(publication.folder)/\($0)" }
    let place = "\(directory)/.\(publication.folder).part"
    let inner = "\(place)/\(publication.folder)"
    func clear() {
      Folder.removeWithFiles(inner)
      Folder.removeWithFiles(place)
    }
    clear()
    guard Folder.make(place) else { throw Failed("cannot write to the folder \(place)") }
    defer { clear() }
    let flags = ["-xzf", archive, "-C", place, "--no-same-owner", "--"]
    let result = try run("tar", flags + members, tools) { false }
    guard result.code == 0 else { throw Failed("cannot unpack \(archive): \(result.errors)") }
    let folder = "\(directory)/\(publication.folder)"
    if Folder.exists(folder) {
      for name in publication.members ?? [] {
        try AtomicFile.move("\(inner)/\(name)", to: "\(folder)/\(name)")
      }
    } else {
      try AtomicFile.move(inner, to: folder)
    }
    Folder.remove(archive)
  }

  // MARK: Programs

  /// Runs a program to its end, unless `isEnough` says that it need not go on; then the code is nil.
  private func run(
    _ program: String, _ arguments: [String], _ tools: String, _ isEnough: () -> Bool
  ) throws -> (code: Int32?, output: String, errors: String) {
    let (output, errors) = ("\(tools)/output", "\(tools)/errors")
    let child = try ChildProcess(
      "/usr/bin/env", [program] + arguments, output: output, errors: errors)
    defer { child.end() }
    while true {
      if let ending = child.wait(milliseconds: 100) {
        let texts = [output, errors].map {
          String(decoding: (try? RegularFile.bytes(of: $0, atMost: 1 << 20)) ?? [], as: UTF8.self)
        }
        guard case .code(let code) = ending, code != 127 else {
          throw Failed(
            "the program \(program) is missing or was ended",
            hint: "install it: apt-get install \(program == "sha256sum" ? "coreutils" : program)")
        }
        return (code, texts[0], texts[1])
      }
      if isInterrupted() { throw Failed("interrupted", isInterrupted: true) }
      if isEnough() { return (nil, "", "") }
    }
  }
}
