/// A parameter of a function, lambda or model.
public struct Parameter: Sendable {
  /// The name.
  public let name: String
  /// Where it stands.
  public let span: Span
  /// `x: [B, N, D]`.
  public let annotation: ShapeAnnotation?
  /// `p = 4`.
  public let defaultValue: Expression?

  /// A parameter called `name`.
  public init(
    name: String, span: Span, annotation: ShapeAnnotation? = nil, defaultValue: Expression? = nil
  ) {
    self.name = name
    self.span = span
    self.annotation = annotation
    self.defaultValue = defaultValue
  }
}

/// `def name(parameters) -> [shape] { body }`, and a model's `forward`.
public struct FunctionDeclaration: Sendable {
  /// The name; `forward` for a model's forward pass.
  public let name: String
  /// Where the name stands.
  public let nameSpan: Span
  /// The parameters.
  public let parameters: [Parameter]
  /// The shape of the result, checked.
  public let result: ShapeAnnotation?
  /// The body; its last expression is the result.
  public let body: Block

  /// A function called `name`.
  public init(
    name: String, nameSpan: Span, parameters: [Parameter], result: ShapeAnnotation?, body: Block
  ) {
    self.name = name
    self.nameSpan = nameSpan
    self.parameters = parameters
    self.result = result
    self.body = body
  }
}

/// `model Name(parameters) { fields; def …; forward(x) { } }`.
public struct ModelDeclaration: Sendable {
  /// The name.
  public let name: String
  /// Where the name stands.
  public let nameSpan: Span
  /// What the constructor takes; annotations bind and check as in functions.
  public let parameters: [Parameter]
  /// Statements that set the fields; `def`s and `forward` among them are methods.
  public let body: Block

  /// A model called `name`.
  public init(name: String, nameSpan: Span, parameters: [Parameter], body: Block) {
    self.name = name
    self.nameSpan = nameSpan
    self.parameters = parameters
    self.body = body
  }
}

/// `param patch = 4 in [2, 4, 7, 14] "help"`.
public struct ParameterDeclaration: Sendable {
  /// The values that a parameter may take.
  public enum Domain: Sendable {
    /// `in [2, 4]`.
    case set([Expression])
    /// `in 1...12`, both ends included.
    case range(Expression, Expression)
  }

  /// The name.
  public let name: String
  /// Where the name stands.
  public let nameSpan: Span
  /// The value unless it is set.
  public let defaultValue: Expression
  /// What is allowed; nil allows any value of the default's type.
  public let domain: Domain?
  /// One line for `:params`.
  public let help: String?

  /// A parameter called `name`.
  public init(
    name: String, nameSpan: Span, defaultValue: Expression, domain: Domain?, help: String?
  ) {
    self.name = name
    self.nameSpan = nameSpan
    self.defaultValue = defaultValue
    self.domain = domain
    self.help = help
  }
}

/// `data images = mnist else fashion_mnist else digits`.
public struct DataDeclaration: Sendable {
  /// The name that the data set is bound to.
  public let name: String
  /// Where the name stands.
  public let nameSpan: Span
  /// The data sets to try, the best first.
  public let choices: [(name: String, span: Span)]

  /// Data called `name`, from the first of `choices` that is there.
  public init(name: String, nameSpan: Span, choices: [(name: String, span: Span)]) {
    self.name = name
    self.nameSpan = nameSpan
    self.choices = choices
  }
}

/// `name = value` inside a `profile` or a `try`.
public struct Setting: Sendable {
  /// The parameter or data declaration that is set.
  public let name: String
  /// Where the name stands.
  public let nameSpan: Span
  /// The value.
  public let value: Expression

  /// Sets `name` to `value`.
  public init(name: String, nameSpan: Span, value: Expression) {
    self.name = name
    self.nameSpan = nameSpan
    self.value = value
  }
}

/// `profile quick { epochs = 1 }`.
public struct Profile: Sendable {
  /// The name.
  public let name: String
  /// Where the name stands.
  public let nameSpan: Span
  /// What it sets.
  public let settings: [Setting]

  /// A profile called `name`.
  public init(name: String, nameSpan: Span, settings: [Setting]) {
    self.name = name
    self.nameSpan = nameSpan
    self.settings = settings
  }
}

/// `try id "title" { patch = 7 }`.
public struct Variation: Sendable {
  /// The id.
  public let id: String
  /// Where the id stands.
  public let idSpan: Span
  /// What people read.
  public let title: String?
  /// What it sets.
  public let settings: [Setting]

  /// A variation called `id`.
  public init(id: String, idSpan: Span, title: String?, settings: [Setting]) {
    self.id = id
    self.idSpan = idSpan
    self.title = title
    self.settings = settings
  }
}

/// `compare base, row1 { table params, test_acc; plot test_acc }`.
public struct Comparison: Sendable {
  /// The variations, `base` being the lab with its defaults.
  public let variations: [(name: String, span: Span)]
  /// Reports that become columns.
  public let table: [(name: String, span: Span)]
  /// Recorded series that are overlaid.
  public let plot: [(name: String, span: Span)]

  /// A comparison of `variations`.
  public init(
    variations: [(name: String, span: Span)], table: [(name: String, span: Span)],
    plot: [(name: String, span: Span)]
  ) {
    self.variations = variations
    self.table = table
    self.plot = plot
  }
}

/// `question id "…" { answer "…" }`, `{ choices "a", "b" correct "b" }`, `{ number 3 ± 0 }`.
public struct Question: Sendable {
  /// What a student may answer.
  public enum Form: Sendable {
    /// Free text, with the author's answer.
    case open(answer: String?)
    /// One of several.
    case choice([String], correct: String)
    /// A number within a tolerance.
    case number(Expression, tolerance: Expression)
  }

  /// The id.
  public let id: String
  /// Where the id stands.
  public let idSpan: Span
  /// What is asked.
  public let text: String
  /// How it is answered.
  public let form: Form
  /// Whether it is a `predict`, asked before the step runs.
  public let isPrediction: Bool

  /// A question called `id`.
  public init(id: String, idSpan: Span, text: String, form: Form, isPrediction: Bool) {
    self.id = id
    self.idSpan = idSpan
    self.text = text
    self.form = form
    self.isPrediction = isPrediction
  }
}
