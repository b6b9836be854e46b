import Foundation
import Language
import Synchronization
import Testing

@testable import Builtins
@testable import Interpreter
@testable import Session
@testable import Tensors

/// What takes long ends when it is asked to, in the middle of a call.
@Suite(.serialized) struct CancellationTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let setUp: String
    let code: String
    var testDescription: String { code }
  }

  /// Each takes seconds, so that what does not ask ends without having been stopped.
  static let cases: [Case] = [
    Case(setUp: "a = randn(6000, 6000)", code: "a @ a"),
    Case(setUp: "a = arange(1_000_000).reshape(1000, 1000)", code: "a @ a"),
    Case(setUp: "a = randn(4, 2000, 2000)", code: "einsum(\"bij,bkj->bik\", a, a)"),
    Case(setUp: "a = randn(2000, 2000)", code: "svd(a)"),
    Case(setUp: "a = randn(4000, 4000)", code: "qr(a)"),
    Case(setUp: "a = randn(5000, 5000)", code: "solve(a, a)"),
    Case(setUp: "a = randn(5000, 5000)", code: "inv(a)"),
    Case(setUp: "a = randn(60_000_000)", code: "sort(a)"),
    Case(setUp: "a = randn(2, 40_000_000)", code: "a.sort()"),
    Case(setUp: "a = randn(40_000_000)", code: "argsort(a)"),
    Case(setUp: "a = randn(1, 60_000_000)", code: "a.median(-1)"),
    Case(
      setUp: "x = randn(1, 64, 500, 500)\nw = randn(64, 64, 9, 9)", code: "conv2d(x, w)"),
    Case(setUp: "x = randn(1, 64, 700, 700)", code: "max_pool2d(x, 61, stride = 1)"),
    Case(
      setUp: "q = randn(1, 1, 30000, 64)", code: "scaled_dot_product_attention(q, q, q)"),
    Case(setUp: "xs = [i * 7919 % 1_000_003 for i in range(1_000_000)]", code: "sorted(xs)"),
    Case(
      setUp: "xs = [float(i * 7919 % 1_000_003) for i in range(200_000)]", code: "sorted(xs)"),
    Case(setUp: "t = \"ä\" * 30_000_000", code: "t.upper()"),
    Case(setUp: "t = \" ä\" * 10_000_000", code: "t.split()"),
    Case(setUp: "t = \"ab\" * 10_000_000", code: "t.replace(\"a\", \"b\")"),
    Case(setUp: "t = \" \" * 100_000_000", code: "t.strip()"),
    Case(
      setUp: "a = [i for i in range(1_000_000)]\nb = [i for i in range(1_000_000)]\n"
        + "xs = [[a, 1] for i in range(1000)]", code: "[b, 2] in xs"),
  ]

  private final class Nobody: Output {
    func receive(_ event: Event) {}
  }

  @Test(arguments: cases) func stopsInTheMiddle(_ wanted: Case) throws {
    let interrupt = Interrupt()
    let lab = try Parser.parseLab(SourceFile(name: "test.lab", text: "# Test\n"))
    let session = try Session(lab, output: Nobody(), interrupt: interrupt)
    func run(_ code: String) throws -> Session.Outcome {
      session.run(snippet: try Parser.parseSnippet(SourceFile(name: "<test>", text: code)))
    }
    let setUp = try run(wanted.setUp)
    #expect(setUp.failure == nil, "\(setUp.failure?.message ?? "")")
    // A thread of its own: the queues' threads may all be busy with other tests until it is too late.
    Thread.detachNewThread {
      Thread.sleep(forTimeInterval: 0.1)
      interrupt.set(.timeout)
    }
    // What does not ask comes to its end, and nothing has stopped it.
    let outcome = try run(wanted.code)
    #expect(outcome.failure?.kind == .limit, "\(outcome.failure?.message ?? "it ran to its end")")
    // The session can go on.
    interrupt.clear()
    #expect(try run("1 + 1").failure == nil)
  }

  /// Whatever makes a tensor asks before it begins.
  @Test func everyOperationAsks() throws {
    let cancellation = Cancellation()
    let x = try Tensor.ones([2, 2])
    cancellation.request()
    let operations: [() throws -> Tensor] = [
      { try x + x }, { try x.exp() }, { try x.sum() }, { try Tensor.matmul(x, x) },
      { try x.sorted().values }, { try x.svd().s }, { try Tensor.zeros([1]) },
    ]
    for operation in operations {
      #expect(throws: TensorError.self) { try cancellation.covering(operation) }
      #expect(throws: Never.self) { try operation() }
      #expect(throws: Never.self) {
        try cancellation.covering { try Cancellation.holdingOff(operation) }
      }
    }
    cancellation.withdraw()
    for operation in operations {
      #expect(throws: Never.self) { try cancellation.covering(operation) }
    }
  }

  /// A pass over memory asks while it goes: what was asked for after its result's memory was there
  /// still stops it.
  @Test func everyPassAsks() throws {
    let x = try Tensor.ones([1 << 26])
    let matrix = try x.reshaped([1 << 13, 1 << 13])
    let truths = try x.greater(Tensor.scalar(Float(0)))
    let places = try Tensor.arange(0, 1 << 25)
    let operations: [(name: String, run: () throws -> Tensor)] = [
      ("+", { try x + x }), ("exp", { try x.exp() }), ("clamp", { try x.clamped(min: 0, max: 1) }),
      ("==", { try x.equal(x) }), ("and", { try truths.and(truths) }),
      ("where", { try Tensor.where_(truths, x, x) }), ("convert", { try x.converted(to: .int64) }),
      ("**", { try Tensor.power(places, places) }), ("copy", { try x.copied() }),
      ("turned copy", { try matrix.transposed(0, 1).contiguous() }),
      ("expanded copy", { try x.broadcast(to: [2, 1 << 26]).contiguous() }),
      ("full", { try Tensor.full([1 << 27], Float(1)) }),
      ("zeros", { try Tensor.zeros([1 << 28]) }),
      ("arange", { try Tensor.arange(0, 1 << 27) }),
      ("linspace", { try Tensor.linspace(0, 1, 1 << 27) }),
      ("cat", { try Tensor.concatenated([x, x], 0) }), ("triu", { try matrix.upperTriangle() }),
      ("cumsum", { try x.cumulativeSum(0) }),
      ("cumsum of columns", { try matrix.cumulativeSum(0) }),
      ("softmax", { try matrix.softmax(-1) }), ("take", { try x.picked(0, places) }),
      ("gather", { try x.gathered(0, places) }), ("sort", { try x.sorted().values }),
    ]
    for operation in operations {
      // The thread that asks may come too late; what does not ask is not stopped by any.
      #expect((0..<50).contains { _ in isStopped(operation.run) }, "\(operation.name)")
    }
  }

  /// Whether work ends where it is asked to once the memory for its result is there.
  private func isStopped(_ work: () throws -> Tensor) -> Bool {
    let cancellation = Cancellation()
    let before = BufferPool.shared.liveBytes
    let isOver = Atomic<Bool>(false)
    Thread.detachNewThread {
      // So much is a result; what else comes and goes is smaller.
      while !isOver.load(ordering: .relaxed),
        BufferPool.shared.liveBytes < before + 60 << 20
      { sched_yield() }
      cancellation.request()
    }
    defer { isOver.store(true, ordering: .relaxed) }
    return (try? cancellation.covering(work)) == nil
  }

  @Test func workThatCannotAskIsAbandoned() throws {
    let cancellation = Cancellation()
    let (begun, goOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    DispatchQueue.global().async {
      begun.wait()
      cancellation.request()
    }
    #expect(throws: TensorError.self) {
      try cancellation.covering { () throws(TensorError) in
        try Cancellation.abandonably(operations: .max) {
          begun.signal()
          goOn.wait()
        }
      }
    }
    goOn.signal()
    cancellation.withdraw()
    let sum = try cancellation.covering { () throws(TensorError) in
      try Cancellation.abandonably(operations: .max) { (1...10).reduce(0, +) }
    }
    #expect(sum == 55)
  }

  /// A step that does not even stop then is left alone, and its session with it.
  @Test func aStepIsLeftAlone() throws {
    let (begun, goOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let hang = BuiltinGroup("Test") {
      Builtin("hang", .int("n", default: 0), summary: "Never asks.", example: "hang()") {
        (n: Int) -> Int in
        begun.signal()
        goOn.wait()
        return n
      }
    }
    let interrupt = Interrupt()
    let lab = try Parser.parseLab(
      SourceFile(name: "test.lab", text: "# T\n## S\n```lab\nhang()\nprint(1)\n```\n"))
    let session = try Session(
      lab, output: Nobody(), interrupt: interrupt,
      table: BuiltinTable(BuiltinTable.groups() + [hang]))
    DispatchQueue.global().async {
      begun.wait()
      interrupt.set(.timeout)
      interrupt.abandon()
    }
    let outcome = session.run(step: 1)
    #expect(outcome.failure?.message == "it did not stop when it was asked to")
    goOn.signal()
  }

  /// Searching by hash finds what comparing finds.
  @Test func longPartsAreFound() {
    for length in [1, 31, 32, 33, 40, 64] {
      let part = String(repeating: "ab", count: length / 2) + (length % 2 == 1 ? "a" : "")
      for place in [0, 1, 7, 50] {
        let text = String(repeating: "a", count: place) + part + "b"
        let wanted = Array(text.utf8).firstRange(of: Array(part.utf8))?.lowerBound
        #expect(Search.first(of: part, in: text, from: 0) == wanted)
      }
      #expect(Search.first(of: part + "c", in: String(repeating: part, count: 9), from: 0) == nil)
    }
  }
}
