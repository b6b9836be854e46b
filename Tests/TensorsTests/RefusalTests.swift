import Testing

@testable import Tensors

/// A call that an operation must refuse, and the message.
struct Refusal: Sendable, CustomTestStringConvertible {
  let message: String
  let call: @Sendable () throws -> Any

  init(_ message: String, _ call: @escaping @Sendable () throws -> Any) {
    self.message = message
    self.call = call
  }

  var testDescription: String { message }
}

private func zeros(_ extents: Int...) throws -> Tensor { try Tensor.zeros(Shape(extents)) }
private func ints(_ values: Int...) throws -> Tensor { try Tensor.of(values) }

private let elementwise: [Refusal] = [
  Refusal("+: shapes [2, 3] and [4] do not fit together") { try zeros(2, 3) + zeros(4) },
  Refusal("-: shapes [2, 3] and [4] do not fit together") { try zeros(2, 3) - zeros(4) },
  Refusal("*: shapes [2, 3] and [4] do not fit together") { try zeros(2, 3) * zeros(4) },
  Refusal("/: shapes [2, 3] and [4] do not fit together") { try zeros(2, 3) / zeros(4) },
  Refusal("**: shapes [2, 3] and [4] do not fit together") {
    try Tensor.power(zeros(2, 3), zeros(4))
  },
  Refusal("**: shapes [2] and [3] do not fit together") {
    try Tensor.power(ints(1, 2), ints(1, 2, 3))
  },
  Refusal("integers to a negative power are not integers") {
    try Tensor.power(ints(1, 2), ints(-1))
  },
  Refusal("//: shapes [2, 3] and [4] do not fit together") {
    try Tensor.floorDivide(zeros(2, 3), zeros(4))
  },
  Refusal("%: shapes [2, 3] and [4] do not fit together") {
    try Tensor.modulo(zeros(2, 3), zeros(4))
  },
  Refusal("division by zero: // of integers by 0") { try Tensor.floorDivide(ints(1), ints(0)) },
  Refusal("division by zero: % of integers by 0") { try Tensor.modulo(ints(1), ints(0)) },
  Refusal("logaddexp: shapes [2] and [3] do not fit together") {
    try Tensor.logAddExp(zeros(2), zeros(3))
  },
  Refusal("maximum: shapes [2] and [3] do not fit together") {
    try Tensor.maximum(zeros(2), zeros(3))
  },
  Refusal("minimum: shapes [2] and [3] do not fit together") {
    try Tensor.minimum(zeros(2), zeros(3))
  },
  Refusal("==: shapes [2] and [3] do not fit together") { try zeros(2).equal(zeros(3)) },
  Refusal("!=: shapes [2] and [3] do not fit together") { try zeros(2).notEqual(zeros(3)) },
  Refusal("<: shapes [2] and [3] do not fit together") { try zeros(2).less(zeros(3)) },
  Refusal("<=: shapes [2] and [3] do not fit together") { try zeros(2).lessOrEqual(zeros(3)) },
  Refusal(">: shapes [2] and [3] do not fit together") { try zeros(2).greater(zeros(3)) },
  Refusal(">=: shapes [2] and [3] do not fit together") { try zeros(2).greaterOrEqual(zeros(3)) },
  Refusal("and: shapes [2] and [3] do not fit together") { try zeros(2).and(zeros(3)) },
  Refusal("or: shapes [2] and [3] do not fit together") { try zeros(2).or(zeros(3)) },
  Refusal("where: shapes [2] and [3] do not fit together") {
    try Tensor.where_(zeros(2).not(), zeros(2), zeros(3))
  },
  Refusal("where: shapes [2] and [3] do not fit together") {
    try Tensor.where_(zeros(3).not(), zeros(2), zeros(1))
  },
  Refusal("where: the condition must be a bool tensor, not float32") {
    try Tensor.where_(zeros(2), zeros(2), zeros(2))
  },
]

