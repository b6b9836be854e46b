import Language
import Platform

/// Which steps of which labs have been run at prompts, kept in the user's state folder: a line for
/// each, the lab's path and the step's id.
struct Progress {
  private static let most = 20_000
  private static let longest = 4 << 20
  private let file: AppendedFile
  private let lab: String
  /// The ids of the steps that have run to their end.
  private(set) var done: Set<String> = []

  /// That of the lab at `path`; nil where the user has no folder for it.
  static func ofUser(_ path: String) -> Progress? {
    UserFolders.state.map { Progress(path, in: $0 + "/progress") }
  }

  init(_ path: String, in file: String) {
    self.file = AppendedFile(file)
    lab = Folder.resolved(path)
    for line in self.file.lines(atMost: Self.most, bytes: Self.longest) {
      let parts = String(decoding: line, as: UTF8.self).split(separator: "\t")
      if parts.count == 2, parts[0] == lab { done.insert(String(parts[1])) }
    }
  }

  /// Notes that a step has run to its end. A lab whose path has a tab or a line end in it is not
  /// kept.
  mutating func note(_ step: Step) {
    guard step.number > 0, done.insert(step.id).inserted,
      !lab.contains(where: { $0 == "\t" || $0.isNewline })
    else { return }
    Folder.make(Folder.containing(file.path), mode: 0o700)
    file.append("\(lab)\t\(step.id)")
  }

  /// `4 of 9`, or nothing where no step of the lab has run yet.
  func summary(_ lab: Lab) -> String {
    let steps = lab.steps.filter { $0.number > 0 }
    let count = steps.count { done.contains($0.id) }
    return count == 0 ? "" : count == steps.count ? "all" : "\(count) of \(steps.count)"
  }

  /// The first step that has not run, where an earlier one has.
  func nextStep(_ lab: Lab) -> Step? {
    let steps = lab.steps.filter { $0.number > 0 }
    guard let last = steps.lastIndex(where: { done.contains($0.id) }) else { return nil }
    return steps.dropFirst(last + 1).first
  }
}
