import Language
import Running
import Session
import Text

/// Steps that say that they are long: what the prompt offers before they run, and their recordings.
extension Prompt {
  /// How long the step takes and what else one may do: `, about 4 min. r shows a recording, s skips it.`
  func offer(_ step: Step) -> String {
    guard step.minutes != nil else { return "" }
    // Before anything has run, parameters and data are not known.
    let isRecorded =
      isPrepared
      ? reasonAgainst(step) == nil : (try? LabRecording(of: path))?.flatMap { $0[step.id] } != nil
    let rest = isRecorded ? " r shows a recording, s skips it." : " s skips it."
    if let time = expectedTime(of: step) { return ", \(time.text).\(rest)" }
    // A title may be a question.
    return (step.title.last.map { ".?!".contains($0) } == true ? "" : ".") + rest
  }

  /// How long a step will take; nil where nobody knows.
  func expectedTime(of step: Step) -> ExpectedTime? {
    let settings = settings
    return ExpectedTime(of: step, in: session.lab, isDefault: settings.isEmpty) { id in
      times?.lastTime(id, settings)
    }
  }

  /// Notes how long a step took that ran from its start to its end.
  func noteTime(of step: Step) {
    guard isInteractive, step.minutes != nil else { return }
    times?.note(step.id, settings, seconds: console.seconds)
  }

  /// The profile, and what was set by hand to something else than is there without: `quick hidden=64`.
  private var settings: String {
    let parts =
      [session.options.profile].compactMap(\.self)
      + session.settingsThatMatter.map { "\($0.name)=\($0.text)" }
    return parts.joined(separator: " ")
  }

  /// The command that a letter stands for, as long as a long step is next and the code has no such name.
  func shortcut(_ text: String) -> Command? {
    guard isInteractive, next?.minutes != nil, session.globals.value(of: text) == nil else {
      return nil
    }
    return text == "r" ? .recording : text == "s" ? .skip : nil
  }

  /// Shows what a step gave its author. Throws where that is not known, or is of something else.
  func replay(_ step: Step) throws(Diagnostic) {
    // Values of parameters and data are known after that.
    guard prepare() else { return }
    if let reason = reasonAgainst(step) { throw reason }
    guard let recording = try LabRecording(of: path), let recorded = recording[step.id] else {
      return
    }
    console.opening(of: step)
    guard let predictions = predict(step) else { return }
    if !predictions.isEmpty { console.gap() }
    console.replay(recorded, of: step, from: recording)
    for (question, answer) in predictions {
      guard let answer, let known = recorded.answers[question.id] else { continue }
      console.compare(answer, to: question)
      console.answer(known)
    }
    console.note("Step \(step.number) has not run: this is its recording.")
    announce()
  }

  /// Why the recording of a step cannot be shown; nil where it can.
  private func reasonAgainst(_ step: Step) -> Diagnostic? {
    do {
      guard let recording = try LabRecording(of: path) else {
        return Diagnostic(.usage, "this lab has no recording", hint: "Enter runs the step")
      }
      guard let recorded = recording[step.id] else {
        let known = steps.filter { recording[$0.id] != nil }
        return Diagnostic(
          .usage, "step \(step.number) is not recorded",
          hint: known.isEmpty ? nil : "there are recordings of \(Self.numbers(known))")
      }
      guard
        let reason = recorded.fingerprint.difference(
          from: session.fingerprint(of: step), in: session.lab)
      else { return nil }
      return Diagnostic(
        .usage, "the recording of step \(step.number) is of something else: \(reason)",
        hint: "Enter runs the step as it is here")
    } catch {
      return error
    }
  }
}
