import Builtins
import Datasets
import Interpreter
import Language
import Platform
import Text

/// All that a step's results depend on, to tell whether a recording is still of the lab as it is.
package struct StepFingerprint {
  /// Hashes of the code of the steps up to this one, by their ids.
  fileprivate let code: [String: String]
  /// Hashes of the author's solutions among them, by the ids of exercises.
  fileprivate let solutions: [String: String]
  /// Hashes of the labs that are imported, by their paths.
  fileprivate let imports: [String: String]
  /// The values of the parameters that the step may depend on.
  fileprivate let parameters: [String: String]
  /// The data sets that it may depend on, each with what identifies its contents.
  fileprivate let data: [String: String]
  fileprivate let seed: Int

  /// Why results with this fingerprint are not those of a step that has the other one; nil where they
  /// are. A lab that is only checked has no data, and no seed was chosen.
  package func difference(
    from now: StepFingerprint, in lab: Lab, isRun: Bool = true
  ) -> String? {
    for step in lab.steps where code[step.id] != now.code[step.id] {
      return "step \(step.number) has changed since"
    }
    if let id = code.keys.sorted().first(where: { now.code[$0] == nil }) {
      return "the step `\(visible(id))` is gone"
    }
    // A lab as students get it has no solutions.
    for (id, hash) in now.solutions.sorted(by: { $0.key < $1.key }) where solutions[id] != hash {
      return "the solution of `\(visible(id))` has changed since"
    }
    for path in Set(imports.keys).union(now.imports.keys).sorted()
    where imports[path] != now.imports[path] {
      return "\(visible(path)) has changed since"
    }
    func difference(_ own: [String: String], _ now: [String: String]) -> String? {
      for name in Set(own.keys).union(now.keys).sorted() where own[name] != now[name] {
        return "`\(visible(name))` is \(visible(now[name] ?? "not there")) here, and "
          + "\(visible(own[name] ?? "not there")) in it"
      }
      return nil
    }
    if let changed = difference(parameters, now.parameters) { return changed }
    guard isRun else { return nil }
    if let other = difference(data, now.data) { return other }
    return seed == now.seed ? nil : "the seed is \(now.seed) here, and \(seed) in it"
  }
}

extension StepFingerprint {
  /// As JSON, the same bytes each time.
  package var json: JSON {
    func json(_ texts: [String: String]) -> JSON {
      .object(texts.sorted { $0.key < $1.key }.map { ($0, .string($1)) })
    }
    return .object([
      ("code", json(code)), ("solutions", json(solutions)), ("imports", json(imports)),
      ("parameters", json(parameters)), ("data", json(data)), ("seed", .int(seed)),
    ])
  }

  /// The one of which this is the JSON; nil if it is not complete.
  package init?(_ json: JSON?) {
    func texts(_ name: String) -> [String: String]? {
      guard case .object(let pairs)? = json?[name] else { return nil }
      var texts: [String: String] = [:]
      for (name, value) in pairs {
        guard let text = value.string else { return nil }
        texts[name] = text
      }
      return texts
    }
    guard let code = texts("code"), let solutions = texts("solutions"),
      let imports = texts("imports"), let parameters = texts("parameters"),
      let data = texts("data"), let seed = json?["seed"]?.int
    else { return nil }
    (self.code, self.solutions, self.imports) = (code, solutions, imports)
    (self.parameters, self.data, self.seed) = (parameters, data, seed)
  }
}

extension Session {
  /// What the results of a step depend on now. What is in the place of exercises does not count: a
  /// recording is of the author's solutions.
  package func fingerprint(of step: Step) -> StepFingerprint {
    var code: [String: String] = [:]
    for earlier in lab.steps where earlier.number <= step.number {
      let texts = earlier.sections.flatMap { section -> [String] in
        guard case .code(let block, folded: _) = section else { return [] }
        return block.statements.filter { $0.counts(isLast: earlier.id == step.id) }
          .map(\.span.text)
      }
      code[earlier.id] = HashedName.of(texts.joined(separator: "\n"))
    }
    let solutions = lab.exercises.filter { $0.step <= step.number }.compactMap { exercise in
      exercise.solution.map { (exercise.id, HashedName.of($0.span.text)) }
    }
    let needed = namesNeeded(by: step)
    let data = declarations.data.map(\.name).filter(needed.contains).compactMap { name in
      (globals.value(of: name)?.dataSet).map { set in
        (name, "\(set.name) \(String(set.fingerprint, radix: 16))")
      }
    }
    return StepFingerprint(
      code: code, solutions: Dictionary(solutions) { $1 },
      imports: Dictionary(importedSources.map { ($0.path, HashedName.of($0.text)) }) { $1 },
      parameters: Dictionary(
        parameterValues.filter { needed.contains($0.name) }.map {
          ($0.name, $0.value.representation)
        }
      ) { $1 },
      data: Dictionary(data) { $1 }, seed: options.seed)
  }
}

extension Session {
  /// The names that a step may depend on; a comparison runs the steps that make what it shows.
  private func namesNeeded(by step: Step) -> Set<String> {
    var shown: Set<String> = []
    for case .compare(let comparison) in step.statements.map(\.kind) {
      shown.formUnion(comparison.table.map(\.name) + comparison.plot.map(\.name))
      shown.formUnion(comparison.bars.map(\.name))
    }
    var needed = lab.names(neededBy: step.number)
    for earlier in lab.steps where earlier.number < step.number {
      var mentioned = MentionedNames()
      for statement in earlier.statements { mentioned.visit(statement) }
      if !mentioned.made.isDisjoint(with: shown) {
        needed.formUnion(lab.names(neededBy: earlier.number))
      }
    }
    return needed
  }
}

extension Statement {
  /// Whether results depend on it: on what is declared only through its value, on what an earlier step
  /// shows or claims not at all.
  fileprivate func counts(isLast: Bool) -> Bool {
    switch kind {
    case .question, .param, .data, .profile: false
    case .show, .expect: isLast
    default: true
    }
  }
}

extension Value {
  fileprivate var dataSet: DataSet? {
    if case .object(let object as DataSetObject) = self { object.set } else { nil }
  }
}
