import Language

extension CallSite {
  /// The call with `*xs` and `**m` spelled out, and every argument evaluated.
  func spelledOut(_ frame: Frame) throws(Failure) -> CallSite {
    var values: [Node] = []
    var names: [String?] = []
    var nameSpans: [Span?] = []
    func add(_ value: Value, _ name: String?, _ nameSpan: Span?) {
      values.append(ConstantNode(value, span))
      names.append(name)
      nameSpans.append(nameSpan)
    }
    for (index, form) in forms.enumerated() {
      let value = try arguments.evaluate(index, frame)
      do throws(Failure) {
        switch form {
        case .single: add(value, self.names[index], self.nameSpans[index])
        case .elements:
          let items = try Iteration.items(of: value, frame.interpreter)
          try frame.interpreter.charge(items.count * Self.bytesOfArgument)
          for item in items { add(item, nil, nil) }
        case .entries:
          guard case .map(let map) = value else {
            throw Failure("`**` takes a map of names and values, not \(value.described)")
          }
          try frame.interpreter.charge(map.count * Self.bytesOfArgument)
          for (key, value) in map.pairs {
            guard case .string(let name) = key else {
              throw Failure("the name of an argument must be a string, not \(key.described)")
            }
            add(value, name.string, nil)
          }
        }
      } catch {
        throw error.at(arguments[index].span)
      }
    }
    return CallSite(values, names: names, nameSpans: nameSpans, callee: callee, span)
  }

  /// What an argument that is spelled out takes.
  private static let bytesOfArgument = 128
}
