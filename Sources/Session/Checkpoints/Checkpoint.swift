import Builtins
import Tensors

/// What a session holds at one moment, as it is kept in files.
package struct Checkpoint {
  /// The format's version; another one is refused.
  static let format = 2
  /// Everything besides numbers.
  let json: JSON
  /// The numbers, by name.
  let tensors: [(name: String, tensor: Tensor)]

  /// The id of the step after which it was taken, if any has run.
  package var step: String? {
    json["log"]?.elements?.last { $0["step"] != nil }?["step"]?.string
  }

  /// Whether it is what a session with those options may go on from: where these ask for a seed or a
  /// profile, it was taken with them, and they set no parameters.
  package func fits(_ options: SessionOptions) -> Bool {
    let standard = SessionOptions()
    return options.settings.isEmpty
      && (options.seed == standard.seed || json["seed"]?.int == options.seed)
      && (options.profile == nil || json["profile"]?.string == options.profile)
  }
}

/// What became of a checkpoint that was put back.
package struct Restoration {
  /// Names whose values could not be kept, and why.
  package var lost: [(name: String, reason: String)] = []
  /// Steps whose code has changed since they ran.
  package var changed: [String] = []

  /// Of which nothing is known yet.
  package init() {}
}
