import Plotting

extension Command {
  static let list = Command("list", "", "list the steps, and which have run") { (prompt, _) in
    prompt.console.figure(prompt.stepTable())
    if let profile = prompt.session.options.profile { prompt.console.note("profile \(profile)") }
  }
}
