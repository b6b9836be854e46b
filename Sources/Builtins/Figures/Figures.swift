import Interpreter

extension BuiltinTable {
  static func figures() -> BuiltinGroup {
    BuiltinGroup("Figures") {
      charts()
      bars()
      planes()
      pictures()
      matrices()
      timings()
    }
  }
}
