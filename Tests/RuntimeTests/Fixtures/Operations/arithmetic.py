import math
import torch
from torch.nn import functional as F
from harness import case


def elementwise():
    broadcasts = [([3, 4], [3, 4]), ([3, 4], [4]), ([2, 1, 4], [3, 1]), ([], [2, 3]), ([5], []),
                  ([2, 3, 2, 2], [3, 1, 2]), ([1, 3], [0, 3])]
    for name, function, low, high in [
        ("+", torch.add, -1, 1), ("-", torch.sub, -1, 1), ("*", torch.mul, -1, 1),
        ("/", torch.div, 0.5, 2), ("**", torch.pow, 0.5, 2), ("%", torch.remainder, 0.3, 4),
        ("maximum", torch.maximum, -1, 1), ("minimum", torch.minimum, -1, 1),
        ("logaddexp", torch.logaddexp, -9, 9)]:
        for shapes in broadcasts:
            case(name, function, *shapes, low=low, high=high)
    for name, function in [("maximum", torch.maximum), ("minimum", torch.minimum)]:
        case(name, function, [5, 8], [8], step=0.5)
    case("%", torch.remainder, [40], [40], low=-3, high=3)
    case("**", torch.pow, [6, 4], [4], low=0, high=3, step=1)
    for exponent in [-2, -1, 0, 0.5, 1, 2, 3, 2.5]:
        case(f"** {exponent}", lambda x: x ** exponent, [3, 4], low=0.4, high=2)
    for exponent in [0, 1, 2, 3]:
        case(f"** {exponent}", lambda x: x ** exponent, [3, 4], low=-2, high=2)
        case(f"** {exponent}", lambda x: x ** exponent, [7], low=-2, high=2, step=1)
    for name, function in [
        ("==", torch.eq), ("!=", torch.ne), ("<", torch.lt), ("<=", torch.le), (">", torch.gt),
        (">=", torch.ge)]:
        case(name, function, [4, 5], [5], step=0.5)
        case(name, function, [4, 5], [4, 1], kinds="ii", low=-3, high=3)
        case(name, function, [4, 5], [4, 5], kinds="if", low=-3, high=3, step=0.5)
    for name, function in [("// odd", torch.floor_divide), ("% odd", torch.remainder)]:
        case(name, lambda a, b: function(a, b * 2 + 1), [4, 9], [9], kinds="ii", low=-9, high=9)
    case("+ of integers", torch.add, [3, 4], [4], kinds="ii", low=-9, high=9)
    case("* of integers and floats", torch.mul, [3, 4], [4], kinds="if", low=-9, high=9)
    for name, function, low, high in [
        ("negated", torch.neg, -2, 2), ("abs", torch.abs, -2, 2), ("square", torch.square, -2, 2),
        ("sign", torch.sign, -2, 2), ("reciprocal", torch.reciprocal, 0.3, 3),
        ("sqrt", torch.sqrt, 0.3, 9), ("rsqrt", torch.rsqrt, 0.3, 9), ("exp", torch.exp, -9, 9),
        ("expm1", torch.expm1, -1, 1), ("log", torch.log, 0.2, 20), ("log1p", torch.log1p, -0.7, 4),
        ("sin", torch.sin, -20, 20), ("cos", torch.cos, -20, 20), ("tanh", torch.tanh, -4, 4),
        ("sigmoid", torch.sigmoid, -9, 9), ("softplus", F.softplus, -9, 9),
        ("tan", torch.tan, -1.4, 1.4), ("asin", torch.asin, -0.95, 0.95),
        ("acos", torch.acos, -0.95, 0.95), ("atan", torch.atan, -9, 9),
        ("sinh", torch.sinh, -4, 4), ("cosh", torch.cosh, -4, 4), ("exp2", torch.exp2, -9, 9),
        ("log2", torch.log2, 0.2, 20), ("log10", torch.log10, 0.2, 20),
        ("erf", torch.erf, -3, 3), ("relu", torch.relu, -2, 2), ("gelu", F.gelu, -5, 5),
        ("gelu, tanh", lambda x: F.gelu(x, approximate="tanh"), -5, 5), ("silu", F.silu, -9, 9),
        ("floor", torch.floor, -3, 3), ("ceil", torch.ceil, -3, 3), ("round", torch.round, -3, 3),
        ("trunc", torch.trunc, -3, 3), ("clamp", lambda x: x.clamp(-0.45, 0.47), -2, 2),
        ("clamp below", lambda x: x.clamp(max=0.5), -2, 2)]:
        for shape in [[37], [3, 4, 2], []]:
            case(name, function, shape, low=low, high=high)
    for name, function in [
        ("abs", torch.abs), ("relu", torch.relu), ("sign", torch.sign), ("round", torch.round),
        ("clamp at the bounds", lambda x: x.clamp(-0.5, 0.5))]:
        case(name, function, [12], low=-2, high=2, step=0.5)
    for shapes in [([3, 4], [3, 4], [3, 4]), ([3, 1], [4], [2, 1, 1]), ([4], [], [3, 4])]:
        case("where", torch.where, *shapes, kinds="bff")
        case("where", torch.where, *shapes, kinds="bii", low=-9, high=9)
        case("where", torch.where, *shapes, kinds="bbb")
    for name, function in [("and", torch.logical_and), ("or", torch.logical_or)]:
        case(name, function, [4, 5], [4, 1], kinds="bb")
    case("not", torch.logical_not, [4, 5], kinds="b")


