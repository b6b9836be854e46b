import Builtins
import Language
import Platform
import Text

/// What a student has changed in the steps of a lab. The lab's file stays as it is; the changes are
/// kept in the user's state folder, and laid over the lab when it is opened.
package struct Edits {
  /// A changed step.
  package struct Edit: Equatable {
    /// The step's text in the lab's file when it was changed.
    package let original: String
    /// The student's text.
    package let text: String

    /// A change of `original` to `text`.
    package init(original: String, text: String) { (self.original, self.text) = (original, text) }
  }

  private static let largest = 16 << 20
  /// By the ids of steps.
  package private(set) var all: [String: Edit] = [:]
  private let lab: String
  private let file: String?

  /// None, which are kept nowhere.
  init() { (lab, file) = ("", nil) }

  /// Those of the lab at `path` that are kept in `folder`; nothing is kept where that is nil.
  package init(of path: String, in folder: String? = UserFolders.state) {
    lab = Folder.resolved(path)
    file = folder.map { "\($0)/edits/\(HashedName.of(Folder.resolved(path))).json" }
    guard let file, let bytes = try? RegularFile.bytes(of: file, atMost: Self.largest),
      let json = JSON(reading: bytes), json["lab"]?.string == lab,
      let kept = json["steps"]?.elements
    else { return }
    for step in kept {
      guard let id = step["step"]?.string, let original = step["original"]?.string,
        let text = step["text"]?.string
      else { continue }
      all[id] = Edit(original: original, text: text)
    }
  }

  /// Changes a step, or with nil leaves it as the lab has it.
  package mutating func set(_ id: String, to edit: Edit?) { all[id] = edit }

  /// Keeps the changes for the next session.
  package func save() throws(FileError) {
    guard let file else { return }
    let steps = all.sorted { $0.key < $1.key }.map { id, edit in
      JSON.object([
        ("step", .string(id)), ("original", .string(edit.original)), ("text", .string(edit.text)),
      ])
    }
    Folder.make(Folder.containing(file), mode: 0o700)
    let json = JSON.object([("lab", .string(lab)), ("steps", .list(steps))])
    try AtomicFile.write(Array(json.text.utf8), to: file, mode: .ownerReadWrite)
  }

  /// The lab with the changes laid over it, and the steps whose changes do not apply because the lab
  /// has changed there itself. Throws the first mistake in what comes out.
  package func applied(to source: SourceFile) throws(Diagnostic) -> (lab: Lab, outdated: [String]) {
    let lab = try Parser.parseLab(source)
    var bytes = source.bytes
    var outdated = Set(all.keys)
    for step in lab.steps.reversed() {
      guard let edit = all[step.id], lab.text(of: step) == edit.original else { continue }
      bytes.replaceSubrange(lab.range(of: step), with: edit.text.utf8)
      outdated.remove(step.id)
    }
    guard outdated.count < all.count else { return (lab, outdated.sorted()) }
    let edited = try Parser.parseLab(SourceFile(name: source.name, bytes: bytes))
    guard edited.steps.map(\.id) == lab.steps.map(\.id) else {
      throw Diagnostic(
        .usage, "a changed step must stay one step",
        hint: "keep its `##` line as it is, and write no other")
    }
    return (edited, outdated.sorted())
  }
}

extension Lab {
  /// Where a step is in the lab's text, from its heading to the next one.
  fileprivate func range(of step: Step) -> Range<Int> {
    let next = steps.first { $0.number == step.number + 1 }
    return step.span.start..<(next?.span.start ?? source.bytes.count)
  }

  /// The text of a step.
  package func text(of step: Step) -> String {
    String(decoding: source.bytes[range(of: step)], as: UTF8.self)
  }
}