private let reductions: [Refusal] = [
  Refusal("there is no dimension 2 in shape [2, 3]") { try zeros(2, 3).sum([2]) },
  Refusal("there is no dimension -3 in shape [2, 3]") { try zeros(2, 3).mean([-3]) },
  Refusal("a scalar has no dimension 0") { try Tensor.zeros([]).sum([0]) },
  Refusal("dimension -1 of shape [2, 3] is listed twice") {
    try zeros(2, 3).variance([1, -1])
  },
  Refusal("there is no dimension 9 in shape [2]") { try zeros(2).maximum(along: 9) },
  Refusal("max: no elements along dimension 0 of shape [0, 3]") {
    try zeros(0, 3).maximum(along: 0)
  },
  Refusal("min: no elements along dimension 0 of shape [0]") { try zeros(0).argmin() },
  Refusal("max: no elements along dimensions [0, 1] of shape [0, 3]") {
    try zeros(0, 3).maximum(over: nil)
  },
  Refusal("norm: p is NaN, for shape [2]") { try zeros(2).norm(.nan) },
  Refusal("there is no dimension 1 in shape [2]") { try zeros(2).product([1]) },
  Refusal("there is no dimension 1 in shape [2]") { try zeros(2).cumulativeSum(1) },
  Refusal("there is no dimension 1 in shape [2]") { try zeros(2).softmax(1) },
  Refusal("there is no dimension 1 in shape [2]") { try zeros(2).any([1]) },
  Refusal("quantile: q must be between 0 and 1, not 1.5, for shape [2]") {
    try zeros(2).quantile(1.5)
  },
  Refusal("quantile: q must be between 0 and 1, not nan, for shape [2]") {
    try zeros(2).quantile(.nan)
  },
  Refusal("quantile: no elements along dimension 0 of shape [0]") { try zeros(0).quantile(0.5) },
  Refusal("median: no elements along dimension 1 of shape [2, 0]") { try zeros(2, 0).median(1) },
]

