import Interpreter

extension BuiltinTable {
  /// The table of all groups.
  package convenience init() { self.init(Self.groups()) }

  /// Every group, in the order of the reference. A file beside this one adds a line here.
  static func groups() -> [BuiltinGroup] {
    [
      output(),
      numbers(),
      sequences(),
      texts(),
      lists(),
      maps(),
      creation(),
      maths(),
      reductions(),
      shapes(),
      patterns(),
      tensorMembers(),
      losses(),
      convolutions(),
      attention(),
      layers(),
      imageLayers(),
      optimizers(),
      schedules(),
      data(),
      training(),
      inspection(),
      files(),
      figures(),
    ]
  }
}
