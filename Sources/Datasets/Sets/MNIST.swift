extension DataSource {
  /// Handwritten digits (LeCun, Cortes and Burges).
  static let mnist = DataSource(
    name: "mnist", summary: "handwritten digits, 28×28 grey, 60,000 + 10,000",
    remedy: files.remedy, standIn: files.standIn, find: files.find)

  private static let files = IDXImages(
    name: "mnist", folders: ["mnist", "MNIST/raw", "MNIST"],
    classes: (0...9).map(String.init),
    normalization: Normalization(mean: [0.1307], deviation: [0.3081]),
    remedy: "put its four IDX files in the folder mnist of the data path")
}