private let views: [Refusal] = [
  Refusal("reshape: only one dimension can be -1, not 2 of [-1, -1]") {
    try zeros(4).reshaped([-1, -1])
  },
  Refusal("reshape: 0 elements of shape [0, 3] cannot become [0, -1]") {
    try zeros(0, 3).reshaped([0, -1])
  },
  Refusal("a dimension cannot be negative: shape [-2, -2]") { try zeros(4).reshaped([-2, -2]) },
  Refusal("shape [9223372036854775807, 2] has too many elements") {
    try zeros(4).reshaped([Int.max, 2])
  },
  Refusal("flatten: dimension 1 comes after 0 in shape [2, 3]") {
    try zeros(2, 3).flattened(from: 1, to: 0)
  },
  Refusal("permute needs 2 dimensions for shape [2, 3], not 1") {
    try zeros(2, 3).permuted([0])
  },
  Refusal("mT needs at least two dimensions, not shape [3]") {
    try zeros(3).matrixTransposed()
  },
  Refusal("unsqueeze: dimension 3 is out of range for shape [2]") { try zeros(2).unsqueezed(3) },
  Refusal("unsqueeze: dimension \(Int.min) is out of range for shape [2]") {
    try zeros(2).unsqueezed(Int.min)
  },
  Refusal("expand: shapes [2, 3] and [4] do not fit together") {
    try zeros(2, 3).broadcast(to: [4])
  },
  Refusal("shape [281474976710656, 281474976710656] has too many elements") {
    try zeros(1, 1).broadcast(to: [1 << 48, 1 << 48])
  },
  Refusal("cat: there is nothing to join") { try Tensor.concatenated([], 0) },
  Refusal("cat: shapes [2, 3] and [2, 4] differ outside dimension 0") {
    try Tensor.concatenated([zeros(2, 3), zeros(2, 4)], 0)
  },
  Refusal("cat: shapes [2, 3] and [3] differ outside dimension 0") {
    try Tensor.concatenated([zeros(2, 3), zeros(3)], 0)
  },
  Refusal("stack: there is nothing to stack") { try Tensor.stacked([], 0) },
  Refusal("stack: shapes [2] and [3] differ") { try Tensor.stacked([zeros(2), zeros(3)], 0) },
  Refusal("unsqueeze: dimension \(Int.min) is out of range for shape [2]") {
    try Tensor.stacked([zeros(2), zeros(2)], Int.min)
  },
  Refusal("split: cannot cut dimension 0 of shape [4] into parts of 0") { try zeros(4).split(0) },
  Refusal("split: sizes [2, 1] do not add up to dimension 0 of shape [4]") {
    try zeros(4).split([2, 1])
  },
  Refusal("split: sizes [-1, 5] do not add up to dimension 0 of shape [4]") {
    try zeros(4).split([-1, 5])
  },
  Refusal("split: sizes [\(Int.max), \(Int.max)] do not add up to dimension 0 of shape [4]") {
    try zeros(4).split([Int.max, Int.max])
  },
  Refusal("100000 parts along dimension 0 of shape [100000] are too many") {
    try zeros(100_000).split(1)
  },
  Refusal("100000 parts along dimension 0 of shape [0] are too many") {
    try zeros(0).chunk(100_000)
  },
  Refusal("100000 parts along dimension 0 of shape [100000] are too many") {
    try zeros(100_000).unbound()
  },
  Refusal("chunk: cannot cut shape [4] into -1 parts") { try zeros(4).chunk(-1) },
  Refusal("pad: 3 amounts do not fit shape [2]") { try zeros(2).padded([1, 2, 3]) },
  Refusal("pad: 4 amounts do not fit shape [2]") { try zeros(2).padded([1, 2, 3, 4]) },
  Refusal("pad: cannot pad dimension 0 of shape [2] by -2 and -1") {
    try zeros(2).padded([-2, -1])
  },
  Refusal("pad: cannot pad dimension 0 of shape [2] by \(Int.max) and 1") {
    try zeros(2).padded([Int.max, 1])
  },
  Refusal("pad: cannot pad dimension 0 of shape [2] by \(Int.min) and 1") {
    try zeros(2).padded([Int.min, 1])
  },
  Refusal("pad: 0.5 is not a whole number, and the tensor of shape [2] holds int64") {
    try ints(1, 2).padded([1, 1], value: 0.5)
  },
  Refusal("there is no dimension 1 in shape [2]") { try zeros(2).flipped([1]) },
  Refusal("there is no dimension 1 in shape [2]") { try zeros(2).rolled(1, 1) },
  Refusal("triu needs at least two dimensions, not shape [3]") {
    try zeros(3).upperTriangle()
  },
  Refusal("tril needs at least two dimensions, not shape [3]") {
    try zeros(3).lowerTriangle()
  },
  Refusal("diagonal: dimension 1 of shape [3, 3] is given twice") {
    try zeros(3, 3).diagonal(0, 1, -1)
  },
  Refusal("there is no dimension 1 in shape [3]") { try zeros(3).diagonal() },
  Refusal(
    "x[…] = v: values of shape [3] do not fit the part of shape [2] of a tensor of shape [2, 4]"
  ) {
    try zeros(2, 4).replacing(
      Selection([.slice(start: nil, stop: nil, step: 1), .position(0)]), by: zeros(3))
  },
  Refusal("x[…] = v: 0.5 does not fit a tensor of int64 and shape [2]") {
    try ints(1, 2).replacing(Selection([.position(0)]), by: Tensor.scalar(Float(0.5)))
  },
  Refusal("index 2 is out of range for dimension 0 of shape [2]") {
    try zeros(2).replacing(Selection([.position(2)]), by: zeros(1))
  },
]

