extension DataSource {
  /// Small colour photographs of a hundred kinds of things (Krizhevsky, 2009).
  static let cifar100 = DataSource(
    name: "cifar100", summary: "photographs of 100 things, 32×32 colour, 50,000 + 10,000",
    remedy: files.remedy, publication: published, standIn: files.standIn, find: files.find)

  /// The hundred fine classes; the first label byte, the coarse class, is skipped.
  private static let files = CIFARImages(
    name: "cifar100", folder: "cifar-100-binary",
    trainFiles: ["train.bin"], testFile: "test.bin",
    labelBytes: 2,
    classes: [
      "apple", "aquarium fish", "baby", "bear", "beaver", "bed", "bee", "beetle", "bicycle",
      "bottle", "bowl", "boy", "bridge", "bus", "butterfly", "camel", "can", "castle",
      "caterpillar", "cattle", "chair", "chimpanzee", "clock", "cloud", "cockroach", "couch",
      "crab", "crocodile", "cup", "dinosaur", "dolphin", "elephant", "flatfish", "forest", "fox",
      "girl", "hamster", "house", "kangaroo", "keyboard", "lamp", "lawn mower", "leopard",
      "lion", "lizard", "lobster", "man", "maple tree", "motorcycle", "mountain", "mouse",
      "mushroom", "oak tree", "orange", "orchid", "otter", "palm tree", "pear", "pickup truck",
      "pine tree", "plain", "plate", "poppy", "porcupine", "possum", "rabbit", "raccoon", "ray",
      "road", "rocket", "rose", "sea", "seal", "shark", "shrew", "skunk", "skyscraper", "snail",
      "snake", "spider", "squirrel", "streetcar", "sunflower", "sweet pepper", "table", "tank",
      "telephone", "television", "tiger", "tractor", "train", "trout", "tulip", "turtle",
      "wardrobe", "whale", "willow tree", "wolf", "woman", "worm",
    ],
    normalization: Normalization(
      mean: [0.5071, 0.4865, 0.4409], deviation: [0.2673, 0.2564, 0.2762]),
    remedy: "unpack its binary version, so that the data path contains cifar-100-binary")

  private static let published = Publication(
    mirrors: [
      "https://www.cs.toronto.edu/~kriz"
    ],
    files: [
      .init(
        name: "cifar-100-binary.tar.gz", size: 168_513_733,
        sha256: "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec")
    ],
    folder: "cifar-100-binary",
    members: ["train.bin", "test.bin"])
}
