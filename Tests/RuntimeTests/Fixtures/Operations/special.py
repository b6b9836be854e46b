"""Generates special.json: what PyTorch returns, in float32, at numbers where formulas break: zeros, equal
numbers, infinities, NaN, the tiny and the huge. Values and gradients of every differentiable
operation, as scripts write it.

    pip install torch && python3 special.py

Where PyTorch returns whatever its formulas produce, and a better answer is known, `right` computes
that one, and says why.
"""
import json, math, os
import torch
from torch.nn import functional as F

NUMBERS = [0.0, -0.0, 1.0, -1.0, 0.5, 2.0, -2.5, math.inf, -math.inf, math.nan, 1e-30, -1e-30, 1e-40,
           1e30, -1e30, 3e38]
ROWS = [[2.0, 2.0, 2.0, 2.0], [0.0, 0.0, 0.0, 0.0], [1.0, math.nan, 3.0, 3.0],
        [math.nan, math.nan, 0.0, 1.0], [math.inf, 1.0, math.inf, 2.0],
        [-math.inf, 1.0, 2.0, -math.inf], [math.inf, -math.inf, 0.0, 1.0],
        [-math.inf] * 4, [math.inf] * 4, [1e20, 1e20, -1e20, 3.0], [1e-30, 1e-30, 0.0, 2e-30],
        [3e38, 3e38, -3e38, 1.0], [1.0, 1.0, 3.0, 3.0], [-0.0, 0.0, -0.0, 0.0], [0.0, 5.0, 0.0, 2.0],
        [0.0, 5.0, 3.0, 2.0]]
cases = []


def text(x):
    return x if math.isfinite(x) else str(x)


def case(code, function, *inputs):
    """One operation at some inputs; the gradient is that of the sum of its elements."""
    tensors = [torch.tensor(x, dtype=torch.float32).requires_grad_() for x in inputs]
    output = function(*tensors)
    gradients = torch.autograd.grad(output.sum(), tensors, allow_unused=True)
    gradients = [torch.zeros_like(x) if g is None else g for x, g in zip(tensors, gradients)]
    output = output.detach().clone()
    right(code, [x.detach() for x in tensors], output, gradients)
    cases.append({
        "code": code, "inputs": [numbers(x) for x in tensors],
        "shapes": [list(x.shape) for x in tensors], "values": numbers(output),
        "gradients": [numbers(x) for x in gradients]})


def right(code, inputs, values, gradients):
    """Puts the right numbers where PyTorch's are wrong."""
    x = inputs[0]
    if code.startswith(("silu", "gelu")):
        # The limits: x times something that is 0 or 1 there. PyTorch multiplies infinity by 0.
        for place, (value, slope) in {math.inf: (math.inf, 1), -math.inf: (-0.0, 0)}.items():
            values[x == place], gradients[0][x == place] = value, slope
        values[x > 1e37] = x[x > 1e37]
        gradients[0][x >= 1e30], gradients[0][x <= -1e30] = 1, 0
    if code == "a ** (-0.5)":
        # IEEE 754's power, which PyTorch computes for tensors of exponents, but not for a number.
        power = torch.tensor(-0.5)
        values[:] = x ** power.expand(x.shape)
        gradients[0][:] = power * x ** (power - 1).expand(x.shape)
    if code == "logaddexp(a, b)":
        # Of equal numbers each has half the slope, also where PyTorch takes infinity from infinity.
        for slope in gradients:
            slope[torch.isinf(x) & (x == inputs[1])] = 0.5
    if code == "a % b":
        # PyTorch's quotient may overflow; the remainder does not.
        for place, (a, b) in enumerate(zip(x.tolist(), inputs[1].tolist())):
            if b != 0 and math.isfinite(a) and abs(a / b) > 3e38:
                values[place] = math.fmod(a, b) + (b if math.fmod(a, b) * b < 0 else 0)
    if code.startswith("logsumexp"):
        # softmax; PyTorch's is that of numbers too large for their differences to show.
        gradients[0][:] = torch.where(torch.isfinite(x).all(1, keepdim=True), x.double().softmax(1).float(),
                                      gradients[0])
    if code.startswith("prod"):
        # The product of the others; PyTorch divides, which infinities and NaN do not survive.
        row = x.reshape(-1, x.shape[-1])
        gradients[0].reshape(row.shape)[:] = torch.stack(
            [torch.cat([row[:, :i], row[:, i + 1:]], 1).prod(1) for i in range(row.shape[1])], 1)
    if code.startswith(("amax", "amin", "norm(a, p = inf")):
        # As max() and min(): a NaN that is the result gets the gradient, and nothing else does.
        isnan = x.isnan()
        some = isnan.any(-1, keepdim=True).expand(x.shape)
        share = isnan.float() / isnan.sum(-1, keepdim=True)
        if not code.startswith("norm"):
            gradients[0][some] = share[some]


def numbers(tensor):
    return [text(float(f"{x:.9g}")) for x in tensor.detach().flatten().tolist()]