private let products: [Refusal] = [
  Refusal("@ needs at least one dimension on both sides, not shapes [] and [2]") {
    try Tensor.matmul(Tensor.zeros([]), zeros(2))
  },
  Refusal("@: shapes [2] and [3] do not fit together") { try Tensor.matmul(zeros(2), zeros(3)) },
  Refusal("@: shapes [2, 3, 4] and [5, 4, 2] do not fit together") {
    try Tensor.matmul(zeros(2, 3, 4), zeros(5, 4, 2))
  },
  Refusal("eigh takes square matrices, not shape [2, 3]") {
    try zeros(2, 3).eigenSymmetric()
  },
  Refusal("eigh: a matrix of shape [1, 1] holds NaN or infinity") {
    try Tensor.of([Float.nan], shape: [1, 1]).eigenSymmetric()
  },
  Refusal("svd takes a matrix, not shape [3]") {
    try zeros(3).pseudoInverse()
  },
  Refusal("lstsq: shapes [3, 2] and [2, 2] do not fit together") {
    try zeros(3, 2).leastSquares(for: zeros(2, 2))
  },
  Refusal("linear: input of shape [2, 3] does not fit a weight of [4, 5]") {
    try Tensor.linear(zeros(2, 3), zeros(4, 5), nil)
  },
  Refusal("outer takes two vectors, not shapes [2, 2] and [3]") {
    try Tensor.outer(zeros(2, 2), zeros(3))
  },
  Refusal("einsum: \"ij,jk->ik\" names 2 operands, and 1 is given") {
    try Tensor.einsum("ij,jk->ik", [zeros(2, 3)])
  },
  Refusal("einsum: \"\" names 1 operand, and 0 are given") { try Tensor.einsum("", []) },
  Refusal("einsum: \"ij,jk->ik\": j is both 3 and 4 in operands of shapes [2, 3], [4, 5]") {
    try Tensor.einsum("ij,jk->ik", [zeros(2, 3), zeros(4, 5)])
  },
  Refusal("einsum: \"ij->ij\" names 2 dimensions for an operand of shape [2, 3, 4]") {
    try Tensor.einsum("ij->ij", [zeros(2, 3, 4)])
  },
  Refusal("einsum: \"ijk...->i\" names 3 dimensions for an operand of shape [2]") {
    try Tensor.einsum("ijk...->i", [zeros(2)])
  },
  Refusal("einsum: \"ij->ik\" has k in the result, but in no operand") {
    try Tensor.einsum("ij->ik", [zeros(2, 3)])
  },
  Refusal("einsum: \"ij->ii\" has i twice in the result") {
    try Tensor.einsum("ij->ii", [zeros(2, 3)])
  },
  Refusal("einsum: \"i..j\" has a dot that is not an ellipsis ...") {
    try Tensor.einsum("i..j", [zeros(2, 3)])
  },
  Refusal("einsum: \"......\" has two ellipses in one term") {
    try Tensor.einsum("......", [zeros(2, 3)])
  },
  Refusal("einsum: \"i-j\" has a - that is not an arrow ->") {
    try Tensor.einsum("i-j", [zeros(2, 3)])
  },
  Refusal("einsum: \"i->j->k\" has two arrows") { try Tensor.einsum("i->j->k", [zeros(2)]) },
  Refusal("einsum: \"i->i,i\" has a comma after the arrow") {
    try Tensor.einsum("i->i,i", [zeros(2)])
  },
  Refusal("einsum: \"i1\" may contain letters, commas, ... and ->, not 1") {
    try Tensor.einsum("i1", [zeros(2, 3)])
  },
  Refusal("a tensor has at most 8 dimensions") {
    try Tensor.einsum("a,b,c,d,e,f,g,h,i->abcdefghi", Array(repeating: zeros(2), count: 9))
  },
]

private let long = String(repeating: "i", count: 1_000_000)
private let head = String(repeating: "i", count: 77)
private let many = String(repeating: "a ", count: 1_000_000)

private let bounds: [Refusal] = [
  Refusal("einsum: \"\(head)...\" names 1000000 dimensions for an operand of shape [2]") {
    try Tensor.einsum(long, [zeros(2)])
  },
  Refusal("einsum: \"i->\(head.dropLast(3))...\" names 1000000 dimensions of the result") {
    try Tensor.einsum("i->" + long, [zeros(2)])
  },
  Refusal("einsum: at most 64 operands, not 65") {
    try Tensor.einsum("i", Array(repeating: zeros(2), count: 65))
  },
  Refusal("rearrange: \"\(many.prefix(77))...\" has too many axes") {
    try zeros(2).rearranged(many + "-> a")
  },
  Refusal("rearrange: \"\(head)...\" names 1 dimension, for shape [2, 3]") {
    try zeros(2, 3).rearranged(long + " -> " + long)
  },
]

