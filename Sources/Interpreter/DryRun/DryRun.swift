import Language
import Tensors

/// What happens when code runs with shapes only: the mistakes that come to light without a number
/// being computed.
///
/// The code is compiled with nodes around each expression and statement (`DryExpressionNode`), which
/// ask here. All else is the interpreter's, the builtins' and the engine's own: so are the messages.
/// A value that nobody can know is an `UnknownValue`; an error that may rest on one is none.
package final class DryRun {
  /// What a name or an expression was, wherever it ran.
  package struct Kind: Equatable, Sendable {
    /// The kind of value, as messages call it; nil if it is not always the same.
    package let name: String?
    /// A tensor's shape, if its length is always the same; nil for an extent that is not.
    package let shape: [Int?]?
  }

  /// The mistakes, in the order in which they came to light.
  package private(set) var findings: [Diagnostic] = []
  /// The kinds of names and expressions by their places in the lab's text.
  package private(set) var kinds: [Range<Int>: Kind] = [:]
  private let notesKinds: Bool
  /// The name of the lab's text; what is in others is not ours to report.
  private let file: String

  /// Whether a part of the expression that is being evaluated is unknown.
  var restsOnUnknown = false
  /// Whether one is, or has elements that are.
  private var holdsUnknown = false
  /// Whether nobody knows how many elements the comprehension being evaluated has.
  var isOpenEnded = false
  /// Expressions and statements evaluated so far, and the bound on them.
  private(set) var steps = 0
  private let mostSteps: Int
  /// Counts what the code costs, if that is asked for.
  let meter: CostMeter?
  /// Whether it does.
  package var countsCosts: Bool { meter != nil }
  private let deadline = ContinuousClock.now + .seconds(20)
  /// Whether the bound was reached.
  package private(set) var isStopped = false

  /// The calls that are active, the session's top level first.
  var levels: [Level] = []
  /// The session's names.
  package weak var globals: Globals?
  /// All instances of models, whose fields may change on a path that may not be taken.
  private(set) var instances: [Instance] = []
  /// Objects that were given what is unknown, and do not know what they would know.
  private var vague: [ObjectIdentifier: NativeObject] = [:]
  /// Whether gradients may not be there only because what would have given them did not run.
  var missesGradients = false
  /// How many loops have left out rounds.
  var shortLoops = 0 {
    didSet { missesGradients = true }
  }
  /// The functions that ran.
  private var called: Set<ObjectIdentifier> = []
  /// All functions, in the order of the text.
  private var functions: [FunctionCode] = []

  /// A dry run of the lab whose text is called `file`; to count costs it takes longer.
  package init(of file: String, notingKinds: Bool = false, countingCosts: Bool = false) {
    self.file = file
    notesKinds = notingKinds
    meter = countingCosts ? CostMeter() : nil
    mostSteps = countingCosts ? 4_000_000 : 200_000
  }

  // MARK: Bounds

  func countStep() throws(Failure) {
    steps += 1
    guard steps <= mostSteps, steps & 0xfff != 0 || .now < deadline else {
      isStopped = true
      throw Failure(.limit, "the dry run ends here")
    }
  }

  // MARK: Evaluating

  /// The value of an expression, unknown where it fails or rests on what is unknown.
  func value(
    of node: Node, in frame: Frame, isDecidedByParts: Bool, at span: Span
  ) throws(Failure) -> Value {
    try countStep()
    let (outer, reads) = ((restsOnUnknown, holdsUnknown, isOpenEnded), StandIns.reads)
    (restsOnUnknown, holdsUnknown, isOpenEnded) = (false, false, false)
    var value: Value
    do throws(Failure) {
      value = try node.evaluate(frame)
      if missesGradients, case .none = value, (node as? MemberNode)?.name == "grad" {
        value = UnknownValue.of()
      }
      if StandIns.reads != reads || isOpenEnded || holdsUnknown && isDecidedByParts {
        value = UnknownValue.like(value)
      }
    } catch {
      guard !isStopped else { throw error }
      // What failed may be what would have given them.
      missesGradients = true
      if !restsOnUnknown, StandIns.reads == reads { note(error) }
      value = UnknownValue.of()
    }
    StandIns.reads = reads
    restsOnUnknown = outer.0 || isItselfUnknown(value)
    holdsUnknown = outer.1 || isUnknown(value)
    isOpenEnded = outer.2
    if notesKinds { note(value, at: span) }
    return value
  }

  /// Runs a statement; if it fails, calls `forget`, which makes unknown what it would have set.
  func execute(
    _ node: Node, in frame: Frame, orElse forget: () -> Void
  ) throws(Failure) -> Completion {
    try countStep()
    let (outer, reads) = ((restsOnUnknown, holdsUnknown), StandIns.reads)
    (restsOnUnknown, holdsUnknown) = (false, false)
    defer {
      (restsOnUnknown, holdsUnknown) = outer
      StandIns.reads = reads
    }
    do throws(Failure) {
      return try node.execute(frame)
    } catch {
      guard !isStopped else { throw error }
      // What failed may be what would have given them.
      missesGradients = true
      if !restsOnUnknown, StandIns.reads == reads { note(error) }
      forget()
      return .normal
    }
  }

  /// Whether a condition holds; nil if that is unknown.
  func truth(of value: Value, at span: Span?) -> Bool? {
    if isUnknown(value) { return nil }
    let reads = StandIns.reads
    defer { StandIns.reads = reads }
    do throws(Failure) {
      let isTrue = try value.isTrue()
      return StandIns.reads == reads ? isTrue : nil
    } catch {
      if StandIns.reads == reads { note(error.at(span)) }
      return nil
    }
  }

  // MARK: What is unknown

  /// Whether a value, or a part of it that what is done with it may ask for, is unknown.
  func isUnknown(_ value: Value) -> Bool { isUnknown(value, 3) }

  /// Whether a value is unknown, whatever its parts are.
  private func isItselfUnknown(_ value: Value) -> Bool { isUnknown(value, 0) }

  private func isUnknown(_ value: Value, _ depth: Int) -> Bool {
    switch value {
    case .object(let object):
      return object is UnknownValue || vague[ObjectIdentifier(object)] != nil
    case .list(let list) where depth > 0:
      return isUnknown(list.items[...], depth - 1)
    case .map(let map) where depth > 0:
      return isUnknown(ContiguousArray(map.entries.prefix(16).map(\.value))[...], depth - 1)
    default: return false
    }
  }

  private func isUnknown(_ items: ArraySlice<Value>, _ depth: Int) -> Bool {
    let mostSeen = 16
    if items.count <= mostSeen { return items.contains { isUnknown($0, depth) } }
    return items.prefix(mostSeen / 2).contains { isUnknown($0, depth) }
      || items.suffix(mostSeen / 2).contains { isUnknown($0, depth) }
  }

  /// Notes that a condition of a comprehension was asked: if it is unknown, so is what it lets in.
  func noteCondition() { isOpenEnded = isOpenEnded || holdsUnknown }

  /// Notes that an object has not been given what it would have been.
  func makeVague(_ value: Value) {
    if case .object(let object) = value { vague[ObjectIdentifier(object)] = object }
  }

  // MARK: Notes

  func note(_ instance: Instance) { instances.append(instance) }

  func note(function code: FunctionCode) { functions.append(code) }

  func noteCall(of code: FunctionCode) { called.insert(ObjectIdentifier(code)) }

  /// The functions that did not run, in the order of the text.
  var uncalled: [FunctionCode] {
    functions.filter { !called.contains(ObjectIdentifier($0)) }
  }

  /// Notes a mistake, at the place in the lab's own text that led to it.
  func note(_ failure: Failure) {
    var diagnostic = failure.diagnostic
    switch diagnostic.kind {
    case .runtime, .usage: break
    case .syntax, .expectation, .limit, .skipped: return
    }
    // An element of what was looked at.
    if diagnostic.message.contains(UnknownValue.name) { return }
    let places = [diagnostic.span].compactMap(\.self) + diagnostic.calls.map(\.span)
    guard let place = places.first(where: { $0.file.name == file }) else { return }
    diagnostic.span = place
    guard !findings.contains(where: { $0.span?.start == place.start }) else { return }
    findings.append(diagnostic)
  }

  /// Adds to the messages about shapes which of the `sizes` have names: `(hidden = 128)`.
  ///
  /// A size that several have is left alone, and so are those below 3.
  package func nameSizes(of sizes: [(name: String, value: Int)]) {
    for index in findings.indices {
      let numbers = Set(
        findings[index].message.split(separator: "[").dropFirst().flatMap { part in
          part.prefix { $0 != "]" }.split(separator: ",").compactMap {
            Int($0.filter { $0 != " " })
          }
        })
      let named = sizes.filter { size in
        size.value > 2 && numbers.contains(size.value)
          && sizes.filter { $0.value == size.value }.count == 1
      }
      guard !named.isEmpty else { continue }
      let list = named.map { "\($0.name) = \($0.value)" }.joined(separator: ", ")
      findings[index].message += " (\(list))"
    }
  }

  private func note(_ value: Value, at span: Span) {
    guard span.file.name == file, span.start < span.end else { return }
    let kind: Kind
    switch value {
    case .tensor(let tensor): kind = Kind(name: "tensor", shape: Array(tensor.shape))
    case .object(let object as UnknownValue): kind = Kind(name: object.kind, shape: nil)
    case .object(let object): kind = Kind(name: object.typeName, shape: object.shape)
    default: kind = Kind(name: value.typeName, shape: nil)
    }
    let place = span.start..<span.end
    guard let known = kinds[place], known != kind else {
      kinds[place] = kind
      return
    }
    kinds[place] = Kind(
      name: known.name == kind.name ? kind.name : nil, shape: Self.common(known.shape, kind.shape))
  }

  private static func common(_ one: [Int?]?, _ other: [Int?]?) -> [Int?]? {
    guard let one, let other, one.count == other.count else { return nil }
    return zip(one, other).map { $0 == $1 ? $0 : nil }
  }
}
