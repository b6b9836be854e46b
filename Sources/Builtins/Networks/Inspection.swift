import Interpreter
import Plotting
import Tensors

/// Looking into models.
extension BuiltinTable {
  static func inspection() -> BuiltinGroup {
    BuiltinGroup("Inspection") {
      Builtin(
        "tapped",
        .value("net", "a model whose forward has a `tap`"),
        .values("inputs", "what the model is called with"), .interpreter,
        summary: "The values that a net's `tap`s see when it runs on the inputs.",
        details:
          "Runs the net once, without recording gradients. Every `tap name` in its `forward` "
          + "gives a list called `name`: the values in the order in which they were seen.",
        example: """
          model Doubled() { forward(x) { h = 2 * x; tap h; h + 1 } }
          tapped(Doubled(), x).h
          """, see: "tap summary"
      ) { net, inputs, me in try Taps.values(of: net, inputs, me) }
      Builtin(
        "summary",
        .argument("net", "a model or layer"),
        .values("inputs", "what the model is called with, to see the shapes of the outputs"),
        .interpreter,
        summary:
          "A table of a net's parts: their kinds, outputs and numbers of parameters.",
        details:
          "With inputs the net runs once, without recording gradients, and the table shows the "
          + "shapes of its parts' outputs. Equal parts in a row are shown once.",
        example: "show summary(net, x)", see: "num_params tapped model.parameters"
      ) { net, inputs, me in
        let outputs = try OutputShapes.of(net.value, inputs, me)
        guard let outline = ModelOutline(net.value, outputs) else {
          throw net.mismatch("a model or a layer")
        }
        return FigureObject(outline.table(showsOutputs: outputs != nil))
      }
    }
  }
}

/// Runs a net for what `tap` sees.
private enum Taps {
  static func values(
    of net: Value, _ inputs: [Value], _ interpreter: Interpreter
  ) throws -> NamedValues {
    interpreter.taps.append([])
    let depth = interpreter.taps.count
    defer { interpreter.taps.removeSubrange((depth - 1)...) }
    _ = try Recording.disabled { try interpreter.call(net, inputs) }
    var lists: [(name: String, values: [Value])] = []
    for (name, value) in interpreter.taps[depth - 1] {
      if let index = lists.firstIndex(where: { $0.name == name }) {
        lists[index].values.append(value)
      } else {
        lists.append((name, [value]))
      }
    }
    guard !lists.isEmpty else {
      throw Failure("nothing was tapped", hint: "write `tap name` in the model's forward")
    }
    return NamedValues("taps", lists.map { (name: $0.name, value: .items($0.values)) })
  }
}

extension OutputShapes {
  /// The shapes that the net's parts return for `inputs`; nil without inputs.
  fileprivate static func of(
    _ net: Value, _ inputs: [Value], _ interpreter: Interpreter
  ) throws -> OutputShapes? {
    guard !inputs.isEmpty else { return nil }
    let outer = interpreter.outputShapes
    let shapes = OutputShapes()
    interpreter.outputShapes = shapes
    defer { interpreter.outputShapes = outer }
    _ = try Recording.disabled { try interpreter.call(net, inputs) }
    return shapes
  }
}

extension ModelOutline {
  /// A row for each part, indented, and the total.
  fileprivate func table(showsOutputs: Bool) -> Table {
    var rows: [[Table.Cell]] = []
    let outline = folded
    if outline.parts.isEmpty || parameters > 0 || showsOutputs {
      rows.append(outline.row("", 1, showsOutputs))
    }
    for part in outline.parts { part.addRows(to: &rows, "", 1, showsOutputs) }
    rows.append([.text("total")] + (showsOutputs ? [.text(""), .text("")] : [.text("")]))
    rows[rows.count - 1].append(.integer(total))
    let header = ["part", "kind"] + (showsOutputs ? ["output"] : []) + ["params"]
    return Table(title: title, header: header, rows: rows)
  }

  private func addRows(
    to rows: inout [[Table.Cell]], _ indent: String, _ times: Int, _ showsOutputs: Bool
  ) {
    rows.append(row(indent, times * copies, showsOutputs))
    let deeper = indent.utf8.count < 20 ? indent + "  " : indent
    for part in parts { part.addRows(to: &rows, deeper, times * copies, showsOutputs) }
  }

  /// What it holds itself, as often as it occurs: the column adds up to the total.
  private func row(_ indent: String, _ times: Int, _ showsOutputs: Bool) -> [Table.Cell] {
    let shape = output.map { "[\($0.map(String.init).joined(separator: ", "))]" } ?? ""
    return [.text(indent + name), .text((copies > 1 ? "\(copies) x " : "") + kind)]
      + (showsOutputs ? [.text(shape)] : [])
      + [parameters > 0 ? .integer(parameters * times) : .text("")]
  }

  /// What it is, and the lab's parameters that it was created with.
  private var title: String {
    let read = made.map { name, value in
      let text =
        switch value {
        case .builtin(let builtin): builtin.name
        case .function(let function): function.code.name
        default: value.representation
        }
      return "\(name) = \(text)"
    }
    return read.isEmpty ? kind : "\(kind), made with \(read.joined(separator: ", "))"
  }
}