private let patterns: [Refusal] = [
  Refusal("rearrange: \"a b\" has no arrow ->") { try zeros(2, 3).rearranged("a b") },
  Refusal("rearrange: \"a -> a -> a\" has more than one arrow ->") {
    try zeros(2).rearranged("a -> a -> a")
  },
  Refusal("rearrange: \"a -> a\" names 1 dimension, for shape [2, 3]") {
    try zeros(2, 3).rearranged("a -> a")
  },
  Refusal("rearrange: \"a b c ... -> a\" names 3 dimensions, for shape [2, 3]") {
    try zeros(2, 3).rearranged("a b c ... -> a")
  },
  Refusal("rearrange: \"a b -> a\" drops axis b, for shape [2, 3]") {
    try zeros(2, 3).rearranged("a b -> a")
  },
  Refusal("rearrange: \"a -> a b\" does not say how long axis b is, for shape [2]") {
    try zeros(2).rearranged("a -> a b")
  },
  Refusal("rearrange: \"a -> a b\" has axis b on the right only, for shape [2]") {
    try zeros(2).rearranged("a -> a b", ["b": 2])
  },
  Refusal("repeat: \"a b -> a 3\" drops axis b, for shape [2, 3]") {
    try zeros(2, 3).repeated("a b -> a 3")
  },
  Refusal("rearrange: \"(a b) -> a b\" leaves the lengths of axis a and axis b open, for shape [6]")
  {
    try zeros(6).rearranged("(a b) -> a b")
  },
  Refusal("rearrange: \"(a b) -> a b\" cannot cut a dimension of 6 into parts of 4, for shape [6]")
  {
    try zeros(6).rearranged("(a b) -> a b", ["b": 4])
  },
  Refusal("rearrange: \"(a b) -> a b\" cannot cut a dimension of 6 into parts of 0, for shape [6]")
  {
    try zeros(6).rearranged("(a b) -> a b", ["b": 0])
  },
  Refusal("rearrange: \"a -> a\" needs a dimension of 4, not of 6, for shape [6]") {
    try zeros(6).rearranged("a -> a", ["a": 4])
  },
  Refusal("rearrange: \"1 a -> a\" needs a dimension of 1, not of 2, for shape [2, 3]") {
    try zeros(2, 3).rearranged("1 a -> a")
  },
  Refusal("rearrange: \"a -> a\" has no axis h, for shape [6]") {
    try zeros(6).rearranged("a -> a", ["h": 4])
  },
  Refusal("rearrange: \"a -> a\" cannot give a the length -6, for shape [6]") {
    try zeros(6).rearranged("a -> a", ["a": -6])
  },
  Refusal("rearrange: \"((a) b) -> a b\" has brackets inside brackets") {
    try zeros(6).rearranged("((a) b) -> a b")
  },
  Refusal("rearrange: \"a) -> a\" has a closing bracket too many") {
    try zeros(6).rearranged("a) -> a")
  },
  Refusal("rearrange: \"(a -> a\" has an unclosed bracket") {
    try zeros(6).rearranged("(a -> a")
  },
  Refusal("rearrange: \"a a -> a\" has a twice on one side") {
    try zeros(2, 2).rearranged("a a -> a")
  },
  Refusal("rearrange: \"a-b -> a\": \"a-b\" is not a valid axis name") {
    try zeros(2).rearranged("a-b -> a")
  },
  Refusal("rearrange: \"0 -> 0\": \"0\" is not a valid axis name") {
    try zeros(2).rearranged("0 -> 0")
  },
  Refusal("rearrange: \"(a ...) -> a ...\" has ... in brackets on the left, for shape [2, 3]") {
    try zeros(2, 3).rearranged("(a ...) -> a ...")
  },
  Refusal("rearrange: \"a -> a ...\" has ... on the right only, for shape [2]") {
    try zeros(2).rearranged("a -> a ...")
  },
  Refusal("repeat: \"a -> (a b) c\" has axes too long, for shape [2]") {
    try zeros(2).repeated("a -> (a b) c", ["b": Int.max, "c": Int.max])
  },
  Refusal("repeat: \"a -> a b\" has axes too long, for shape [0]") {
    try zeros(0).repeated("a -> a b", ["b": 1 << 50])
  },
  Refusal("max: no elements along dimensions [0] of shape [0]") {
    try zeros(0).reduced("a -> 1", by: .max)
  },
]

