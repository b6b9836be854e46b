extension DataSource {
  /// Cursive Japanese characters (Clanuwat and others, 2018).
  static let kmnist = DataSource(
    name: "kmnist", summary: "cursive Japanese characters, 28×28 grey, 60,000 + 10,000",
    remedy: files.remedy, standIn: files.standIn, find: files.find)

  private static let files = IDXImages(
    name: "kmnist", folders: ["kmnist", "KMNIST/raw", "KMNIST"],
    classes: ["o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"],
    normalization: Normalization(mean: [0.1918], deviation: [0.3483]),
    remedy: "put its four IDX files in the folder kmnist of the data path")
}
