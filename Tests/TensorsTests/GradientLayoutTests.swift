import Foundation
import Testing

@testable import Tensors

/// Operations that are not in the other tables.
private let others: [Operation] =
  [
    Operation(name: "avg_pool2d", shapes: [[2, 3, 4, 4]]) {
      try $0[0].averagePooled(kernel: (2, 2), Window(stride: (2, 2)))
    },
    Operation(name: "where", shapes: [[4, 5], [4, 5]]) {
      try Tensor.where_($0[0].greater(Tensor.scalar(Float(0))), $0[0], $0[1])
    },
    Operation(name: "dropout", shapes: [[4, 5]]) {
      try $0[0].droppedOut(0.5, Generator(seed: 3))
    },
    Operation(name: "%", shapes: [[4, 5], [4, 5]]) {
      try Tensor.modulo($0[0], $0[1] + Tensor.scalar(Float(2)))
    },
    Operation(name: "contiguous", shapes: [[4, 5]]) {
      try $0[0].matrixTransposed().contiguous()
    },
    Operation(name: "triu", shapes: [[2, 4, 5]]) { try $0[0].upperTriangle(1) },
    Operation(name: "tril", shapes: [[2, 4, 5]]) { try $0[0].lowerTriangle(-1) },
    Operation(name: "median", shapes: [[4, 5]]) { try $0[0].median() },
    Operation(name: "std", shapes: [[4, 5]]) { try $0[0].standardDeviation([1]) },
    Operation(name: "diagonal", shapes: [[4, 4]]) { try $0[0].diagonal() },
    Operation(name: "solve", shapes: [[4, 4], [4, 3]]) { try $0[0].solved(for: $0[1]) },
    Operation(name: "eigh", shapes: [[2, 4, 4]]) { try $0[0].eigenSymmetric().vectors },
    Operation(name: "pinv", shapes: [[2, 4, 3]]) { try $0[0].pseudoInverse() },
    Operation(name: "inv", shapes: [[2, 4, 4]]) { try $0[0].inverse() },
    Operation(name: "cdist", shapes: [[2, 4, 3], [5, 3]]) { try Tensor.distances($0[0], $0[1]) },
    Operation(name: "det", shapes: [[2, 4, 4]]) { try $0[0].determinant() },
    Operation(name: "scatter", shapes: [[4, 5], [3, 5]]) {
      let rows = try Tensor.arange(1, 4).unsqueezed(1).broadcast(to: [3, 5])
      return try $0[0].scattered(0, rows, $0[1], adding: false)
    },
  ]
  + ElementFunction.all.map { function in
    Operation(name: function.name, shapes: [[4, 5]], range: 0.1...0.9) { try function($0[0]) }
  }

/// A gradient may have any layout: from a sum, a transpose, a slice, a concatenation.
@Suite struct GradientLayoutTests {
  /// Gradients of one shape in every layout that an operation can produce.
  private static func layouts(of shape: Shape) throws -> [(name: String, gradient: Tensor)] {
    var generator = SplitMix64(state: 5)
    var found = [("one number expanded", try Tensor.scalar(Float(0.7)).broadcast(to: shape))]
    guard shape.count > 0 else { return found }
    let last = shape.count - 1
    var column = shape
    column[last] = 1
    found.append(
      ("a column expanded", try Tensor.random(column, &generator).broadcast(to: shape)))
    let turned = Array((0..<shape.count).reversed())
    let mirrored = try Tensor.random(Shape(turned.map { shape[$0] }), &generator)
    found.append(("transposed", try mirrored.permuted(Shape(turned))))
    var wide = shape
    wide[last] = 2 * shape[last]
    found.append(("sliced", try Tensor.random(wide, &generator).sliced(last, by: 2)))
    found.append(("flipped", try Tensor.random(shape, &generator).sliced(0, by: -1)))
    var long = shape
    long[0] = shape[0] + 2
    let part = try Tensor.random(long, &generator).sliced(0, from: 1, to: shape[0] + 1)
    found.append(("a part of a concatenation", part))
    found.append(("scattered", try Tensor.scattered(shape, &generator)))
    return found
  }

  /// The gradients of all inputs if the result's is `gradient`, and the names of what ran.
  private static func gradients(
    _ operation: Operation, _ gradient: (Shape) throws -> Tensor
  ) throws -> (bits: [[UInt32]], names: Set<String>) {
    var generator = SplitMix64(state: 11)
    let parameters = try operation.shapes.map {
      try Tensor.random($0, &generator, in: operation.range).asParameter()
    }
    let result = try operation.apply(parameters)
    let root = try #require(result.node)
    var names: Set<String> = []
    var waiting: [GraphNode] = [root]
    while let node = waiting.popLast() {
      names.insert("\(node.name)")
      waiting += node.inputs.compactMap(\.node)
    }
    let seed = try gradient(result.shape)
    try Recording.disabled { try Tensor.propagate(from: root, seed) }
    let bits = try parameters.map { parameter in
      try #require(parameter.gradient).values(Float.self).map(\.bitPattern)
    }
    return (bits, names)
  }

  @Test(arguments: operations + layers + others)
  func anyLayoutGivesWhatAContiguousOneGives(operation: Operation) throws {
    var shape = Shape()
    _ = try Self.gradients(operation) {
      shape = $0
      return try Tensor.ones($0)
    }
    for (name, gradient) in try Self.layouts(of: shape) {
      let laidOut = try Self.gradients(operation) { _ in gradient }
      let contiguous = try Self.gradients(operation) { _ in try gradient.copied() }
      #expect(laidOut.bits == contiguous.bits, "\(operation.name), \(name)")
    }
  }

  @Test func averagePoolingPassesTheGradientOfASumOn() throws {
    let w = try Tensor.ones([1, 1, 4, 4]).asParameter()
    try w.averagePooled(kernel: (2, 2), Window(stride: (2, 2))).sum().backward()
    #expect(w.gradient?.doubles() == Array(repeating: 0.25, count: 16))
  }

  /// An operation that records a graph but is in no table would not be tested.
  @Test func everyOperationIsInATable() throws {
    var ran: Set<String> = []
    for operation in operations + layers + others {
      ran.formUnion(try Self.gradients(operation) { try Tensor.ones($0) }.names)
    }
    let sources = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/Tensors").standardizedFileURL
    let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
    let calls = /(?:recorded|triangle)\(\s*"([^"]+)"/
    var named: Set<String> = []
    for case let file as URL in files?.allObjects ?? [] where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      named.formUnion(text.matches(of: calls).map { String($0.1) })
    }
    #expect(named.count > 30)
    #expect(named.subtracting(ran).sorted() == [])
  }
}
