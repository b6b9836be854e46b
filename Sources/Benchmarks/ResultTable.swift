import Foundation

/// The table: one row per workload.
struct ResultTable {
  let page: Page
  let hasPeers: Bool
  /// The rate of a large matrix product in GFLOP/s, to compare rates with.
  let peak: Double

  func head() {
    var head = "work".padded(26) + "ours".padded(12, left: true)
    head += "GFLOP/s".padded(10, left: true) + "of peak".padded(9, left: true)
    if hasPeers {
      head += "theirs".padded(12, left: true) + "ratio".padded(8, left: true)
      head += "of pairs".padded(13, left: true) + "target".padded(8, left: true)
    }
    page.line(head)
  }

  func row(_ workload: Workload, _ comparison: Comparison) {
    let ours = median(comparison.ours)
    let rate = workload.gigaflops.map { $0 / ours }
    var row = workload.name.padded(26) + shown(ours, workload).padded(12, left: true)
    row += (rate.map { String(format: "%.0f", $0) } ?? "").padded(10, left: true)
    row += (rate.map { String(format: "%.0f%%", 100 * $0 / peak) } ?? "").padded(9, left: true)
    if let ratio = comparison.ratio, let least = comparison.ratios.first,
      let most = comparison.ratios.last
    {
      row += shown(median(comparison.theirs), workload).padded(12, left: true)
      row += String(format: "%.2f", ratio).padded(8, left: true)
      row += String(format: "%.2f–%.2f", least, most).padded(13, left: true)
      row += String(format: "%.2f", workload.target).padded(8, left: true)
      if ratio > workload.target { row += "  missed" }
    }
    page.line(row)
  }

  private func shown(_ value: Double, _ workload: Workload) -> String {
    if case .memory = workload.ours.figure { return String(format: "%.0f MB", value) }
    return value < 0.1 ? String(format: "%.2f ms", value * 1000) : String(format: "%.2f s", value)
  }
}

extension String {
  /// With spaces after, or before, up to `width` characters.
  func padded(_ width: Int, left: Bool = false) -> String {
    let space = String(repeating: " ", count: max(0, width - count))
    return left ? space + self : self + space
  }
}