private let indexing: [Refusal] = [
  Refusal("index 3 is out of range for dimension 0 of shape [3, 2]") {
    try zeros(3, 2).selected(0, 3)
  },
  Refusal("index \(Int.min) is out of range for dimension 0 of shape [3]") {
    try zeros(3).selected(0, Int.min)
  },
  Refusal("index -4 is out of range for dimension 0 of shape [3, 2]") {
    try zeros(3, 2).picked(0, ints(0, -4))
  },
  Refusal("index \(Int.min) is out of range for dimension 0 of shape [3]") {
    try zeros(3).picked(0, ints(Int.min))
  },
  Refusal("index 0 is out of range for dimension 0 of shape [0, 2]") {
    try zeros(0, 2).picked(0, ints(0))
  },
  Refusal("an index tensor holds int64 positions in one dimension, not float32 of shape [1]") {
    try zeros(3).picked(0, Tensor.of([Float.nan]))
  },
  Refusal("gather: indices of type float32 and shape [1] do not fit a tensor of shape [3]") {
    try zeros(3).gathered(0, Tensor.of([Float.nan]))
  },
  Refusal("gather: indices of type int64 and shape [1] do not fit a tensor of shape [3, 2]") {
    try zeros(3, 2).gathered(0, ints(0))
  },
  Refusal("gather: indices of shape [4, 1] reach beyond shape [3, 2]") {
    try zeros(3, 2).gathered(1, Tensor.zeros([4, 1], .int64))
  },
  Refusal("index 7 is out of range for dimension 1 of shape [3, 2]") {
    try zeros(3, 2).gathered(1, ints(7).reshaped([1, 1]))
  },
  Refusal("a tensor of float32 numbers and shape [1] cannot be an index") {
    try zeros(3).indexed([Tensor.of([Float.nan])])
  },
  Refusal("2 indices for a tensor of shape [3]") { try zeros(3).indexed([ints(0), ints(0)]) },
  Refusal("2 indices for a tensor of shape [3]") { try zeros(3).indexed([nil, nil]) },
  Refusal("index: shapes [2] and [3] do not fit together") {
    try zeros(3, 3).indexed([ints(0, 1), ints(0, 1, 2)])
  },
  Refusal("index 3 is out of range for dimension 1 of shape [3, 3]") {
    try zeros(3, 3).indexed([ints(0), ints(3)])
  },
  Refusal("index \(Int.min) is out of range for dimension 0 of shape [3]") {
    try zeros(3).indexed([ints(Int.min)])
  },
  Refusal("index \(Int.max) is out of range for dimension 0 of shape [3]") {
    try zeros(3).indexed([ints(Int.max)])
  },
  Refusal("a mask of shape [2] does not fit a tensor of shape [3]") {
    try zeros(3).indexed([zeros(2).not()])
  },
  Refusal("a mask of shape [3, 3] does not fit a tensor of shape [3]") {
    try zeros(3).indexed([zeros(3, 3).not()])
  },
  Refusal("topk: k = 4 is out of range for dimension 0 of shape [3]") {
    try zeros(3).topK(4)
  },
  Refusal("topk: k = -1 is out of range for dimension 0 of shape [3]") {
    try zeros(3).topK(-1)
  },
  Refusal("there is no dimension 1 in shape [3]") { try zeros(3).sorted(1) },
  Refusal("one_hot: class numbers must be int64, not float32, for shape [1]") {
    try Tensor.of([Float.nan]).oneHot(3)
  },
  Refusal("one_hot: 3, in a tensor of shape [2], is not a class number") {
    try ints(0, 3).oneHot(3)
  },
  Refusal("one_hot: -1, in a tensor of shape [1], is not a class number") { try ints(-1).oneHot() },
  Refusal("shape [1, 9223372036854775807] has too many elements") {
    try ints(Int.max - 1).oneHot()
  },
  Refusal("one_hot: an empty tensor of shape [0] does not say how many classes there are") {
    try Tensor.zeros([0], .int64).oneHot()
  },
  Refusal("one_hot: 9223372036854775807, in a tensor of shape [1], is not a class number") {
    try ints(Int.max).oneHot()
  },
  Refusal("bincount takes one dimension, not shape [1, 1]") {
    try Tensor.zeros([1, 1], .int64).bincount()
  },
  Refusal("bincount: -2, in a tensor of shape [1], is not a class number") {
    try ints(-2).bincount()
  },
  Refusal("cross_entropy: class 3 in row 1 is out of range for 3 classes") {
    try Tensor.crossEntropy(zeros(2, 3), ints(0, 3))
  },
  Refusal("cross_entropy: class -1 in row 0 is out of range for 3 classes") {
    try Tensor.crossEntropy(zeros(2, 3), ints(-1, -100))
  },
  Refusal("nll_loss: class -1 in row 1 is out of range for 3 classes") {
    try Tensor.negativeLogLikelihood(zeros(2, 3), ints(-100, -1))
  },
  Refusal("nll_loss: log-probabilities of shape [2, 3] do not fit targets of [3]") {
    try Tensor.negativeLogLikelihood(zeros(2, 3), ints(0, 1, 2))
  },
]

