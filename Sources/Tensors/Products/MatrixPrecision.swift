import Kernels
import Synchronization

/// How precisely matrix products are computed.
///
/// Either in float32, or with operands rounded to bfloat16 and sums in float32, as PyTorch's
/// autocast does; everything else stays float32.
package enum MatrixPrecision {
  private static let chosen = Atomic<Bool>(false)

  /// Whether operands are rounded to bfloat16; false initially.
  package static var isBFloat16: Bool { chosen.load(ordering: .relaxed) }

  /// The error on a processor without such products.
  static let refusal = TensorError(
    "this processor cannot multiply bfloat16 numbers (it has no AVX512_BF16)",
    hint: "leave out --bf16: float32 works everywhere")

  /// Rounds the operands of matrix products to bfloat16 from here on.
  ///
  /// Throws if the processor cannot multiply these.
  package static func useBFloat16() throws(TensorError) {
    guard lab_cpu_has_bf16() else { throw refusal }
    chosen.store(true, ordering: .relaxed)
  }
}
