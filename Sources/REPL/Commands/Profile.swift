import Language
import Plotting
import Running

extension Command {
  static let profile = Command(
    "profile", "[NAME]", "list the lab's profiles, or take the values of one",
    completes: .profiles
  ) { (prompt, argument) throws(Diagnostic) in
    guard !argument.isEmpty else { return try prompt.listProfiles() }
    prompt.choose(profile: argument)
  }
}

extension Prompt {
  /// The profile in use.
  private var profile: String { session.options.profile ?? "default" }

  fileprivate func listProfiles() throws(Diagnostic) {
    let profiles = session.lab.profiles
    guard !profiles.isEmpty else { throw Diagnostic(.usage, "the lab has no profiles") }
    let rows = [("default", [Setting]())] + profiles.map { ($0.name, $0.settings) }
    console.figure(
      Table(
        header: ["profile", "sets", ""],
        rows: rows.map { name, settings in
          [.text(name), .text(settings.text), .text(name == profile ? "in use" : "")]
        }))
  }

  fileprivate func choose(profile name: String) {
    let isFresh = !isPrepared
    let outcome = guarded { timeline.choose(profile: name) }
    if let failure = outcome.failure { return fail(failure) }
    if isFresh, !prepare() { return }
    keep()
    let settings = session.lab.profiles.first { $0.name == name }?.settings ?? []
    console.note("profile \(name)" + (settings.isEmpty ? "" : ": \(settings.text)"))
    if !settings.isEmpty {
      console.note("The numbers in the lab's text are those of the default settings.")
    }
    noteStale()
  }
}

extension [Setting] {
  /// `epochs = 1, hidden = 32`.
  var text: String {
    map { "\($0.name) = \(RunHeader.oneLine($0.value.span.text))" }.joined(separator: ", ")
  }
}
