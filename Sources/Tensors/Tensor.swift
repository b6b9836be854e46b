/// A block of numbers with a shape: a view of pooled memory, immutable once made.
///
/// Only parameters change, through `Tensor.update`. If an input requires a gradient, results
/// remember how they were computed (`GraphNode`), and `backward()` follows that graph.
public final class Tensor {
  /// The memory, perhaps shared with other views.
  package private(set) var storage: Storage
  /// The type of the elements.
  package let dtype: DType
  /// The extents.
  package let shape: Shape
  /// The distance in elements between neighbours along each dimension; 0 repeats an element.
  package let strides: Shape
  /// The first element's distance in elements from the start of the memory.
  package let offset: Int
  /// The number of elements.
  package let count: Int
  /// How the tensor was computed, if a gradient is wanted.
  var node: GraphNode?
  /// Where the gradients of a frozen parameter accumulated, and will again.
  private(set) var frozen: Leaf?
  /// Which step of written-out attention the tensor is, until someone reads it.
  var attention: WrittenAttention?

  /// A view of `storage`; the caller vouches for its bounds.
  init(storage: Storage, dtype: DType, shape: Shape, strides: Shape, offset: Int, count: Int) {
    self.storage = storage
    self.dtype = dtype
    self.shape = shape
    self.strides = strides
    self.offset = offset
    self.count = count
  }

  /// A new contiguous tensor with uninitialised elements; with `isKnown` the caller writes them all.
  package init(
    uninitialized shape: Shape, _ dtype: DType = .float32, isKnown: Bool = false
  ) throws(TensorError) {
    count = try shape.elementCount()
    storage = try Storage(byteCount: count * dtype.size, isKnown: isKnown)
    self.dtype = dtype
    self.shape = shape
    strides = shape.contiguousStrides
    offset = 0
  }

  /// A new tensor with uninitialised elements and strides that fill its memory.
  ///
  /// They do so in some order of the dimensions.
  init(uninitialized shape: Shape, strides: Shape) throws(TensorError) {
    count = try shape.elementCount()
    storage = try Storage(byteCount: count * 4)
    dtype = .float32
    self.shape = shape
    self.strides = strides
    offset = 0
  }

  /// The number of dimensions.
  package var rank: Int { shape.count }

  /// Whether the elements are in row-major order without gaps.
  package var isContiguous: Bool {
    var expected = 1
    var position = shape.count - 1
    while position >= 0 {
      let extent = shape[position]
      if extent != 1 {
        if strides[position] != expected { return count == 0 }
        expected &*= extent
      }
      position -= 1
    }
    return true
  }

  /// The elements in memory from the first on; the caller vouches for the type.
  func memory<T>(_ type: T.Type) -> Elements<T> { storage.elements(type, from: offset) }

  /// The elements of a float32 tensor in memory.
  package var floats: Elements<Float> { memory(Float.self) }
  /// The elements of an int64 tensor in memory.
  package var ints: Elements<Int> { memory(Int.self) }
  /// The elements of a bool tensor in memory.
  var bools: Elements<Bool> { memory(Bool.self) }
  /// The elements of an int64 tensor as C sees them.
  var int64s: Elements<Int64> { memory(Int64.self) }
  /// The elements of a bool tensor as C sees them.
  var bytes: Elements<UInt8> { memory(UInt8.self) }

  /// Whether no other tensor shares the memory.
  var ownsMemory: Bool { isKnownUniquelyReferenced(&storage) }

  /// The same elements without the graph; never the tensor itself.
  ///
  /// It may be recorded later, and held by its own gradient it would keep itself alive.
  package func detached() -> Tensor {
    alias(shape: shape, strides: strides, offset: offset, count: count)
  }

  /// Another view of the same memory, without the graph.
  func alias(shape: Shape, strides: Shape, offset: Int, count: Int) -> Tensor {
    Tensor(
      storage: storage, dtype: dtype, shape: shape, strides: strides, offset: offset, count: count)
  }

  /// Changes the elements of a parameter in place.
  package func update(_ body: (Elements<Float>) -> Void) throws(TensorError) {
    body(try changeableFloats())
  }

  /// The elements of a parameter, which counts as changed from here on.
  ///
  /// Other tensors that share the memory (a snapshot, a detached copy) keep the old values: the
  /// parameter moves to memory of its own first. A graph recorded before becomes invalid.
  package func changeableFloats() throws(TensorError) -> Elements<Float> {
    if !isKnownUniquelyReferenced(&storage) {
      let own = try Storage(byteCount: count * dtype.size)
      own.elements(Float.self).update(from: floats, count: count)
      storage = own
    }
    leaf?.version += 1
    return floats
  }

  /// The elements as they are now, for `restore`; copied only if the tensor changes.
  package func kept() -> Tensor { detached() }

  /// Restores the elements that `kept()` returned. A graph recorded before becomes invalid.
  package func restore(_ kept: Tensor) {
    guard storage !== kept.storage else { return }
    storage = kept.storage
    leaf?.version += 1
  }

  /// Whether operations on a parameter are not recorded, so that training leaves it alone.
  package var isFrozen: Bool {
    get { frozen != nil }
    set {
      guard let leaf, newValue != isFrozen else { return }
      (node, frozen) = newValue ? (nil, leaf) : (leaf, nil)
    }
  }

  /// Whether the elements may have changed since `kept()` returned `kept`.
  package func hasChanged(since kept: Tensor) -> Bool { storage !== kept.storage }
}

extension Tensor: CustomStringConvertible {
  /// Type and shape, for debugging; scripts print values through the runtime.
  public var description: String { "Tensor(\(dtype), \(shape))" }
}
