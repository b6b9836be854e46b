import Language
import Plotting
import Session
import Text

/// A run as a document: the lab's prose and code, and below each piece what came of it.
package struct RunDocument {
  /// A piece of it, in the order in which a reader meets them.
  enum Piece {
    /// Markdown of the lab.
    case prose(String)
    /// The code of a fence.
    case code([[CodePart]], isFolded: Bool)
    /// An exercise's code as the student gets it.
    case exercise(String, [[CodePart]])
    /// Printed text.
    case text(String)
    /// Figures side by side.
    case figures([any Figure])
    case claim(ExpectationResult)
    case question(Question)
    /// Something worth noting.
    case note(String)
    /// What stopped a step.
    case failure(Diagnostic)
  }

  /// A step.
  struct Part {
    let step: Step
    var pieces: [Piece] = []
  }

  /// The lab's title.
  let title: String
  /// One line about it.
  let summary: String?
  /// The profile, parameters that were chosen, and data, a line each.
  var facts: [String]
  /// The steps, those that did not run included.
  var parts: [Part] = []
  /// How the run went, in a line.
  package internal(set) var verdict = ""
}

extension RunDocument {
  /// A claim in words: its sign, what it says, and what is to be said about it.
  static func text(of claim: ExpectationResult) -> (mark: String, text: String, notes: [String]) {
    let text = RunHeader.oneLine(claim.text)
    switch claim.status {
    case .held: return ("✓", text, [])
    case .notChecked(let reason): return ("·", text, ["not checked here, \(visible(reason))"])
    case .failed:
      let notes = [
        claim.values, claim.message, claim.variation.map { "in the variation \"\($0)\"" },
      ]
      return ("✗", text, notes.compactMap(\.self).map { visible($0) })
    }
  }

  /// Code as text.
  static func text(of code: [[CodePart]]) -> String {
    code.map { line in line.map { $0.space + $0.text }.joined() }.joined(separator: "\n")
  }
}
