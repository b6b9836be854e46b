@testable import Language

// The tree as text, fully bracketed, so that a table of tests can say what it expects.

extension Expression {
  var text: String {
    switch kind {
    case .none: return "none"
    case .bool(let value): return "\(value)"
    case .int(let value): return "\(value)"
    case .float(let value): return "\(value)"
    case .string(let value): return value.debugDescription
    case .interpolated(let parts): return "f<" + parts.map(\.text).joined(separator: "|") + ">"
    case .name(let name): return name
    case .list(let elements): return "[" + elements.map(\.text).joined(separator: ", ") + "]"
    case .map(let pairs):
      let entries = pairs.map { ($0.key.map { $0.text + ": " } ?? "**") + $0.value.text }
      return "{" + entries.joined(separator: ", ") + "}"
    case .set(let elements): return "{" + elements.map(\.text).joined(separator: ", ") + "}"
    case .setComprehension(let element, let clauses):
      return "{\(element.text)\(clauses.map(\.text).joined())}"
    case .listComprehension(let element, let clauses):
      return "[\(element.text)\(clauses.map(\.text).joined())]"
    case .mapComprehension(let key, let value, let clauses):
      return "{\(key.text): \(value.text)\(clauses.map(\.text).joined())}"
    case .spread(let elements): return "*\(elements.text)"
    case .unary(let sign, let operand): return "(\(sign.rawValue) \(operand.text))"
    case .binary(let sign, let a, let b): return "(\(a.text) \(sign.rawValue) \(b.text))"
    case .and(let a, let b): return "(\(a.text) and \(b.text))"
    case .or(let a, let b): return "(\(a.text) or \(b.text))"
    case .comparison(let first, let rest):
      return "("
        + rest.reduce(first.text) { "\($0) \($1.operator.rawValue) \($1.operand.text)" } + ")"
    case .approximately(let a, let b, let tolerance):
      return "(\(a.text) ≈ \(b.text) ± \(tolerance.text))"
    case .lambda(let parameters, let body):
      return "(" + parameters.map(\.name).joined(separator: " ") + " -> \(body.text))"
    case .call(let function, let arguments):
      let list = arguments.map { argument in
        let stars =
          switch argument.form {
          case .single: ""
          case .elements: "*"
          case .entries: "**"
          }
        return stars + (argument.name.map { $0 + "=" } ?? "") + argument.value.text
      }
      return "\(function.text)(\(list.joined(separator: ", ")))"
    case .member(let object, let name, _): return "\(object.text).\(name)"
    case .index(let value, let subscripts):
      return "\(value.text)[\(subscripts.map(\.text).joined(separator: ", "))]"
    case .noGrad(let body): return "no_grad \(body.text)"
    case .conditional(let condition, let then, let otherwise):
      return "if \(condition.text) \(then.text)" + (otherwise.map { " else \($0.text)" } ?? "")
    }
  }
}

extension StringPart {
  var text: String {
    switch self {
    case .text(let text): text.debugDescription
    case .value(let value, let format):
      format.isEmpty
        ? value.text : "\(value.text):\(format.map(\.text).joined(separator: "+"))"
    }
  }
}

extension ComprehensionClause {
  var text: String {
    " for \(pattern.text) in \(sequence.text)" + conditions.map { " if \($0.text)" }.joined()
  }
}

extension Pattern {
  var text: String {
    switch self {
    case .name(let name, _): name
    case .tuple(let parts, _): "(" + parts.map(\.text).joined(separator: ", ") + ")"
    case .place(let target): target.text
    }
  }
}

extension Subscript {
  var text: String {
    switch self {
    case .expression(let value): value.text
    case .slice(let start, let stop, let step, _):
      "\(start?.text ?? ""):\(stop?.text ?? "")" + (step.map { ":\($0.text)" } ?? "")
    case .ellipsis: "..."
    }
  }
}

extension ShapeAnnotation {
  var text: String {
    let texts = extents.map { extent in
      switch extent {
      case .ellipsis: "..."
      case .name(let name, _): name
      case .expression(let value): value.text
      }
    }
    return "[" + texts.joined(separator: ", ") + "]"
  }
}

extension Parameter {
  var text: String {
    name + (annotation.map { ": \($0.text)" } ?? "") + (defaultValue.map { " = \($0.text)" } ?? "")
  }
}

extension Block {
  var text: String { "{ " + statements.map(\.text).joined(separator: "; ") + " }" }
}

