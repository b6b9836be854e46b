import Interpreter

extension BuiltinTable {
  /// The table of all groups.
  package convenience init() { self.init(Self.groups(), absent: AbsentNames.hints) }

  /// The program's own, which is kept to its end: making and freeing it takes a tenth of a short run.
  package static let program = BuiltinTable()

  /// Every group, in the order of the reference. A new file adds a line here.
  static func groups() -> [BuiltinGroup] {
    [
      output(),
      numbers(),
      sequences(),
      texts(),
      lists(),
      maps(),
      sets(),
      creation(),
      maths(),
      reductions(),
      shapes(),
      patterns(),
      relations(),
      rearranging(),
      linearAlgebra(),
      decompositions(),
      drawing(),
      numpyNames(),
      tensorMembers(),
      inPlace(),
      losses(),
      moreLosses(),
      lossLayers(),
      convolutions(),
      attention(),
      layers(),
      activations(),
      imageLayers(),
      normalizations(),
      recurrentLayers(),
      initialisation(),
      optimizers(),
      schedules(),
      schedulers(),
      data(),
      augmentations(),
      training(),
      inspection(),
      files(),
      figures(),
    ]
  }
}
