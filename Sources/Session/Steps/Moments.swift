import Interpreter
import Language

/// The states in which the steps of a session start, in the lab's order.
///
/// A step that runs again starts where it started, with what earlier steps have set anew since; what a
/// step sets is seen by those behind it. Where the session has gone back to an earlier step, the state
/// behind the last one is kept as well: steps that have not run go on from there.
struct Moments {
  private struct Moment {
    /// The step's; nil behind the last.
    let id: String?
    var snapshot: Snapshot
    /// What was changed at the prompt, and is so in this state.
    var typed: [String: TypedName]
  }

  private var all: [Moment] = []
  /// All points, where the session has gone back and so holds fewer.
  private var points: [RecordedPoint] = []

  /// Whether the state is known in which a step started.
  func contains(_ id: String) -> Bool { all.contains { $0.id == id } }

  /// The place of a step's state.
  func place(of step: Step) -> Int? { all.firstIndex { $0.id == step.id } }

  /// The state at a place.
  subscript(place: Int) -> Snapshot { all[place].snapshot }

  /// The state behind the last step that has run, where the session has gone back.
  var end: Snapshot? { all.last.flatMap { $0.id == nil ? $0.snapshot : nil } }

  /// The place at which a step starts, and whether that is a state to go back to.
  func start(of step: Step, in lab: Lab) -> (place: Int, isBack: Bool) {
    let place = all.firstIndex { moment in
      guard let id = moment.id else { return true }
      return lab.steps.first { $0.id == id }.map { $0.number >= step.number } ?? false
    }
    return (place ?? all.count, place != nil)
  }

  /// Goes back to the state at a place; returns what was changed at the prompt in it.
  ///
  /// `typed` is what has been changed there up to now.
  mutating func goBack(
    to place: Int, _ session: Session, _ typed: [String: TypedName]
  ) throws(Failure) -> [String: TypedName] {
    if end == nil {
      all.append(Moment(id: nil, snapshot: try Snapshot(session), typed: typed))
      points = session.points
    }
    session.points = points
    try all[place].snapshot.restore(session)
    return all[place].typed
  }

  /// Notes that a step starts now, at its place.
  mutating func begin(
    _ step: Step, at place: Int, _ session: Session, _ typed: [String: TypedName]
  ) throws(Failure) {
    let moment = Moment(id: step.id, snapshot: try Snapshot(session), typed: typed)
    if place < all.count, all[place].id == step.id || all[place].id == nil {
      all[place] = moment
    } else {
      all.insert(moment, at: place)
    }
  }

  /// Lets the steps behind a place start from the names that the session has now, each up to the next
  /// step that sets it.
  ///
  /// Behind the last step the session goes on from what it holds.
  mutating func pass(
    _ names: Set<String>, on place: Int, _ session: Session, setBy: (_ id: String) -> Set<String>
  ) throws(Failure) {
    guard place + 1 < all.count else { return }
    let old = all[place + 1].snapshot
    points = session.points + points.dropFirst(old.pointCount)
    for later in (place + 1)..<all.count { all[later].snapshot.movePoints(from: old, to: session) }
    for name in names {
      let cell = session.globals.cell(name)
      for later in (place + 1)..<all.count {
        try all[later].snapshot.renew(cell)
        all[later].typed[name] = nil
        if let id = all[later].id, setBy(id).contains(name) { break }
      }
    }
    if all[place + 1].id == nil { all.removeLast() }
  }

  /// Forgets the state at a place, which the session is in, and passes on what it holds.
  mutating func remove(
    at place: Int, _ names: Set<String>, _ session: Session, setBy: (_ id: String) -> Set<String>
  ) throws(Failure) {
    all.remove(at: place)
    try pass(names, on: place - 1, session, setBy: setBy)
  }

  /// Forgets the states behind a place.
  mutating func removeAll(behind place: Int) { all.removeSubrange(min(place + 1, all.count)...) }

  /// Takes a name's value into all states.
  mutating func carry(_ cell: Cell) throws(Failure) {
    for index in all.indices {
      try all[index].snapshot.keep(cell)
      all[index].typed[cell.name] = nil
    }
  }

  /// Keeps those of the steps of `lab`, in its order.
  mutating func adopt(_ lab: Lab) {
    let numbers = Dictionary(lab.steps.map { ($0.id, $0.number) }) { first, _ in first }
    all = all.filter { $0.id.map { numbers[$0] != nil } ?? true }
    all.sort { a, b in
      (a.id.flatMap { numbers[$0] } ?? .max) < (b.id.flatMap { numbers[$0] } ?? .max)
    }
  }
}
