import Language

/// What a lab's hand-ins are judged by: a column for each check, question and result, which depend on
/// the lab's key alone.
package struct GradeSheet {
  /// A column.
  struct Column: Equatable {
    let name: String
    /// Whether it says `1` or `0`, and counts.
    let isJudged: Bool
  }

  /// The key, with its solutions, hidden checks and answers.
  let key: Lab
  /// The lab as students have it.
  let released: SourceFile
  /// The columns in the order of the lab.
  let columns: [Column]

  /// The sheet of the key at `path`. Throws where it is no key, or has mistakes.
  package init(key path: String) throws(Diagnostic) { try self.init(try LabFile.source(path)) }

  /// The sheet of the key with this text.
  package init(_ source: SourceFile) throws(Diagnostic) {
    key = try Parser.parseLab(source)
    let path = source.name
    let name = path.split(separator: "/").last.map(String.init) ?? path
    // The lab's own name, as `lab release` makes that of the key.
    let lab = name.hasSuffix(".key.lab") ? String(name.dropLast(8)) + ".lab" : name
    released = SourceFile(name: lab, text: try ReleasedLab.text(source, key: name))
    var columns: [Column] = []
    for step in key.steps {
      for exercise in key.exercises where exercise.step == step.number {
        for index in exercise.claims.indices {
          columns.append(Column(name: "\(exercise.id).\(index + 1)", isJudged: true))
        }
      }
      for question in step.questions {
        columns.append(Column(name: question.column, isJudged: question.isJudged))
      }
      for name in step.reportNames.map(Self.column(ofReport:))
      where !columns.contains(where: { $0.name == name }) {
        columns.append(Column(name: name, isJudged: true))
      }
    }
    self.columns = columns
  }

  /// The name of a result's column.
  static func column(ofReport name: String) -> String { "report \(name)" }

  /// How many columns count.
  var most: Int { columns.count(where: \.isJudged) }

  /// Whether a lab with this fingerprint is the one that the key is of.
  func isOf(_ fingerprint: String) -> SourceFile? {
    [released, key.source].first {
      HandIn.fingerprint(of: String(decoding: $0.bytes, as: UTF8.self)) == fingerprint
    }
  }
}

extension Exercise {
  /// The claims of its checks, in order.
  var claims: [Expectation] {
    var claims: [Expectation] = []
    for check in checks {
      check.forEachStatement { if case .expect(let claim) = $0.kind { claims.append(claim) } }
    }
    return claims
  }
}

extension Question {
  /// The name of its column.
  var column: String { (isPrediction ? "predict " : "question ") + id }

  /// Whether its answer is right or wrong: that of a question with choices or a number.
  var isJudged: Bool {
    switch form {
    case .open, .choice(_, correct: nil): false
    case .choice, .number: !isPrediction
    }
  }
}

extension Step {
  /// What its top-level statements report.
  var reportNames: [String] {
    var names: [String] = []
    for statement in statements {
      if case .report(let reports) = statement.kind { names += reports.map(\.name) }
    }
    return names
  }
}
