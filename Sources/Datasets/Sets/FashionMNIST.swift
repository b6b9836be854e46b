extension DataSource {
  /// Photographs of clothes (Xiao, Rasul and Vollgraf, 2017).
  static let fashionMNIST = DataSource(
    name: "fashion_mnist", summary: "photographs of clothes, 28×28 grey, 60,000 + 10,000",
    remedy: files.remedy, publication: published, standIn: files.standIn, find: files.find)

  private static let files = IDXImages(
    name: "fashion_mnist",
    folders: ["fashion_mnist", "fashion-mnist", "FashionMNIST/raw", "FashionMNIST"],
    systemFolder: "fashion-mnist",
    classes: [
      "T-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag",
      "ankle boot",
    ],
    normalization: Normalization(mean: [0.2860], deviation: [0.3530]),
    remedy: "on Debian: apt-get install dataset-fashion-mnist; "
      + "otherwise put its four IDX files in the folder fashion_mnist of the data path")

  private static let published = Publication(
    mirrors: [
      "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com",
      "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion",
    ],
    files: [
      .init(
        name: "train-images-idx3-ubyte.gz", size: 26_421_880,
        sha256: "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
      .init(
        name: "train-labels-idx1-ubyte.gz", size: 29_515,
        sha256: "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
      .init(
        name: "t10k-images-idx3-ubyte.gz", size: 4_422_102,
        sha256: "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
      .init(
        name: "t10k-labels-idx1-ubyte.gz", size: 5_148,
        sha256: "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
    ],
    folder: "fashion_mnist")
}
