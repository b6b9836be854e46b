import Foundation

// Times the labs' work and, where there is a peers' script, the same work there: alternating,
// several pairs, medians, ratios. `make bench` builds what it needs and calls this.
//
//   Benchmarks LAB [--peers FILE] [--pairs N] [--only TEXT]

var lab = ".build/release/lab"
var peers: String?
var pairs = 5
var only = ""
var words = CommandLine.arguments.dropFirst()[...]
while let word = words.popFirst() {
  switch word {
  case "--peers": peers = words.popFirst()
  case "--pairs": pairs = words.popFirst().flatMap { Int($0) } ?? pairs
  case "--only": only = words.popFirst() ?? ""
  default: lab = word
  }
}

let table = ResultTable(hasPeers: peers != nil)
table.printHead()
var failures = 0
for workload in Workload.all(lab: lab, peers: peers)
where workload.name.contains(only) || only.isEmpty {
  do {
    var ours: [Double] = []
    var theirs: [[Double]] = workload.theirs.map { _ in [] }
    for _ in 0..<max(1, pairs) {
      ours.append(try workload.ours.measure())
      for (index, command) in workload.theirs.enumerated() {
        theirs[index].append(try command.measure())
      }
    }
    table.printRow(workload, ours: median(ours), theirs: theirs.map { median($0) }.min())
  } catch {
    failures += 1
    print("\(workload.name): \(error)")
  }
}
exit(failures == 0 ? 0 : 1)
