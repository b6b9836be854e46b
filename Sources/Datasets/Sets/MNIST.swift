extension DataSource {
  /// Handwritten digits (LeCun, Cortes and Burges).
  static let mnist = DataSource(
    name: "mnist", summary: "handwritten digits, 28×28 grey, 60,000 + 10,000",
    remedy: files.remedy, publication: published, standIn: files.standIn, find: files.find)

  private static let files = IDXImages(
    name: "mnist", folders: ["mnist", "MNIST/raw", "MNIST"],
    classes: (0...9).map(String.init),
    normalization: Normalization(mean: [0.1307], deviation: [0.3081]),
    remedy: "put its four IDX files in the folder mnist of the data path")

  private static let published = Publication(
    mirrors: [
      "https://ossci-datasets.s3.amazonaws.com/mnist",
      "https://storage.googleapis.com/cvdf-datasets/mnist",
      "http://yann.lecun.com/exdb/mnist",
    ],
    files: [
      .init(
        name: "train-images-idx3-ubyte.gz", size: 9_912_422,
        sha256: "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
      .init(
        name: "train-labels-idx1-ubyte.gz", size: 28_881,
        sha256: "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
      .init(
        name: "t10k-images-idx3-ubyte.gz", size: 1_648_877,
        sha256: "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
      .init(
        name: "t10k-labels-idx1-ubyte.gz", size: 4_542,
        sha256: "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
    ],
    folder: "mnist")
}
