import ArgumentParser
import Language
import Running
import Session

/// `lab verify [PATH…]`.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Verify labs: claims hold, exercises fail unsolved and pass solved.",
    discussion: """
      Runs each lab with its solutions in place. Every exercise's starter must fail, each listed \
      wrong answer must fail with its message, and the solution must pass. With --seeds each claim \
      must hold for nine of ten seeds, and its margin is shown.
      """)

  @ArgumentParser.Argument(help: "Labs, and folders of labs (default: Labs).", completion: .labs)
  var paths: [String] = []
  @Option(help: "The profile for labs that have it.")
  var profile = "quick"
  @Option(help: "Run each lab with this many seeds, from --seed on, and show each claim's margin.")
  var seeds = 1
  @Option(help: "The time limit for a lab: 90s, 5m, 1h.")
  var timeout = TimeLimit(seconds: 600)
  @OptionGroup var flags: RunFlags
  @OptionGroup var look: LookFlags

  func validate() throws {
    guard (1...1000).contains(seeds) else {
      throw ValidationError("--seeds must be from 1 to 1000, not \(seeds)")
    }
    guard flags.seed <= Int.max - seeds else { throw ValidationError("--seed is too large") }
  }

  func run() throws {
    let supervisor = Supervisor()
    let output = StandardStreams(look.flags) { supervisor.interrupt.set(.interrupted) }
    let console = output.console(.quiet, .none)
    let all = Array(flags.seed..<flags.seed + seeds)
    let verifier = Verifier(console, look.detail, seeds: all)
    let options = try flags.options()
    let runner = Runner(
      supervisor, Runner.Bounds(seconds: timeout.seconds, stepSeconds: flags.stepTimeout?.seconds))
    var codes: [Running.ExitCode] = []
    let labs = try LabFolder.labs(in: paths.isEmpty ? [LabFolder.standard] : paths)
    let folders = ArtifactFolders(flags.artifacts, for: labs.map { RunName($0) })
    var failure: Diagnostic?
    for (number, path) in labs.enumerated() {
      for seed in all {
        let kept = seed == all.first ? folders[number].map { FigureFiles($0, verifier) } : nil
        let result = runner.run(path, kept ?? verifier) { lab in
          var options = options
          options.seed = seed
          options.artifacts = folders[number]
          options.profile = lab.profiles.contains { $0.name == profile } ? profile : nil
          return options
        }
        let code = result.exitCode(mustCheck: true)
        // With several seeds a claim is judged by all of them.
        codes.append(seeds > 1 && code == .failed ? .passed : code)
        failure = failure ?? kept?.failure
        if result.stopped == .interrupted || result.failure != nil { break }
        supervisor.interrupt.clear()
      }
      if supervisor.interrupt.reason == .interrupted { break }
    }
    if let failure { throw failure }
    if !verifier.unsound.isEmpty { codes.append(.failed) }
    if verifier.proofs.contains(where: { !$0.problems.isEmpty }) { codes.append(.failed) }
    try output.checked(Running.ExitCode.of(codes)).finish()
  }
}
