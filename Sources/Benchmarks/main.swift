import Foundation

// Times the labs' work and, if there is a peers' script, the same work there: alternating, several
// pairs, medians, ratios. `make bench` builds what it needs and calls this.
//
//   Benchmarks LAB [--peers FILE] [--pairs N] [--only TEXT] [--save FILE] [--scaling]
//   Benchmarks LAB --prompt [--pairs N] [--only TEXT] [--save FILE]
//   Benchmarks LAB --operations [--pairs N] [--only TEXT] [--save FILE]

var lab = ".build/release/lab"
var peers: String?
var pairs = 5
var only = ""
var saved = ".build/benchmarks.txt"
var isScaling = false
var isOperations = false
var isPrompt = false
var words = CommandLine.arguments.dropFirst()[...]
while let word = words.popFirst() {
  switch word {
  case "--peers": peers = words.popFirst()
  case "--pairs": pairs = words.popFirst().flatMap { Int($0) } ?? pairs
  case "--only": only = words.popFirst() ?? ""
  case "--save": saved = words.popFirst() ?? saved
  case "--scaling": isScaling = true
  case "--operations": isOperations = true
  case "--prompt": isPrompt = true
  default: lab = word
  }
}

guard FileManager.default.isExecutableFile(atPath: lab) else {
  print("\(lab) is not a program; build it with: swift build -c release --product lab")
  exit(2)
}

let page = Page(savedTo: saved)
var failures = 0
do {
  if isScaling {
    for scaling in Scaling.all where scaling.name.contains(only) || only.isEmpty {
      try scaling.run(lab: lab, on: page)
    }
  } else if isPrompt {
    let limits = PromptLimits(lab: lab, page: page, rounds: max(1, pairs))
    if !(try limits.run(only: only)) { failures += 1 }
  } else if isOperations {
    let comparison = OperationComparison(lab: lab, page: page, rounds: max(1, pairs))
    if !comparison.run(only: only) { failures += 1 }
  } else {
    let peak = try Workload.peak(lab: lab)
    page.line("matrix product of 2048³: \(String(format: "%.0f", peak)) GFLOP/s\n")
    let table = ResultTable(page: page, hasPeers: peers != nil, peak: peak)
    table.head()
    for workload in Workload.all(lab: lab, peers: peers)
    where workload.name.contains(only) || only.isEmpty {
      do {
        try workload.checkLoss()
        table.row(workload, try workload.compare(pairs: max(1, pairs)))
      } catch {
        failures += 1
        page.line("\(workload.name): \(error)")
      }
    }
  }
} catch {
  failures += 1
  page.line("\(error)")
}
exit(failures == 0 ? 0 : 1)
