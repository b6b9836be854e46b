import Foundation
import Testing

@testable import Builtins
@testable import Interpreter
@testable import Session
@testable import Tensors

/// An expression of the language with tensors for its names: what a script would compute.
enum OperationScript {
  /// The value of `code`, in which a, b, c and d are the inputs.
  static func value(of code: String, _ inputs: [Tensor]) throws -> Tensor {
    let run = try Run("")
    for (name, input) in zip(["a", "b", "c", "d"], inputs) {
      run.session.globals.cell(name).value.pointee = .tensor(input)
    }
    let outcome = try run.type("result = \(code)")
    #expect(outcome.failure == nil, "\(code): \(outcome.failure?.message ?? "")")
    guard case .tensor(let result) = run.session.globals.value(of: "result") else {
      throw TensorError("\(code) is no tensor")
    }
    return result
  }

  /// What a generator beside the tests wrote; "inf", "-inf" and "nan" are numbers.
  static func fixtures<Fixture: Decodable>(_ name: String) -> [Fixture] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/Operations/\(name)")
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    guard let data = try? Data(contentsOf: file) else { return [] }
    return (try? decoder.decode([Fixture].self, from: data)) ?? []
  }
}
