import Language

/// A way to run the lab: as it is set now, or with other parameters.
struct Variant {
  /// Its name: `base`, the id of a `try`, or what was set.
  let name: String
  /// What people read.
  let title: String
  /// Whether it is the lab as it is set now.
  let isBaseline: Bool
  /// What parameters and data declarations are set to.
  let chosenValues: [String: [ChosenValue]]

  /// What a variation sets, over what is chosen already; without one the lab as that has it.
  init(_ variation: Variation?, over chosen: [String: [ChosenValue]]) {
    var chosen = chosen
    chosen.choose(variation?.settings ?? [], isSetting: true)
    name = variation?.id ?? "base"
    title = variation?.title ?? name
    isBaseline = variation == nil
    chosenValues = chosen
  }

  /// Settings of one's own.
  init(title: String, _ chosen: [String: [ChosenValue]]) {
    (name, self.title, isBaseline, chosenValues) = (title, title, false, chosen)
  }
}
