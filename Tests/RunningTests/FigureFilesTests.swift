import Builtins
import Foundation
import Interpreter
import Language
import Plotting
import Session
import Testing

@testable import Running

/// Figures and series as files.
@Suite struct FigureFilesTests {
  private final class Nobody: RunObserver {
    func begin(_ lab: Lab, _ options: SessionOptions) {}
    func begin(_ step: Step?, in session: Session) {}
    func end(_ step: Step?, _ outcome: Session.Outcome) {}
    func end(_ result: LabResult) {}
    func receive(_ event: Event) {}
  }

  private static let code = """
    # A lab

    ## First figures

    ```lab
    show bar([1, 2]), bar([3, 4])
    record(loss = 2.5, label = "a, \\"b\\"")
    record(loss = 1.25, label = "a, \\"b\\"")
    ```

    ## Nothing to see

    ```lab
    x = 1
    ```
    """

  private func run(_ files: FigureFiles) throws {
    let lab = try Parser.parseLab(SourceFile(name: "a.lab", text: Self.code))
    let session = try Session(lab, SessionOptions(), output: files)
    for step in lab.steps {
      files.begin(step, in: session)
      files.end(step, session.run(step: step.number))
    }
  }

  @Test func everyFigureAndSeriesIsKept() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "lab-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = FigureFiles(folder.path + "/deep/er", Nobody())
    try run(files)
    #expect(files.failure == nil)
    let place = folder.appending(path: "deep/er")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: place.path).sorted() == [
        "01-first-figures-1.svg", "01-first-figures-2.svg", "01-first-figures-3.svg",
        "01-first-figures.csv",
      ])
    let chart = try String(
      contentsOf: place.appending(path: "01-first-figures-3.svg"), encoding: .utf8)
    #expect(chart.contains("<title>loss: a, &quot;b&quot;: 2.5 → 1.25</title>"))
    let points = try String(
      contentsOf: place.appending(path: "01-first-figures.csv"), encoding: .utf8)
    #expect(
      points == """
        series,label,x,y
        loss,"a, ""b""\",1,2.5
        loss,"a, ""b""\",2,1.25

        """)
  }

  @Test func whatCannotBeWrittenIsToldOnce() throws {
    let files = FigureFiles("/proc/nowhere", Nobody())
    try run(files)
    #expect(files.failure?.message.contains("cannot write /proc/nowhere/01-first") == true)
  }
}
