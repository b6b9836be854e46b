import Kernels

/// A function of one number, as given by its row in `lab_unary.h`.
package struct ElementFunction: Sendable {
  let operation: lab_unary_op
  /// What scripts and messages call it.
  package let name: String
  /// What it computes, in one line; nil if no function of the language is it alone.
  package let summary: String?
  /// Whether the slope is computed from the input.
  let slopeReadsInput: Bool
  /// Whether the slope is computed from the result.
  let slopeReadsResult: Bool

  private init(_ operation: lab_unary_op) {
    let row = lab_unary_row_of(operation)
    self.operation = operation
    name = String(cString: row.name)
    summary = row.summary.map { String(cString: $0) }
    slopeReadsInput = row.reads_input
    slopeReadsResult = row.reads_result
  }

  /// All functions, in the table's order.
  package static let all: [ElementFunction] = (0..<lab_unary_count()).compactMap { number in
    lab_unary_op(rawValue: number).map { ElementFunction($0) }
  }

  static func of(_ operation: lab_unary_op) -> ElementFunction { all[Int(operation.rawValue)] }

  /// The value for one number.
  package func callAsFunction(_ x: Double) -> Double { lab_unary_number(operation, x) }

  /// The values for a tensor's elements.
  package func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor { try x.unary(operation) }
}
