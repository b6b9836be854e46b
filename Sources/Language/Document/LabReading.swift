/// A lab as far as it can be read, for those who look at it while it is written.
package struct LabReading {
  /// The lab, without the fences that have mistakes.
  package let lab: Lab
  /// The mistakes in order.
  package let mistakes: [Diagnostic]
  /// The lines of code of each fence, from 1, in order; also of those that have mistakes.
  package let code: [ClosedRange<Int>]

  /// Reads as much of `source` as possible.
  package init(_ source: SourceFile) {
    (lab, mistakes, code) = LabReader.read(source)
  }
}
