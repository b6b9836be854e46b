import Language

extension Command {
  static let set = Command(
    "set", "k=v", "change a parameter or the data; marks the steps that read it", isFirst: true,
    completes: .settings
  ) { (prompt, argument) throws(Diagnostic) in
    guard !argument.isEmpty else { return prompt.listSettings() }
    guard let setting = Setting(argument) else {
      throw Diagnostic(
        .usage, ":set needs a name and a value", hint: "such as `:set \(prompt.exampleSetting)`")
    }
    prompt.set(setting.name, to: setting.value)
  }

  /// `k=v`, `k = v`, or `k v`.
  struct Setting: Equatable {
    let name: String
    let value: String

    init?(_ text: String) {
      let sign = text.firstIndex(of: "=") ?? text.firstIndex(where: \.isWhitespace)
      guard let sign else { return nil }
      name = Input.trimmed(text[..<sign])
      value = Input.trimmed(text[text.index(after: sign)...])
      guard !name.isEmpty, !value.isEmpty else { return nil }
    }
  }
}
