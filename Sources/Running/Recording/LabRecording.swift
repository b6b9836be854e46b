import Builtins
import Language
import Platform
import Text

/// What the long steps of a lab gave in a run of its author, in a file beside the lab.
///
/// It is shown to those who have no time for the step. Nothing in it counts as run or as passed, and it
/// is refused where the step would now give something else.
package struct LabRecording {
  /// The format's version; another one is refused.
  private static let format = 1
  private static let largest = 4 << 20
  /// The version of the program that made it.
  package let program: String
  /// The profile that it was made in.
  package let profile: String?
  /// The steps.
  package internal(set) var steps: [RecordedStep]

  /// One that was made now.
  init(profile: String?, _ steps: [RecordedStep]) {
    (program, self.profile, self.steps) = (ProgramVersion.current, profile, steps)
  }

  /// Where the recording of the lab at `path` is.
  package static func path(of path: String) -> String {
    (path.hasSuffix(".lab") ? String(path.dropLast(4)) : path) + ".recording"
  }

  /// That of the lab at `path`; nil where it has none. Throws `.usage` where it cannot be used.
  package init?(of path: String) throws(Diagnostic) {
    let file = Self.path(of: path)
    let bytes: [UInt8]
    do {
      bytes = try RegularFile.bytes(of: file, atMost: Self.largest)
    } catch {
      if error.kind == .missing { return nil }
      throw Diagnostic(.usage, error.message, hint: error.hint)
    }
    guard let json = JSON(reading: bytes), let format = json["format"]?.int,
      let program = json["program"]?.string, let saved = json["steps"]?.elements
    else { throw Self.unusable(file, "is damaged") }
    guard format == Self.format else {
      throw Self.unusable(file, "has another format than this version of lab reads")
    }
    var steps: [RecordedStep] = []
    for step in saved {
      guard let step = RecordedStep(step) else { throw Self.unusable(file, "is damaged") }
      steps.append(step)
    }
    (self.program, profile, self.steps) = (program, json["profile"]?.string, steps)
  }

  private static func unusable(_ file: String, _ what: String) -> Diagnostic {
    Diagnostic(.usage, "\(file) \(what)", hint: "`lab record` writes it anew")
  }

  /// The recorded step of that id.
  package subscript(id: String) -> RecordedStep? { steps.first { $0.id == id } }

  /// It without the author's answers to predictions, as students get it.
  package var released: LabRecording {
    var released = self
    for index in steps.indices { released.steps[index].answers = [:] }
    return released
  }

  /// The text of its file: the same for the same run.
  package var text: String {
    JSON.object([
      ("format", .int(Self.format)), ("program", .string(program)), ("profile", JSON(profile)),
      ("steps", .list(steps.map(\.json))),
    ]).text
  }
}
