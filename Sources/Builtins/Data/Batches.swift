import Datasets
import Interpreter
import Tensors

/// `batches(train, 128, shuffle = true)`: every pass draws a new order.
final class BatchesObject: NativeObject {
  /// What batches are taken from.
  enum Source {
    case images(ImageSet, [Augmentation])
    /// Tensors of the same length, cut in the same way.
    case tensors([Tensor])
  }

  let source: Source
  /// Images or rows in all.
  let total: Int
  /// Images or rows per batch, except in the last; never more than there are.
  let size: Int
  let isShuffled: Bool

  init(_ source: Source, size: Int, isShuffled: Bool) {
    self.source = source
    total =
      switch source {
      case .images(let images, _): images.count
      case .tensors(let tensors): tensors[0].shape[0]
      }
    self.size = min(size, max(1, total))
    self.isShuffled = isShuffled
  }

  override var typeName: String { "batches" }
  override var isMadeByCall: Bool { true }
  override var description: String { "<\(batchCount) batches of \(size)>" }
  override var count: Int? { batchCount }

  override func element(at keys: [Value], _ interpreter: Interpreter) throws -> Value {
    throw Failure("batches come one after another", hint: "`first(batches(…))` is the first")
  }

  private var batchCount: Int { (total + size - 1) / size }

  override func makeIterator(_ interpreter: Interpreter) throws -> ValueIterator? {
    Pass(self, interpreter, try interpreter.random())
  }

  private final class Pass: ValueIterator {
    private let batches: BatchesObject
    private let interpreter: Interpreter
    private var words: Generator.Words
    /// Where the pass goes; nil if straight ahead.
    private let order: [Int]?
    private var done = 0
    private var isReported = false
    private var upcoming: UpcomingBatch?

    init(_ batches: BatchesObject, _ interpreter: Interpreter, _ generator: Generator) {
      self.batches = batches
      self.interpreter = interpreter
      words = generator.words()
      if batches.isShuffled, interpreter.dryRun == nil {
        var order = Array(0..<batches.total)
        order.shuffle(using: &words)
        self.order = order
      } else {
        order = nil
      }
      super.init()
      interpreter.interrupt.beginPass()
    }

    deinit {
      interpreter.interrupt.endPass()
      if isReported { interpreter.host?.endOfPass() }
    }

    override func next() throws(Failure) -> Value? {
      let count = batches.batchCount
      if done > 0 {
        isReported = true
        interpreter.host?.progress(done: done, of: count, mayEndEarly: mayEndEarly)
      }
      guard done < count else { return nil }
      interpreter.interrupt.beginBatch()
      try interpreter.checkLoop(at: nil)
      defer { done += 1 }
      do {
        return try OperationProfile.measure("batches") { try batch(done) }
      } catch {
        throw Failure.wrapping(error)
      }
    }

    private func batch(_ number: Int) throws -> Value {
      switch batches.source {
      case .images(let images, let augmentations):
        let current = try upcoming ?? batch(number, of: images, augmentations)
        let (x, y) = current.tensors()
        // Filled while this one is trained on; if there is no room for both, when it is needed.
        let isLast = number + 1 == batches.batchCount
        upcoming = isLast ? nil : try? batch(number + 1, of: images, augmentations)
        return .items([.tensor(x), .tensor(y)])
      case .tensors(let tensors):
        let indices = try Tensor.of(Array(rows(number)))
        return .items(try tensors.map { .tensor(try $0.picked(0, indices)) })
      }
    }

    private func batch(
      _ number: Int, of images: ImageSet, _ augmentations: [Augmentation]
    ) throws(DataError) -> UpcomingBatch {
      augmentations.isEmpty
        ? try images.upcomingBatch(rows(number), scale: .normalized)
        : try images.upcomingBatch(
          rows(number), scale: .normalized, augmentations: augmentations, using: &words)
    }

    private func rows(_ number: Int) -> ArraySlice<Int> {
      let first = number * batches.size
      let places = first..<min(first + batches.size, batches.total)
      return order?[places] ?? ArraySlice(places)
    }

    override var remaining: Int? { batches.batchCount - done }

    override func skip(_ count: Int) {
      done += count
      upcoming = nil
    }
  }
}

