import Language
import Testing

@testable import Builtins
@testable import Interpreter
@testable import Session

/// What `images.train.images` gives is made only when it is needed, and behaves as a tensor.
@Suite struct PixelsTests {
  private static let lab = """
    # T

    ```lab
    data images = digits
    (few, rest) = split(images.train, 4)
    p = few.images
    t = p[:]
    ```
    """

  /// What a piece of code gives, or why not.
  private static func outcome(_ code: String, _ run: Run) throws -> String {
    let outcome = try run.type("manual_seed(1)\n\(code)")
    return outcome.failure.map { "\($0.message) \($0.hint ?? "")" }
      ?? outcome.value?.representation ?? "nothing"
  }

  /// The text of a tensor that is not made is its shape.
  private static let texts: Set<String> = [
    "str", "repr", "print", "format", "list", "zip", "enumerate", "reversed", "tapped", "identity",
    "apply", "map", "first", "copy", "choice", "Sequential", "Identity",
  ]

  private static let names = BuiltinTable().names.filter {
    BuiltinTable().function($0)?.parameters.isEmpty == false && !texts.contains($0)
  }

  @Test func everyBuiltinTakesThemAsATensor() throws {
    let run = try Run.all(Self.lab)
    for name in Self.names {
      for arguments in ["(§)", "(§, 1)", "(§, §)", "([§, §])"] {
        let form = "\(name)\(arguments)"
        let (mine, right) = (
          try Self.outcome(form.replacing("§", with: "p"), run),
          try Self.outcome(form.replacing("§", with: "t"), run)
        )
        #expect(mine == right, "\(form)")
      }
    }
  }

  private static let expressions = [
    "x * 2", "2 - x", "x / x", "-x", "x > 0.5", "x == x", "x[0]", "x[1, 0]", "x[:2, 0, 3]", "x[-1]",
    "x[..., 0]", "x[:, 0, :2, ::2]", "x[x > 0.9]", "x[[1, 0]]", "x[none].shape", "x.shape",
    "x.ndim",
    "x.dtype", "x.T.shape", "x.size(0)", "x.numel()", "len(x)", "x.flatten(1).mean(1)", "type(x)",
    "x.requires_grad", "x.shape()", "x.mean", "x.nothing", "x[0, 0, 99]", "if x { 1 }",
    "Flatten()(x)", "Conv2d(1, 2, 3)(x).shape", "x ≈ x ± 0", "for row in x { row.shape }",
    "a, b, c, d = x", "[row.mean() for row in x]", "x in [1]", "x @ x.mT", "x ** 2", "x and 1",
    "f\"{x.mean():.3f}\"", "stack([x, x]).shape", "where(x > 0, x, 0).sum()", "x.max()",
    "[f(x) for f in [y -> y.sum()]]", "x.sum([2, 3])", "list(x)[0].shape",
  ]

  @Test func expressionsTakeThemAsATensor() throws {
    let run = try Run.all(Self.lab)
    for code in Self.expressions {
      let mine = try Self.outcome("x = p\n" + code, run)
      let right = try Self.outcome("x = t\n" + code, run)
      #expect(mine == right, "\(code)")
    }
  }

  @Test func aShapeMayBeWrittenBehindThem() throws {
    let run = try Run.all(Self.lab)
    _ = try run.type("def f(x: [N, ...]) { N }")
    #expect(try Self.outcome("f(p)", run) == "4")
  }

  /// What Swift code throws is told in words.
  @Test func mistakesWithDataAreToldInWords() throws {
    let failure = try #require(try Run.all(Self.lab).type("split(images.train, 1000000)").failure)
    #expect(failure.message == "cannot split 1000000 images from a set of 60000")
    #expect(failure.hint == "use 0 to 60000")
  }
}
