import Builtins
import Datasets
import Interpreter
import Language
import Tensors

/// What a lab costs in one of its profiles, step by step, as a dry run counts it.
package struct LabCost: Sendable {
  /// What a step costs.
  package struct Step: Sendable {
    /// Its number.
    package let number: Int
    /// Its id.
    package let id: String
    /// Its title.
    package let title: String
    /// The numbers that training changes in what the session's names hold for the first time.
    package let parameters: Int
    /// What its operations do.
    package let cost: CostRange
    /// The most bytes of tensors, and of images in memory, at one time.
    package let memory: Double
  }

  /// The profile; nil for the lab as it is.
  package let profile: String?
  /// The data sets that it would use.
  package let data: [String]
  /// The steps that have code, as far as the dry run came.
  package let steps: [Step]
  /// Whether it came to the end.
  package let isWhole: Bool
}

extension LabCost {
  /// The costs of a lab as it is, and in each of its profiles; `folder` is where it is, `data` where
  /// its data sets are looked for.
  package static func all(
    of lab: Lab, folder: String? = nil, data: DataPath, table: BuiltinTable = .program
  ) -> [LabCost] {
    guard let declarations = try? Declarations(lab) else { return [] }
    return ([nil] + declarations.profiles.map(\.name)).compactMap { profile in
      let dryRun = DryRun(of: lab.source.name, countingCosts: true)
      var options = SessionOptions()
      options.profile = profile
      options.folder = folder
      options.data = data
      options.dryRun = dryRun
      guard let session = try? Session(lab, options, output: Unheard(), table: table) else {
        return nil
      }
      return run(session, dryRun)
    }
  }

  private static func run(_ session: Session, _ dryRun: DryRun) -> LabCost {
    var steps: [Step] = []
    var counted: CostRange?
    var known: Set<ObjectIdentifier> = []
    var reached = -1
    session.run(dry: dryRun, DryRunScope(callsTheRest: false)) { step in
      reached = step.number
      let now = dryRun.cost ?? CostRange()
      let new = session.parametersHeld.filter { known.insert(ObjectIdentifier($0)).inserted }
      if !step.statements.isEmpty {
        steps.append(
          Step(
            number: step.number, id: step.id, title: step.title,
            parameters: new.reduce(0) { $0 + $1.count },
            cost: now.since(counted ?? CostRange()),
            memory: StandIns.peakBytes + Double(session.imageBytes)))
      }
      counted = now
      dryRun.closeCost()
      StandIns.restartPeak()
    }
    return LabCost(
      profile: session.options.profile, data: session.dataSets, steps: steps,
      isWhole: !dryRun.isStopped && reached == session.lab.steps.last?.number)
  }
}

extension Session {
  /// The parameters in what the session's names hold, each once.
  fileprivate var parametersHeld: [Tensor] {
    State(of: .items(globals.bindings.map(\.value))).parameters
  }

  /// The bytes of the images of its data sets.
  fileprivate var imageBytes: Int {
    globals.bindings.reduce(0) { sum, binding in
      guard case .object(let object as DataSetObject) = binding.value else { return sum }
      return sum + (object.set.train.count + object.set.test.count) * object.set.train.imageSize
    }
  }
}