def reductions():
    for shape, dims in [([2, 3, 4], [None, [0], [1], [-1], [0, 2], [1, 2], [0, 1]]), ([7], [None, [0]]),
                        ([], [None]), ([70, 3], [[0], [1], None]), ([3, 70], [[0], [1]])]:
        for dim in dims:
            for keep in [False, True] if dim else [False]:
                label = f" {dim}" + (" kept" if keep else "") if dim else ""
                over = dict(dim=dim, keepdim=keep) if dim else {}
                if len(shape) > 1 and shape[0] + shape[1] > 20 and keep:
                    continue
                case("sum" + label, lambda x: x.sum(**over), shape)
                case("mean" + label, lambda x: x.mean(**over), shape)
                case("amax" + label, lambda x: x.amax(**over), shape, step=0.25)
                case("amin" + label, lambda x: x.amin(**over), shape, step=0.25)
                case("logsumexp" + label, lambda x: x.logsumexp(
                    **(over or dict(dim=list(range(len(shape)))))), shape, low=-50, high=50)
                case("norm" + label, lambda x: torch.linalg.vector_norm(x, 2, **over), shape)
                if shape:
                    case("variance" + label, lambda x: x.var(**over), shape, low=3, high=4)
                    case("std" + label, lambda x: x.std(**over, correction=0), shape)
                if not dim or len(dim) == 1:
                    one = dict(dim=dim[0], keepdim=keep) if dim else {}
                    case("prod" + label, lambda x: x.prod(**one), shape[:2] if 70 in shape else shape,
                         low=0.8, high=1.2)
                if dim is None or len(dim) == 1:
                    one = dict(dim=dim[0], keepdim=keep) if dim else {}
                    case("any" + label, lambda x: x.any(**one), shape, kinds="b")
                    case("all" + label, lambda x: x.all(**one), shape, kinds="b")
                if dim and len(dim) == 1:
                    one = dict(dim=dim[0], keepdim=keep)
                    case("max" + label, lambda x: x.max(**one).values, shape)
                    case("min" + label, lambda x: x.min(**one).values, shape)
                    case("argmax" + label, lambda x: x.argmax(**one), shape)
                    case("argmin" + label, lambda x: x.argmin(**one), shape)
    for p in [0.5, 1, 1.5, 3, math.inf, -math.inf]:
        case(f"norm, p = {p}", lambda x: torch.linalg.vector_norm(x, p, dim=1), [3, 5])
    case("norm [1]", lambda x: torch.linalg.vector_norm(x, 2, dim=1), [2, 3], low=0, high=1e-9, step=1)
    case("prod [1]", lambda x: x.prod(dim=1), [8, 4], step=0.5)
    case("prod", lambda x: x.prod(), [8], low=0, high=4, step=1)
    case("sum [0]", lambda x: x.sum(dim=0), [5, 3], kinds="i", low=-9, high=9)
    case("sum [0]", lambda x: x.sum(dim=0), [5, 3], kinds="b")
    case("prod [1]", lambda x: x.prod(dim=1), [5, 3], kinds="i", low=-9, high=9)
    case("max [1]", lambda x: x.max(dim=1).values, [5, 3], kinds="i", low=-9, high=9)
    for dim in [0, 1, -1]:
        case(f"cumsum {dim}", lambda x: x.cumsum(dim), [3, 4, 5])
    case("cumsum 0", lambda x: x.cumsum(0), [9], kinds="i", low=-9, high=9)
    for q in [0, 0.25, 0.5, 0.9, 1]:
        case(f"quantile {q}", lambda x: x.quantile(q, dim=0), [6, 3])
    case("median", lambda x: x.median(), [2, 4])
    case("median 1", lambda x: x.median(dim=1).values, [2, 5])
    for dim in [0, 1, -1]:
        for name, function in [("softmax", F.softmax), ("log_softmax", F.log_softmax)]:
            case(f"{name} {dim}", lambda x: function(x, dim=dim), [3, 5, 4], low=-9, high=9)
