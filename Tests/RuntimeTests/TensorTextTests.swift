import Foundation
import Testing

@testable import Interpreter
@testable import Tensors

/// Tensors are printed as PyTorch prints them; made by Fixtures/tensor_text.py.
struct TensorTextFixture: Decodable {
  let dtype: String
  let shape: [Int]
  let values: [String]
  let text: String

  static let all: [TensorTextFixture] = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/tensor_text.json")
    guard let data = try? Data(contentsOf: file) else { return [] }
    return (try? JSONDecoder().decode([TensorTextFixture].self, from: data)) ?? []
  }()

  func tensor() throws -> Tensor {
    switch dtype {
    case "bool": try .of(values.map { $0 == "1" }, shape: Shape(shape))
    case "int64": try .of(values.compactMap { Int($0) }, shape: Shape(shape))
    default: try .of(values.map { Float(Double($0) ?? .nan) }, shape: Shape(shape))
    }
  }
}

@Suite struct TensorTextTests {
  @Test func thereAreFixtures() { #expect(TensorTextFixture.all.count > 100) }

  @Test func theyReadAsPyTorchsDo() throws {
    for fixture in TensorTextFixture.all {
      let ours = TensorText.describe(try fixture.tensor())
      // What is shortened tells its shape besides.
      let body = ours.replacing(/,\s+shape=\[[0-9, ]+\]\)$/, with: ")")
      #expect((fixture.values.count > 1000 ? body : ours) == fixture.text)
      if fixture.values.count > 1000 { #expect(body != ours) }
    }
  }

  @Test(arguments: [20, 40, 100]) func linesAreAsWideAsTheWindow(_ width: Int) throws {
    let tensor = try Tensor.of((0..<120).map { Float($0) / 7 }, shape: [2, 60])
    let lines = TensorText.describe(tensor, width: width).split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= width + 2 })
    #expect(lines.map(\.count).max() ?? 0 > width - 9)
    let words = lines.flatMap { $0.split { !$0.isNumber && $0 != "." } }
    #expect(words.count == 120)
  }

  /// Nothing that is not zero reads as zero.
  @Test func nothingReadsAsZero() throws {
    for exponent in -40...30 {
      for other in [1, 1e-3, 1e3] as [Double] {
        let numbers = [Float(pow(10, Double(exponent))), Float(other)]
        let text = TensorText.describe(try .of(numbers, shape: [2]))
        for word in text.dropFirst(8).dropLast(2).split(separator: ",") {
          let mantissa = word.split(separator: "e")[0]
          #expect(mantissa.contains { ("1"..."9").contains($0) }, "\(text)")
        }
      }
    }
  }
}
