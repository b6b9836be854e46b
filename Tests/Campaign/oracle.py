"""What PyTorch and CPython say, and whether Lab says the same."""

import ast
import math
import warnings

import torch
import torch.nn.functional as F

torch.set_num_threads(1)
warnings.filterwarnings("ignore")
inf, nan = math.inf, math.nan


def names():
    found = {name: getattr(torch, name) for name in dir(torch) if not name.startswith("_")}
    found.update({name: getattr(F, name) for name in dir(F) if name.islower() and name[0] != "_"})
    for name in ("sum mean abs round where norm sort argsort max min all any sign sigmoid tanh relu "
                 "conv2d softmax clip logical_not isnan pow").split():
        found[name] = getattr(torch, name)
    found.update(
        inf=inf, nan=nan, solve=torch.linalg.solve, normalize=F.normalize, len=len, float=float,
        int=int, bool=bool, list=list, embedding=lambda x, w: F.embedding(x, w),
        pad=lambda x, p, value=0: F.pad(x, p, value=value), svd=lambda x: torch.linalg.svd(x, False),
        full=lambda size, value: torch.full(size, value), inv=torch.linalg.inv, qr=torch.linalg.qr)
    return found


TORCH = names()
PLAIN = dict(inf=inf, nan=nan)


def canonical(value):
    if isinstance(value, torch.Tensor):
        return [str(value.dtype)[6:], list(value.shape), value.detach().flatten().tolist()]
    if isinstance(value, torch.Size):
        return list(value)
    if isinstance(value, (list, tuple)):
        return [canonical(x) for x in value]
    if isinstance(value, dict):
        return {"map": [[canonical(k), canonical(v)] for k, v in value.items()]}
    if isinstance(value, range):
        return list(value)
    if isinstance(value, (bool, int, float, str)) or value is None:
        return value
    raise TypeError(type(value))


class BoundedPowers(ast.NodeTransformer):
    """Powers of whole numbers that no memory holds are errors: CPython would compute them for years."""

    def visit_BinOp(self, node):
        self.generic_visit(node)
        if not isinstance(node.op, ast.Pow):
            return node
        return ast.Call(ast.Name("power", ast.Load()), [node.left, node.right], [])


def power(base, exponent):
    if isinstance(base, int) and isinstance(exponent, int):
        if exponent * int(base).bit_length() > 10_000 and abs(base) > 1:
            raise OverflowError("too large to compute")
    return base ** exponent


def plain(code):
    tree = ast.fix_missing_locations(BoundedPowers().visit(ast.parse(code, mode="eval")))
    return eval(compile(tree, "<case>", "eval"), PLAIN | {"power": power})


def text(value):
    """A value as Lab writes it."""
    if isinstance(value, list):
        return "[" + ", ".join(map(text, value)) + "]"
    if isinstance(value, dict):
        return "{'map': " + text(value["map"]) + "}"
    return {True: "true", False: "false", None: "none"}[value] if value is None or isinstance(value, bool) else repr(value)


def graded(case):
    w = eval(case["at"], TORCH).clone().requires_grad_()
    y = eval(case["body"], TORCH | {"x": w})
    weights = torch.arange(y.numel()).reshape(y.shape).float() * 0.5 + 1
    (y.float() * weights).sum().backward()
    return w.grad if w.grad is not None else torch.zeros_like(w)


def changed(code):
    inner = code[len("changed(lambda, "):-1]
    xs, change = inner.rsplit("], ", 1)
    xs = eval(xs + "]", dict(PLAIN))
    given = eval(f"xs.{change}", {"xs": xs})
    return [xs, given]


def expected(case):
    """The value, or the error's text."""
    try:
        if "body" in case:
            value = graded(case)
        elif case["code"].startswith("changed("):
            value = changed(case["code"])
        else:
            value = plain(case["code"]) if case.get("plain") else eval(case["code"], TORCH)
        return canonical(value), None
    except Exception as error:
        return None, f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"


def too_large(value):
    if isinstance(value, bool):
        return False
    if isinstance(value, int):
        return not -2**63 <= value < 2**63
    if isinstance(value, list):
        return any(map(too_large, value))
    return isinstance(value, complex)


def same(mine, right, exact, scale=1.0):
    if isinstance(mine, bool) or isinstance(right, bool) or isinstance(right, str) or right is None:
        return type(mine) is type(right) and mine == right
    if isinstance(right, list):
        if not isinstance(mine, list) or len(mine) != len(right):
            return False
        numbers = [abs(x) for x in flat(right) if isinstance(x, float) and math.isfinite(x)]
        scale = max([1.0, *numbers]) if not exact else 1.0
        return all(same(a, b, exact, scale) for a, b in zip(mine, right))
    if isinstance(right, dict):
        return isinstance(mine, dict) and same(mine["map"], right["map"], exact)
    if type(mine) is not type(right):
        return False
    if isinstance(right, int):
        return mine == right
    if math.isnan(mine) or math.isnan(right):
        return math.isnan(mine) and math.isnan(right)
    if mine == right:
        # The sign of a zero counts where nothing is rounded.
        return not exact or mine != 0 or math.copysign(1, mine) == math.copysign(1, right)
    if exact or math.isinf(mine) or math.isinf(right):
        return False
    return abs(mine - right) <= max(2e-5 * abs(right), 2e-6 * scale)


def flat(value):
    if isinstance(value, list):
        for item in value:
            yield from flat(item)
    else:
        yield value
