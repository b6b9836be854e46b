import Builtins
import Interpreter
import Language
import Platform
import Tensors
import Text

/// One run of a lab: its names, parameters and results. Every front end is a thin layer over it.
///
/// Use it from one thread at a time; code runs on its own thread with a large stack.
package final class Session {
  /// The lab, with the answers in its exercises.
  package private(set) var lab: Lab
  /// The lab as its author wrote it.
  private var written: Lab
  /// The code in place of exercises, by their ids.
  var answers: [String: Block] = [:] {
    didSet {
      lab = written.answering(answers)
      globals.steps = lab.steps
    }
  }
  /// Where it reports what happens.
  let output: any Output
  /// How it is run.
  package internal(set) var options: SessionOptions
  /// What runs the code.
  package let interpreter: Interpreter
  /// The session's names.
  package let globals: Globals
  /// Random numbers, keyed by seed, step and draw.
  package private(set) var generator: Generator
  private(set) var declarations: Declarations
  /// What was chosen for parameters and data declarations, each layered over the earlier ones.
  var chosenValues: [String: [ChosenValue]] = [:]
  /// Parameters whose value differs from the profile's and the default.
  package internal(set) var changedParameters: Set<String> = []
  /// The values of chosen parameters without the choice: the profile's, or the defaults.
  var baseValues: [String: Value] = [:]
  /// The names of the data sets in use.
  package internal(set) var dataSets: [String] = []
  /// Identifies the contents of the data sets in use.
  package internal(set) var dataFingerprints: [(name: String, value: UInt64)] = []
  /// The last value of every report, in order of first mention.
  package internal(set) var reports: [(name: String, value: Value)] = []
  /// All recorded points.
  package internal(set) var points: [RecordedPoint] = []
  /// All judged claims.
  package internal(set) var expectations: [ExpectationResult] = []
  var pointCounts: [String: Int] = [:]
  /// The step that runs, or ran last.
  var currentStep = 0
  /// Of which session's variation this is; nil for a lab itself.
  let variant: Variant?
  /// What comparisons have given, in order.
  package internal(set) var comparisons: [ComparisonResult] = []
  /// How many runs of variations are finished, and need not run again.
  package internal(set) var finishedRuns = 0
  /// Definitions of imported labs by path.
  var imports: [String: Globals] = [:]
  /// The texts of imported labs by path, in order of import.
  var importedSources: [(path: String, text: String)] = []
  /// The labs being imported.
  var importing: [String] = []
  /// Whether the lab has read files of its own, on which its results then depend.
  var hasReadFiles = false
  /// Bytes that the lab has written to files.
  var writtenBytes = 0
  /// The results of an exercise's checks while they run; nil otherwise.
  var checkResults: [ExpectationResult]?
  /// The step being run; nil for typed code.
  private(set) var runningStep: Int?
  /// The step that was asked to stop and may go on.
  var waiting: WaitingStep?
  /// What the student has answered to questions and predictions, by their ids.
  package internal(set) var responses: [String: String] = [:]
  /// The exercises whose solutions the student has been shown.
  package var shownSolutions: Set<String> = []
  /// The names that a step may depend on, as last asked for.
  var neededNames: (step: Int, names: Set<String>)?

  /// A session on `lab`.
  ///
  /// Throws `.usage` for unknown parameters or profiles, `.syntax` for declarations that contradict
  /// each other.
  package convenience init(
    _ lab: Lab, _ options: SessionOptions = SessionOptions(), output: any Output,
    interrupt: Interrupt = Interrupt(), table: BuiltinTable = .program
  ) throws(Diagnostic) {
    try self.init(lab, options, output, interrupt, table, variant: nil)
  }

  init(
    _ lab: Lab, _ options: SessionOptions, _ output: any Output, _ interrupt: Interrupt,
    _ table: BuiltinTable,
    variant: Variant?
  ) throws(Diagnostic) {
    written = lab
    if options.respondent == .author { answers = lab.solutions }
    self.lab = lab.answering(answers)
    self.options = options
    self.variant = variant
    self.output = output
    interpreter = Interpreter(
      table: table, interrupt: interrupt, memoryLimit: options.memoryLimit)
    interpreter.dryRun = options.dryRun
    globals = Globals(table, dryRun: options.dryRun)
    options.dryRun?.globals = globals
    generator = Generator(seed: options.seed)
    declarations = try Declarations(self.lab)
    globals.steps = self.lab.steps
    interpreter.host = self
    if let variant {
      chosenValues = variant.chosenValues
      return
    }
    chosenValues.choose(try declarations.settings(ofProfile: options.profile), isSetting: false)
    var names: Set<String> = []
    for (name, text) in options.settings {
      guard names.insert(name).inserted else {
        throw Diagnostic(.usage, "`\(name)` is set twice", hint: "set it once")
      }
      chosenValues[name, default: []].append(try choice(name, text, from: "-p"))
    }
  }

  deinit {
    globals.clear()
    for names in imports.values { names.clear() }
  }

  // MARK: Running

  /// How a step or a snippet went.
  package struct Outcome {
    /// What stopped it, or nil.
    package let failure: Diagnostic?
    /// The value of a snippet that ends in an expression.
    package let value: Value?
    /// The claims that were judged.
    package let expectations: [ExpectationResult]
    /// Wall-clock seconds; never part of repeatable output.
    package let seconds: Double

    /// What could not even begin.
    package static func failed(_ failure: Diagnostic) -> Outcome {
      Outcome(failure: failure, value: nil, expectations: [], seconds: 0)
    }

    /// The same with another account of what stopped it.
    package func stopped(by failure: Diagnostic) -> Outcome {
      Outcome(failure: failure, value: value, expectations: expectations, seconds: seconds)
    }

    /// Whether nothing stopped it and no claim failed.
    package var passed: Bool {
      failure == nil && !expectations.contains { $0.status == .failed }
    }
  }

  /// Runs the step with that number; step 0 first. One that `mayWait` waits if it is asked to stop.
  package func run(step number: Int, mayWait: Bool = false) -> Outcome {
    guard let step = lab.steps.first(where: { $0.number == number }) else {
      let failure = Diagnostic(.usage, "the lab has no step \(number)")
      return .failed(failure)
    }
    if options.respondent == .author, variant == nil {
      for question in lab.questions(ofStep: number) where question.isPrediction {
        do {
          output.receive(.question(try worded(question)))
        } catch {
          return .failed(error)
        }
      }
    }
    var sections: [Int: Int] = [:]
    var count = 0
    for (section, block) in step.runs {
      sections[count] = section
      count += block.statements.count
    }
    return run(step.statements, step: number, sections: sections, mayWait: mayWait)
  }

  /// Runs what was typed at the prompt.
  package func run(snippet: Block) -> Outcome {
    do {
      try declarations.check(snippet)
    } catch {
      return .failed(error)
    }
    return run(snippet.statements, step: nil, isTyped: true)
  }

  /// Runs statements as part of a step; without one, random draws continue where they are.
  /// `sections` are those of the step, by the indices of their first statements.
  func run(
    _ statements: [Statement], step number: Int?, isTyped: Bool = false, sections: [Int: Int] = [:],
    mayWait: Bool = false
  ) -> Outcome {
    if let number {
      currentStep = number
      generator.begin(step: number)
    }
    return inStep(number) {
      if mayWait, let number {
        let work = work(mayWait: true) {
          try self.execute(statements, isTyped: isTyped, sections: sections)
        }
        return run(waitable: work, step: number)
      }
      return attempt {
        let value = try onLargeStack {
          try self.execute(statements, isTyped: isTyped, sections: sections)
        }
        if let number, options.respondent == .author, variant == nil {
          try judgeExercises(of: number)
        }
        return value
      }
    }
  }

  /// Does something as part of a step.
  func inStep(_ number: Int?, _ body: () -> Outcome) -> Outcome {
    let outer = runningStep
    runningStep = number
    defer { runningStep = outer }
    return body()
  }

  /// Does something, and returns how that went.
  func attempt(_ body: () throws -> Value?) -> Outcome {
    let judged = expectations.count
    let start = ContinuousClock.now
    var failure: Diagnostic?
    var value: Value?
    do {
      value = try body()
    } catch let error as LargeStack.Abandoned {
      // What the session holds belongs to the thread that did not come back.
      return Outcome(
        failure: Diagnostic(.limit, error.message), value: nil, expectations: [],
        seconds: start.secondsSince)
    } catch {
      failure = Failure.wrapping(error).diagnostic
    }
    let seconds = start.secondsSince
    return Outcome(
      failure: failure, value: value, expectations: Array(expectations[judged...]),
      seconds: seconds)
  }

  /// Compiles and runs statements one after another; the value is that of a last expression.
  func execute(
    _ statements: [Statement], isTyped: Bool = false, sections: [Int: Int] = [:]
  ) throws -> Value? {
    let chunk = try Compiler.chunk(statements, globals, interpreter.graveyard)
    var value: Value?
    try withFrame(chunk.frameSize) { (frame) throws(Failure) in
      for (index, statement) in chunk.statements.enumerated() {
        try interpreter.checkLoop(at: statement.node.span)
        if let section = sections[index] { output.receive(.section(section)) }
        value = nil
        let parameters = isTyped ? declarations.parameters(setBy: statements[index]) : []
        do throws(Failure) {
          try choosing(parameters, at: statement.span) { () throws(Failure) in
            if statement.isExpression {
              value = try statement.node.evaluate(frame)
            } else {
              _ = try statement.node.execute(frame)
            }
          }
        } catch {
          // An error without a place of its own gets the statement's.
          throw error.at(statement.node.span)
        }
      }
    }
    return value
  }

  private func withFrame<Result>(
    _ size: Int, _ body: (Frame) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard let base = interpreter.stack.push(size) else {
      throw Failure(.limit, "too many names in one step")
    }
    defer { interpreter.stack.pop(to: base) }
    let frame = Frame(slots: base, interpreter: interpreter)
    guard let dryRun = options.dryRun else { return try body(frame) }
    return try dryRun.within(base, size) { () throws(Failure) in try body(frame) }
  }

  /// The value of an expression among the session's names.
  func value(of expression: Expression) throws(Failure) -> Value {
    let chunk: Compiler.Chunk
    do {
      chunk = try Compiler.chunk(
        [Statement(.expression(expression), expression.span)], globals, interpreter.graveyard)
    } catch {
      throw Failure(error)
    }
    return try withFrame(chunk.frameSize) { (frame) throws(Failure) in
      try chunk.statements[0].node.evaluate(frame)
    }
  }

  /// Runs definitions in a separate set of names: those of an imported lab.
  func define(_ statements: [Statement], in other: Globals) throws(Failure) {
    let chunk: Compiler.Chunk
    do {
      chunk = try Compiler.chunk(statements, other, interpreter.graveyard)
    } catch {
      throw Failure(error)
    }
    try withFrame(chunk.frameSize) { (frame) throws(Failure) in
      for statement in chunk.statements { _ = try statement.node.execute(frame) }
    }
  }

  // MARK: Changing what is run

  /// Uses another seed for everything drawn from now on.
  package func reseed(_ seed: Int) {
    options.seed = seed
    generator = Generator(seed: seed)
    generator.begin(step: currentStep)
  }

  /// Continues with another version of the lab; names keep their values.
  ///
  /// Throws if its declarations contradict each other.
  package func replace(_ lab: Lab) throws(Diagnostic) {
    declarations = try Declarations(lab)
    written = lab
    answers = options.respondent == .author ? lab.solutions : answers
    neededNames = nil
  }
}

extension ContinuousClock.Instant {
  /// Seconds from then till now.
  fileprivate var secondsSince: Double {
    let elapsed = ContinuousClock.now - self
    return Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
  }
}
