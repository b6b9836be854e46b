import Testing

/// A mistake, what a check calls it, and where it is found: at the `‸`, which is no part of it.
struct PlantedMistake: Sendable, CustomTestStringConvertible {
  let code: String
  let old: String
  let new: String
  /// A part of what is said.
  let message: String

  init(_ code: String, _ old: String, _ new: String, _ message: String) {
    (self.code, self.old, self.new, self.message) = (code, old, new, message)
  }

  var testDescription: String { "\(code): \(new)" }
}

extension PlantedMistake {
  static let all = names + arguments + members + settings + comparisons + effects + outline

  static let names =
    [
      Self("unknown-name", "len(xs)", "len(‸xss)", "unknown name `xss`"),
      Self("unknown-name", "halved(1)", "halved(1) + ‸halve(1)", "unknown name `halve`"),
      Self("unknown-name", "offset - ys", "offset - ‸yss", "unknown name `yss`"),
      Self("unknown-name", "slope * xs + offset", "slope * xs + ‸ofset", "unknown name `ofset`"),
      Self("unknown-name", "loss.backward()", "‸los.backward()", "unknown name `los`"),
      Self("unknown-name", "{ steps = 2 * steps }", "{ steps = 2 * ‸step_count }", "unknown name"),
      Self("unknown-name", "xs = linspace", "xs = ‸np.linspace", "unknown name `np`"),
      Self("unknown-name", "{ x * x }", "{ x * x }\nprint(‸squared)", "unknown name `squared`"),
      Self("set-later", "count = len(xs)", "count = len(xs)\nprint(‸net)", "set only in step 2"),
      Self("unknown-method", ".mean()\n", ".‸meen()\n", "a method `meen`"),
      Self("unknown-method", "loss.item()", "loss.‸itm()", "a method `itm`"),
      Self(
        "unknown-data", "mnist else digits\n", "mnist else digits else ‸digit\n",
        "no data set called digit"),
      Self(
        "hidden-name", "count = len(xs)", "count = len(xs)\n‸sum = 1", "`sum` hides the builtin"),
      Self("hidden-name", "for step in", "for ‸mean in", "`mean` hides the builtin"),
      Self("hidden-name", "report final =", "report ‸max = 1, final =", "`max` hides the builtin"),
      Self(
        "hidden-name", "report final =", "‸error_of = 3\nprint(error_of)\nreport final =",
        "`error_of` hides the function of line"),
      Self(
        "rebound-name", "report final = loss.item()", "report ‸loss = loss.item(), final = loss",
        "`report` sets `loss`"),
      Self("missing-import", "\"helpers.lab\"", "‸\"helper.lab\"", "helper.lab"),
      Self("missing-import", "import halved", "import ‸halve, halved", "defines no `halve`"),
    ] + syntax

  static let syntax = [
    Self(
      "syntax", "def error_of(slope, offset = 0.5) {", "def error_of(slope, offset = 0.5)‸:",
      "`:` does not"),
    Self("syntax", "count = len(xs)", "count = ‸lambda x: x", "there is no `lambda`"),
    Self("syntax", "count = len(xs)", "‸import torch", "no modules to import"),
    Self("syntax", "count = len(xs)", "‸break", "`break` is only allowed"),
    Self("syntax", "count = len(xs)", "count = len(xs) ‸&& true", "`&&` is written `and`"),
    Self("conflict-marker", "What is fitted", "‸<<<<<<< ours\nWhat is fitted", "two versions"),
    Self("conflict-marker", "count = len(xs)", "‸>>>>>>> theirs\ncount = len(xs)", "two versions"),
  ]

  static let arguments = [
    Self("unknown-argument", "offset - ys", "softmax(offset, ‸dmi = 0) - ys", "called `dmi`"),
    Self("unknown-argument", "error_of(net.slope)", "error_of(net.slope, ‸offst = 1)", "`offst`"),
    Self("unknown-argument", "Line(0.0)", "Line(0.0, ‸width = 3)", "called `width`"),
    Self("unknown-argument", "11)", "11, ‸dtype = 1)", "called `dtype`"),
    Self("unknown-argument", ".mean()\n", ".sum(‸axis = 0)\n", "called `axis`"),
    Self("too-many-arguments", "error_of(net.slope)", "‸error_of(net.slope, 1, 2)", "not 3"),
    Self("too-many-arguments", "len(xs)", "‸len(xs, 1)", "at most 1 argument, not 2"),
    Self("too-many-arguments", "loss.backward()", "loss.‸backward(1, 2, 3)", "at most"),
    Self("missing-argument", "Line(0.0)", "‸Line()", "the argument `start` is missing"),
    Self("missing-argument", "linspace(-1, 1, 11)", "‸linspace(-1, 1)", "is missing"),
    Self("argument-twice", "error_of(net.slope)", "error_of(net.slope, ‸slope = 1)", "twice"),
  ]

  static let members = [
    Self("unknown-member", "images.train.labels", "images.‸training.labels", "no `training`"),
    Self("unknown-member", "images.train.labels", "images.train.‸label", "no `label`"),
    Self(
      "unknown-member", "for name in", "print(names.‸shape)\nfor name in", "a list has no `shape`"),
    Self("unknown-member", "for name in", "sizes.‸append(3)\nfor name in", "a map has no `append`"),
    Self(
      "unknown-member", "for name in", "print(names.‸keys())\nfor name in", "a list has no `keys`"),
    Self("not-a-function", "len(xs)", "xs.‸shape()[0]", "`shape` of a tensor is a value"),
    Self("not-called", "len(xs)", "len(xs.‸tolist)", "`tolist` is a function"),
    Self("not-called", "len(xs)", "xs.‸mean", "`mean` is a function"),
    Self("unknown-member", "len(xs)", "xs.‸values", "a tensor has no `values`"),
    Self("unknown-method", "len(xs)", "xs.‸cuda().size(0)", "a method `cuda`"),
  ]

