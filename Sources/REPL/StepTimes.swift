import Language
import Platform

/// How long the long steps of a lab took on this machine, kept in the user's state folder: a line for
/// each run.
struct StepTimes {
  private struct Run: Hashable {
    let step: String
    /// The profile and what was set by hand.
    let settings: String
  }

  private static let most = 20_000
  private static let longest = 4 << 20
  private let file: AppendedFile
  private let place: [String]
  private var seconds: [Run: Double] = [:]

  /// Those of the lab at `path`; nil where the user has no folder for them.
  static func ofUser(_ path: String) -> StepTimes? {
    UserFolders.state.map { StepTimes(path, in: $0 + "/times") }
  }

  init(_ path: String, in file: String, machine: String = Machine.name) {
    self.file = AppendedFile(file)
    // A home folder may be on several machines.
    place = [machine, Folder.resolved(path)]
    for line in self.file.lines(atMost: Self.most, bytes: Self.longest) {
      let parts = String(decoding: line, as: UTF8.self)
        .split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 5, Array(parts[..<2]) == place, let taken = Double(parts[4]),
        taken.isFinite, taken >= 0
      else { continue }
      seconds[Run(step: parts[2], settings: parts[3])] = taken
    }
  }

  /// Seconds that the step with that id took when it ran last with `settings`; nil where it has not.
  func lastTime(_ step: String, _ settings: String) -> Double? {
    seconds[Run(step: step, settings: settings)]
  }

  /// Notes how long a step took. What has a tab or a line end in it is not kept for later sessions.
  mutating func note(_ step: String, _ settings: String, seconds taken: Double) {
    seconds[Run(step: step, settings: settings)] = taken
    let parts = place + [step, settings, "\(taken)"]
    guard parts.allSatisfy({ !$0.contains { $0 == "\t" || $0.isNewline } }) else { return }
    Folder.make(Folder.containing(file.path), mode: 0o700)
    file.append(parts.joined(separator: "\t"))
  }
}
