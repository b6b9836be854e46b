/// A paragraph that teaches what a kind of mistake means: what a message has no room for.
package enum Explanation {
  /// What the message of a mistake contains, and what one should know about it.
  static let topics: [(words: [String], text: String)] = [
    (
      ["unknown name"],
      "A name means something only after a line has set it. Names are read letter by letter, capitals "
        + "included, and a step's names exist once the step has run: `:list` shows which have, `:vars` "
        + "which names there are. A name that only a function sets is gone when the function returns."
    ),
    (
      ["outside", "out of range"],
      "Positions count from 0, so the last of n elements is n - 1; negative ones count from the end, and "
        + "-1 is the last. Look at `len(x)` or `x.shape` before you index."
    ),
    (
      ["shape"],
      "Every tensor has a shape, the list of its extents: [64, 784] is 64 rows of 784 numbers. An "
        + "operation needs shapes that fit. In `a @ b` the last extent of a and the second to last of b "
        + "must be equal. In `a + b` extents are compared from the right, and fit where they are equal or "
        + "one of them is 1. Print `x.shape` of both, and find the first that is not what you expect: the "
        + "mistake is usually earlier than the message."
    ),
    (
      ["has no `"],
      "After a dot stands a field, a property or a method of the value before it. What there is depends on "
        + "the kind of value: Tab behind the dot lists it, and `?` with the name of a method explains one. "
        + "Often the value is another one than expected: look at it first."
    ),
    (
      ["division by zero"],
      "Nothing can be divided by zero. With whole numbers and fractions that is an error here; tensors "
        + "give inf or nan instead, as in PyTorch. Ask where the zero comes from: an empty list, a count "
        + "that was never raised, a difference of equal numbers."
    ),
    (
      ["must be"],
      "What is given is of another kind than what is needed, or outside of what is allowed: the message "
        + "says both. `?name` lists what a function takes, one argument after another. If the value is "
        + "not what you expected, type its name: it was set wrongly before."
    ),
    (
      ["before it is set", "cannot be assigned"],
      "`name = value` gives a name its value, from that line on. Inside a function every name that the "
        + "function sets is its own, and begins without a value, even if there is one of that name outside."
    ),
    (
      ["Parameter"],
      "A Parameter is a tensor that training changes. Only it keeps a gradient, and only inside of "
        + "`no_grad { … }` is it changed in place; plain tensors are values, which an assignment replaces."
    ),
    (
      ["argument"],
      "A function takes its arguments in the order of its definition or by name, each once; those with a "
        + "default may be left out. `?name` shows them with their defaults."
    ),
    (
      ["cannot be called"],
      "Round brackets behind a value call it, which only functions, models and layers allow. A name may "
        + "have been set to something else meanwhile: `?name` shows what it is now."
    ),
    (
      ["backward()"],
      "backward() walks from a loss back through everything that it was computed from, and frees that on "
        + "the way. So a loss must come from parameters, outside of no_grad, and each loss can be walked "
        + "once: compute it again before the next backward()."
    ),
  ]

  /// What one should know about `diagnostic`.
  package static func of(_ diagnostic: Diagnostic) -> String {
    if let text = diagnostic.code.flatMap(text(ofCode:)) { return text }
    if diagnostic.kind == .runtime || diagnostic.kind == .syntax,
      let topic = topics.first(where: { $0.words.contains { diagnostic.message.contains($0) } })
    {
      return topic.text
    }
    return text(of: diagnostic.kind)
  }

  /// What one should know about a kind of mistake.
  static func text(of kind: Diagnostic.Kind) -> String {
    switch kind {
    case .syntax:
      "The line could not be read, so none of it has run. The mark `^` shows where reading ended: the "
        + "mistake is there or just before. Look for a bracket or a quote that is not closed, a comma "
        + "that is missing, or a block without `{ }`: blocks have braces here, where Python has colons "
        + "and indentation."
    case .usage:
      "What was asked for does not exist or is not allowed: a step, a parameter, a file, a value out of "
        + "its range. Nothing has changed. `:params` lists what can be set and to what, `:list` the "
        + "steps, `:help all` the commands."
    case .runtime:
      "The line was read and began to run, and something in it could not be done. What ran before it in "
        + "the step has happened. The mark `^` shows which part; if it is inside a function, the lines "
        + "below show who called it. Look at the values involved by typing their names, one after another."
    case .expectation:
      "A lab's claim does not hold. That is a result, not a mistake in the program: the values are shown "
        + "below the claim. A changed parameter, a shorter training or an edited step may be the reason; "
        + "`:stale` lists what is not up to date."
    case .limit:
      "Every run has bounds on time, memory, output and nested calls, so that a slip cannot take the "
        + "machine down. A loop that never ends, a function that calls itself without end and a tensor "
        + "much larger than meant are the usual reasons. If it is meant, take a smaller part of the data."
    case .skipped:
      "The value comes from a comparison of variations, which was not run because that takes long. "
        + "`:try all` runs the variations."
    }
  }
}
