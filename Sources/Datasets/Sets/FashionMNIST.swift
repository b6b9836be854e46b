extension DataSource {
  /// Photographs of clothes (Xiao, Rasul and Vollgraf, 2017).
  static let fashionMNIST = DataSource(
    name: "fashion_mnist", summary: "photographs of clothes, 28×28 grey, 60,000 + 10,000",
    remedy: files.remedy, standIn: files.standIn, find: files.find)

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
}