def functions():
    for name in ["abs", "sign", "square", "reciprocal", "sqrt", "rsqrt", "exp", "exp2", "expm1", "log",
                 "log2", "log10", "log1p", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh",
                 "tanh", "erf", "relu", "sigmoid", "floor", "ceil", "round", "trunc"]:
        case(f"{name}(a)", getattr(torch, name), NUMBERS)
    case("silu(a)", F.silu, NUMBERS)
    case("softplus(a)", F.softplus, NUMBERS)
    case("gelu(a)", F.gelu, NUMBERS)
    case('gelu(a, approximate = "tanh")', lambda x: F.gelu(x, approximate="tanh"), NUMBERS)
    case("-a", torch.neg, NUMBERS)
    case("clamp(a, min = -1, max = 1)", lambda x: x.clamp(-1, 1), NUMBERS)
    case("where(a > 0, a, 0)", lambda x: torch.where(x > 0, x, torch.zeros(())), NUMBERS)
    case("masked_fill(a, a > 0, -inf)", lambda x: x.masked_fill(x > 0, -math.inf), NUMBERS)
    for power in [0, 1, 2, 3, -1, -2, 0.5, -0.5]:
        case(f"a ** ({power})", lambda x: x ** power, NUMBERS)


def pairs():
    left = [x for x in NUMBERS for _ in NUMBERS]
    right = [y for _ in NUMBERS for y in NUMBERS]
    for code, function in [
            ("a + b", torch.add), ("a - b", torch.sub), ("a * b", torch.mul), ("a / b", torch.div),
            ("a ** b", torch.pow), ("a % b", torch.remainder), ("maximum(a, b)", torch.maximum),
            ("minimum(a, b)", torch.minimum)]:
        case(code, function, left, right)
    for reduction in ["mean", "sum", "none"]:
        case(f'mse_loss(a, b, reduction = "{reduction}")',
             lambda a, b: F.mse_loss(a, b, reduction=reduction), [1.0, 2.0, 1e20, 0.0], [1.0, 4.0, 0.0, 0.0])
    logits, targets = [x for x in NUMBERS for _ in range(3)], [0.0, 0.5, 1.0] * len(NUMBERS)
    goal = torch.tensor(targets)
    case(f'binary_cross_entropy_with_logits(a, tensor({targets}), reduction = "none")',
         lambda a: F.binary_cross_entropy_with_logits(a, goal, reduction="none"), logits)


def rows():
    for code, function in [
            ("a.sum(1)", lambda x: x.sum(1)), ("mean(a, 1)", lambda x: x.mean(1)),
            ("prod(a, 1)", lambda x: x.prod(1)), ("amax(a, 1)", lambda x: x.amax(1)),
            ("amin(a, 1)", lambda x: x.amin(1)), ("a.max(dim = 1)[0]", lambda x: x.max(1).values),
            ("a.min(dim = 1)[0]", lambda x: x.min(1).values), ("var(a, 1)", lambda x: x.var(1)),
            ("std(a, 1)", lambda x: x.std(1)), ("std(a, 1, correction = 0)", lambda x: x.std(1, correction=0)),
            ("logsumexp(a, 1)", lambda x: x.logsumexp(1)), ("median(a, 1)[0]", lambda x: x.median(1).values),
            ("cumsum(a, 1)", lambda x: x.cumsum(1)), ("sort(a, 1)[0]", lambda x: x.sort(dim=1, stable=True).values),
            ("norm(a, p = 2, dim = 1)", lambda x: torch.linalg.vector_norm(x, 2, 1)),
            ("norm(a, p = 1, dim = 1)", lambda x: torch.linalg.vector_norm(x, 1, 1)),
            ("norm(a, p = 3, dim = 1)", lambda x: torch.linalg.vector_norm(x, 3, 1)),
            ("norm(a, p = inf, dim = 1)", lambda x: torch.linalg.vector_norm(x, math.inf, 1)),
            ("softmax(a, 1)", lambda x: x.softmax(1)), ("log_softmax(a, 1)", lambda x: x.log_softmax(1)),
            ("cross_entropy(a, labels)", lambda x: F.cross_entropy(x, torch.zeros(len(x)).long(), reduction="none")),
    ]:
        if code.startswith("cross"):
            code = f'cross_entropy(a, tensor({[0] * len(ROWS)}), reduction = "none")'
        # Distances beyond the largest float are out of scope, and whether a sum on the way lies beyond
        # it depends on the order of the additions.
        is_spread = code.startswith(("var", "std", "a.sum", "mean"))
        case(code, function, [row for row in ROWS if not (is_spread and 3e38 in row)])
    # PyTorch leaves open which of equal elements is first.
    unequal = [row for row in ROWS if len({x for x in row if x == x}) == len(row)]
    for code, function in [("topk(a, 2)[0]", lambda x: x.topk(2).values),
                           ("quantile(a, 0.3, dim = 1)", lambda x: x.quantile(0.3, dim=1))]:
        case(code, function, unequal)
    for row in ROWS:
        for code, function in [
                ("a.max()", torch.max), ("a.min()", torch.min), ("amax(a)", torch.amax), ("prod(a)", torch.prod),
                ("std(a)", torch.std), ("var(a)", torch.var), ("norm(a)", torch.norm), ("median(a)", torch.median),
                ("a.sum()", torch.sum), ("mean(a)", torch.mean)]:
            if not (code in ["std(a)", "var(a)", "a.sum()", "mean(a)"] and 3e38 in row):
                case(code, function, row)


def more_pairs():
    left = [x for x in NUMBERS for _ in NUMBERS]
    right = [y for _ in NUMBERS for y in NUMBERS]
    case("logaddexp(a, b)", torch.logaddexp, left, right)


def main():
    functions()
    pairs()
    rows()
    more_pairs()
    folder = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(folder, "special.json"), "w") as file:
        lines = [json.dumps(case, separators=(",", ":")) for case in cases]
        file.write("[\n" + ",\n".join(lines) + "\n]\n")
    print(len(cases), "cases,", os.path.getsize(file.name), "bytes")


main()
