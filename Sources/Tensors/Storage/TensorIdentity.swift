/// Which numbers in memory a tensor shows.
///
/// Memory that two tensors share is never written to. So as long as someone holds the one, another of
/// the same identity has the same elements.
package struct TensorIdentity: Hashable {
  private let storage: ObjectIdentifier
  private let dtype: DType
  private let shape: Shape
  private let strides: Shape
  private let offset: Int

  /// That of `tensor`.
  package init(_ tensor: Tensor) {
    (storage, dtype) = (ObjectIdentifier(tensor.storage), tensor.dtype)
    (shape, strides, offset) = (tensor.shape, tensor.strides, tensor.offset)
  }
}
