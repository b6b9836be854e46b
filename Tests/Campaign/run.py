"""Random calls of builtins, with PyTorch and CPython as oracles of their values.

    python3 run.py LAB [--count 100000] [--seed 1] [--fixture FILE N]

Says on standard error how far it is. Prints each kind of difference with examples; ends with 1 where
there is one that `stated.py` does not explain. With --fixture, writes N cases on which all agree, for
`swift test`.
"""

import argparse
import collections
import os
import random
import re
import subprocess
import sys
import tempfile

import oracle
import stated
from plain import Plain
from tensors import Tensors
from values import Values

PRELUDE = """\
def canon(x) { t = type(x); if t == "tensor" { [x.dtype, x.shape, x.flatten().tolist()] } else if t == "list" { [canon(i) for i in x] } else if t == "range" { list(x) } else if t == "map" { {"map": [[canon(k), canon(v)] for (k, v) in x.items()]} } else { x } }
def graded(f, x) { w = Parameter(x); y = f(w); (y.float() * (arange(y.numel()).reshape(y.shape).float() * 0.5 + 1.0)).sum().backward(); w.grad }
"""
WORDS = dict(true=True, false=False, none=None, inf=oracle.inf, nan=oracle.nan)


def line(number, code):
    if code.startswith("changed("):
        xs, change = code[len("changed(lambda, "):-1].rsplit("], ", 1)
        return f"xs = {xs}]; given = xs.{change}; print('={number}', repr(canon([xs, given])))"
    return f"print('={number}', repr(canon({code})))"


def evaluate(lab, cases):
    """What Lab says: the value, or its error."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "empty.lab")
        with open(path, "w") as file:
            file.write("# Empty\n\n## Step\n\nNothing.\n")
        lines = [line(number, case["code"]) for number, case in enumerate(cases)]
        marks = [f"print('#{number}')\n{text}" for number, text in enumerate(lines)]
        result = subprocess.run(
            [lab, path], input=PRELUDE + "\n".join(marks) + "\n", stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True,
            env={**os.environ, "HOME": folder, "XDG_STATE_HOME": folder, "XDG_CACHE_HOME": folder})
    answers = [(None, "no answer")] * len(cases)
    for part in re.split(r"^#(?=\d+$)", result.stdout, flags=re.M)[1:]:
        number, _, rest = part.partition("\n")
        number = int(number)
        mark = f"={number} "
        if rest.startswith(mark):
            try:
                answers[number] = (eval(rest[len(mark):].split("\n")[0], dict(WORDS)), None)
            except Exception as error:
                answers[number] = (None, f"unreadable: {error} {rest[:200]}")
        else:
            found = re.search(r"error: (.*)", rest)
            answers[number] = (None, found.group(1) if found else "? " + rest[:80])
    return answers


def difference(case, right, wrong, mine, refusal):
    """The kind of difference, or None."""
    if wrong is not None or oracle.too_large(right):
        return None if refusal is not None else "accepted"
    if refusal is not None:
        return "refused"
    return None if oracle.same(mine, right, case["exact"]) else "value"


def write_fixture(agreed, file, count, seed):
    """Short cases, as lines: exact or near, the code, the oracle's value as Lab writes values."""
    lines = []
    for case in agreed:
        value = oracle.text(case["value"])
        if len(case["code"]) < 150 and len(value) < 300 and "\\" not in case["code"] + value:
            lines.append(f"{'exact' if case['exact'] else 'near'}\t{case['code']}\t{value}")
    random.Random(seed).shuffle(lines)
    with open(file, "w") as out:
        out.write("\n".join(lines[:int(count)]) + "\n")


def main():
    flags = argparse.ArgumentParser()
    flags.add_argument("lab")
    flags.add_argument("--count", type=int, default=100_000)
    flags.add_argument("--seed", type=int, default=1)
    flags.add_argument("--examples", type=int, default=3)
    flags.add_argument("--fixture", nargs=2, metavar=("FILE", "N"))
    options = flags.parse_args()
    values = Values(random.Random(options.seed))
    makers = [Tensors(values), Tensors(values), Plain(values)]
    kinds, agreed, seen = collections.defaultdict(list), [], set()
    done = explained = 0
    while done < options.count:
        cases = []
        while len(cases) < min(1000, options.count - done):
            case = values.random.choice(makers).case()
            if case["code"] not in seen:
                seen.add(case["code"])
                cases.append(case)
        for case, (mine, refusal) in zip(cases, evaluate(options.lab, cases)):
            right, wrong = oracle.expected(case)
            kind = difference(case, right, wrong, mine, refusal)
            if kind is None:
                if wrong is None and refusal is None and "changed(" not in case["code"]:
                    agreed.append({"code": case["code"], "exact": case["exact"], "value": right})
            elif reason := stated.reason(kind, case, right, wrong, mine, refusal):
                explained += 1
            else:
                name = re.sub(r"tensor\([^()]*\)|[\d.]+|\[.*?\]", "_", case.get("body") or case["code"])[:40]
                kinds[kind, refusal or wrong or name].append(
                    (case["code"], right if wrong is None else wrong, mine if refusal is None else refusal))
        done += len(cases)
        print(f"{done} of {options.count}, {sum(map(len, kinds.values()))} differ", file=sys.stderr, flush=True)
    for (kind, name), found in sorted(kinds.items(), key=lambda item: -len(item[1])):
        print(f"{kind}: {name}  ({len(found)})")
        for code, right, mine in sorted(found, key=lambda one: len(one[0]))[:options.examples]:
            print(f"    {code[:300]}\n      right {str(right)[:200]}\n      Lab   {str(mine)[:200]}")
    print(f"{done} calls, {sum(map(len, kinds.values()))} differ, {explained} as docs state")
    if options.fixture:
        write_fixture(agreed, *options.fixture, options.seed)
    sys.exit(1 if kinds else 0)


if __name__ == "__main__":
    main()
