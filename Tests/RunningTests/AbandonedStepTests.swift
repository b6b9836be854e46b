import Dispatch
import Interpreter
import Language
import Session
import TestSupport
import Testing

@testable import Builtins
@testable import Running

/// A lab whose step does not stop is left alone, and the others run.
@Suite struct AbandonedStepTests {
  private final class Listener: RunObserver {
    var printed: [String] = []
    func begin(_ lab: Lab, _ options: SessionOptions) {}
    func begin(_ step: Step?, in session: Session) {}
    func end(_ step: Step?, _ outcome: Session.Outcome) {}
    func end(_ result: LabResult) {}
    func receive(_ event: Event) {
      if case .text(let text) = event { printed.append(text) }
    }
  }

  @Test func theOthersRun() throws {
    let (begun, goOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let group = BuiltinGroup("Test") {
      Builtin("hang", .int("n", default: 0), summary: "Never asks.", example: "hang()") {
        (n: Int) -> Int in
        begun.signal()
        goOn.wait()
        return n
      }
    }
    let folder = try TemporaryFolder()
    let hanging = try folder.write(lab("hang()\nprint(\"late\")"), to: "b.lab")
    let good = try folder.write(lab("print(\"good\")\nexpect 1 == 1"), to: "a.lab")
    let supervisor = Supervisor(unsupervised: ())
    let runner = Runner(supervisor, table: BuiltinTable(BuiltinTable.groups() + [group]))
    let listener = Listener()
    let interrupt = supervisor.interrupt
    DispatchQueue.global().async {
      begun.wait()
      interrupt.set(.timeout)
      interrupt.abandon()
    }
    let results = [good, hanging, good].map { path in
      runner.run(path, listener) { _ in SessionOptions() }
    }
    #expect(results.map { $0.exitCode(mustCheck: true) } == [.passed, .timedOut, .passed])
    let failures = results[1].steps.compactMap { $0.outcome?.failure }
    let failure = try #require(failures.first)
    #expect(failure.message.hasSuffix("was reached, and the step did not stop"))
    #expect(failure.span != nil)
    #expect(results[1].session == nil)
    goOn.signal()
    #expect(listener.printed == ["good\n", "good\n"])
  }
}
