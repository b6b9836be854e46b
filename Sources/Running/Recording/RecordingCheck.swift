import Language
import Session

/// Whether a lab's recording is still of the lab as it is, as far as that shows without running it.
enum RecordingCheck {
  /// What is wrong with the recording beside the lab at `path`.
  static func mistakes(in lab: Lab, at path: String, folder: String?) -> [Diagnostic] {
    do {
      guard let recording = try LabRecording(of: path) else { return [] }
      let session = StaticCheck.session(of: lab, profile: recording.profile, folder: folder)
      return recording.steps.compactMap { recorded in
        guard let step = lab.steps.first(where: { $0.id == recorded.id }) else {
          return stale("the lab has no step `\(recorded.id)` any more", lab.steps.first)
        }
        guard let session else { return stale("its profile is gone", step) }
        return recorded.fingerprint.difference(
          from: session.fingerprint(of: step), in: lab, isRun: false
        ).flatMap { stale($0, step) }
      }
    } catch {
      return [error.coded("stale-recording")]
    }
  }

  private static func stale(_ reason: String, _ step: Step?) -> Diagnostic? {
    Diagnostic(
      .runtime, "the recording of this step is out of date: \(reason)", at: step?.span,
      hint: "`lab record` makes it anew"
    ).coded("stale-recording")
  }
}
