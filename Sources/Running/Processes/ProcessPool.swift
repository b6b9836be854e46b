import Glibc
import Language
import Platform
import Synchronization

/// Runs this program in processes of their own, several at a time.
final class ProcessPool {
  /// Microseconds between two looks at the processes.
  private static let interval: UInt32 = 20_000

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
  private let supervisor: Supervisor
  private var running: [Running] = []
  private let processes = ProcessList()

  /// A pool of `slots` processes, whose output goes to `NUMBER.out` and `NUMBER.err` in `folder`. Past
  /// `seconds` a process is killed.
  init(
    slots: Int, in folder: String, seconds: Double?, _ supervisor: Supervisor
  ) throws(Diagnostic) {
    guard let program = Environment.program else {
      throw Diagnostic(.runtime, "the system does not say where this program is")
    }
    (self.program, self.folder, self.slots) = (program, folder, slots)
    patience = seconds.map { .seconds(min($0, 1e9)) }
    self.supervisor = supervisor
  }

  /// Runs the program with the arguments of each task, which depend on the place for its results and
  /// on its slot. `ended` gets the number of each, and says whether to go on; `meanwhile` is called
  /// every few milliseconds, and learns when all is over. Throws where no process can be started.
  func run(
    _ tasks: [(_ place: String, _ slot: Int) -> [String]],
    ended: (Int, ChildProcess.Ending) -> Bool, meanwhile: (_ isLast: Bool) -> Void
  ) throws(Diagnostic) {
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
        if !ended(over.number, ending) {
          isOver = true
          abandon()
          break
        }
      }
      let isLast = running.isEmpty && (isOver || next == tasks.count)
      meanwhile(isLast)
      if isLast { return }
      usleep(Self.interval)
    }
  }

  private func start(
    _ arguments: (_ place: String, _ slot: Int) -> [String], _ number: Int
  ) throws(Diagnostic) {
    let taken = Set(running.map(\.slot))
    let slot = (0..<slots).first { !taken.contains($0) } ?? 0
    let place = "\(folder)/\(number)"
    do {
      let process = try ChildProcess(
        program, arguments(place, slot), output: place + ".out", errors: place + ".err")
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
}

extension ChildProcess.Ending {
  /// How a process ended that was lost, in words.
  var words: String {
    switch self {
    case .signal(let signal):
      let name = strsignal(signal).map { String(cString: $0).lowercased() } ?? "?"
      return "was ended by signal \(signal) (\(name))"
    case .code(let code): return "ended with code \(code)"
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
