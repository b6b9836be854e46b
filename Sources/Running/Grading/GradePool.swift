import Language
import Platform
import Text

/// Grades hand-ins in processes of their own, several at a time, so that one which does harm costs its
/// own grade.
package struct GradePool {
  private let pool: ProcessPool
  private let folder: String

  /// A pool of `slots` processes whose files are in `folder`. Past `seconds` a process is killed.
  package init(
    slots: Int, in folder: String, seconds: Double, _ supervisor: Supervisor
  ) throws(Diagnostic) {
    pool = try ProcessPool(slots: slots, in: folder, seconds: seconds, supervisor)
    self.folder = folder
  }

  /// The grades of hand-ins, in their order; nil for those that were not reached. `arguments` are what
  /// the program is called with for the hand-in of a number, to write its grade. Throws where no
  /// process can be started.
  package func grades(
    _ count: Int, arguments: @escaping (_ number: Int, _ record: String, _ slot: Int) -> [String],
    done: (Int, Grade) -> Void
  ) throws(Diagnostic) -> [Grade?] {
    var grades = [Grade?](repeating: nil, count: count)
    let tasks = (0..<count).map { number in
      { (place: String, slot: Int) in arguments(number, place + ".grade", slot) }
    }
    try pool.run(tasks) { number, ending in
      let record = Grade.read("\(folder)/\(number).grade")
      let grade = ending == .code(0) || record?.status == .stopped ? record : nil
      let found = grade ?? .stopped("the process that ran it \(ending.words)")
      grades[number] = found
      done(number, found)
      return true
    } meanwhile: { _ in
    }
    return grades
  }
}
