import Language

/// How long a step is expected to take, and how that is known.
struct ExpectedTime: Equatable {
  /// What is known.
  enum Basis: Equatable {
    /// How long it took the last time, on this machine and with these settings.
    case lastTime
    /// How long other steps took so, in proportion to the minutes in the headings.
    case otherSteps
    /// The minutes in its heading, which are those of the lab as it is on its author's machine.
    case heading
  }

  let seconds: Double
  let basis: Basis

  /// That of `step`, from the best that is known; nil where that is nothing.
  ///
  /// `lastTime` gives the seconds that a step took, by its id, on this machine and with the settings
  /// that are in use; `isDefault` says whether these are the lab's own.
  init?(of step: Step, in lab: Lab, isDefault: Bool, lastTime: (_ id: String) -> Double?) {
    if let seconds = lastTime(step.id) {
      (self.seconds, basis) = (seconds, .lastTime)
      return
    }
    guard let minutes = step.minutes else { return nil }
    var (stated, taken) = (0.0, 0.0)
    for other in lab.steps {
      // One minute is the least that a heading can say: short steps say nothing about longer ones.
      guard let known = other.minutes, known >= minutes, let seconds = lastTime(other.id) else {
        continue
      }
      (stated, taken) = (stated + 60 * Double(known), taken + seconds)
    }
    if stated > 0 {
      (seconds, basis) = (60 * Double(minutes) * taken / stated, .otherSteps)
    } else if isDefault {
      (seconds, basis) = (60 * Double(minutes), .heading)
    } else {
      return nil
    }
  }

  /// `7 s the last time`, `about 7 s on this machine`, `about 4 min`.
  var text: String {
    switch basis {
    case .lastTime: "\(duration) the last time"
    case .otherSteps: "\(about) on this machine"
    case .heading: about
    }
  }

  /// The same for a table: `7 s`, `about 4 min`.
  var short: String { basis == .lastTime ? duration : about }

  private var about: String { seconds < 1 ? duration : "about \(duration)" }

  private var duration: String {
    if seconds < 1 { return "under 1 s" }
    return seconds < 59.5
      ? "\(Int(seconds.rounded())) s" : "\(Int(min(seconds / 60, 1e6).rounded())) min"
  }
}
