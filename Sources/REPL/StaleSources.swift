import Language
import Running
import Session

/// Steps that are out of date and that a step about to run reads from.
///
/// Nothing that trains runs again without being asked for: the student is.
extension Prompt {
  /// Offers to run first what `step` reads and is out of date; false if nothing is to run after all.
  func refreshSources(of step: Step) -> Bool {
    let sources = timeline.staleSources(of: step)
    guard !sources.isEmpty else { return true }
    let isCut = sources.allSatisfy { timeline.status(of: $0) != .stale }
    let told =
      "Step \(step.number) reads what \(Self.numbers(sources)) set, which "
      + (isCut ? "did not run to the end." : "is out of date.")
    let isAsked =
      isInteractive && !sources.contains(where: timeline.isFromEarlier)
      && !Set(sources.map(\.id)).isSubset(of: leftStale)
    guard isAsked else {
      console.note("\(told) \(rerunning(sources, before: step)) runs them all again.")
      return true
    }
    console.note(
      "\(told) Enter runs step \(step.number) all the same, a runs \(Self.numbers(sources)) first"
        + (duration(of: sources).map { ", \($0)." } ?? "."))
    while true {
      guard case .line(let line) = reply("run> ") else { return false }
      switch Input.trimmed(line).lowercased() {
      case "":
        leftStale.formUnion(sources.map(\.id))
        return true
      case "a", "all":
        // What comes out as before leaves the steps that read it as they are.
        for source in sources where !timeline.isUpToDate(source) {
          guard execute(source) else { return false }
        }
        return true
      case let other where other.hasPrefix(":"):
        pending = Input.trimmed(line)
        return false
      default:
        console.note(
          "Enter runs step \(step.number), a \(Self.numbers(sources)) first; a command leaves both."
        )
      }
    }
  }

  /// The command that runs the steps and `step`; with one of an earlier session, from the start.
  private func rerunning(_ sources: [Step], before step: Step) -> String {
    let isKnown = !sources.contains(where: timeline.isFromEarlier)
    return "`:run \(isKnown ? "\(sources[0].number)" : "")..\(step.number)`"
  }

  /// How long the only long step among them takes, if that is known.
  private func duration(of sources: [Step]) -> String? {
    let long = sources.filter { $0.minutes != nil }
    return long.count == 1 ? expectedTime(of: long[0])?.text : nil
  }
}
