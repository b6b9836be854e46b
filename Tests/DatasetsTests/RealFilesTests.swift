import Foundation
import Testing

@testable import Datasets

/// The real files, if the environment says that they are there.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["LAB_DATA"] != nil))
struct RealFilesTests {
  private let path = DataPath(ProcessInfo.processInfo.environment["LAB_DATA"] ?? "")

  /// Label counts as published; the pixels' mean and deviation as everyone normalises.
  @Test(arguments: [
    ("mnist", 60_000, 5923), ("fashion_mnist", 60_000, 6000), ("kmnist", 60_000, 6000),
    ("cifar10", 50_000, 5000), ("cifar100", 50_000, 500),
  ])
  func areWhatTheyClaim(name: String, count: Int, ofClass0: Int) throws {
    let source = try DataSource.named(name)
    guard try source.isAvailable(in: path) else { return }
    let train = try DataSet.load(name, path: path).train
    #expect(train.count == count)
    #expect(train.labels.count { $0 == 0 } == ofClass0)
    let area = train.height * train.width
    for channel in 0..<train.channels {
      var sum = 0
      for row in stride(from: 0, to: train.count, by: 5) {
        let start = row * train.imageSize + channel * area
        sum += train.pixels[start..<(start + area)].reduce(0) { $0 + Int($1) }
      }
      let mean = Double(sum) / Double(train.count / 5 * area * 255)
      #expect(abs(mean - Double(train.normalization.mean[channel])) < 0.004)
    }
  }
}
