/// The version of the program.
package enum ProgramVersion {
  /// As `lab --version` prints it.
  package static let current = "0.1.0"
}
