import ArgumentParser
import Language
import Platform
import Running
import Text

/// `lab grade DIR --key KEY`.
struct GradeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grade", abstract: "Run hand-ins again and judge them by a lab's key.",
    discussion: """
      Writes a table (grades.csv) with a row for each student, a page for each, and the answers to open \
      questions side by side (answers.md). Each hand-in runs in a process of its own.
      """)

  @ArgumentParser.Argument(help: "The folder with the hand-ins.", completion: .directory)
  var folder: String
  @Option(help: "The lab's key, as `lab release` wrote it.", completion: .labs)
  var key: String
  @Option(
    help: "The folder with the labs as students have them, for labs that import others.",
    completion: .directory)
  var labs: String?
  @Option(name: .shortAndLong, help: "The folder to write to.", completion: .directory)
  var output = "grades"
  @Option(name: .shortAndLong, help: "Hand-ins to run at a time; they share the cores.")
  var jobs = 1
  @OptionGroup var limits: GradeFlags
  @Option(
    help: "The folder with data sets (default: $LAB_DATA, then the cache).",
    completion: .directory)
  var data: String?
  @OptionGroup var look: LookFlags

  func validate() throws {
    guard (1...256).contains(jobs) else {
      throw ValidationError("--jobs is from 1 to 256, not \(jobs)")
    }
  }

  func run() throws {
    let supervisor = Supervisor()
    let streams = StandardStreams(look.flags) { supervisor.interrupt.set(.interrupted) }
    let console = streams.console(look.detail, .none)
    let sheet = try GradeSheet(key: key)
    _ = try dataPath(data)
    let handIns = try HandInFolder.handIns(in: folder)
    guard !handIns.isEmpty else {
      streams.sink.write("there are no hand-ins in \(visible(folder))\n")
      return try streams.checked(.nothing).finish()
    }
    let records = try temporaryFolder()
    defer { Folder.removeWithFiles(records) }
    let slots = min(jobs, handIns.count)
    let pool = try GradePool(
      slots: slots, in: records, seconds: limits.timeout.seconds + 3 * Supervisor.grace, supervisor)
    let grades = try pool.grades(handIns.count) { number, record, slot in
      var words = ["grade-one", handIns[number].path, "--key", key, "--record", record]
      words += limits.words + ["--threads", String(threads(of: slot, among: slots))]
      if let labs { words += ["--labs", labs] }
      if let data { words += ["--data", data] }
      return words
    } done: { number, grade in
      if grade.status != .graded {
        console.paragraph(
          visible("\(handIns[number].student): \(grade.status.rawValue): \(grade.note)"))
      }
    }
    let whole = zip(handIns, grades).compactMap { handIn, grade in
      grade.map { (student: handIn.student, grade: $0) }
    }
    guard whole.count == handIns.count else {
      throw Diagnostic(
        .limit, "interrupted after \(whole.count) of \(counted(handIns.count, "hand-in"))",
        hint: "nothing was written")
    }
    try GradeBook(sheet, whole).write(to: output)
    let graded = whole.count { $0.grade.status == .graded }
    console.line(
      "\(graded) of \(counted(whole.count, "hand-in")) graded; wrote \(visible(output))/grades.csv, "
        + "answers.md and pages")
    try streams.checked(.passed).finish()
  }
}
