import Foundation

/// The printed result: one row a workload.
struct ResultTable {
  let hasPeers: Bool

  func printHead() {
    var head = "work".padded(26) + "ours".padded(12, left: true) + "GFLOP/s".padded(10, left: true)
    if hasPeers {
      head += "theirs".padded(12, left: true) + "ratio".padded(8, left: true)
      head += "target".padded(8, left: true)
    }
    print(head)
  }

  func printRow(_ workload: Workload, ours: Double, theirs: Double?) {
    var row = workload.name.padded(26) + shown(ours, workload).padded(12, left: true)
    let rate = workload.gigaflops.map { String(format: "%.0f", $0 / ours) } ?? ""
    row += rate.padded(10, left: true)
    if let theirs {
      row += shown(theirs, workload).padded(12, left: true)
      row += String(format: "%.2f", ours / theirs).padded(8, left: true)
      row += String(format: "%.2f", workload.target).padded(8, left: true)
      if ours / theirs > workload.target { row += "  missed" }
    }
    print(row)
  }

  private func shown(_ value: Double, _ workload: Workload) -> String {
    if case .memory = workload.ours.figure { return String(format: "%.0f MB", value) }
    return value < 0.1 ? String(format: "%.2f ms", value * 1000) : String(format: "%.2f s", value)
  }
}

extension String {
  fileprivate func padded(_ width: Int, left: Bool = false) -> String {
    let space = String(repeating: " ", count: max(0, width - count))
    return left ? space + self : self + space
  }
}
