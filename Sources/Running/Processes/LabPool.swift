import Glibc
import Language
import Platform
import Text

/// Runs labs in processes of their own, several at a time.
///
/// Their output is shown in the order of the labs, that of the first which is not over as it comes. A
/// process that ends without a whole record, or other than its record says, has failed.
package final class LabPool {
  /// A run, and what the program is called with to do it and to write its record.
  package struct Task {
    let name: RunName
    let arguments: (_ record: String, _ slot: Int) -> [String]

    /// The run called `name`.
    package init(
      _ name: RunName, arguments: @escaping (_ record: String, _ slot: Int) -> [String]
    ) {
      (self.name, self.arguments) = (name, arguments)
    }
  }

  private let pool: ProcessPool
  private let folder: String
  private let isHasty: Bool
  private let mustCheck: Bool
  private let supervisor: Supervisor
  private let output: TextSink
  private let errors: TextSink
  /// What was lost, by the numbers of the labs.
  private var losses: [Int: String] = [:]
  private var shown = 0
  private var offsets = [0, 0]
  private var ended: Set<Int> = []

  /// A pool of `slots` processes whose files are in `folder`. Past `seconds` a process is killed; if
  /// it `isHasty`, nothing else is run after a lab that did not pass.
  package init(
    slots: Int, in folder: String, seconds: Double?, isHasty: Bool = false, mustCheck: Bool,
    _ supervisor: Supervisor, output: TextSink, errors: TextSink
  ) throws(Diagnostic) {
    pool = try ProcessPool(slots: slots, in: folder, seconds: seconds, supervisor)
    (self.folder, self.isHasty, self.mustCheck) = (folder, isHasty, mustCheck)
    (self.supervisor, self.output, self.errors) = (supervisor, output, errors)
  }

  /// Runs the labs; `done` gets the number of each and its record. Throws where no process can be
  /// started.
  package func run(_ tasks: [Task], done: (Int, LabRecord) -> Void) throws(Diagnostic) {
    try pool.run(tasks.map(\.arguments)) { number, ending in
      let record = record(number, tasks[number].name, ending)
      ended.insert(number)
      done(number, record)
      return !isHasty || record.report.exit == .passed
    } meanwhile: { isLast in
      show(isLast: isLast, of: tasks.count)
    }
  }

  private func record(_ number: Int, _ name: RunName, _ ending: ChildProcess.Ending) -> LabRecord {
    let record = LabRecord.read("\(folder)/\(number)", of: name)
    if let record, ending == .code(record.report.exit.rawValue) { return record }
    // One that was just starting does not know yet what to do with the signal.
    if ending == .signal(SIGINT), supervisor.interrupt.reason == .interrupted {
      return lost(.interrupted(name.path), name)
    }
    var reason = "the process that ran it \(ending.words)"
    if case .code = ending {
      reason += record != nil ? ", and its output is lost" : " and left no results"
    }
    losses[number] = "error: \(visible(name.text)): \(reason)\n"
    return lost(.lost(name.path, Diagnostic(.runtime, reason)), name)
  }

  private func lost(_ result: LabResult, _ name: RunName) -> LabRecord {
    var result = result
    result.choice = name.choice
    return LabRecord(LabReport(result, mustCheck: mustCheck))
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