extension Statement {
  var text: String {
    switch kind {
    case .expression(let value): return value.text
    case .assign(let target, let annotation, let value):
      return "\(target.text)\(annotation.map { ": \($0.text)" } ?? "") = \(value.text)"
    case .augmentedAssign(let target, let sign, let value):
      return "\(target.text) \(sign.rawValue)= \(value.text)"
    case .conditional(let condition, let then, let otherwise):
      return "if \(condition.text) \(then.text)" + (otherwise.map { " else \($0.text)" } ?? "")
    case .forLoop(let pattern, let sequence, let body):
      return "for \(pattern.text) in \(sequence.text) \(body.text)"
    case .whileLoop(let condition, let body): return "while \(condition.text) \(body.text)"
    case .break: return "break"
    case .continue: return "continue"
    case .return(let value): return "return" + (value.map { " \($0.text)" } ?? "")
    case .function(let function):
      return "def \(function.name)(\(function.parameters.map(\.text).joined(separator: ", ")))"
        + (function.result.map { " -> \($0.text)" } ?? "") + " \(function.body.text)"
    case .model(let model):
      return "model \(model.name)(\(model.parameters.map(\.text).joined(separator: ", "))) "
        + model.body.text
    case .noGrad(let body): return "no_grad \(body.text)"
    case .tap(let name, let value): return "tap \(name) \(value.text)"
    case .expect(let claim):
      return "expect \(claim.condition.text)"
        + (claim.data.isEmpty ? "" : " on " + claim.data.map(\.name).joined(separator: ", "))
        + (claim.profiles.isEmpty
          ? "" : " under " + claim.profiles.map(\.name).joined(separator: ", "))
        + (claim.message.map { " " + $0.debugDescription } ?? "")
    case .report(let reports):
      return "report " + reports.map { "\($0.name) = \($0.value.text)" }.joined(separator: ", ")
    case .show(let values): return "show " + values.map(\.text).joined(separator: ", ")
    case .param(let param):
      return "param \(param.name) = \(param.defaultValue.text)" + (param.domain?.text ?? "")
        + (param.help.map { " " + $0.debugDescription } ?? "")
    case .data(let data):
      return "data \(data.name) = " + data.choices.map(\.name).joined(separator: " else ")
    case .profile(let profile): return "profile \(profile.name) \(text(profile.settings))"
    case .try(let variation):
      return "try \(variation.id) \((variation.title ?? "").debugDescription) "
        + text(variation.settings)
    case .compare(let comparison):
      return "compare \(comparison.variations.map(\.name)) table \(comparison.table.map(\.name))"
        + " plot \(comparison.plot.map(\.name))"
    case .question(let question):
      return (question.isPrediction ? "predict" : "question") + " \(question.id) "
        + "\(question.text.debugDescription) \(question.form.text)"
    case .importNames(let names, let file, _):
      return "import \(names.map(\.name).joined(separator: ", ")) from \(file)"
    }
  }

  private func text(_ settings: [Setting]) -> String {
    "{ " + settings.map { "\($0.name) = \($0.value.text)" }.joined(separator: "; ") + " }"
  }
}

extension AssignmentTarget {
  var text: String {
    switch self {
    case .pattern(let pattern): pattern.text
    case .index(let value, let subscripts, _):
      "\(value.text)[\(subscripts.map(\.text).joined(separator: ", "))]"
    case .member(let object, let name, _): "\(object.text).\(name)"
    case .several(let targets): targets.map(\.text).joined(separator: " = ")
    }
  }
}

extension ParameterDeclaration.Domain {
  var text: String {
    switch self {
    case .set(let values): " in [" + values.map(\.text).joined(separator: ", ") + "]"
    case .range(let low, let high): " in \(low.text)...\(high.text)"
    }
  }
}

extension Question.Form {
  var text: String {
    switch self {
    case .open(let answer): "answer \((answer ?? "").debugDescription)"
    case .choice(let choices, let correct):
      "choices \(choices) correct \((correct ?? "").debugDescription)"
    case .number(let value, let tolerance): "number \(value.text) ± \(tolerance.text)"
    }
  }
}

/// Parses `text` as statements typed at the prompt and writes out the tree, or the mistake.
///
/// The mistake comes with what it points at.
func parsed(_ text: String) -> String {
  let source = SourceFile(name: "test", text: text)
  do throws(Diagnostic) {
    return try Parser.parseSnippet(source).statements.map(\.text).joined(separator: "; ")
  } catch {
    return mistake(error)
  }
}

/// A mistake as `line:column 'what it points at' message | hint`.
func mistake(_ diagnostic: Diagnostic) -> String {
  guard let span = diagnostic.span else { return diagnostic.message }
  let (line, column) = span.file.location(of: span.start)
  return "\(line):\(column) '\(span.text)' \(diagnostic.message)"
    + (diagnostic.hint.map { " | \($0)" } ?? "")
}
