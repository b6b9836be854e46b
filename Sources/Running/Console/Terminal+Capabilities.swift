import Glibc
import Platform
import Plotting

extension Terminal {
  /// What can be shown on `descriptor`, from flags, environment and terminal; ask once.
  package static func capabilities(
    of descriptor: Int32 = STDOUT_FILENO, _ flags: Capabilities.Flags = Capabilities.Flags()
  ) -> Capabilities {
    let size = size(of: descriptor)
    var environment: [String: String] = [:]
    for name in [
      "TERM", "COLORTERM", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "LAB_WIDTH",
      "LC_ALL", "LC_CTYPE", "LANG",
    ] {
      environment[name] = Environment.variable(name)
    }
    return Capabilities.detect(
      flags: flags, environment: environment, isTerminal: isTerminal(descriptor),
      columns: size.columns, rows: size.rows)
  }
}
