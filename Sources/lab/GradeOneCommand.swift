import ArgumentParser
import Language
import Platform
import Running
import Session
import Tensors

/// `lab grade-one FILE`: what `lab grade` runs for each hand-in, in a process of its own.
struct GradeOneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grade-one", abstract: "Grade a hand-in for `lab grade`.", shouldDisplay: false)

  @ArgumentParser.Argument(help: "The hand-in.")
  var path: String
  @Option(help: "The lab's key.", completion: .labs)
  var key: String
  @Option(help: "Where its grade goes.")
  var record: String
  @Option(help: "The folder with the labs as students have them.", completion: .directory)
  var labs: String?
  @OptionGroup var limits: GradeFlags
  @Option(help: "The folder with data sets.", completion: .directory)
  var data: String?
  @Option(help: "Threads to compute with.")
  var threads = 1

  func run() throws {
    let supervisor = Supervisor()
    ChildProcess.endWithParent()
    supervisor.whenStuck { [record] in
      try? Grade.stopped("it did not stop at its time limit").write(to: record)
    }
    WorkerPool.setThreadCount(threads)
    var options = SessionOptions()
    options.memoryLimit = limits.memory << 20
    TensorMemory.setLimit(options.memoryLimit)
    // Whatever escapes the limit of scripts meets that of the system, which ends the process.
    ChildProcess.limitAddresses(to: options.memoryLimit + 8 << 30)
    options.data = try dataPath(data)
    options.folder = labs
    let grader = Grader(
      try GradeSheet(key: key), options, seconds: limits.timeout.seconds, limits.tolerance,
      supervisor)
    let grade: Grade
    do throws(FileError) {
      grade = grader.grade(try RegularFile.bytes(of: path, atMost: HandIn.largest))
    } catch {
      grade = .refused(error.message)
    }
    try grade.write(to: record)
  }
}
