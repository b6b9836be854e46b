import Tensors

/// The content of a safetensors file, piece by piece: no copy is made of what lies in memory as the
/// file wants it.
///
/// It may be read on another thread: it holds the tensors, and memory that is held so is never written
/// to.
package struct SafetensorsContent: @unchecked Sendable {
  private let header: [UInt8]
  private let tensors: [Tensor]

  /// That of the file of some tensors, as they are now.
  package init(_ tensors: [(name: String, tensor: Tensor)]) throws(TensorError) {
    header = Safetensors.header(of: tensors)
    var whole: [Tensor] = []
    for (_, tensor) in tensors { whole.append(try tensor.detached().contiguous()) }
    self.tensors = whole
  }

  /// All bytes.
  package var byteCount: Int {
    tensors.reduce(header.count) { $0 + $1.count * $1.dtype.size }
  }

  /// Calls `body` with what comes before the elements, and with the elements of each tensor, in order.
  package func forEachPiece<E: Error>(
    _ body: (UnsafeRawBufferPointer) throws(E) -> Void
  ) throws(E) {
    try header.span.bytes.withUnsafeBytes(body)
    for tensor in tensors { try tensor.withContiguousBytes(body) }
  }
}
