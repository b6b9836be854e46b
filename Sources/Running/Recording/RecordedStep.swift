import Builtins
import Interpreter
import Language
import Session

/// What a step gave when its author ran it.
package struct RecordedStep {
  /// A part of that, in the order in which it was shown.
  enum Part {
    /// A piece of the step's code begins: which one.
    case fence(Int)
    case text(String)
    case picture(RecordedPicture)
    case points([RecordedPoint])
    case comparison(ComparisonResult)
    /// A claim that held.
    case claim(String)
  }

  /// The step's id.
  package let id: String
  /// What all this depends on.
  package let fingerprint: StepFingerprint
  /// What was shown.
  var parts: [Part] = []
  /// What it reported.
  var reports: [(name: String, value: Value)] = []
  /// The author's answers to its predictions, by their ids.
  package var answers: [String: String] = [:]
}

extension RecordedStep {
  /// As JSON.
  var json: JSON {
    .object([
      ("step", .string(id)), ("depends", fingerprint.json), ("parts", .list(parts.map(\.json))),
      (
        "reports",
        .object(reports.compactMap { name, value in JSON(plain: value).map { (name, $0) } })
      ),
      ("answers", .object(answers.sorted { $0.key < $1.key }.map { ($0, .string($1)) })),
    ])
  }

  /// The step of which this is the JSON; nil if it is damaged.
  init?(_ json: JSON) {
    guard let id = json["step"]?.string, let fingerprint = StepFingerprint(json["depends"]),
      let parts = json["parts"]?.elements, case .object(let reports)? = json["reports"],
      case .object(let answers)? = json["answers"]
    else { return nil }
    self.init(id: id, fingerprint: fingerprint)
    for saved in parts {
      guard let part = Part(saved) else { return nil }
      self.parts.append(part)
    }
    for (name, saved) in reports {
      guard let value = saved.plainValue else { return nil }
      self.reports.append((name, value))
    }
    for (id, saved) in answers {
      guard let answer = saved.string else { return nil }
      self.answers[id] = answer
    }
  }
}

extension RecordedStep.Part {
  fileprivate var json: JSON {
    switch self {
    case .fence(let number): .object([("fence", .int(number))])
    case .text(let text): .object([("text", .string(text))])
    case .picture(let picture): .object([("picture", picture.json)])
    case .points(let points): .object([("points", RecordedPoints.json(points))])
    case .comparison(let result): .object([("comparison", ComparisonTable.json([result]))])
    case .claim(let text): .object([("claim", .string(text))])
    }
  }

  fileprivate init?(_ json: JSON) {
    guard case .object(let pairs) = json, pairs.count == 1 else { return nil }
    let (kind, saved) = pairs[0]
    switch kind {
    case "fence":
      guard let number = saved.int else { return nil }
      self = .fence(number)
    case "text":
      guard let text = saved.string else { return nil }
      self = .text(text)
    case "picture":
      guard let picture = RecordedPicture(saved) else { return nil }
      self = .picture(picture)
    case "points":
      guard let points = RecordedPoints.points(saved) else { return nil }
      self = .points(points)
    case "comparison":
      guard let result = ComparisonTable.comparisons(saved).first else { return nil }
      self = .comparison(result)
    case "claim":
      guard let text = saved.string else { return nil }
      self = .claim(text)
    default: return nil
    }
  }
}
