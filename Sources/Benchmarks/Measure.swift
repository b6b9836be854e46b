import Foundation

extension Command {
  /// Runs the command once and gives its figure: seconds, or MB.
  func measure() throws -> Double {
    switch figure {
    case .process: return try finish(arguments).seconds
    case .memory: return try finish(arguments).peakMegabytes
    case .steps(let units):
      let file = NSTemporaryDirectory() + "lab-benchmark-\(getpid()).json"
      defer { unlink(file) }
      _ = try finish(arguments + ["-q", "--json", file])
      let times = try stepSeconds(Data(contentsOf: URL(fileURLWithPath: file)))
      return median(times) / units
    case .seconds(let key):
      let times = try figures(of: finish(arguments).output, key)
      return median(times.count > 1 ? times.dropFirst() : times[...])
    case .milliseconds(let key):
      return try figures(of: finish(arguments).output, key)[0] / 1000
    }
  }
}

/// The number or numbers under `key` in the last line, which is JSON.
private func figures(of output: String, _ key: String) throws -> [Double] {
  let line = output.split(separator: "\n").last ?? ""
  let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
  if let list = object?[key] as? [Double], !list.isEmpty { return list }
  if let number = object?[key] as? Double { return [number] }
  throw Failed(description: "the peer tells no \(key)")
}

/// The middle value; the mean of the two middle ones of an even count.
func median(_ values: some Sequence<Double>) -> Double {
  let sorted = values.sorted()
  guard !sorted.isEmpty else { return .nan }
  return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}
