import Tensors

/// The parts in reverse, joined: each part's place shows.
private func reversed(_ parts: [Tensor], _ dim: Int) throws -> Tensor {
  try Tensor.concatenated(parts.reversed(), dim)
}

let viewOperations: [String: Apply] = {
  var table: [String: Apply] = [
    "reshape [3, -1]": { try $0[0].reshaped([3, -1]) },
    "flatten 1": { try $0[0].flattened(from: 1) },
    "permute": { try $0[0].permuted([2, 0, 1]) },
    "mT": { try $0[0].matrixTransposed() },
    "unsqueeze -1": { try $0[0].unsqueezed(-1) },
    "squeeze": { try $0[0].squeezed() },
    "expand": { try $0[0].broadcast(to: [2, 3, 4]) },
    "slice": { try $0[0].sliced(0, from: 1, to: 5, by: 2).sliced(1, to: -1) },
    "slice backwards": { try $0[0].sliced(0, by: -2) },
    "select": { try $0[0].selected(1, -1) },
    "cat 1": { try Tensor.concatenated($0, 1) },
    "stack -1": { try Tensor.stacked($0, -1) },
    "stack 0": { try Tensor.stacked($0, 0) },
    "split [2, 0, 3]": { try reversed($0[0].split([2, 0, 3], 1), 1) },
    "split 2": { try reversed($0[0].split(2), 0) },
    "chunk 3": { try reversed($0[0].chunk(3, -1), -1) },
    "unbind": {
      let parts = try $0[0].unbound(1)
      return try parts[0] * parts[2]
    },
    "flip": { try $0[0].flipped([0, 2]) },
    "trace": { try $0[0].trace() },
    "contiguous": { try $0[0].contiguous() },
  ]
  for shift in [-7, 0, 2, 5] { table["roll \(shift)"] = { try $0[0].rolled(shift, 1) } }
  for amounts in [[1, 2], [2, -1, -3, 0], [0, 0, 1, 1, 2, 0], [-2, 5], [4, -4]] {
    table["pad \(amounts)"] = { try $0[0].padded(amounts, value: 7) }
  }
  for offset in [-2, 0, 1, 9] {
    table["triu \(offset)"] = { try $0[0].upperTriangle(offset) }
    table["tril \(offset)"] = { try $0[0].lowerTriangle(offset) }
  }
  for offset in [-2, 0, 3, 9] { table["diagonal \(offset)"] = { try $0[0].diagonal(offset, 0, 2) } }
  return table
}()

let patternOperations: [String: Apply] = {
  var table: [String: Apply] = [
    "rearrange patches": {
      try $0[0].rearranged("b c (h p) (w q) -> b (h w) (p q c)", ["p": 2, "q": 3])
    },
    "rearrange heads": {
      try $0[0].rearranged("... n (two h d) -> two ... h n d", ["two": 2, "h": 3])
    },
    "rearrange merge": { try $0[0].rearranged("b h n d -> b n (h d)") },
    "rearrange units": { try $0[0].rearranged("1 a b -> b 1 a") },
    "rearrange (...)": { try $0[0].rearranged("... c -> c (...)") },
    "reduce mean": { try $0[0].reduced("b (h 2) c -> c b 1 h", by: .mean) },
    "reduce max": { try $0[0].reduced("b (h p) (w q) -> b h w", by: .max, ["p": 2, "q": 2]) },
    "reduce min": { try $0[0].reduced("a b -> b", by: .min) },
    "reduce sum": { try $0[0].reduced("b ... -> b", by: .sum) },
    "reduce prod": { try $0[0].reduced("a b -> a", by: .prod) },
    "repeat": { try $0[0].repeated("a b -> a (r b) 2", ["r": 2]).rearranged("a b c -> a (b c)") },
    "repeat rows": { try $0[0].repeated("c -> n c", ["n": 3]) },
  ]
  for fixture in Fixture.all where fixture.name.hasPrefix("einsum ") {
    let equation = String(fixture.name.dropFirst(7))
    table[fixture.name] = { try Tensor.einsum(equation, $0) }
  }
  return table
}()

let productOperations: [String: Apply] = [
  "@": { try Tensor.matmul($0[0], $0[1]) },
  "linear": { try Tensor.linear($0[0], $0[1], $0[2]) },
  "linear without bias": { try Tensor.linear($0[0], $0[1], nil) },
  "outer": { try Tensor.outer($0[0], $0[1]) },
]
