"""Differences that docs/language.md states, under "Where answers differ"."""

import re

# What PyTorch refuses of a kind of number, and Lab computes with fractions.
KINDS = re.compile(
    "not implemented for|only support|does not support|did not match|expected a floating|input dtype"
    "|Expected a floating|floating-point dtype|must be a floating|not supported|same dtype|same type"
    "|Expected .*dtype|expected scalar type|expected m1 and m2|Promotion from|type Float|scalar type"
    "|should have floating|Expected all tensors|dtype", re.I)


def reason(kind, case, right, wrong, mine, refusal):
    code = case["code"]
    if kind == "accepted":
        if KINDS.search(wrong):
            return "whole numbers and truth values stand for fractions"
        if "step sign" in wrong:
            return "arange is empty where range is"
        if wrong.startswith("OverflowError: (34") or "complex" in wrong:
            return "a power that is too large is infinite"
        if re.match(r"(float|int|bool)\(", code) and "only one element" in wrong:
            return "float(x), int(x) and bool(x) convert tensors"
    if kind == "refused":
        if "a scalar has no dimension" in refusal or "of shape []" in refusal:
            return "a tensor without dimensions has none"
        if "mT needs" in refusal:
            return ".T and .mT are for two dimensions or more"
        if "negative power" in refusal:
            return "whole numbers have no negative powers"
        if "unknown format" in refusal and re.search(r'[:"](z|n)', code):
            return "no z and n in formats"
        if "index" in refusal and "out of range" in refusal:
            return "an index that is out of range is refused where nothing is taken, too"
    if kind == "value":
        if code.endswith(".T") or ".T" in code:
            return ".T is .mT"
        if re.search(r"\b(repr|str|format)\(|f\"", code) and re.search("True|False|None", code):
            return "truth values are written true and false"
        if re.match("(maximum|minimum|max|min)|.*\.(max|min|amax|amin|median|sort|topk|unique)", code) and close(mine, right):
            return "which of two zeros is the larger is open"
        if ".long()" in code and ("nan" in code or "inf" in code or "e20" in code or "e38" in code):
            return "what is no whole number becomes 0 or the nearest"
    return None


def close(mine, right):
    if isinstance(right, list):
        return isinstance(mine, list) and len(mine) == len(right) and all(map(close, mine, right))
    return mine == right or mine != mine and right != right
