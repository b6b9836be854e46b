import Builtins
import Interpreter
import Language
import Session
import Text

/// Runs one hand-in again, and judges what it contains.
///
/// The lab is run as its students have it, with the hand-in's parameters, seed, changed steps and
/// exercise code, and the key's checks judge it. Nothing that it says of its own results is believed.
package struct Grader {
  /// How far results that are computed again may be from those handed in.
  package struct Tolerance: Sendable {
    let relative: Double
    let absolute: Double

    /// As parts of a number, and as it is.
    package init(relative: Double, absolute: Double) {
      (self.relative, self.absolute) = (relative, absolute)
    }
  }

  private let sheet: GradeSheet
  private let options: SessionOptions
  private let seconds: Double?
  private let tolerance: Tolerance
  private let supervisor: Supervisor

  /// A grader that gives a hand-in so many `seconds`, or any time; `options` say where data and the lab's files are.
  package init(
    _ sheet: GradeSheet, _ options: SessionOptions, seconds: Double?, _ tolerance: Tolerance,
    _ supervisor: Supervisor
  ) {
    (self.sheet, self.options, self.seconds) = (sheet, options, seconds)
    (self.tolerance, self.supervisor) = (tolerance, supervisor)
  }

  /// The grade of the hand-in in a file's bytes.
  package func grade(_ bytes: [UInt8]) -> Grade {
    do {
      let handIn = try HandIn(reading: bytes)
      let lab = try lab(of: handIn)
      var run = Regrade(handIn, sheet, try driver(of: handIn, lab), tolerance)
      return try run.grade()
    } catch let refusal as HandIn.Refusal {
      return Grade(.refused, refusal.message)
    } catch let mistake as Diagnostic {
      return Grade(.refused, mistake.message)
    } catch {
      return Grade(.refused, "\(error)")
    }
  }

  /// The lab with the hand-in's changed steps.
  private func lab(of handIn: HandIn) throws -> Lab {
    guard let source = sheet.isOf(handIn.labFingerprint) else {
      throw HandIn.Refusal(
        message: handIn.lab.text == sheet.key.title
          ? "made with another version of the lab" : "of another lab: \(handIn.lab.text)")
    }
    var edits = Edits()
    for edit in handIn.edits {
      edits.set(edit.step, to: Edits.Edit(original: edit.original, text: edit.text))
    }
    do {
      let (lab, outdated) = try edits.applied(to: source)
      guard outdated.isEmpty else {
        throw HandIn.Refusal(message: "it changes a step that the lab does not have like that")
      }
      return lab
    } catch let mistake as Diagnostic {
      throw HandIn.Refusal(message: "a changed step has a mistake: \(mistake.message)")
    }
  }

  private func driver(of handIn: HandIn, _ lab: Lab) throws(Diagnostic) -> StepDriver {
    var options = options
    options.respondent = .student
    (options.seed, options.profile) = (handIn.seed, handIn.profile)
    options.settings = handIn.settings.map { ($0.name, $0.text) }
    // Of several data sets that a lab may use, the one that the student had.
    for set in handIn.sets where lab.data.contains(where: { $0.name == set.name }) {
      if !handIn.settings.contains(where: { $0.name == set.name }) {
        options.settings.append((set.name, set.text))
      }
    }
    return try StepDriver(
      lab, options, Nobody(), supervisor, Runner.Bounds(seconds: seconds))
  }
}

/// Takes what a run shows; nobody looks at it.
private final class Nobody: RunObserver {
  func begin(_ lab: Lab, _ options: SessionOptions) {}
  func begin(_ step: Step?, in session: Session) {}
  func end(_ step: Step?, _ outcome: Session.Outcome) {}
  func end(_ result: LabResult) {}
  func receive(_ event: Event) {}
}
