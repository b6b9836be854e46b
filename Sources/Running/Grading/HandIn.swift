import Builtins
import Datasets
import Text

/// What a student hands in: everything that their results depend on, and these.
///
/// It is one JSON file, since all of it is text and few numbers: whoever grades it trains again and
/// needs no weights, and a person can read what is handed in.
package struct HandIn: Sendable {
  /// A name and what it stands for, in the order of the file.
  struct Entry: Equatable, Sendable {
    let name: String
    let text: String
  }

  /// A changed step.
  struct ChangedStep: Equatable, Sendable {
    let step: String
    let original: String
    let text: String
  }

  static let kind = "lab hand-in"
  static let format = 1
  /// Bytes of a file at most.
  package static let largest = 8 << 20
  /// Entries of a list at most.
  private static let most = 10_000

  /// The lab's name, its title, and the fingerprint of its file.
  var lab = Entry(name: "", text: "")
  var labFingerprint = ""
  /// The version of the program.
  var program = ProgramVersion.current
  var seed = 0
  var profile: String?
  /// What was set by hand, as written.
  var settings: [Entry] = []
  /// The values of all parameters, for readers.
  var parameters: [Entry] = []
  /// The data set behind each `data` declaration.
  var sets: [Entry] = []
  /// The data sets in use and their fingerprints.
  var data: [Entry] = []
  var edits: [ChangedStep] = []
  /// Code in the place of exercises, by their ids.
  var exercises: [Entry] = []
  /// Which of them were written, or taken, after the author's solution was shown.
  var solutions: [String] = []
  var predictions: [Entry] = []
  var answers: [Entry] = []
  /// The steps that have run, and how they ended.
  var steps: [Entry] = []
  var reports: [(name: String, value: JSON)] = []
  /// The rows of `:results`, for readers.
  var results: [JSON] = []

  /// An empty one.
  init() {}
}

// MARK: Writing

extension HandIn {
  /// The file: the same for the same state.
  package var text: String {
    let pairs = pairs
    let fingerprint = JSON.string(Self.fingerprint(of: JSON.object(pairs).text))
    return JSON.object(pairs + [("fingerprint", fingerprint)]).text
  }

  private var pairs: [(String, JSON)] {
    func object(_ entries: [Entry]) -> JSON {
      .object(entries.map { ($0.name, .string($0.text)) })
    }
    return [
      ("kind", .string(Self.kind)), ("format", .int(Self.format)),
      (
        "lab",
        .object([
          ("name", .string(lab.name)), ("title", .string(lab.text)),
          ("fingerprint", .string(labFingerprint)),
        ])
      ),
      ("program", .string(program)), ("seed", .int(seed)), ("profile", JSON(profile)),
      ("settings", object(settings)), ("parameters", object(parameters)), ("sets", object(sets)),
      ("data", object(data)), ("steps", object(steps)),
      (
        "edits",
        .list(
          edits.map {
            .object([
              ("step", .string($0.step)), ("original", .string($0.original)),
              ("text", .string($0.text)),
            ])
          })
      ),
      ("exercises", object(exercises)),
      ("solutions", .list(solutions.map { .string($0) })),
      ("predictions", object(predictions)), ("answers", object(answers)),
      ("reports", .object(reports.map { ($0.name, $0.value) })),
      ("results", .list(results)),
    ]
  }

  /// The fingerprint of a text, which shows slips and not malice.
  package static func fingerprint(of text: String) -> String {
    var fingerprint = Fingerprint()
    fingerprint.add(Array(text.utf8))
    return String(fingerprint.value, radix: 16)
  }
}

// MARK: Reading

extension HandIn {
  /// Why a file is not taken.
  package struct Refusal: ExplainedError, Sendable {
    /// The reason.
    package let message: String
    /// There is nothing that a grader could do.
    package var hint: String? { nil }
  }

  /// Reads a file from untrusted bytes.
  package init(reading bytes: [UInt8]) throws(Refusal) {
    guard bytes.count <= Self.largest else {
      throw Refusal(message: "the file is larger than \(Self.largest >> 20) MB")
    }
    guard let json = JSON(reading: bytes), json["kind"]?.string == Self.kind,
      case .object(let pairs) = json
    else { throw Refusal(message: "the file is not a hand-in") }
    guard json["format"]?.int == Self.format else {
      throw Refusal(message: "the file has a format that this version of lab does not know")
    }
    let body = JSON.object(pairs.filter { $0.0 != "fingerprint" })
    guard json["fingerprint"]?.string == Self.fingerprint(of: body.text) else {
      throw Refusal(message: "the file was changed after it was written")
    }
    guard let seed = json["seed"]?.int, let name = json["lab"]?["name"]?.string,
      let title = json["lab"]?["title"]?.string,
      let fingerprint = json["lab"]?["fingerprint"]?.string, let program = json["program"]?.string
    else { throw Refusal(message: "the file is incomplete") }
    (self.seed, self.program) = (seed, program)
    (lab, labFingerprint) = (Entry(name: name, text: title), fingerprint)
    profile = json["profile"]?.string
    settings = try Self.entries(json["settings"])
    parameters = try Self.entries(json["parameters"])
    sets = try Self.entries(json["sets"])
    data = try Self.entries(json["data"])
    steps = try Self.entries(json["steps"])
    edits = try Self.edits(json["edits"])
    exercises = try Self.entries(json["exercises"])
    // Files of earlier versions do not say.
    solutions = (json["solutions"]?.elements ?? []).prefix(Self.most).compactMap(\.string)
    predictions = try Self.entries(json["predictions"])
    answers = try Self.entries(json["answers"])
    guard case .object(let reports)? = json["reports"], reports.count <= Self.most,
      let results = json["results"]?.elements
    else { throw Refusal(message: "the file is incomplete") }
    self.reports = reports.map { ($0.0, $0.1) }
    self.results = results
  }

  private static func entries(_ json: JSON?) throws(Refusal) -> [Entry] {
    guard case .object(let pairs)? = json, pairs.count <= most else {
      throw Refusal(message: "the file is incomplete")
    }
    var entries: [Entry] = []
    for (name, value) in pairs {
      guard let text = value.string else { throw Refusal(message: "the file is incomplete") }
      entries.append(Entry(name: name, text: text))
    }
    guard Set(entries.map(\.name)).count == entries.count else {
      throw Refusal(message: "the file says something twice")
    }
    return entries
  }

  private static func edits(_ json: JSON?) throws(Refusal) -> [ChangedStep] {
    guard let list = json?.elements, list.count <= most else {
      throw Refusal(message: "the file is incomplete")
    }
    var edits: [ChangedStep] = []
    for edit in list {
      guard let step = edit["step"]?.string, let original = edit["original"]?.string,
        let text = edit["text"]?.string
      else { throw Refusal(message: "the file is incomplete") }
      edits.append(ChangedStep(step: step, original: original, text: text))
    }
    return edits
  }
}
