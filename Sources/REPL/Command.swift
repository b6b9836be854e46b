import Language
import Text

/// Something that the prompt does besides running code: `:set epochs=2`.
struct Command: Sendable {
  /// What follows the colon.
  let name: String
  /// What it takes, as help writes it: `k=v`.
  let arguments: String
  /// One line for help.
  let summary: String
  /// Whether a beginner should see it first.
  let isFirst: Bool
  /// What may follow it, for completion.
  let completes: WordCompletion.Kind
  /// Runs it, with what follows the name, without blanks around it.
  let run: @Sendable (Prompt, String) throws(Diagnostic) -> Void

  init(
    _ name: String, _ arguments: String = "", _ summary: String, isFirst: Bool = false,
    completes: WordCompletion.Kind = .nothing,
    run: @escaping @Sendable (Prompt, String) throws(Diagnostic) -> Void
  ) {
    self.name = name
    self.arguments = arguments
    self.summary = summary
    self.isFirst = isFirst
    self.completes = completes
    self.run = run
  }

  /// `:set k=v`.
  var usage: String { ":\(name)" + (arguments.isEmpty ? "" : " \(arguments)") }
}

extension Command {
  /// All commands in the order of the help. A file in `Commands` adds one line here.
  static let all: [Command] = [
    .next,
    .back,
    .run,
    .continue,
    .set,
    .check,
    .hint,
    .list,
    .solution,
    .answers,
    .try,
    .goto,
    .skip,
    .recording,
    .show,
    .params,
    .profile,
    .stale,
    .undo,
    .checkpoint,
    .restore,
    .vars,
    .results,
    .summary,
    .time,
    .explain,
    .seed,
    .edit,
    .diff,
    .revert,
    .reload,
    .handIn,
    .plot,
    .page,
    .history,
    .transcript,
    .help,
    .quit,
  ]

  /// The command that `name` means: its full name, or an unambiguous prefix.
  ///
  /// Throws `.usage` and suggests if there is none or several.
  static func named(_ name: String) throws(Diagnostic) -> Command {
    let word = name.lowercased()
    if let command = all.first(where: { $0.name == word }) { return command }
    let matches = word.isEmpty ? [] : all.filter { $0.name.hasPrefix(word) }
    if matches.count == 1 { return matches[0] }
    if matches.count > 1 {
      let names = matches.map { ":\($0.name)" }
      throw Diagnostic(
        .usage,
        ":\(word) could be \(names.dropLast().joined(separator: ", ")) or \(names.last ?? "")")
    }
    let near = nearest(word, among: all.map(\.name))
    throw Diagnostic(
      .usage, "no command is called :\(name)",
      hint: near.map { "did you mean :\($0)?" } ?? ":help lists the commands")
  }
}