private let networks: [Refusal] = [
  Refusal("conv2d: input of shape [2, 3, 5, 5] does not fit a weight of [4, 2, 3, 3]") {
    try Tensor.convolution(zeros(2, 3, 5, 5), zeros(4, 2, 3, 3), nil)
  },
  Refusal("conv2d: input of shape [2, 5] does not fit a weight of [4, 2, 3, 3]") {
    try Tensor.convolution(zeros(2, 5), zeros(4, 2, 3, 3), nil)
  },
  Refusal("conv2d: input of shape [2, 3, 5, 5] does not fit a weight of [4, 3]") {
    try Tensor.convolution(zeros(2, 3, 5, 5), zeros(4, 3), nil)
  },
  Refusal("conv2d: a bias of [3] does not fit a weight of [4, 3, 3, 3]") {
    try Tensor.convolution(zeros(2, 3, 5, 5), zeros(4, 3, 3, 3), zeros(3))
  },
  Refusal("conv2d: 3 input and 4 output channels do not divide into 2 groups") {
    try Tensor.convolution(zeros(2, 3, 5, 5), zeros(4, 1, 3, 3), nil, groups: 2)
  },
  Refusal("conv2d: a kernel of 7×7 does not fit into images of 5×5") {
    try Tensor.convolution(zeros(2, 3, 5, 5), zeros(4, 3, 7, 7), nil)
  },
  Refusal("conv2d: a kernel of 0×3 has no elements") {
    try Tensor.convolution(zeros(2, 3, 5, 5), zeros(4, 3, 0, 3), nil)
  },
  Refusal("conv2d: stride 0 and 1, dilation 1 and 1 must be at least 1") {
    try Tensor.convolution(zeros(2, 3, 5, 5), zeros(4, 3, 3, 3), nil, Window(stride: (0, 1)))
  },
  Refusal("conv2d: padding -1 and 0 is negative") {
    try Tensor.convolution(zeros(2, 3, 5, 5), zeros(4, 3, 3, 3), nil, Window(padding: (-1, 0)))
  },
  Refusal("conv2d: a kernel of 3×3 does not fit into images of 5×5") {
    try Tensor.convolution(
      zeros(2, 3, 5, 5), zeros(4, 3, 3, 3), nil, Window(padding: (Int.max, Int.max)))
  },
  Refusal("max_pool2d: a kernel of 2×2 does not fit shape [5, 5]") {
    try zeros(5, 5).maxPooled(kernel: (2, 2), Window())
  },
  Refusal("max_pool2d: a kernel of 6×1 does not fit into images of 5×5") {
    try zeros(1, 1, 5, 5).maxPooled(kernel: (6, 1), Window())
  },
  Refusal(
    "avg_pool2d: padding 2 and 2 around images of 5×5 is more than half a kernel of 3×3"
  ) { try zeros(1, 1, 5, 5).averagePooled(kernel: (3, 3), Window(padding: (2, 2))) },
  Refusal(
    "scaled_dot_product_attention: queries of shape [5, 4], keys of [6, 3] and values of [6, 3] do "
      + "not fit"
  ) { try Tensor.scaledDotProductAttention(zeros(5, 4), zeros(6, 3), zeros(6, 3)) },
  Refusal("scaled_dot_product_attention: shapes [2] and [3] do not fit together") {
    try Tensor.scaledDotProductAttention(zeros(2, 5, 4), zeros(3, 6, 4), zeros(3, 6, 4))
  },
  Refusal(
    "scaled_dot_product_attention: a mask of shape [5, 7] and type float32 does not fit scores of "
      + "[5, 6]"
  ) {
    try Tensor.scaledDotProductAttention(
      zeros(5, 4), zeros(6, 4), zeros(6, 4), mask: zeros(5, 7))
  },
  Refusal(
    "scaled_dot_product_attention: a mask of shape [5, 6] and is_causal are both given"
  ) {
    try Tensor.scaledDotProductAttention(
      zeros(5, 4), zeros(6, 4), zeros(6, 4), mask: zeros(5, 6), isCausal: true)
  },
  Refusal("dropout: p = 1.5 is not a probability") {
    try zeros(3).droppedOut(1.5, Generator(seed: 0))
  },
  Refusal("embedding: index 6 is out of range for a weight of [6, 2]") {
    try Tensor.embedding(ints(0, 6), zeros(6, 2))
  },
  Refusal("embedding: index -1 is out of range for a weight of [6, 2]") {
    try Tensor.embedding(ints(-1), zeros(6, 2))
  },
  Refusal("embedding: the indices of shape [2] are float32, not int64") {
    try Tensor.embedding(zeros(2), zeros(6, 2))
  },
  Refusal("embedding: a weight of shape [6] has no rows to take") {
    try Tensor.embedding(ints(0), zeros(6))
  },
]

