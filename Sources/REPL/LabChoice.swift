import Language
import Platform
import Plotting
import Running
import Text

/// `lab` alone: shows the labs that are here, for the user to choose one.
package struct LabChoice {
  private let console: Console
  private let labs: [Course.Entry]
  private let source: any LineSource

  /// The labs in the folder `Labs`, else in this one, else the installed ones.
  ///
  /// Throws `.usage` if none can be listed.
  package init(_ console: Console, _ supervisor: Supervisor) throws(Diagnostic) {
    let folders = ["Labs", ".", LabFolder.standard]
    var labs: [String] = []
    for folder in folders where labs.isEmpty && Folder.isReadable(folder) {
      // Below this folder there may be anything.
      labs = try folder == "." ? LabFolder.labs(directlyIn: folder) : LabFolder.labs(in: [folder])
    }
    self.init(
      labs.map { $0.hasPrefix("./") ? String($0.dropFirst(2)) : $0 }, console,
      Lines.standard(supervisor, marksPastes: console.capabilities.hasPrivateModes)
    )
    guard source.isInteractive, console.capabilities.isTerminal else { return }
    console.pager = Pager { PageKeys.goesOn(supervisor, console.capabilities.style) }
  }

  init(_ paths: [String], _ console: Console, _ source: any LineSource) {
    labs = Course.entries(paths)
    self.console = console
    self.source = source
  }

  /// Whether there is nothing to choose from.
  package var isEmpty: Bool { labs.isEmpty }

  /// Shows the labs and asks for one: its number, its name or a path; nil if none is wanted.
  package func path() -> String? {
    guard !labs.isEmpty else {
      console.line("no labs here; `lab FILE.lab` opens one")
      return nil
    }
    console.figure(table)
    guard source.isInteractive else { return nil }
    console.note("Type the number or name of a lab to open it; :quit leaves.")
    source.begin([]) { Vocabulary(labs: labs.map(\.path) + labs.map(\.name)) }
    while true {
      switch source.line("lab> ", console.capabilities.style) {
      case .end: return nil
      case .interrupted: continue
      case .line(let line):
        let word = Input.trimmed(line)
        if word.isEmpty { continue }
        if isLeaving(word) { return nil }
        do {
          return try choice(word)
        } catch {
          console.report(error)
        }
      }
    }
  }

  private func isLeaving(_ word: String) -> Bool {
    ["quit", "exit"].contains(word) || word.count > 1 && ":quit".hasPrefix(word)
  }

  /// The path that `word` means: a number, a name or title or the beginning of one, or a path.
  /// Throws `.usage` where it means none.
  func choice(_ word: String) throws(Diagnostic) -> String {
    if let number = Int(word) {
      guard labs.indices.contains(number - 1) else {
        throw Diagnostic(
          .usage, "there is no lab \(number)", hint: "labs are numbered 1 to \(labs.count)")
      }
      return labs[number - 1].path
    }
    let path = word.hasPrefix("lab ") ? Input.trimmed(word.dropFirst(4)) : word
    if let lab = Course.entry(called: path, among: labs) { return lab.path }
    if (try? Folder.existing(path)) != nil { return path }
    let near = nearest(path, among: labs.map(\.name))
    throw Diagnostic(
      .usage, "there is no lab \(visible(path))",
      hint: near.map { "did you mean \(visible($0))?" }
        ?? "a number from 1 to \(labs.count) chooses one")
  }

  /// In a narrow window names, which are typed, come before summaries.
  private var table: Table {
    let header = ["#", "lab", "minutes", "done", "about"]
    let columns = console.capabilities.style.width < 60 ? header.count - 1 : header.count
    let rows = labs.enumerated().map { index, entry -> [Table.Cell] in
      let first = [Table.Cell.integer(index + 1), .text(visible(entry.name))]
      guard let lab = entry.lab else {
        return first + [.missing, .text(""), .text("cannot be read; try lab check")]
      }
      return first + [
        lab.frontMatter.minutes.map { .integer($0) } ?? .missing,
        .text(Progress.ofUser(entry.path)?.summary(lab) ?? ""),
        .text(visible(lab.frontMatter.summary ?? lab.title)),
      ]
    }
    return Table(
      header: Array(header.prefix(columns)), rows: rows.map { Array($0.prefix(columns)) })
  }
}
