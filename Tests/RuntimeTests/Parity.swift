import Datasets
import Foundation
@testable import Tensors
import Testing

@testable import Builtins
@testable import Interpreter
@testable import Session

/// The labs' own models against PyTorch: fixtures, weights and inputs that both sides generate.
enum Parity {
  /// What PyTorch computed with one model.
  struct Fixture: Decodable {
    let name: String
    let loss: Double
    let logits: Data
    let gradients: [Data]
    let buffers: [Data]
  }

  private struct File: Decodable { let runs: [Fixture] }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  static func fixture(_ name: String, in file: String) throws -> Fixture {
    let data = try Data(contentsOf: folder.appendingPathComponent("Fixtures/\(file)"))
    return try #require(
      JSONDecoder().decode(File.self, from: data).runs.first { $0.name == name })
  }

  /// A session that has run some lines, including imports from the labs.
  static func session(_ lines: String) throws -> Run {
    var options = SessionOptions()
    options.folder = folder.appendingPathComponent("../../Labs").standardizedFileURL.path
    options.data = DataPath(folder.appendingPathComponent("Fixtures").path)
    let run = try Run("", options)
    let outcome = try run.type(lines)
    #expect(outcome.failure == nil)
    return run
  }

  /// The generator's numbers in [-1, 1), as it scales and shifts them.
  static func pseudo(
    _ shape: Shape, _ seed: Int, scale: Double = 1, base: Double = 0
  ) throws -> Tensor {
    try Tensor.of(
      states(shape, seed).map { Float(base + (Double($0) / 1_073_741_824 - 1) * scale) },
      shape: shape)
  }

  /// The generator's whole numbers from 0 up to a bound.
  static func whole(_ shape: Shape, _ seed: Int, below bound: Int) throws -> Tensor {
    try Tensor.of(states(shape, seed).map { $0 * bound / 2_147_483_648 }, shape: shape)
  }

  private static func states(_ shape: Shape, _ seed: Int) -> [Int] {
    var state = seed
    return (0..<shape.reduce(1, *)).map { _ in
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
      return state
    }
  }

  /// Sets the weights that the generator gives its models, too.
  static func setWeights(_ net: Value) throws {
    for (index, parameter) in State(of: net).parameters.enumerated() {
      let isMatrix = parameter.rank > 1
      let isScale = !isMatrix && parameter.doubles().allSatisfy { $0 == 1 }
      let scale = isMatrix ? 1.7 / Double(parameter.shape[parameter.rank - 1]).squareRoot() : 0.5
      let wanted = try pseudo(
        parameter.shape, index + 1, scale: scale, base: isScale ? 1 : 0)
      try parameter.update { numbers in
        for place in 0..<wanted.count { numbers[place] = wanted.floats[place] }
      }
    }
  }

  static func expectClose(_ tensor: Tensor, _ packed: Data, _ what: String) {
    let wanted = packed.withUnsafeBytes { bytes in
      (0..<packed.count / 4).map { place in
        Float(bitPattern: bytes.loadUnaligned(fromByteOffset: 4 * place, as: UInt32.self))
      }
    }
    let found = tensor.doubles()
    #expect(found.count == wanted.count, "\(what)")
    let largest = wanted.reduce(0) { max($0, abs(Double($1))) }
    let error = zip(found, wanted).reduce(0) { max($0, abs($1.0 - Double($1.1))) }
    #expect(error <= 1e-4 * largest, "\(what): \(error) of \(largest)")
  }
}

extension Run {
  func set(_ name: String, to tensor: Tensor) throws {
    session.globals.cell(name).value.pointee = .tensor(tensor)
  }

  func tensor(_ name: String) -> Tensor? {
    guard case .tensor(let tensor) = session.globals.value(of: name) else { return nil }
    return tensor
  }
}
