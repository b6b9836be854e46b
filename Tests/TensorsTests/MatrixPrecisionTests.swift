import Kernels
import Testing

@testable import Tensors

@Suite struct MatrixPrecisionTests {
  @Test func theRefusalSaysWhatIsLackingAndWhatToDo() throws {
    #expect(MatrixPrecision.refusal.message.contains("AVX512_BF16"))
    #expect(try #require(MatrixPrecision.refusal.hint).contains("leave out --bf16"))
  }

  @Test(.enabled(if: !lab_cpu_has_bf16())) func aProcessorWithoutItRefuses() {
    let error = #expect(throws: TensorError.self) { try MatrixPrecision.useBFloat16() }
    #expect(error?.message == MatrixPrecision.refusal.message)
    #expect(!MatrixPrecision.isBFloat16)
  }
}
