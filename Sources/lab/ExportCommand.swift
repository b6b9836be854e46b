import ArgumentParser
import Language
import Platform
import Running
import Session
import Text

/// `lab export FILE`.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Run a lab, and write the run as a document.",
    discussion: """
      A page of HTML holds all that it shows. Markdown has its figures in a folder beside it. A \
      notebook is for reading in Jupyter; its code is Lab's.
      """)

  /// The kinds of documents.
  enum Format: String, EnumerableFlag {
    case html, md, ipynb

    static func help(for value: Format) -> ArgumentHelp? {
      switch value {
      case .html: "One page of HTML (the default)."
      case .md: "Markdown."
      case .ipynb: "A Jupyter notebook."
      }
    }
  }

  @ArgumentParser.Argument(help: "The lab.", completion: .labs)
  var file: String
  @Flag var format = Format.html
  @Option(
    name: .shortAndLong, help: "The file to write (default: the lab's name, here).",
    completion: .file())
  var output: String?
  @Option(help: "A profile of the lab, such as quick.")
  var profile: String?
  @Flag(help: "Run the comparisons of variations, too.")
  var tries = false
  @Option(help: "The longest time for the lab: 90s, 5m, 1h.")
  var timeout = TimeLimit(seconds: 3600)
  @OptionGroup var flags: RunFlags
  @OptionGroup var look: LookFlags

  func run() throws {
    let supervisor = Supervisor()
    let streams = StandardStreams(look.flags) { supervisor.interrupt.set(.interrupted) }
    let path = Course.path(file)
    let target = output ?? "\(LabFile.name(path)).\(format.rawValue)"
    try ReportFile.prepare(target, besides: [path])
    var options = try flags.options()
    options.profile = profile
    options.runsComparisons = tries
    options.results = flags.usesBFloat16 ? nil : .ofUser
    let bounds = Runner.Bounds(
      seconds: timeout.seconds, stepSeconds: flags.stepTimeout?.seconds)
    let recorder = DocumentRecorder()
    let kept = flags.artifacts.map { FigureFiles($0, recorder) }
    let result = Runner(supervisor, bounds).run(path, kept ?? recorder) { _ in options }
    let console = streams.console(.normal, .none)
    if let failure = result.failure ?? kept?.failure { throw failure }
    guard let document = recorder.document else { return }
    try write(document, to: target)
    streams.sink.write("wrote \(visible(target))\n")
    for step in result.steps {
      if let failure = step.outcome?.failure { console.report(failure) }
    }
    console.line(document.verdict)
    try streams.checked(result.exitCode()).finish()
  }

  private func write(_ document: RunDocument, to target: String) throws {
    switch format {
    case .html: try ReportFile.write(HTMLDocument(document).text, to: target)
    case .ipynb: try ReportFile.write(NotebookDocument(document).text, to: target)
    case .md:
      let folder = (target.hasSuffix(".md") ? String(target.dropLast(3)) : target) + "-figures"
      let name = folder.split(separator: "/").last.map(String.init) ?? folder
      let markdown = MarkdownDocument(document, figuresIn: name)
      if !markdown.files.isEmpty { Folder.make(folder) }
      for file in markdown.files { try ReportFile.write(file.svg, to: "\(folder)/\(file.name)") }
      try ReportFile.write(markdown.text, to: target)
    }
  }
}
