import ArgumentParser
import Language
import Running
import Session

/// `lab verify [PATH…]`.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Prove labs: claims hold, exercises fail unsolved and pass solved.",
    discussion: """
      Runs each lab with its solutions in place. Every exercise's starter must fail, each listed \
      wrong answer must fail with its message, and the solution must pass.
      """)

  @ArgumentParser.Argument(help: "Labs, and folders of labs (default: Labs).")
  var paths: [String] = []
  @Option(help: "The profile to run labs in that have it.")
  var profile = "quick"
  @Option(help: "The longest time for a lab: 90s, 5m, 1h.")
  var timeout = TimeLimit(seconds: 600)
  @OptionGroup var flags: RunFlags
  @OptionGroup var look: LookFlags

  func run() throws {
    let supervisor = Supervisor()
    let output = StandardStreams(look.flags) { supervisor.interrupt.set(.interrupted) }
    let console = output.console(.quiet, .none)
    let verifier = Verifier(console, look.detail)
    let options = try flags.options()
    let runner = Runner(
      supervisor, Runner.Bounds(seconds: timeout.seconds, stepSeconds: flags.stepTimeout?.seconds))
    var codes: [Running.ExitCode] = []
    let labs = try LabFolder.labs(in: paths.isEmpty ? [LabFolder.standard] : paths)
    let folders = ArtifactFolders(flags.artifacts, for: labs)
    var failure: Diagnostic?
    for (number, path) in labs.enumerated() {
      let kept = folders[number].map { FigureFiles($0, verifier) }
      let result = runner.run(path, kept ?? verifier) { lab in
        var options = options
        options.artifacts = folders[number]
        options.profile = lab.profiles.contains { $0.name == profile } ? profile : nil
        return options
      }
      codes.append(result.exitCode(mustCheck: true))
      failure = failure ?? kept?.failure
      if result.stopped == .interrupted { break }
      supervisor.interrupt.clear()
    }
    if let failure { throw failure }
    if verifier.proofs.contains(where: { !$0.problems.isEmpty }) { codes.append(.failed) }
    try output.checked(Running.ExitCode.of(codes)).finish()
  }
}
