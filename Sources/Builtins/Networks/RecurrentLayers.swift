import Interpreter
import Learning
import Tensors

/// A recurrent layer in a script: `(outputs, state) = gru(x)`.
final class RecurrentObject: NativeObject {
  private let layer: Recurrent
  fileprivate let cell: Recurrent.Cell
  private let isBatchFirst: Bool
  private let text: String

  init(_ layer: Recurrent, _ cell: Recurrent.Cell, isBatchFirst: Bool, _ call: BuiltinCall) {
    self.layer = layer
    self.cell = cell
    self.isBatchFirst = isBatchFirst
    text = call.text
  }

  override var typeName: String { "layer" }
  override var isMadeByCall: Bool { true }
  override var description: String { text }
  override var state: [(name: String, tensor: Tensor, isBuffer: Bool)] { layer.state }

  override func member(_ name: String) throws -> Value? {
    layer.state.first { $0.name == name }.map { .tensor($0.tensor) }
  }

  override var memberNames: [String] { layer.state.map(\.name) }

  override func copied(
    _ interpreter: Interpreter, _ part: (Value) throws -> Value
  ) throws -> NativeObject {
    try madeAgain(interpreter)
  }

  override func call(_ arguments: [Value], _ interpreter: Interpreter) throws -> Value {
    guard (1...2).contains(arguments.count), case .tensor(let x) = arguments[0] else {
      throw Failure("\(cell.rawValue) takes a tensor, and optionally the initial state")
    }
    var (hidden, memory): (Tensor?, Tensor?) = (nil, nil)
    switch (cell, arguments.count == 2 ? arguments[1] : .none) {
    case (_, .none): break
    case (.gru, .tensor(let state)): hidden = state
    case (.lstm, .list(let list)) where list.items.count == 2:
      (hidden, memory) = (try tensor(list.items[0]), try tensor(list.items[1]))
    default: throw wrongState
    }
    let steps = isBatchFirst && x.rank == 3 ? try x.transposed(0, 1) : x
    let result = try layer(steps, hidden: hidden, memory: memory)
    let output = isBatchFirst ? try result.output.transposed(0, 1) : result.output
    let state: Value =
      cell == .gru
      ? .tensor(result.hidden) : .items([.tensor(result.hidden), .tensor(result.memory)])
    return .items([.tensor(output), state])
  }
}

extension RecurrentObject {
  private var wrongState: Failure {
    Failure(
      "the state of \(cell.rawValue) must be \(cell == .gru ? "a tensor" : "(h, c), two tensors")")
  }

  private func tensor(_ value: Value) throws(Failure) -> Tensor {
    guard case .tensor(let tensor) = value else { throw wrongState }
    return tensor
  }
}

extension BuiltinTable {
  static func recurrentLayers() -> BuiltinGroup {
    func recurrent(_ cell: Recurrent.Cell, _ gives: String) -> Builtin {
      Builtin(
        cell.rawValue,
        .int("input_size", "the width of the input"),
        .int("hidden_size", "the width of the state and the outputs"),
        .int("num_layers", "how many layers lie one over the other", default: 1),
        .bool("bias", "whether a learned bias is added", default: true),
        .bool(
          "batch_first",
          """
          whether the batch is the first dimension, [N, L, …], and not the second
          """, default: false), .call, .random,
        summary: "Runs over a sequence, carrying a state; returns \(gives).",
        details:
          "Takes [L, N, input_size], or [N, L, input_size] with batch_first, and the state to "
          + "begin with, zeros without. States are [num_layers, N, hidden_size].",
        example: "(outputs, state) = \(cell.rawValue)(10, 32)(randn(5, 2, 10))",
        see: "MultiheadAttention Embedding"
      ) { inputs, size, layers, bias, isBatchFirst, call, random in
        RecurrentObject(
          try Recurrent(cell, inputs, size, layers: layers, bias: bias, random), cell,
          isBatchFirst: isBatchFirst, call)
      }
    }
    return BuiltinGroup("Layers for sequences") {
      recurrent(.gru, "the outputs and the last state")
      recurrent(.lstm, "the outputs and the last (h, c)")
      layer(
        "Conv1d",
        .int("in_channels", "the channels of the input"),
        .int("out_channels", "the channels of the result"),
        .int("kernel_size", "the length of the kernel"),
        .int("stride", "how far the window moves each time", default: 1), .padding,
        .int("dilation", "the distance between the elements under the window", default: 1),
        .int(
          "groups",
          """
          the number of parts that the channels are divided into, each with weights of \
          its own
          """, default: 1),
        .bool("bias", "whether a learned bias is added", default: true), .random,
        summary: "A convolution of sequences [N, C, L], with learned weights.",
        details: "Takes [N, in_channels, L] and gives [N, out_channels, …].",
        example: "conv = Conv1d(4, 8, 3, padding = 1)\nconv(randn(2, 4, 10)).shape", see: "Conv2d"
      ) { inputs, outputs, size, stride, padding, dilation, groups, bias, random in
        let (around, behind) = try padding.around(
          (1, size), RowsAndColumns(both: (1, stride)), RowsAndColumns(both: (1, dilation)))
        return try Conv1d(
          inputs, outputs, size: size, stride: stride, padding: around.both.columns,
          behind: behind.columns, dilation: dilation, groups: groups, bias: bias, random)
      }
      layer(
        "ConvTranspose2d",
        .int("in_channels", "the channels of the input"),
        .int("out_channels", "the channels of the result"),
        .pair("kernel_size", "height and width of the kernel"),
        .pair("stride", "how far the window moves each time", default: 1),
        .pair("padding", "how many rows and columns are cut off at the edges", default: 0),
        .pair("output_padding", "how many rows and columns are added at one end", default: 0),
        .bool("bias", "whether a learned bias is added", default: true),
        .pair("dilation", "the distance between the elements under the window", default: 1),
        .random,
        summary: "Small images become large ones: the gradient of a convolution, as a layer.",
        details: "Takes [N, in_channels, H, W] and gives [N, out_channels, …].",
        example: "up = ConvTranspose2d(16, 8, 2, stride = 2)\nup(randn(1, 16, 4, 4)).shape",
        see: "Conv2d"
      ) { inputs, outputs, kernel, stride, padding, extra, bias, dilation, random in
        try ConvTranspose2d(
          inputs, outputs, kernel: kernel.both, window: Window(stride, padding, dilation),
          extra: extra.both, bias: bias, random)
      }
    }
  }
}
