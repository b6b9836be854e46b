import Builtins
import Interpreter
import Language

/// `import MLP from "mlp.lab"`: definitions of another lab, which keep its parameters' defaults.
extension Session {
  private static let deepest = 20

  /// The names that the lab at `path` defines, with the author's solutions in its exercises.
  package func definitions(of path: String) throws(Failure) -> Globals {
    if let known = imports[path] { return known }
    guard !importing.contains(path) else {
      throw Failure(
        .usage,
        "the imports are circular: "
          + (importing + [path]).joined(separator: " → "))
    }
    guard importing.count < Self.deepest else {
      throw Failure(.limit, "more than \(Self.deepest) imports inside each other")
    }
    let bytes: [UInt8]
    do {
      bytes = try read(path, beneath: [options.folder].compactMap(\.self))
    } catch {
      // What the lab is made of is not there.
      throw Failure(.usage, error.diagnostic.message, hint: error.diagnostic.hint)
    }
    importedSources.append((path, String(decoding: bytes, as: UTF8.self)))
    importing.append(path)
    defer { importing.removeLast() }
    let lab: Lab
    do {
      let unsolved = try Parser.parseLab(SourceFile(name: path, bytes: bytes))
      lab = unsolved.answering(unsolved.solutions)
    } catch {
      throw Failure(error)
    }
    let names = Globals(interpreter.table, dryRun: options.dryRun)
    try define(lab.steps.flatMap(\.statements).filter(\.isDefinition), in: names)
    imports[path] = names
    return names
  }
}

extension Statement {
  /// Whether importing takes it.
  var isDefinition: Bool {
    switch kind {
    case .function, .model, .param, .importNames: true
    case .expression, .assign, .augmentedAssign, .conditional, .forLoop, .whileLoop, .break,
      .continue, .return, .noGrad, .tap, .expect, .report, .show, .data, .profile, .try, .compare,
      .question:
      false
    }
  }
}
