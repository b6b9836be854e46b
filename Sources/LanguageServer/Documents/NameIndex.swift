import Interpreter
import Language

/// Where the names of a lab stand and what they mean there, as the compiler resolves them.
struct NameIndex {
  typealias Occurrence = NameUses.Occurrence
  typealias Home = NameUses.Home

  /// All places, in order.
  private(set) var occurrences: [Occurrence] = []
  /// Where things are defined.
  private var definitions: [Home: Occurrence] = [:]
  /// What session names are set to, where only one place sets them.
  private(set) var values: [String: Expression] = [:]
  /// The arguments that calls name, by where they stand.
  private(set) var namedArguments: Set<Int> = []
  /// Parameters of functions and models by their names.
  let parameters: [String: [String]]
  /// The fields and methods of models, and of which.
  private(set) var members: [String: [String]] = [:]
  /// The files that names are imported from.
  private(set) var imports: [String: String] = [:]

  init(_ lab: Lab, _ table: BuiltinTable) {
    let uses = NameUses()
    let globals = Globals(table)
    var own: [Occurrence] = []
    func settings(_ settings: [Setting]) -> [Statement] {
      own += settings.map {
        Occurrence(name: $0.name, span: $0.nameSpan, home: .session($0.name), role: .use)
      }
      return settings.map { Statement(.expression($0.value), $0.value.span) }
    }
    for step in lab.steps {
      for statement in step.code.statements {
        var compiled = [statement]
        switch statement.kind {
        case .profile(let profile):
          compiled = settings(profile.settings)
        case .try(let variation):
          own.append(
            Occurrence(
              name: variation.id, span: variation.idSpan, home: .session(variation.id),
              role: .variation))
          compiled = settings(variation.settings)
        case .compare(let comparison):
          let shown = comparison.table + comparison.plot.map { ($0.name, $0.span) }
          own += (shown + comparison.bars.map { ($0.name, $0.span) }).map {
            Occurrence(name: $0.name, span: $0.span, home: .session($0.name), role: .shown)
          }
        case .importNames(let names, let file, fileSpan: _):
          for name in names { imports[name.name] = file }
        default: break
        }
        for statement in compiled {
          _ = try? Compiler.chunk([statement], globals, Graveyard(), uses)
        }
      }
    }
    parameters = uses.parameters.mapValues { $0.map(\.name) }
    namedArguments = Set(uses.calls.flatMap { $0.named.map(\.span.start) })
    collect(lab, uses, own, table)
  }

  private mutating func collect(
    _ lab: Lab, _ uses: NameUses, _ own: [Occurrence], _ table: BuiltinTable
  ) {
    let whole = lab.statements(in: lab.steps)
    var places: [Int: Occurrence] = [:]
    // What is compiled twice stands once.
    for occurrence in uses.occurrences + own where places[occurrence.span.start] == nil {
      places[occurrence.span.start] = occurrence
    }
    let all = Array(places.values)
    for occurrence in all {
      if case .member(let model, let name) = occurrence.home {
        let owner = uses.models[model] ?? ""
        if members[owner]?.contains(name) != true { members[owner, default: []].append(name) }
      }
    }
    var declared: [String: [String: Home]] = [:]
    let homes = Dictionary(all.map { ($0.span.start, $0.home) }) { first, _ in first }
    var written: [String: [Expression]] = [:]
    for statement in whole {
      switch statement.kind {
      case .function(let function):
        declared[function.name] = Self.homes(function.parameters, homes)
      case .model(let model): declared[model.name] = Self.homes(model.parameters, homes)
      case .assign(.pattern(.name(let name, _)), annotation: _, value: let value):
        written[name, default: []].append(value)
      default: break
      }
    }
    for (name, values) in written where values.count == 1 && uses.set[name]?.count == 1 {
      self.values[name] = values.first
    }
    let arguments = uses.calls.flatMap { call -> [Occurrence] in
      guard !call.isMethod, let own = declared[call.name] else { return [] }
      return call.named.compactMap { name, span in
        own[name].map { Occurrence(name: name, span: span, home: $0, role: .use) }
      }
    }
    let dotted = uses.dotted.compactMap { resolved($0, uses, table) }
    for occurrence in arguments + dotted { places[occurrence.span.start] = occurrence }
    occurrences = places.values.sorted { $0.span.start < $1.span.start }
    for occurrence in occurrences {
      // A declaration, else the first line that sets it.
      let role = occurrence.role
      let isFirst = definitions[occurrence.home] == nil && role == .set
      let isBetter =
        role.isDeclaration && definitions[occurrence.home]?.role.isDeclaration != true
      if isFirst || isBetter { definitions[occurrence.home] = occurrence }
    }
  }

  private static func homes(
    _ parameters: [Parameter], _ homes: [Int: Home]
  ) -> [String: Home] {
    var found: [String: Home] = [:]
    for parameter in parameters { found[parameter.name] = homes[parameter.span.start] }
    return found
  }

  /// A name after a dot that only one model has, or that is a function of the lab.
  private func resolved(
    _ dotted: (name: String, span: Span), _ uses: NameUses, _ table: BuiltinTable
  ) -> Occurrence? {
    let name = dotted.name
    let models = uses.models.filter { members[$0.value]?.contains(name) == true }
    if models.count == 1, let model = models.first?.key {
      return Occurrence(
        name: name, span: dotted.span, home: .member(model: model, name), role: .use)
    }
    guard models.isEmpty, uses.parameters[name] != nil, table.entries(called: name).isEmpty else {
      return nil
    }
    return Occurrence(name: name, span: dotted.span, home: .session(name), role: .use)
  }

  // MARK: Questions

  /// What stands at an offset, or just before it.
  func occurrence(at offset: Int) -> Occurrence? {
    occurrences.last { $0.span.start <= offset && offset <= $0.span.end }
  }

  /// Everywhere that something is meant, in order.
  func occurrences(of home: Home) -> [Occurrence] { occurrences.filter { $0.home == home } }

  /// Where something is defined: by a declaration, else by the first line that sets it.
  func definition(of home: Home) -> Occurrence? { definitions[home] }

  /// The names of the session, sorted.
  var sessionNames: [String] {
    Set(
      occurrences.compactMap {
        if case .session(let name) = $0.home, $0.role.isDeclaration || $0.role == .set {
          name
        } else {
          nil
        }
      }
    ).sorted()
  }
}

extension NameUses.Role {
  /// Whether it says what a name is.
  var isDeclaration: Bool {
    switch self {
    case .function, .model, .method, .parameter, .declaration, .variation, .imported: true
    case .set, .use, .shown: false
    }
  }
}

extension Lab {
  /// The statements of some steps, those of exercises, checks and solutions too.
  fileprivate func statements(in steps: [Step]) -> [Statement] {
    steps.flatMap { $0.code.statements }
  }
}
