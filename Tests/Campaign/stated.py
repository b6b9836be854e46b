"""Differences that docs/language.md states, under "Where answers differ"."""

import re

# What PyTorch refuses of a kind of number, and Lab computes with fractions.
KINDS = re.compile(
    "not implemented for|only support|does not support|did not match|expected a floating|input dtype"
    "|floating-point dtype|must be a floating|not supported|same dtype|same type|scalar type"
    "|Promotion from|should have floating|dtype", re.I)


def reason(kind, case, right, wrong, mine, refusal):
    return {"accepted": accepted, "refused": refused, "value": value}[kind](
        case["code"], right, wrong or "", mine, refusal or "")


def accepted(code, right, wrong, mine, refusal):
    if KINDS.search(wrong):
        return "whole numbers and truth values stand for fractions"
    if "step sign" in wrong:
        return "arange is empty where range is"
    if wrong.startswith("OverflowError: (34") or "complex" in wrong:
        return "a power that is too large is infinite"
    if re.match(r"(float|int|bool)\(", code) and "only one element" in wrong:
        return "float(x), int(x) and bool(x) convert tensors"
    if "must be non-empty" in wrong:
        return "what has no elements gives none"
    if "backslash" in wrong:
        return "braces of texts hold any expression"
    if "format" in wrong and re.search("True|False|None", code):
        return "truth values are written true and false"


def refused(code, right, wrong, mine, refusal):
    if "a scalar has no dimension" in refusal or "of shape []" in refusal:
        return "a tensor without dimensions has none"
    if "mT needs" in refusal:
        return ".T and .mT are for two dimensions or more"
    if "negative power" in refusal:
        return "whole numbers have no negative powers"
    if "format" in refusal and re.search("True|False", code):
        return "truth values are written true and false"
    if "format" in refusal and re.search(r"[znc][\"}]*\)?$|z\.0f", code):
        return "no z, n and c in formats"
    if "of integers by 0" in refusal and "zeros(" in code:
        return "a whole number divided by 0 is an error even where nothing is divided"
    if "index" in refusal and "out of range" in refusal:
        return "an index that is out of range is refused where nothing is taken, too"
    if "` cannot be empty" in refusal:
        return "an empty text is nothing to look for"
    if "only once in an index" in refusal:
        return "`...` stands once in an index"
    if "masked_fill: a fraction" in refusal:
        return "masked_fill refuses to cut off a fraction"
    if "64-bit" in refusal and "tensor" not in code:
        return "overflow of whole numbers is an error"


def value(code, right, wrong, mine, refusal):
    if ".T" in code:
        return ".T is .mT"
    if ".expand(" in code and ".median(" in code:
        return "PyTorch sorts the one row of an expanded tensor twice"
    if re.search(r"\b(repr|str|format)\(|f\"", code) and re.search("True|False|None", code):
        return "truth values are written true and false"
    if re.search(r"(maximum|minimum|max|min|unique)\(|\.(max|min|amax|amin|median|sort|topk|unique|clamp|clip)", code):
        if close(mine, right):
            return "which of two zeros is the larger is open"
    if ".long()" in code and re.search("nan|inf|e20|e38", code):
        return "what is no whole number becomes 0 or the nearest"
    if has_truths(code) and (counted(mine, right) or either(mine, right)):
        return "arithmetic on truth values counts, or gives fractions"
    if re.search(r"\*\* tensor\(0\.5\)", code) and re.search(r"-inf|-0\.0", code):
        return "an exponent without dimensions is a number"
    if re.search(r"(\*\*|, ) ?-0\.5\)?$", code) and re.search(r"-inf|-0\.0", code):
        return "x ** -0.5 is the power, not 1 / sqrt(x)"
    if re.search("silu|gelu|layer_norm|normalize|std|var", code) and re.search("inf|e38|e20", code) \
            or re.search(r"x\.(amin|amax)\(", code) and "nan" in code \
            or "x.prod(" in code and re.search("inf|nan|e-40", code) \
            or " % " in code and re.search("inf|e38|e20|e-40|9223|4611", code):
        return "a limit where PyTorch's formula has no value"
    if re.match(r"zeros\([\d, ]*\)\.(long|bool)\(\)\.median\(\)", code):
        return "what has no elements has the median NaN"
    if code.startswith(("[", "sorted([")) and "nan" in code:
        return "nan equals nothing, in lists too"


def has_truths(code):
    """Whether a tensor of truth values, or a comparison that makes one, is in it."""
    code = re.sub(r"\w+ = (True|False)", "", code)
    return bool(re.search(r"tensor\(\[*(True|False)|\.bool\(\)|isnan|isfinite|[<>=!]=| [<>] ", code))


def counted(mine, right):
    """Tensors, or lists of them, of the same numbers, which are whole numbers or fractions here."""
    if not isinstance(mine, list) or not isinstance(right, list) or len(mine) != len(right):
        return False
    if len(mine) == 3 and isinstance(mine[0], str) and isinstance(right[0], str):
        kinds = ["bool", "int64", "float32"]
        return kinds.index(mine[0]) > kinds.index(right[0]) and mine[1:] == right[1:]
    return any(map(counted, mine, right)) and all(a == b or counted(a, b) for a, b in zip(mine, right))


def either(mine, right):
    """Truth values that PyTorch joins and Lab adds up."""
    return (
        isinstance(mine, list) and isinstance(right, list) and [mine[0], right[0]] == ["int64", "bool"]
        and mine[1] == right[1] and [bool(x) for x in mine[2]] == right[2])


def close(mine, right):
    """The same numbers, whatever their kind and the signs of zeros."""
    if isinstance(right, list):
        return isinstance(mine, list) and len(mine) == len(right) and all(map(close, mine, right))
    if isinstance(right, str):
        return isinstance(mine, str)
    return mine == right or mine != mine and right != right
