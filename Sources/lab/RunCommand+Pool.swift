import ArgumentParser
import Language
import Platform
import Running
import Session
import Text

extension RunCommand {
  /// Runs labs in processes of their own, each once for every combination and seed.
  func runInPool() throws {
    let supervisor = Supervisor()
    let output = StandardStreams(look.flags) { supervisor.interrupt.set(.interrupted) }
    let console = output.console(look.detail, .none)
    let grid = try sweep.grid(from: flags.seed)
    let labs = files.map(Course.path)
    if sweep.isWanted { for path in labs { try check(path, grid) } }
    let all = labs.flatMap(grid.runs)
    let plans = places(of: all.map(\.name), console).map { all[$0] }
    let reports = try reports.begin(plans.map(\.name), mustCheck: false)
    let folder = try temporaryFolder()
    defer { Folder.removeWithFiles(folder) }
    // A lab that does not stop ends its own process.
    let slots = min(sweep.jobs, max(plans.count, 1))
    let pool = try LabPool(
      slots: slots, in: folder, seconds: pass.timeout.seconds + 3 * Supervisor.grace,
      mustCheck: false, supervisor, output: output.sink, errors: output.errors)
    let folders = ArtifactFolders(flags.artifacts, for: plans.map(\.name))
    var records = [LabRecord?](repeating: nil, count: plans.count)
    let tasks = plans.indices.map { number in
      LabPool.Task(plans[number].name) { record, slot in
        words(for: plans[number], number, of: plans.count, record)
          + flags(of: plans[number]).words(
            artifacts: folders[number],
            threads: flags.threads ?? threads(of: slot, among: slots))
          + look.words(output)
      }
    }
    try pool.run(tasks) { number, record in
      records[number] = record
      reports.add(record.report, of: number)
    }
    var codes: [Running.ExitCode] = []
    for path in labs where sweep.isWanted {
      let own = plans.indices.filter { plans[$0].name.path == path }
      let results = SweepResults(grid, own.map { (plans[$0], records[$0]) })
      if let mistake = show(results, labs.count > 1 ? path : nil, console) {
        console.report(mistake)
        codes.append(.usage)
      }
    }
    if sweep.isWanted {
      console.line("")
      console.line(
        TestOutput(console, look.detail).summary(reports.reports, of: plans.count, noun: "run"))
    }
    try reports.finish()
    codes += reports.reports.map(\.exit)
    if supervisor.interrupt.reason == .interrupted { codes.append(.interrupted) }
    try output.checked(Running.ExitCode.of(codes)).finish()
  }

  /// Throws where a lab cannot be run with one of the combinations, before anything runs.
  private func check(_ path: String, _ grid: SweepGrid) throws {
    let lab = try LabFile.load(path)
    _ = try pass.part.steps(of: lab)
    var options = try pass.options(flags)
    options.folder = Folder.containing(path)
    let settings = options.settings
    for combination in grid.combinations {
      options.settings = settings + combination.map { ($0.name, $0.text) }
      guard var refusal = Session.refusal(of: lab, options) else { continue }
      // It stands on the command line, where there are no lines to point at.
      if refusal.span?.file.name.hasPrefix("-p ") == true { refusal.span = nil }
      throw refusal
    }
  }

  private func words(
    for plan: PlannedRun, _ number: Int, of count: Int, _ record: String
  ) -> [String] {
    let place =
      sweep.isWanted
      ? "\(number + 1) of \(count): \(plan.title)"
      : (number > 0 ? "\n" : "") + visible(plan.name.path)
    let isAlone = !sweep.isWanted && count == 1
    return ["run-one", plan.name.path, "--record", record] + (isAlone ? [] : ["--place=\(place)"])
      + (plan.name.choice.map { ["--choice=\($0)"] } ?? []) + pass.words
  }

  private func flags(of plan: PlannedRun) -> RunFlags {
    var flags = flags
    flags.param += plan.settings.map { SettingArgument($0.name, $0.text) }
    flags.seed = plan.seed
    return flags
  }

  /// Shows a table and a chart. Returns what is wrong if the curve that was asked for is not there.
  private func show(
    _ results: SweepResults, _ path: String?, _ console: Console
  ) -> Diagnostic? {
    if look.detail > .quiet { console.line("") }
    if let path { console.line(visible(path)) }
    console.figure(results.table)
    let names = results.curveNames
    guard let name = sweep.plot ?? names.first else { return nil }
    guard let chart = results.chart(of: name) else {
      return Diagnostic(
        .usage, "no curve called \(visible(name)) is in every run",
        hint: names.isEmpty ? nil : "these are: " + names.joined(separator: "; "))
    }
    guard look.detail > .quiet else { return nil }
    console.line("")
    console.figure(chart)
    let others = names.filter { $0 != name }
    if !others.isEmpty {
      console.note("--plot NAME draws another: " + others.joined(separator: "; "))
    }
    return nil
  }
}
