/// What the codes of `lab check` mean.
extension Explanation {
  /// A paragraph for every code, in alphabetical order.
  package static let codes: KeyValuePairs<String, String> = [
    "argument-twice":
      "An argument is given twice: by its place and by its name, or twice by name. Count the "
      + "ones before it, or give all by name.",
    "claim-never-judged":
      "A claim is judged only on the data that stands behind its `on`. No `data` of the lab "
      + "can be that one, so the claim can never fail: correct its name, add the set to `data`, "
      + "or leave `on` out.",
    "conflict-marker":
      "Lines such as `<<<<<<<` are left from merging two versions of the file. Choose one of "
      + "them, and remove the marks.",
    "declaration":
      "What a lab says about itself, such as its parameters, data, profiles and steps, "
      + "contradicts itself. It is read before anything runs, so the lab does not start until "
      + "it is corrected.",
    "empty-claim":
      "The claim holds or fails whatever the lab computes, so it tests nothing. Claim "
      + "something about a value that a step has set or reported.",
    "empty-step":
      "A heading of two marks, `##`, begins a step, and nothing stands below this one. Write "
      + "what it is about, or use `###` for a heading inside a step.",
    "exercise-without-check":
      "An exercise is judged by its checks. Without one any answer counts as right, even "
      + "none. Claim in a fence marked `check` what a right answer does, also at its limits.",
    "exercise-without-hint":
      "Who is stuck asks `:hint`, and there is none. Write two or three, the first a "
      + "question, the last nearly the answer.",
    "exercise-without-solution":
      "`lab verify` proves with the solution that the checks can be passed, and students may "
      + "see it after trying. Without one, nobody knows whether the exercise can be done.",
    "hidden-name":
      "A name that stood for a function stands for something else from here on, and calls of "
      + "it further down fail or do something different. Another name keeps both.",
    "lost-change":
      "The variable of a loop is a copy: lists and tensors are values here. A change of it is "
      + "gone when the loop takes the next element. Set the element itself, `xs[i] = …`, or "
      + "make a new list.",
    "missing-argument":
      "The function needs an argument that the call does not give. `?name` shows which may be "
      + "left out: those with a default.",
    "missing-import":
      "An import names a lab beside this one and functions or models that it defines at the "
      + "top level of a step. The file or the name is not there.",
    "missing-lab":
      "`needs` in the front matter names the labs to do before this one, by the names of "
      + "their files without `.lab`. This one is not in the folder, so the course has no place "
      + "for the lab.",
    "never-recorded":
      "A comparison draws curves that `record(name = value)` has made. No step records one of "
      + "this name; a result that is a single number is reported, and belongs to `table` or "
      + "`bar`.",
    "never-reported":
      "A table or bar has a column for each `report`. No step reports this name; a curve is "
      + "recorded, and belongs to `plot`.",
    "not-a-function":
      "What stands behind the dot is a value, such as a shape, and not something to call. "
      + "Leave the parentheses out.",
    "not-allowed":
      "A profile or variation sets a parameter to a value that its declaration does not "
      + "allow, so it would fail when it runs. Change the value, or what stands behind `in`.",
    "not-called":
      "A method without parentheses is the method itself, not its result. Write the "
      + "parentheses, even if nothing stands between them.",
    "out-of-range":
      "An index, a dimension or a setting is beyond what there is. Indices go from 0 to one less "
      + "than the size, or from -1 backwards; the message says what the size is.",
    "question-without-answer":
      "A question with choices says which of them is right by `correct`. Without that, every "
      + "answer is wrong.",
    "rebound-name":
      "`report` sets a name of the session, too. This one already stands for something else, "
      + "which later steps would read: report under another name.",
    "set-later":
      "Steps run from top to bottom. This one reads a name that only a later step sets, so "
      + "that a run of the whole lab fails here, although it works at the prompt after the "
      + "later step.",
    "shape":
      "The step was gone through with shapes alone, and here two do not fit, whatever the numbers "
      + "are. The message has both shapes. Print `x.shape` before the line, and follow each dimension "
      + "back to where it was made; often a transpose or a reshape is missing, or is there twice.",
    "stale-recording":
      "A recording shows what a long step gave, to those who have no time to run it. It is refused "
      + "where the code, the parameters or an imported lab are no longer those of which it was made: "
      + "run `lab record` again, or remove the file.",
    "syntax":
      "The code could not be read, so none of it can run. The mark shows where reading ended: "
      + "the mistake is there or just before it.",
    "too-many-arguments":
      "The call gives more arguments than the function takes. `?name` shows them; several "
      + "values are often meant as one list.",
    "translation":
      "A translation is the same lab in another language: its steps have the ids of the "
      + "original, in its order, and its code is the same but for comments and strings. "
      + "Here it differs.",
    "unknown-argument":
      "The function has no argument of that name. `?name` lists them; names of other "
      + "libraries often have another form here, which the hint tells.",
    "unknown-data":
      "`data` lists sets by name, such as mnist, cifar10 or digits; `lab data` shows all, and "
      + "which are on this machine.",
    "unknown-key":
      "The map has no entry of this name where the step gets here. Look at how the key is spelt, or "
      + "write `map.get(key, default)` where it may be missing.",
    "unknown-member":
      "Values of this kind have nothing of that name behind a dot. `lab doc` with the kind's "
      + "name, as in `lab doc tensor`, lists what they have.",
    "unknown-method":
      "No kind of value has such a method, and there is no function of that name either, "
      + "which `x.f()` would call as `f(x)`. It is misspelt, or called otherwise here.",
    "unknown-name":
      "No step sets the name, and no function has it, so that the line fails whenever it "
      + "runs. Names are read letter by letter, capitals included.",
    "unlisted-variation":
      "`try` describes a variation, and only `compare` runs it. Without being listed there it "
      + "is never run, and nobody notices if it no longer works.",
    "unreachable":
      "The line cannot run, whatever the values: it stands behind a `return`, `break` or "
      + "`continue`, or under a condition that never holds. It is forgotten code, or the "
      + "condition is wrong.",
    "unused-name":
      "Something is declared that nothing in the lab reads: a parameter that changes nothing, "
      + "or an import that is not needed. A student who sets it would wait for an effect in "
      + "vain.",
    "unused-value":
      "The line computes a value and forgets it. Only the last line of what is typed shows "
      + "its value; in a lab, `print` shows it, `show` draws it, and a name keeps it.",
    "would-fail":
      "The step was gone through with shapes alone, and this line fails then, so it will fail when "
      + "the lab runs. The message is the one that a run would end with.",
    "wrong-kind":
      "A value is used as what it is not: a string where a number belongs, a list where a tensor "
      + "does. The message says what it is; `?name` says what an argument should be.",
  ]

  /// What a code of `lab check` means; nil if it is none.
  package static func text(ofCode code: String) -> String? { codes.first { $0.key == code }?.value }
}
