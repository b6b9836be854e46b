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
        example: "batches(images.train, 128, augment = [RandomHorizontalFlip()])",
        see: "batches RandomCrop"
      ) { call in AugmentationObject(.horizontalFlip, call) }
      Builtin(
        "RandomResizedCrop", .call,
        summary: "A random part of each image, scaled to the image's size.",
        example: "batches(images.train, 128, augment = [RandomResizedCrop()])",
        see: "batches RandomCrop"
      ) { call in AugmentationObject(.randomResizedCrop, call) }
      Builtin(
        "RandomCrop",
        .argument("padding", "by how many pixels at most, 0 to 1024", default: .int(0)), .call,
        summary: "Each image moved at random by at most padding pixels, black beyond its edges.",
        example: "batches(images.train, 128, augment = [RandomCrop(padding = 2)])",
        see: "batches RandAugment"
      ) { padding, call in
        AugmentationObject(.randomCrop(padding: try padding.int(in: 0...1024)), call)
      }
      Builtin(
        "RandAugment",
        .argument(
          "num_ops", "how many operations each image goes through, 0 to 64", default: .int(2)),
        .argument("magnitude", "how strong they are, 0 to 30", default: .int(14)), .call,
        summary: "Operations drawn at random, all of one magnitude.",
        example: "batches(images.train, 128, augment = [RandAugment(2, 9)])",
        see: "batches RandomCrop"
      ) { count, magnitude, call in
        AugmentationObject(
          .randAugment(
            operations: try count.int(in: 0...64), magnitude: try magnitude.int(in: 0...30)), call)
      }
    }
  }
}
