import Tensors

/// Layers that walk a sequence with a state, as `nn.GRU` and `nn.LSTM`.
package final class Recurrent {
  /// What a step does to the state.
  package enum Cell: String, Sendable {
    case gru = "GRU"
    case lstm = "LSTM"

    /// The number of gates.
    var gates: Int { self == .gru ? 3 : 4 }
  }

  private struct Layer {
    let input: Tensor
    let hidden: Tensor
    let inputBias: Tensor?
    let hiddenBias: Tensor?
  }

  private let cell: Cell
  private let size: Int
  private let layers: [Layer]

  /// `count` layers with states of `size` numbers; the first one reads `inputs` numbers per step.
  package init(
    _ cell: Cell, _ inputs: Int, _ size: Int, layers count: Int = 1, bias: Bool = true,
    _ generator: Generator
  ) throws(TensorError) {
    guard inputs > 0, size > 0, 1...1_000 ~= count, inputs < 1 << 30, size < 1 << 30 else {
      throw TensorError(
        "\(cell.rawValue): sizes must be positive, not \(inputs), \(size), \(count)")
    }
    self.cell = cell
    self.size = size
    let (bound, rows) = (1 / Float(size).squareRoot(), cell.gates * size)
    var layers: [Layer] = []
    for number in 0..<count {
      let width = number == 0 ? inputs : size
      layers.append(
        Layer(
          input: try generator.uniform([rows, width], from: -bound, to: bound).asParameter(),
          hidden: try generator.uniform([rows, size], from: -bound, to: bound).asParameter(),
          inputBias: bias
            ? try generator.uniform([rows], from: -bound, to: bound).asParameter() : nil,
          hiddenBias: bias
            ? try generator.uniform([rows], from: -bound, to: bound).asParameter() : nil))
    }
    self.layers = layers
  }

  /// PyTorch's names: `weight_ih_l0`, `weight_hh_l0`, `bias_ih_l0`, `bias_hh_l0`, …
  package var state: [(name: String, tensor: Tensor, isBuffer: Bool)] {
    layers.enumerated().flatMap { number, layer in
      [
        ("weight_ih_l\(number)", layer.input), ("weight_hh_l\(number)", layer.hidden),
        ("bias_ih_l\(number)", layer.inputBias), ("bias_hh_l\(number)", layer.hiddenBias),
      ].compactMap { name, tensor in tensor.map { (name, $0, false) } }
    }
  }

  /// The last layer's states at every step of x [L, N, inputs], and the last states of all layers.
  ///
  /// The states [layers, N, size] before the first step are zeros if they are nil.
  package func callAsFunction(
    _ x: Tensor, hidden: Tensor? = nil, memory: Tensor? = nil
  ) throws(TensorError) -> (output: Tensor, hidden: Tensor, memory: Tensor) {
    guard x.rank == 3, x.shape[0] > 0, x.shape[2] == layers[0].input.shape[1] else {
      throw TensorError(
        "\(cell.rawValue) takes [L, N, \(layers[0].input.shape[1])], not \(x.shape)",
        hint: "with batch_first = true, [N, L, …]")
    }
    let wanted: Shape = [layers.count, x.shape[1], size]
    for given in [hidden, memory] {
      guard given?.shape ?? wanted == wanted else {
        throw TensorError("\(cell.rawValue): a state of shape \(wanted) is wanted")
      }
    }
    var (sequence, lastHidden, lastMemory) = (x, [Tensor](), [Tensor]())
    for (number, layer) in layers.enumerated() {
      var h = try Tensor.zeros([x.shape[1], size])
      var c = h
      if let hidden { h = try hidden.selected(0, number) }
      if let memory { c = try memory.selected(0, number) }
      let inputs = try Tensor.linear(sequence, layer.input, layer.inputBias)
      var outputs: [Tensor] = []
      for step in 0..<x.shape[0] {
        let own = try Tensor.linear(h, layer.hidden, layer.hiddenBias)
        (h, c) = try next(inputs.selected(0, step), own, h, c)
        outputs.append(h)
      }
      sequence = try Tensor.stacked(outputs, 0)
      lastHidden.append(h)
      lastMemory.append(c)
    }
    return (sequence, try Tensor.stacked(lastHidden, 0), try Tensor.stacked(lastMemory, 0))
  }

  /// The state after a step, from what the input and the previous state contribute to the gates.
  private func next(
    _ x: Tensor, _ own: Tensor, _ h: Tensor, _ c: Tensor
  ) throws(TensorError) -> (Tensor, Tensor) {
    if cell == .gru {
      let (a, b) = (try x.chunk(3, 1), try own.chunk(3, 1))
      let (reset, update) = (try (a[0] + b[0]).sigmoid(), try (a[1] + b[1]).sigmoid())
      let fresh = try (a[2] + reset * b[2]).tanh()
      return (try fresh + update * (h - fresh), c)
    }
    let gates = try (x + own).chunk(4, 1)
    let memory = try gates[1].sigmoid() * c + gates[0].sigmoid() * gates[2].tanh()
    return (try gates[3].sigmoid() * memory.tanh(), memory)
  }
}
