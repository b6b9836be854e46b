/// A parameter of a function, lambda or model.
package struct Parameter: Sendable {
  /// The name.
  package let name: String
  /// Where it is in the source.
  package let span: Span
  /// `x: [B, N, D]`.
  package let annotation: ShapeAnnotation?
  /// `p = 4`.
  package let defaultValue: Expression?

  /// A parameter called `name`.
  package init(
    name: String, span: Span, annotation: ShapeAnnotation? = nil, defaultValue: Expression? = nil
  ) {
    self.name = name
    self.span = span
    self.annotation = annotation
    self.defaultValue = defaultValue
  }
}

/// `def name(parameters) -> [shape] { body }`, and a model's `forward`.
package struct FunctionDeclaration: Sendable {
  /// The name; `forward` for a model's forward pass.
  package let name: String
  /// Where the name is in the source.
  package let nameSpan: Span
  /// The parameters.
  package let parameters: [Parameter]
  /// The shape of the result, checked.
  package let result: ShapeAnnotation?
  /// The body; its last expression is the result.
  package let body: Block

  /// A function called `name`.
  package init(
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
package struct ModelDeclaration: Sendable {
  /// The name.
  package let name: String
  /// Where the name is in the source.
  package let nameSpan: Span
  /// What the constructor takes; annotations bind and check as in functions.
  package let parameters: [Parameter]
  /// Statements that set the fields; `def`s and `forward` among them are methods.
  package let body: Block

  /// A model called `name`.
  package init(name: String, nameSpan: Span, parameters: [Parameter], body: Block) {
    self.name = name
    self.nameSpan = nameSpan
    self.parameters = parameters
    self.body = body
  }
}

/// `param patch = 4 in [2, 4, 7, 14] "help"`.
package struct ParameterDeclaration: Sendable {
  /// The values that a parameter may take.
  package enum Domain: Sendable {
    /// `in [2, 4]`.
    case set([Expression])
    /// `in 1...12`, both ends included.
    case range(Expression, Expression)
  }

  /// The name.
  package let name: String
  /// Where the name is in the source.
  package let nameSpan: Span
  /// The value if none is set.
  package let defaultValue: Expression
  /// What is allowed; nil allows any value of the default's type.
  package let domain: Domain?
  /// One line for `:params`.
  package let help: String?

  /// A parameter called `name`.
  package init(
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
package struct DataDeclaration: Sendable {
  /// The name that the data set is bound to.
  package let name: String
  /// Where the name is in the source.
  package let nameSpan: Span
  /// The data sets to try, best first.
  package let choices: [(name: String, span: Span)]

  /// Data called `name`, from the first of `choices` that is available.
  package init(name: String, nameSpan: Span, choices: [(name: String, span: Span)]) {
    self.name = name
    self.nameSpan = nameSpan
    self.choices = choices
  }
}

/// `name = value` inside a `profile` or a `try`.
package struct Setting: Sendable {
  /// The parameter or data declaration that is set.
  package let name: String
  /// Where the name is in the source.
  package let nameSpan: Span
  /// The value.
  package let value: Expression

  /// Sets `name` to `value`.
  package init(name: String, nameSpan: Span, value: Expression) {
    self.name = name
    self.nameSpan = nameSpan
    self.value = value
  }
}

/// `profile quick { epochs = 1 }`.
package struct Profile: Sendable {
  /// The name.
  package let name: String
  /// Where the name is in the source.
  package let nameSpan: Span
  /// What it sets.
  package let settings: [Setting]

  /// A profile called `name`.
  package init(name: String, nameSpan: Span, settings: [Setting]) {
    self.name = name
    self.nameSpan = nameSpan
    self.settings = settings
  }
}

/// `try id "title" { patch = 7 }`.
package struct Variation: Sendable {
  /// The id.
  package let id: String
  /// Where the id is in the source.
  package let idSpan: Span
  /// What people read.
  package let title: String?
  /// What it sets.
  package let settings: [Setting]

  /// A variation called `id`.
  package init(id: String, idSpan: Span, title: String?, settings: [Setting]) {
    self.id = id
    self.idSpan = idSpan
    self.title = title
    self.settings = settings
  }
}

/// `question id "…" { answer "…" }`, `{ choices "a", "b" correct "b" }`, `{ number 3 ± 0 }`.
package struct Question: Sendable {
  /// What a student may answer.
  package enum Form: Sendable {
    /// Free text, with the author's answer.
    case open(answer: String?)
    /// One of several; which is right is not known in a released lab.
    case choice([String], correct: String?)
    /// A number within a tolerance.
    case number(Expression, tolerance: Expression)
  }

  /// The id.
  package let id: String
  /// Where the id is in the source.
  package let idSpan: Span
  /// What is asked, as it is written.
  package private(set) var text: String
  /// The f-string that says what is asked, if it names values.
  package let wording: Expression?
  /// How it is answered.
  package let form: Form
  /// Whether it is a `predict`, asked before the step runs.
  package let isPrediction: Bool
  /// What says which answer is right; nil if nothing does.
  package let answerSpan: Span?

  /// A question called `id`.
  package init(
    id: String, idSpan: Span, text: String, wording: Expression? = nil, form: Form,
    isPrediction: Bool, answerSpan: Span?
  ) {
    self.id = id
    self.idSpan = idSpan
    self.text = text
    self.wording = wording
    self.form = form
    self.isPrediction = isPrediction
    self.answerSpan = answerSpan
  }

  /// The question with the values of its wording in place.
  package func worded(_ text: String) -> Question {
    var question = self
    question.text = text
    return question
  }
}
