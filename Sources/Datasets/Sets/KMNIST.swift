extension DataSource {
  /// Cursive Japanese characters (Clanuwat and others, 2018).
  static let kmnist = DataSource(
    name: "kmnist", summary: "cursive Japanese characters, 28×28 grey, 60,000 + 10,000",
    remedy: files.remedy, publication: published, standIn: files.standIn, find: files.find)

  private static let files = IDXImages(
    name: "kmnist", folders: ["kmnist", "KMNIST/raw", "KMNIST"],
    classes: ["o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"],
    normalization: Normalization(mean: [0.1918], deviation: [0.3483]),
    remedy: "put its four IDX files in the folder kmnist of the data path")

  private static let published = Publication(
    mirrors: [
      "http://codh.rois.ac.jp/kmnist/dataset/kmnist"
    ],
    files: [
      .init(
        name: "train-images-idx3-ubyte.gz", size: 18_165_135,
        sha256: "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4"),
      .init(
        name: "train-labels-idx1-ubyte.gz", size: 29_497,
        sha256: "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17"),
      .init(
        name: "t10k-images-idx3-ubyte.gz", size: 3_041_136,
        sha256: "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5"),
      .init(
        name: "t10k-labels-idx1-ubyte.gz", size: 5_120,
        sha256: "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c"),
    ],
    folder: "kmnist")
}
