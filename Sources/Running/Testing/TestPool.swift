import Glibc
import Language
import Platform
import Synchronization
import Text

/// Tests labs in processes of their own, several at a time.
///
/// Their output is shown in the order of the labs, that of the first which is not over as it comes. A
/// process that ends without a whole record, or other than its record says, has failed.
package final class TestPool {
  /// Microseconds between two looks at the processes.
  private static let interval: UInt32 = 20_000

  /// A lab, and what the program is called with to test it and to write its record.
  package struct Task {
    let path: String
    let arguments: (_ record: String, _ slot: Int) -> [String]

    /// A lab at `path`.
    package init(_ path: String, arguments: @escaping (_ record: String, _ slot: Int) -> [String]) {
      (self.path, self.arguments) = (path, arguments)
    }
  }

  private struct Running {
    let number: Int
    let slot: Int
    let process: ChildProcess
    let start = ContinuousClock.now
    var wasAsked = false
  }

  private let program: String
  private let folder: String
  private let slots: Int
  private let patience: Duration?
  private let isHasty: Bool
  private let supervisor: Supervisor
  private let output: TextSink
  private let errors: TextSink
  private var running: [Running] = []
  private let processes = ProcessList()
  /// What was lost, by the numbers of the labs.
  private var losses: [Int: String] = [:]
  private var shown = 0
  private var offsets = [0, 0]
  private var ended: Set<Int> = []

  /// A pool of `slots` processes whose files are in `folder`. Past `seconds` a process is killed; if
  /// it `isHasty`, nothing else is tested after a lab that did not pass.
  package init(
    slots: Int, in folder: String, seconds: Double?, isHasty: Bool, _ supervisor: Supervisor,
    output: TextSink, errors: TextSink
  ) throws(Diagnostic) {
    guard let program = Environment.program else {
      throw Diagnostic(.runtime, "the system does not say where this program is")
    }
    (self.program, self.folder, self.slots, self.isHasty) = (program, folder, slots, isHasty)
    patience = seconds.map { .seconds(min($0, 1e9)) }
    (self.supervisor, self.output, self.errors) = (supervisor, output, errors)
  }

  /// Tests the labs; `done` gets the number of each and its report. Throws where no process can be
  /// started.
  package func run(_ tasks: [Task], done: (Int, LabReport) -> Void) throws(Diagnostic) {
    supervisor.beforeExit { [processes] in processes.kill() }
    var next = 0
    var isOver = false
    while true {
      isOver = isOver || supervisor.interrupt.reason != nil
      while !isOver, running.count < slots, next < tasks.count {
        try start(tasks[next], next)
        next += 1
      }
      for index in running.indices.reversed() {
        guard let ending = ending(of: index) else { continue }
        let over = running.remove(at: index)
        processes.remove(over.process.id)
        let report = report(over.number, tasks[over.number].path, ending)
        ended.insert(over.number)
        done(over.number, report)
        if isHasty, report.exit != .passed { isOver = true; abandon() }
      }
      show(isLast: running.isEmpty && (isOver || next == tasks.count), of: tasks.count)
      if running.isEmpty, isOver || next == tasks.count { return }
      usleep(Self.interval)
    }
  }

  private func start(_ task: Task, _ number: Int) throws(Diagnostic) {
    let taken = Set(running.map(\.slot))
    let slot = (0..<slots).first { !taken.contains($0) } ?? 0
    let place = "\(folder)/\(number)"
    do {
      let process = try ChildProcess(
        program, task.arguments(place, slot), output: place + ".out", errors: place + ".err")
      processes.add(process.id)
      running.append(Running(number: number, slot: slot, process: process))
    } catch {
      abandon()
      throw Diagnostic(.runtime, error.message, hint: error.hint)
    }
  }

  /// How a process ended; it is asked to once the run is interrupted, and killed when its time and
  /// all patience are over.
  private func ending(of index: Int) -> ChildProcess.Ending? {
    let process = running[index].process
    if let ending = process.hasEnded() { return ending }
    if supervisor.interrupt.reason != nil, !running[index].wasAsked {
      process.send(SIGINT)
      running[index].wasAsked = true
    }
    if let patience, ContinuousClock.now - running[index].start > patience { process.send(SIGKILL) }
    return nil
  }

  /// Kills what runs; it counts as not reached.
  private func abandon() {
    for index in running.indices {
      running[index].process.send(SIGKILL)
      while running[index].process.hasEnded() == nil { usleep(Self.interval) }
    }
    running = []
  }

  private func report(_ number: Int, _ path: String, _ ending: ChildProcess.Ending) -> LabReport {
    let record = TestRecord.read("\(folder)/\(number)", of: path)
    if let record, ending == .code(record.exit.rawValue) { return record }
    let reason: String
    switch ending {
    case .signal(let signal):
      let name = strsignal(signal).map { String(cString: $0).lowercased() } ?? "?"
      reason = "the process that tested it was ended by signal \(signal) (\(name))"
    case .code(let code) where record != nil:
      reason = "the process that tested it ended with code \(code), and its output is lost"
    case .code(let code):
      reason = "the process that tested it ended with code \(code) and left no results"
    }
    losses[number] = "error: \(visible(path)): \(reason)\n"
    return LabReport(.lost(path, Diagnostic(.runtime, reason)), mustCheck: true)
  }

  /// Shows what the labs have written, in their order.
  private func show(isLast: Bool, of count: Int) {
    while shown < count {
      let isOver = ended.contains(shown)
      for (index, (name, sink)) in [("out", output), ("err", errors)].enumerated() {
        let bytes = (try? RegularFile.bytes(of: "\(folder)/\(shown).\(name)", atMost: .max)) ?? []
        let fresh = bytes.dropFirst(offsets[index])
        // Whole lines, as long as more may come.
        let end =
          isOver ? fresh.endIndex : (fresh.lastIndex(of: 10).map { $0 + 1 } ?? fresh.startIndex)
        sink.write(String(decoding: fresh[..<end], as: UTF8.self))
        offsets[index] = end
      }
      guard isOver || isLast else { return }
      if let loss = losses[shown] { errors.write(loss) }
      shown += 1
      offsets = [0, 0]
    }
  }
}

/// The processes that end with this one.
private final class ProcessList: Sendable {
  private let ids = Mutex<Set<pid_t>>([])

  func add(_ id: pid_t) { ids.withLock { _ = $0.insert(id) } }
  func remove(_ id: pid_t) { ids.withLock { _ = $0.remove(id) } }
  func kill() { for id in ids.withLock({ $0 }) { Glibc.kill(id, SIGKILL) } }
}