extension BuiltinTable {
  static func data() -> BuiltinGroup {
    func property<Result: ValueConvertible>(
      _ name: String, _ summary: String, _ get: @escaping (ImageSet) throws -> Result
    ) -> BuiltinProperty {
      BuiltinProperty(name, of: "images", summary, see: "batches imshow gallery") { value, _ in
        guard case .object(let object as ImagesObject) = value else { return .none }
        return try get(object.images).asValue
      }
    }
    func ofSet<Result: ValueConvertible>(
      _ name: String, _ summary: String, _ get: @escaping (DataSet) throws -> Result
    ) -> BuiltinProperty {
      BuiltinProperty(name, of: "data set", summary, see: "data batches split accuracy") {
        value, _ in
        guard case .object(let object as DataSetObject) = value else { return .none }
        return try get(object.set).asValue
      }
    }
    return BuiltinGroup("Data") {
      Builtin(
        "batches",
        .argument("data", "a set of images, a tensor, or a list of tensors of one length"),
        .int("batch_size", "the number of elements of a batch; the last one may be smaller"),
        .bool("shuffle", "whether each pass has a new order", default: false),
        .list(
          "augment",
          """
          a list of "hflip", "crop", "randaugment", or of RandomHorizontalFlip(), \
          RandomResizedCrop(), RandomCrop(padding = 4), RandAugment()
          """, default: []),
        summary: "Passes over images in batches (x, y), normalised; or over tensors of one length.",
        details:
          """
          Of images, x is [B, channels, height, width] with the training set's mean 0 \
          and deviation 1, y [B] the labels.
          """,
        example: "for (x, y) in batches(images.train, 512, shuffle = true) { print(x.shape) }",
        see: "first split accuracy"
      ) { data, size, isShuffled, augment in
        guard size > 0 else { throw Failure("a batch must have at least 1 element, not \(size)") }
        let source = try Self.source(data, augment)
        return BatchesObject(source, size: size, isShuffled: isShuffled)
      }
      ofSet("train", "The training images.") { ImagesObject($0.train) }
      ofSet("test", "The test images.") { ImagesObject($0.test) }
      ofSet("name", "Which data set it is.") { $0.name }
      ofSet("classes", "The names of the classes.") { $0.train.classes }
      property("images", "The pixels from 0 to 1, [N, channels, height, width].") {
        PixelsObject($0)
      }
      property("labels", "The labels, [N].") { try $0.labels(0..<$0.count) }
      property("classes", "The names of the classes.") { $0.classes }
      property("mean", "The mean of each channel, for pixels from 0 to 1.") {
        try Tensor.of($0.normalization.mean)
      }
      property("std", "The deviation of each channel, for pixels from 0 to 1.") {
        try Tensor.of($0.normalization.deviation)
      }
    }
  }

  /// What batches are taken from: images, or tensors of the same length.
  private static func source(
    _ data: BuiltinArgument, _ augment: [Value]
  ) throws -> BatchesObject.Source {
    if case .object(let object as ImagesObject) = data.value {
      return .images(object.images, try augment.map(augmentation))
    }
    guard augment.isEmpty else {
      throw Failure("augment is for images, not for \(data.value.described)")
    }
    var tensors: [Tensor] = []
    if case .tensor(let tensor) = data.value {
      tensors = [tensor]
    } else {
      tensors = try data.tensors()
    }
    guard let length = tensors.first?.shape.first,
      tensors.allSatisfy({ $0.shape.first == length })
    else { throw Failure("batches are taken from images, or from tensors of the same length") }
    return .tensors(tensors)
  }

  private static func augmentation(_ value: Value) throws(Failure) -> Augmentation {
    if case .object(let object as AugmentationObject) = value { return object.augmentation }
    guard case .string(let text) = value else {
      throw Failure("an augmentation must be a string, not \(value.described)")
    }
    switch text.string {
    case "hflip": return .horizontalFlip
    case "crop": return .randomResizedCrop
    case "randaugment": return .randAugment()
    default:
      throw Failure(
        "no augmentation is called \(Value.quoted(text.string))",
        hint: "choose from \"hflip\", \"crop\" and \"randaugment\"")
    }
  }
}
