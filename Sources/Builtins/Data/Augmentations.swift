import Datasets
import Interpreter

/// A random change of training images: `batches(train, 128, augment = [RandomCrop(padding = 4)])`.
final class AugmentationObject: NativeObject {
  let augmentation: Augmentation
  private let text: String

  init(_ augmentation: Augmentation, _ call: BuiltinCall) {
    self.augmentation = augmentation
    text = call.text
  }

  override var typeName: String { "augmentation" }
  override var isMadeByCall: Bool { true }
  override var description: String { text }
}

extension BuiltinTable {
  static func augmentations() -> BuiltinGroup {
    BuiltinGroup("Augmentation") {
      Builtin(
        "RandomHorizontalFlip", .call, summary: "Mirrors every other image of a batch, at random.",
        example: "batches(train, 128, augment = [RandomHorizontalFlip()])"
      ) { call in AugmentationObject(.horizontalFlip, call) }
      Builtin(
        "RandomResizedCrop", .call,
        summary: "A random part of each image, scaled to the image's size.",
        example: "batches(train, 128, augment = [RandomResizedCrop()])"
      ) { call in AugmentationObject(.randomResizedCrop, call) }
      Builtin(
        "RandomCrop", .argument("padding", default: .int(0)), .call,
        summary: "Each image moved at random by at most padding pixels, black beyond its edges.",
        example: "batches(train, 128, augment = [RandomCrop(padding = 4)])"
      ) { padding, call in
        AugmentationObject(.randomCrop(padding: try padding.int(in: 0...1024)), call)
      }
      Builtin(
        "RandAugment", .argument("num_ops", default: .int(2)),
        .argument("magnitude", default: .int(14)), .call,
        summary: "Operations drawn at random, all of one magnitude.",
        example: "batches(train, 128, augment = [RandAugment(2, 9)])"
      ) { count, magnitude, call in
        AugmentationObject(
          .randAugment(
            operations: try count.int(in: 0...64), magnitude: try magnitude.int(in: 0...30)), call)
      }
    }
  }
}
