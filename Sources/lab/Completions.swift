import ArgumentParser

/// What shells offer for an argument.
extension CompletionKind {
  /// Labs, and the folders on the way to them.
  static var labs: CompletionKind { .file(extensions: ["lab"]) }
}
