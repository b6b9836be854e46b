extension DataSource {
  /// Small colour photographs of ten kinds of things (Krizhevsky, 2009).
  static let cifar10 = DataSource(
    name: "cifar10", summary: "photographs of ten things, 32×32 colour, 50,000 + 10,000",
    remedy: files.remedy, publication: published, standIn: files.standIn, find: files.find)

  private static let files = CIFARImages(
    name: "cifar10", folder: "cifar-10-batches-bin",
    trainFiles: (1...5).map { "data_batch_\($0).bin" }, testFile: "test_batch.bin",
    labelBytes: 1,
    classes: [
      "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
    ],
    normalization: Normalization(
      mean: [0.4914, 0.4822, 0.4465], deviation: [0.2470, 0.2435, 0.2616]),
    remedy: "unpack its binary version, so that the data path contains cifar-10-batches-bin")

  private static let published = Publication(
    mirrors: [
      "https://www.cs.toronto.edu/~kriz"
    ],
    files: [
      .init(
        name: "cifar-10-binary.tar.gz", size: 170_052_171,
        sha256: "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd")
    ],
    folder: "cifar-10-batches-bin",
    members: (1...5).map { "data_batch_\($0).bin" } + ["test_batch.bin"])
}
