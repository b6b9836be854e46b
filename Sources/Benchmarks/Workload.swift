/// Something that both sides do: how each is started, and what is measured.
struct Workload {
  /// What the table calls it.
  let name: String
  /// Our side.
  let ours: Command
  /// The other side's variants; the fastest counts.
  let theirs: [Command]
  /// Ours ÷ theirs that the project aims at.
  let target: Double
  /// Arithmetic of one unit in GFLOP, if a rate is meaningful.
  let gigaflops: Double?
  /// The other side's run that trains on the same data for as long as ours.
  ///
  /// Its loss can then be compared.
  let learning: Command?

  init(
    _ name: String, ours: Command, theirs: [Command], target: Double, gigaflops: Double? = nil,
    learning: Command? = nil
  ) {
    self.name = name
    self.ours = ours
    self.theirs = theirs
    self.target = target
    self.gigaflops = gigaflops
    self.learning = learning
  }
}

/// A process to start and the figure to take from it.
struct Command {
  /// The figure.
  enum Figure {
    /// Wall-clock seconds of the whole process.
    case process
    /// Peak resident memory in MB.
    case memory
    /// Median seconds of a lab's warm steps, divided by `units`.
    case steps(units: Double)
    /// A list of seconds in the peers' JSON line; all but the first if there are several.
    case seconds(key: String)
    /// A number of milliseconds in the peers' JSON line.
    case milliseconds(key: String)
  }

  let arguments: [String]
  let figure: Figure

  /// One of our benchmark labs with settings `name=value`, timed by its warm steps.
  static func script(_ name: String, _ settings: String = "", lab: String, units: Double = 1)
    -> Command
  {
    let words = settings.split(separator: " ").flatMap { ["-p", String($0)] }
    return Command(
      arguments: [lab, "run", "Sources/Benchmarks/Labs/\(name).lab"] + words,
      figure: .steps(units: units))
  }
}

extension Workload {
  /// Every row of the table; the peers' script at `peers`, our program at `lab`.
  static func all(lab: String, peers: String?) -> [Workload] {
    func peer(_ arguments: String, _ figure: Command.Figure) -> [Command] {
      guard let peers else { return [] }
      let words = arguments.split(separator: " ").map(String.init)
      return [Command(arguments: ["python3", peers] + words, figure: figure)]
    }
    func python(_ program: String, _ figure: Command.Figure = .process) -> Command {
      Command(arguments: ["python3", "Sources/Benchmarks/Python/\(program).py"], figure: figure)
    }
    func script(_ name: String, _ settings: String = "", units: Double = 1) -> Command {
      Command.script(name, settings, lab: lab, units: units)
    }
    func whole(_ arguments: String, _ figure: Command.Figure = .process) -> Command {
      Command(
        arguments: [lab] + arguments.split(separator: " ").map(String.init), figure: figure)
    }
    let epochs = Command.Figure.seconds(key: "epoch_s")
    let full = "patch=2 dim=512 depth=6 heads=8 hidden=512 batch=16 steps=1"

    let pytorch = ["", " --fused"]
    let jax = [" --framework jax"]
    /// Training on real data.
    ///
    /// A cold epoch and a warm one are enough for timing; our labs' three are for comparing losses.
    func training(
      _ name: String, _ ours: Command, _ lab: String, variants: [String], target: Double,
      gigaflops: Double
    ) -> Workload {
      Workload(
        name, ours: ours,
        theirs: variants.flatMap { peer("--lab \(lab) --epochs 2\($0)", epochs) }, target: target,
        gigaflops: gigaflops, learning: peer("--lab \(lab) --epochs 3\(variants[0])", epochs).first)
    }

    let mlp = script("mlp")
    var rows = [
      training("MLP epoch, PyTorch", mlp, "mlp", variants: pytorch, target: 0.6, gigaflops: 61),
      training("MLP epoch, JAX", mlp, "mlp", variants: jax, target: 0.9, gigaflops: 61),
    ]
    for patch in [4, 7] {
      let (name, lab) = ("TokenMix p \(patch) epoch", "tokenmix --patch \(patch)")
      let ours = script("tokenmix", "patch=\(patch)")
      rows += [
        training("\(name), PyTorch", ours, lab, variants: pytorch, target: 0.4, gigaflops: 64),
        training("\(name), JAX", ours, lab, variants: jax, target: 0.5, gigaflops: 64),
      ]
    }
    let perImage = Command.Figure.milliseconds(key: "ms_per_image")
    let variants = ["", " --fused", " --sdpa", " --fused --sdpa"]
    rows += [
      Workload(
        "small ViT, an image", ours: script("vit", units: 3 * 128),
        theirs: variants.flatMap { peer("--lab vit" + $0, perImage) }, target: 0.65,
        gigaflops: 0.18),
      Workload(
        "full ViT, an image", ours: script("vit", full, units: 16),
        theirs: variants.flatMap { peer("--lab vit --size full --steps 4" + $0, perImage) },
        target: 0.8, gigaflops: 17),
    ]
    rows.append(
      Workload(
        "full ViT bf16, an image",
        ours: Command(
          arguments: script("vit", full).arguments + ["--bf16"], figure: .steps(units: 16)),
        theirs: variants.flatMap {
          peer("--lab vit --size full --steps 4 --bf16" + $0, perImage)
        }, target: 0.8, gigaflops: 17))
    let norms = [("none", "Identity"), ("bn", "BatchNorm1d"), ("ln", "LayerNorm")]
    for (norm, layer) in norms {
      let lab = "--lab deepmlp --norm \(norm) --steps 3"
      let perStep = Command.Figure.milliseconds(key: "ms_per_step")
      rows.append(
        Workload(
          "deep MLP step, \(norm)", ours: script("deepmlp", "norm=\(layer)", units: 10),
          theirs: pytorch.flatMap { peer(lab + $0, perStep) }, target: 0.75,
          gigaflops: 3.2))
    }
    rows += [
      training(
        "small CNN epoch, PyTorch", script("cnn"), "cnn", variants: pytorch, target: 0.5,
        gigaflops: 309),
      Workload(
        "whole MLP lab", ours: whole("run Labs/mlp.lab"),
        theirs: peer("--lab mlp --fused --epochs 5", .process), target: 0.5),
      Workload(
        "MLP lab, peak MB", ours: whole("run Labs/mlp.lab", .memory),
        theirs: peer("--lab mlp --fused --epochs 5", .memory), target: 0.25),
      Workload(
        "start to first prompt", ours: whole("Labs/mlp.lab"),
        theirs: peers == nil ? [] : [python("start")], target: 0.02),
    ]
    let programs = [
      ("loops", 1.0), ("text", 1.0), ("collections", 1.0), ("calls", 2.0), ("keys", 1.0),
      ("grid", 1.0), ("sorting", 1.0), ("words", 1.0), ("methods", 2.0),
    ]
    for (program, target) in programs {
      rows.append(
        Workload(
          "language: \(program)", ours: script(program),
          theirs: [python(program, .seconds(key: "seconds"))], target: target))
    }
    return rows
  }
}
