import Builtins
import Interpreter
import Language
import Platform
import Plotting
import Running
import Session
import Text

/// A lab at a prompt: what is between a student's lines and the session.
package final class Prompt {
  let path: String
  let driver: StepDriver
  let timeline: Timeline
  let console: Console
  let supervisor: Supervisor
  private let source: any LineSource
  private let history: HistoryFile?
  private let files: FigureFiles?
  private let look: () -> Capabilities
  /// The number of the step that an empty Enter runs; after the last step there is none.
  var position = 0
  /// The step that ran last.
  var lastRun: Step?
  /// Whether it was asked to leave.
  var isOver = false
  /// Ids of the steps whose prose and code have been shown.
  var shown: Set<String> = []
  /// Ids of steps that are out of date and that the student did not want to run first.
  var leftStale: Set<String> = []
  /// A command given instead of an answer, to be run next.
  var pending: String?
  /// Which steps have been run, in this session and in others.
  var progress: Progress?
  /// How long the lab's long steps took, in this session and in others; nil where no one is there.
  var times: StepTimes?
  /// What the student has done about the exercises.
  var exercises = ExerciseLog()
  /// What the student has changed in the lab's steps.
  var edits: Edits
  /// Ids of changed steps that the lab has changed itself since, so that its own version is used.
  var outdated: [String]
  /// Changed steps with mistakes in them, as they were left.
  var drafts: [String: String] = [:]
  /// Where the state is kept for the next session.
  let kept: CheckpointFolder?
  /// The name of this session, if it has one.
  let sessionName: String?
  /// Whether it was said that the state cannot be kept.
  var toldOfKeeping = false
  /// The mistake that was reported last.
  var lastFailure: Diagnostic?
  /// The files that this session's transcript was written to.
  var transcripts: Set<String> = []
  private var toldOfFiles = false
  /// The outcomes of what was asked for, for the exit code when no one is watching.
  var codes: [ExitCode] = []

  /// Opens the lab in the file at `path`. Throws its first mistake.
  ///
  /// `look` returns what the terminal can show at the moment.
  package convenience init(
    _ path: String, _ options: SessionOptions, _ console: Console, _ supervisor: Supervisor,
    stepSeconds: Double? = nil, session: String? = nil, look: @escaping () -> Capabilities
  ) throws(Diagnostic) {
    let source = Lines.standard(supervisor, marksPastes: console.capabilities.hasPrivateModes)
    let kept = source.isInteractive ? try KeptState.folder(path, session: session) : nil
    try self.init(
      path, options, console, supervisor, source, HistoryFile.ofUser, kept,
      session: session, stepSeconds: stepSeconds, look: look)
  }

  init(
    _ path: String, _ options: SessionOptions, _ console: Console, _ supervisor: Supervisor,
    _ source: any LineSource, _ history: HistoryFile?, _ kept: CheckpointFolder?,
    session: String?, stepSeconds: Double?,
    look: @escaping () -> Capabilities
  ) throws(Diagnostic) {
    self.path = path
    self.console = console
    self.supervisor = supervisor
    self.source = source
    self.history = history
    self.kept = kept
    sessionName = session
    self.look = look
    var options = options
    options.folder = options.folder ?? Folder.containing(path)
    options.respondent = .student
    let screen = PromptScreen(console)
    files = options.artifacts.map { FigureFiles($0, screen) }
    let edits = Edits(of: path)
    let (lab, outdated) = try Self.lab(at: path, edits)
    (self.edits, self.outdated) = (edits, outdated)
    driver = try StepDriver(
      lab, options, files ?? screen, supervisor,
      Runner.Bounds(seconds: nil, stepSeconds: stepSeconds))
    timeline = Timeline(driver.session)
    console.comparisonHint = "`:try NAME` runs one of its variations"
    console.settings = { [unowned self] names in introduceSettings(names) }
    position = steps.first?.number ?? 0
    progress = Progress.ofUser(path)
    times = source.isInteractive ? StepTimes.ofUser(path) : nil
  }

  /// The lab with the student's changes; as it is where these have come to hold a mistake.
  private static func lab(
    at path: String, _ edits: Edits
  ) throws(Diagnostic) -> (lab: Lab, outdated: [String]) {
    let source = try LabFile.source(path)
    if let edited = try? edits.applied(to: source) { return edited }
    return (try Parser.parseLab(source), edits.all.keys.sorted())
  }

  /// The session that runs what is asked for.
  var session: Session { driver.session }

  /// The result of the lab so far.
  package var result: LabResult { driver.result(path) }

  /// The steps that Enter runs through: step 0 only if it contains code.
  var steps: [Step] {
    session.lab.steps.filter { $0.number > 0 || !$0.statements.isEmpty }
  }

  /// The step that Enter runs.
  var next: Step? { steps.first { $0.number >= position } }

  /// All entries so far, the oldest first.
  var entries: [String] { history?.entries ?? [] }

  /// Whether someone is at the prompt.
  var isInteractive: Bool { source.isInteractive }

  // MARK: The conversation

  /// Talks until the user leaves. If no one is there, the exit code says how the lines went.
  package func run() -> ExitCode {
    console.keepTranscript()
    if isInteractive, console.capabilities.isTerminal {
      console.pager = Pager(skipped: console.dimmed("(skipped; `:page` shows it)")) {
        [console, supervisor] in
        PageKeys.goesOn(supervisor, console.capabilities.style)
      }
    }
    console.cover(session.lab)
    console.line("")
    let isKept = isInteractive && kept?.latest(.automatic) != nil
    if !isKept { console.note(Self.opening) }
    noteEdits()
    if isInteractive { source.begin(history?.entries ?? []) { [unowned self] in vocabulary } }
    if !offerKept(), sessionName == nil, let next = progress?.nextStep(session.lab), isInteractive {
      console.note(
        "You got as far as step \(next.number - 1) before, but its values are gone. "
          + "`:run ..\(next.number - 1)` runs everything again, `:goto \(next.number)` goes on there."
      )
    }
    while !isOver {
      console.capabilities = look()
      switch entry() {
      case .line(let text):
        // The window may have changed meanwhile.
        console.capabilities = look()
        console.noteTyped(prompt, text)
        console.pager?.begin()
        answer(text)
      case .interrupted:
        if !isInteractive { return .interrupted }
      case .end: isOver = true
      }
    }
    kept?.finish(seconds: 60)
    if isInteractive { return .passed }
    return codes.isEmpty ? .passed : ExitCode.of(codes)
  }

  /// How to go on.
  static let opening = "Enter runs the next step, :help lists the commands, :quit leaves."

  /// Reads one line after `prompt` that is not an entry: an answer to a question.
  func reply(_ prompt: String) -> Reading {
    let reading = source.line(prompt, console.capabilities.style)
    if case .line(let text) = reading { console.noteTyped(prompt, text) }
    console.pager?.turn()
    return reading
  }

  /// Reads lines until they are complete.
  private func entry() -> Reading {
    if let command = pending {
      pending = nil
      return .line(command)
    }
    var text = ""
    while true {
      let shown = text.isEmpty ? prompt : Self.continuation(of: prompt)
      switch source.line(shown, console.capabilities.style) {
      case .line(let typed):
        let line = unprompted(typed)
        text += text.isEmpty ? line : "\n" + line
        guard Self.isIncomplete(text) else {
          remember(text)
          return .line(text)
        }
      case .interrupted: return .interrupted
      case .end:
        // What is incomplete at the end says so itself.
        return text.isEmpty ? .end : .line(text)
      }
    }
  }

  /// What was copied from a screen, without its prompts; answers between them are left out, too.
  private func unprompted(_ text: String) -> String {
    guard session.globals.value(of: name) == nil else { return text }
    let prompts = ([nil] + session.lab.profiles.map(\.name)).map(prompt(inProfile:))
    return Input.unprompted(text, prompts + prompts.map(Self.continuation(of:)) + ["... "])
  }

  private static func isIncomplete(_ text: String) -> Bool {
    guard case .code(let code) = Input(text, isBound: { _ in false }) else { return false }
    return Parser.isIncomplete(SourceFile(name: "<prompt>", text: code))
  }

  private func remember(_ text: String) {
    let entry = Input.trimmed(text)
    guard isInteractive, !entry.isEmpty else { return }
    if let history, history.entries.last != entry {
      history.append(entry)
      source.remember(entry)
    }
  }

  /// Does what one entry asks for. A paste that begins with a command is taken line by line.
  func answer(_ text: String) {
    let lines = text.split(whereSeparator: \.isNewline)
    if lines.count > 1, Input.trimmed(text).hasPrefix(":") {
      for line in lines where !isOver { answer(String(line)) }
      return
    }
    let waiting = timeline.waiting
    defer { if isInteractive { noteGivenUp(waiting) } }
    do {
      switch Input(text, isBound: { session.globals.value(of: $0) != nil }) {
      case .next: runNext()
      case .command(let name, let argument): try command(name, argument)
      case .reference(let name): try reference(name)
      case .code(let code):
        if let command = shortcut(code) { try command.run(self, "") } else { run(code: code) }
      }
    } catch {
      fail(error)
    }
  }

  private func command(_ name: String, _ argument: String) throws(Diagnostic) {
    guard !name.isEmpty else { return try Command.help.run(self, "") }
    // A command of two words is written with a hyphen.
    if let joined = Command.all.first(where: { "\(name)-\(argument)" == $0.name }) {
      return try joined.run(self, "")
    }
    let command = try Command.named(name)
    guard argument.isEmpty || !command.arguments.isEmpty else {
      throw Diagnostic(.usage, ":\(command.name) takes nothing behind it, not \(visible(argument))")
    }
    try command.run(self, argument)
  }

  /// Says that a stopped step cannot go on any more, if what was done has given that up.
  private func noteGivenUp(_ waiting: Step?) {
    guard let step = waiting, timeline.waiting == nil, timeline.isUnfinished(step) else { return }
    console.note("Step \(step.number) cannot go on any more; `:run \(step.number)` runs it anew.")
  }

  /// Reports a mistake.
  func fail(_ diagnostic: Diagnostic) {
    lastFailure = diagnostic
    codes.append(ExitCode(diagnostic.kind))
    console.report(diagnostic)
  }

  /// Reports, once, that the figures could not be saved.
  func checkFiles() {
    guard let failure = files?.failure, !toldOfFiles else { return }
    toldOfFiles = true
    fail(failure)
  }

  /// Reads the lab's file again.
  func reload() throws(Diagnostic) {
    do {
      let (lab, outdated) = try Self.lab(at: path, edits)
      try timeline.replace(lab)
      self.outdated = outdated
    } catch {
      fail(error)
      return console.note("The lab stays as it was read before.")
    }
    shown.removeAll()
    let stale = steps.filter { timeline.status(of: $0) == .stale }
    console.note(
      "read \(visible(path))"
        + (stale.isEmpty ? "" : "; changed since they ran: \(Self.numbers(stale))"))
  }

  /// `mlp` for `Labs/mlp.lab`.
  private var name: String {
    let name = visible(LabFile.name(path))
    let isASCII = console.capabilities.style.words == .ascii
    return String((isASCII ? Transliteration.ascii(name) : name).prefix(20))
  }

  /// `mlp> `, or `mlp quick> ` with the profile in use.
  private var prompt: String { prompt(inProfile: session.options.profile) }

  private func prompt(inProfile profile: String?) -> String {
    ([name] + (profile.map { [visible($0)] } ?? [])).joined(separator: " ") + "> "
  }

  /// As wide as the prompt above.
  private static func continuation(of prompt: String) -> String {
    String(repeating: ".", count: prompt.count - 2) + "> "
  }
}