  static let settings = [
    Self("not-allowed", "quick { steps = 5 }", "quick { steps = ‸500 }", "cannot be 500"),
    Self("not-allowed", "{ rate = 0.01 }", "{ rate = ‸0.02 }", "`rate` cannot be 0.02"),
    Self("not-allowed", "{ rate = 0.01 }", "{ rate = ‸\"slow\" }", "`rate` cannot be slow"),
    Self("not-allowed", "2 * steps }", "‸20 * steps }", "`steps` cannot be 400"),
    Self("not-allowed", "2 * steps }", "‸2.5 * steps }", "`steps` cannot be 50.0"),
    Self("not-allowed", "param mode = \"plain\" in", "‸param mode = \"narrow\" in", "be narrow"),
    Self("not-allowed", "param steps = 20 in", "‸param steps = 200 in", "cannot be 200"),
    Self("not-allowed", "{ rate = 0.01 }", "{ mode = ‸3 }", "`mode` cannot be 3"),
    Self("not-allowed", "2 * steps }", "‸steps / 0 }", "division by zero"),
    Self("declaration", "quick { steps", "quick { ‸stepps", "no parameter is called `stepps`"),
    Self("declaration", "{ rate = 0.01 }", "{ ‸speed = 1 }", "no parameter is called `speed`"),
    Self("declaration", "profile quick", "profile quick { }\nprofile ‸quick", "already exists"),
    Self("declaration", "param mode", "param ‸rate = 1\nparam mode", "declared twice"),
    Self("declaration", "under default", "under ‸quik", "no profile is called `quik`"),
    Self("declaration", "on mnist,", "on ‸mnits,", "no data set called mnits"),
    Self("claim-never-judged", "on mnist,", "on ‸cifar10,", "never judged"),
    Self("empty-claim", "expect count == 11", "expect ‸11 == 11", "does not depend on anything"),
    Self("empty-claim", "expect count == 11", "expect ‸true", "does not depend on anything"),
  ]

  static let comparisons = [
    Self(
      "declaration", "base, longer, slower", "base, ‸longest, longer, slower", "no `try` is called"),
    Self("never-recorded", "plot loss", "plot ‸losses", "nothing records `losses`"),
    Self("never-recorded", "plot loss", "plot ‸final", "nothing records `final`"),
    Self("never-reported", "table final", "table ‸finale", "nothing reports `finale`"),
    Self("never-reported", "table final", "table ‸loss, final", "nothing reports `loss`"),
    Self("never-reported", "table final", "table final\n  bar ‸finale", "nothing reports `finale`"),
    Self("never-reported", "longer.final", "longer.‸finall", "the lab reports no `finall`"),
    Self(
      "unlisted-variation", "base, longer, slower", "base, longer", "lists the variation `slower`"),
  ]

  static let effects = [
    Self("lost-change", "print(name, count) }", "‸name += \"!\" }", "changes only `name`"),
    Self(
      "lost-change", "for name in", "for x in [[1], [2]] { ‸x[0] += 1 }\nfor name in", "only `x`"),
    Self("lost-change", "for name in", "for x in [1, 2] { ‸x = x + 1 }\nfor name in", "only `x`"),
    Self(
      "unused-value", "count = len(xs)", "count = len(xs)\n‸count + 1", "this value is not used"),
    Self(
      "unused-value", "count = len(xs)", "count = len(xs)\n‸xs.reshape(11, 1)",
      "this value is not used"),
    Self(
      "unused-value", "count = len(xs)", "count = len(xs)\n‸count == 11", "this value is not used"),
    Self("unused-value", "  residual =", "  ‸offset\n  residual =", "this value is not used"),
    Self("unused-value", "count = len(xs)", "count = len(xs)\n‸xs.shape", "this value is not used"),
    Self("unreachable", ".mean()\n", ".mean()\n  ‸print(1)\n", "comes after `return`"),
    Self(
      "unreachable", "print(name, count) }", "print(name); continue; ‸print(count) }",
      "after `continue`"),
    Self(
      "unreachable", "record(loss)", "if false { ‸print(loss) }\n  record(loss)", "always false"),
    Self("unreachable", "record(loss)", "while false { ‸print(loss) }\n  record(loss)", "false"),
  ]

  static let outline = [
    Self("empty-step", "## Squares", "‸## Nothing\n\n## Squares", "`Nothing` is empty"),
    Self("exercise-without-hint", "```hint square\nTimes itself.\n```", "", "has no hint"),
    Self(
      "exercise-without-check", "```check square\nexpect square(3) == 9 \"three threes\"\n```", "",
      "has no check"),
    Self(
      "exercise-without-solution", "```solution square\ndef square(x) { x * x }\n```", "",
      "has no solution"),
    Self("unused-name", "param rate", "param ‸depth = 3\nparam rate", "the parameter `depth`"),
    Self("unused-name", "images.train.labels[:3].tolist()", "3", "the data set `images`"),
    Self("unused-name", "halved(1)", "1", "the import `halved`"),
    Self("missing-lab", "needs: helpers", "‸needs: helper", "not here: `helper`"),
    Self("syntax", "summary:", "‸sumary:", "no `sumary`"),
    Self("syntax", "## Squares {#squares}", "‸## Squares {#training}", "a second step"),
  ]
}
