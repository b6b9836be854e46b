import Datasets
import Interpreter
import Tensors

/// A data set in a script: `images.train`, `images.test`.
package final class DataSetObject: NativeObject {
  /// The data set.
  package let set: DataSet

  package init(_ set: DataSet) {
    self.set = set
  }

  package override var typeName: String { "data set" }

  package override var description: String {
    "<data set \(set.name): \(set.train.count) training and \(set.test.count) test images>"
  }
}

/// Labelled images in a script: elements are pairs of an image and its label.
final class ImagesObject: NativeObject {
  let images: ImageSet

  init(_ images: ImageSet) {
    self.images = images
  }

  override var typeName: String { "images" }

  override var description: String {
    "<\(images.count) images of \(images.channels)×\(images.height)×\(images.width)>"
  }

  override var count: Int? { images.count }

  override func element(at keys: [Value], _ interpreter: Interpreter) throws -> Value {
    switch try ImageRows(keys, count: images.count) {
    case .one(let index):
      let image = try images.batch(CollectionOfOne(index), scale: .unit).images
      let label = try images.label(at: index)
      return .items([
        .tensor(try image.selected(0, 0)),
        images.isHollow ? UnknownValue.of("int") : .int(label),
      ])
    case .several(let rows): return .object(ImagesObject(try images.subset(rows)))
    }
  }

  override func makeIterator(_ interpreter: Interpreter) throws -> ValueIterator? {
    ElementIterator(self, interpreter)
  }
}

/// The pixels of images from 0 (black) to 1, computed on demand.
final class PixelsObject: NativeObject {
  let images: ImageSet

  init(_ images: ImageSet) {
    self.images = images
  }

  override var typeName: String { "tensor" }

  override var description: String {
    "<tensor of shape \(shape ?? []), made when it is needed>"
  }

  override var count: Int? { images.count }

  override var shape: [Int]? {
    [images.count, images.channels, images.height, images.width]
  }

  override func tensor() throws(Failure) -> Tensor? {
    do throws(DataError) {
      return try images.batch(0..<images.count, scale: .unit).images
    } catch {
      throw Failure.wrapping(error)
    }
  }

  override func isTrue() throws(Failure) -> Bool { throw TensorOperators.noTruth(of: shape ?? []) }

  override func element(at keys: [Value], _ interpreter: Interpreter) throws -> Value {
    switch try ImageRows(keys, count: images.count) {
    case .one(let index):
      return .tensor(
        try images.batch(CollectionOfOne(index), scale: .unit).images.selected(0, 0))
    case .several(let rows):
      try interpreter.charge(rows.count &* images.imageSize &* 4)
      return .tensor(try images.batch(rows, scale: .unit).images)
    }
  }

  override func makeIterator(_ interpreter: Interpreter) throws -> ValueIterator? {
    ElementIterator(self, interpreter)
  }
}

/// Walks an object that has a count and elements.
private final class ElementIterator: ValueIterator {
  private let object: NativeObject
  private let interpreter: Interpreter
  private var index = 0

  init(_ object: NativeObject, _ interpreter: Interpreter) {
    self.object = object
    self.interpreter = interpreter
  }

  override func next() throws(Failure) -> Value? {
    guard index < object.count ?? 0 else { return nil }
    defer { index += 1 }
    do {
      return try object.element(at: [.int(index)], interpreter)
    } catch {
      throw Failure.wrapping(error)
    }
  }

  override var remaining: Int? { object.count.map { $0 - index } }

  override func skip(_ count: Int) { index += count }
}

/// Which images an index means: `train[7]`, `train[:100]`, `train[[3, 1]]`, `train[order]`.
enum ImageRows {
  case one(Int)
  case several([Int])

  init(_ keys: [Value], count: Int) throws {
    guard keys.count == 1 else {
      throw Failure("images take one index, not \(keys.count)")
    }
    func row(_ index: Int) throws(Failure) -> Int {
      let place = index < 0 ? index &+ count : index
      guard place >= 0, place < count else {
        throw Failure(
          "there is no image \(index) among \(count)",
          hint: count > 0 ? "images are numbered 0 to \(count - 1)" : nil)
      }
      return place
    }
    switch keys[0] {
    case .object(let object as Slice):
      let chosen = try Indexing.positions(object.start, object.stop, object.step, count: count)
      self = .several((0..<chosen.count).map { chosen[$0] })
    case .tensor(let tensor) where tensor.rank > 0:
      guard tensor.dtype != .float32 else {
        throw Failure("an index must be a whole number; this tensor holds floats")
      }
      if tensor.dtype == .bool {
        guard tensor.shape == [count] else {
          throw Failure("a mask of shape \(tensor.shape) does not fit \(count) images")
        }
        let mask = try tensor.elements(Bool.self)
        self = .several(mask.indices.filter { mask[$0] })
      } else {
        self = .several(try tensor.elements(Int.self).map(row))
      }
    case .list, .range:
      let values = try TensorLiteral.tensor(keys[0])
      guard values.dtype == .int64 || values.count == 0 else {
        throw Failure("an index must be a whole number")
      }
      self = .several(values.count == 0 ? [] : try values.elements(Int.self).map(row))
    case .tensor(let tensor): self = .one(try row(TensorMembers.index(tensor)))
    default:
      guard let index = keys[0].integer else {
        throw Failure("an index must be a whole number, not \(keys[0].described)")
      }
      self = .one(try row(index))
    }
  }
}

extension ImagesObject: ArgumentConvertible {
  package static var kind: String { "images, such as `images.train`" }
  package static func read(_ argument: BuiltinArgument) throws(Failure) -> ImagesObject {
    try argument.object(ImagesObject.self, "a set of images")
  }
}

extension TypedParameter where T == ImagesObject {
  /// A set of images.
  static func images(_ name: String, _ about: String = "") -> Self {
    Self(name, about, default: nil)
  }
}
