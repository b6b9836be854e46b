import Language

/// A way to run the lab: as it is set now, or with other parameters.
struct Variant {
  /// Its name: `base`, the id of a `try`, or what was set.
  let name: String
  /// What people read.
  let title: String
  /// Whether it is the lab as it is set now.
  let isBaseline: Bool
  /// Whether the title says all settings, also those that are there without it.
  private(set) var saysAll = false
  /// What it sets itself.
  private let own: [(name: String, value: ChosenValue)]
  /// What parameters and data declarations are set to.
  let chosenValues: [String: [ChosenValue]]

  /// What a variation sets, over what is chosen already; without one the lab as that has it.
  init(_ variation: Variation?, over chosen: [String: [ChosenValue]]) {
    let name = variation?.id ?? "base"
    self.init(
      name, variation?.title ?? name, isBaseline: variation == nil,
      (variation?.settings ?? []).map { ($0.name, ChosenValue($0, isSetting: true)) }, chosen)
  }

  /// Settings of one's own, over what is chosen already.
  init(
    title: String, _ own: [(name: String, value: ChosenValue)], over chosen: [String: [ChosenValue]]
  ) {
    self.init(title, title, isBaseline: false, own, chosen)
  }

  private init(
    _ name: String, _ title: String, isBaseline: Bool, _ own: [(name: String, value: ChosenValue)],
    _ chosen: [String: [ChosenValue]]
  ) {
    (self.name, self.title, self.isBaseline, self.own) = (name, title, isBaseline, own)
    var chosen = chosen
    for (name, value) in own { chosen[name, default: []].append(value) }
    chosenValues = chosen
  }

  /// The same over other choices.
  func over(_ chosen: [String: [ChosenValue]]) -> Variant {
    Variant(name, title, isBaseline: isBaseline, own, chosen)
  }

  /// The same run under the name and the full title of a row.
  func called(_ name: String, _ title: String) -> Variant {
    var inherited = chosenValues
    for (name, _) in own { inherited[name]?.removeLast() }
    var variant = Variant(name, title, isBaseline: isBaseline, own, inherited)
    variant.saysAll = true
    return variant
  }
}
