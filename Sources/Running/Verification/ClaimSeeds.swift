import Language
import Session

/// The claims of a lab over several seeds: how often each holds, and by how little.
package struct ClaimSeeds {
  /// One claim, which a run may judge several times.
  package struct Claim {
    /// As written.
    package let text: String
    /// Where it is.
    package let span: Span
    /// The seeds that it was judged with.
    package private(set) var judged = 0
    /// The seeds with which it held every time.
    package private(set) var held = 0
    /// How near it came to the other verdict, and with which seed; nil where that is no matter of
    /// more or less.
    package private(set) var nearest: (margin: Double, seed: Int)?

    init(_ result: ExpectationResult) {
      text = result.text
      span = result.span
    }

    mutating func add(_ results: [ExpectationResult], seed: Int) {
      judged += 1
      if results.allSatisfy({ $0.status == .held }) { held += 1 }
      for margin in results.compactMap(\.margin) where nearest.map({ margin < $0.margin }) ?? true {
        nearest = (margin, seed)
      }
    }

    /// Whether it holds with at least nine of ten seeds.
    var isSound: Bool { held * 10 >= judged * 9 }
  }

  /// The claims in the order of the lab.
  package private(set) var claims: [Claim] = []
  private var results: [ExpectationResult] = []

  /// No claims yet.
  package init() {}

  /// Takes in what a step judged.
  mutating func add(_ outcome: Session.Outcome) {
    results += outcome.expectations.filter { result in
      switch result.status {
      case .held, .failed: true
      case .notChecked: false
      }
    }
  }

  /// Ends the run with a seed.
  mutating func end(seed: Int) {
    var places: [Int: Int] = [:]
    var judged: [[ExpectationResult]] = Array(repeating: [], count: claims.count)
    for (index, claim) in claims.enumerated() { places[claim.span.start] = index }
    for result in results {
      if let place = places[result.span.start] {
        judged[place].append(result)
      } else {
        places[result.span.start] = claims.count
        claims.append(Claim(result))
        judged.append([result])
      }
    }
    for (index, results) in judged.enumerated() where !results.isEmpty {
      claims[index].add(results, seed: seed)
    }
    results = []
  }
}
