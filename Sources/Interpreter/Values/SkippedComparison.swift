import Language

/// The result of a comparison that was not run, which says so when it is read.
package final class SkippedComparison: NativeObject {
  package override var typeName: String { "skipped comparison" }

  package override func member(_ name: String) throws -> Value? {
    throw Diagnostic(.skipped, "the comparison was not run", hint: "run the lab with --tries")
  }
}
