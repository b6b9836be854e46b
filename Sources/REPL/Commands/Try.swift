import Language

extension Command {
  static let `try` = Command(
    "try", "NAME", "run one of the lab's variations beside its baseline", isFirst: true,
    completes: .variations
  ) { (prompt, argument) throws(Diagnostic) in
    let variations = prompt.session.lab.variations
    guard !argument.isEmpty else {
      guard !variations.isEmpty else { throw Diagnostic(.usage, "the lab has no variations") }
      return prompt.console.table(prompt.variationTable())
    }
    prompt.runVariation(argument)
  }
}