private let creation: [Refusal] = [
  Refusal("a dimension cannot be negative: shape [-1]") { try Tensor.zeros([-1]) },
  Refusal("shape [4294967296, 4294967296] has too many elements") {
    try Tensor.ones([1 << 32, 1 << 32])
  },
  Refusal("3 values do not fill shape [2]") { try Tensor.of([1, 2, 3], shape: [2]) },
  Refusal("arange: the step cannot be 0") { try Tensor.arange(0, 3, step: 0) },
  Refusal("arange: too many numbers from \(Int.min) to \(Int.max)") {
    try Tensor.arange(Int.min, Int.max)
  },
  Refusal("linspace: steps must be at least 0, not -1") { try Tensor.linspace(0, 1, -1) },
  Refusal("a dimension cannot be negative: shape [-3, -3]") { try Tensor.eye(-3) },
  Refusal("a tensor has at most 8 dimensions") { try Shape(0..<9) },
  Refusal("a parameter holds float32 numbers, not int64") { try ints(1).asParameter() },
  Refusal("backward() starts from one number, not from a tensor of shape [2]") {
    try zeros(2).asParameter().exp().backward()
  },
  Refusal("backward(): this tensor does not depend on any parameter") { try zeros(1).backward() },
  Refusal("svd takes a matrix, not shape [2]") { try zeros(2).svd() },
  Refusal("qr: a matrix of shape [1, 1] holds NaN or infinity") {
    try Tensor.full([1, 1], Float.nan).qr()
  },
  Refusal("randint: low = 3 must be less than high = 3") {
    try Generator(seed: 0).integers([1], in: 3..<3)
  },
  Refusal("randperm: n must be at least 0, not -1") { try Generator(seed: 0).permutation(-1) },
]

@Suite struct RefusalTests {
  @Test(
    arguments: elementwise + reductions + views + products + patterns + bounds + indexing + networks
      + creation
  )
  func whatCannotBeIsRefusedWithAMessage(refusal: Refusal) throws {
    let error = #expect(throws: TensorError.self) { try refusal.call() }
    #expect(error?.message == refusal.message)
  }
}
