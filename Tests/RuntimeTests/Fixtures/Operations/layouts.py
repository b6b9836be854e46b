import torch
from torch.nn import functional as F
from harness import case


def views():
    case("reshape [3, -1]", lambda x: x.reshape(3, -1), [2, 6])
    case("reshape [3, -1]", lambda x: x.reshape(3, -1), [2, 3, 4])
    case("flatten 1", lambda x: x.flatten(1), [2, 3, 4])
    case("permute", lambda x: x.permute(2, 0, 1), [2, 3, 4])
    case("mT", lambda x: x.mT, [2, 3, 4])
    case("unsqueeze -1", lambda x: x.unsqueeze(-1), [2, 3])
    case("squeeze", lambda x: x.squeeze(), [1, 3, 1])
    case("expand", lambda x: x.expand(2, 3, 4), [3, 1])
    case("slice", lambda x: x[1:5:2, :-1], [5, 4])
    case("slice backwards", lambda x: x.flip(0)[::2], [5, 4])
    case("select", lambda x: x[:, -1], [5, 4])
    case("cat 1", lambda a, b, c: torch.cat([a, b, c], 1), [2, 3], [2, 1], [2, 0])
    case("cat 1", lambda a, b, c: torch.cat([a, b, c], 1), [2, 3], [2, 1], [2, 2], kinds="ifi",
         low=-9, high=9)
    case("stack -1", lambda a, b: torch.stack([a, b], -1), [2, 3], [2, 3])
    case("stack 0", lambda a, b: torch.stack([a, b], 0), [2, 3], [2, 3])
    case("split [2, 0, 3]", lambda x: torch.cat(x.split([2, 0, 3], 1)[::-1], 1), [4, 5])
    case("split 2", lambda x: torch.cat(x.split(2, 0)[::-1], 0), [5, 3])
    case("chunk 3", lambda x: torch.cat(x.chunk(3, -1)[::-1], -1), [2, 8])
    case("unbind", lambda x: x.unbind(1)[0] * x.unbind(1)[2], [4, 3])
    case("flip", lambda x: x.flip(0, 2), [2, 3, 4])
    for shift in [-7, 0, 2, 5]:
        case(f"roll {shift}", lambda x: x.roll(shift, 1), [4, 5])
    for amounts in [[1, 2], [2, -1, -3, 0], [0, 0, 1, 1, 2, 0], [-2, 5], [4, -4]]:
        case(f"pad {amounts}", lambda x: F.pad(x, amounts, value=7), [2, 4, 5])
    case("pad [1, 2]", lambda x: F.pad(x, [1, 2], value=7), [3, 4], kinds="i", low=-9, high=9)
    for offset in [-2, 0, 1, 9]:
        case(f"triu {offset}", lambda x: x.triu(offset), [2, 4, 5])
        case(f"tril {offset}", lambda x: x.tril(offset), [4, 3])
    for offset in [-2, 0, 3, 9]:
        case(f"diagonal {offset}", lambda x: x.diagonal(min(offset, 5), 0, 2), [4, 2, 5])
    case("trace", lambda x: x.trace(), [4, 5])
    case("contiguous", lambda x: x * 1, [3, 4])


def patterns():
    """einops says what its patterns mean; here each is written out."""
    case("rearrange patches", lambda x: x.reshape(2, 3, 2, 2, 2, 3).permute(0, 2, 4, 3, 5, 1)
         .reshape(2, 4, 18), [2, 3, 4, 6])
    case("rearrange heads", lambda x: x.reshape(2, 5, 2, 3, 4).permute(2, 0, 3, 1, 4), [2, 5, 24])
    case("rearrange merge", lambda x: x.permute(0, 2, 1, 3).reshape(2, 5, 12), [2, 3, 5, 4])
    case("rearrange units", lambda x: x.reshape(3, 4).T.reshape(4, 1, 3), [1, 3, 4])
    case("rearrange (...)", lambda x: x.permute(2, 0, 1).reshape(4, 6), [2, 3, 4])
    case("reduce mean", lambda x: x.reshape(2, 2, 2, 3).mean(2).permute(2, 0, 1).unsqueeze(2), [2, 4, 3])
    case("reduce max", lambda x: x.reshape(2, 3, 2, 2, 2).amax((2, 4)), [2, 6, 4])
    case("reduce min", lambda x: x.amin(0), [4, 3])
    case("reduce sum", lambda x: x.sum((1, 2)), [2, 3, 4])
    case("reduce prod", lambda x: x.prod(1), [3, 4])
    case("repeat", lambda x: x[:, None, :, None].expand(2, 2, 3, 2).reshape(2, 12),
         [2, 3])
    case("repeat rows", lambda x: x[None].expand(3, 4), [4])
    for equation, *shapes in [
        ("ij->ji", [3, 4]), ("ij->", [3, 4]), ("ij->j", [3, 4]), ("ii->i", [4, 4]), ("ii", [4, 4]),
        ("iij->j", [3, 3, 2]), ("i,i->", [5], [5]), ("i,j->ij", [3], [4]), ("ij,jk->ik", [3, 4], [4, 5]),
        ("ij,kj->ki", [3, 4], [5, 4]), ("bij,bjk->bik", [2, 3, 4], [2, 4, 5]),
        ("bij,jk->bik", [2, 3, 4], [4, 5]), ("ij,bjk->bik", [3, 4], [2, 4, 5]),
        ("b n h d, b m h d -> b h n m", [2, 3, 2, 4], [2, 5, 2, 4]),
        ("b h n m, b m h d -> b n h d", [2, 2, 3, 5], [2, 5, 2, 4]),
        ("bij,bij->b", [2, 3, 4], [2, 3, 4]), ("ij,ij->ij", [3, 4], [3, 4]), ("ij,ij", [3, 4], [3, 4]),
        ("...ij,...jk->...ik", [2, 3, 4], [4, 5]), ("...ij,...jk", [2, 1, 3, 4], [3, 4, 5]),
        ("...i->...", [2, 3, 4]), ("b...,b->...", [3, 2, 4], [3]), ("...,...", [3, 1], [4]),
        ("ij,jk,kl->il", [2, 3], [3, 4], [4, 5]), ("bn,nd,de,be->b", [2, 3], [3, 4], [4, 2], [2, 2]),
        ("mn,bnd,de->bme", [3, 3], [2, 3, 4], [4, 4]), ("ij,jk->ik", [3, 1], [4, 5]),
        ("ba", [2, 3]), ("ijk,jil->kl", [2, 3, 4], [3, 2, 5]), ("i,,j->ij", [2], [], [3]),
        ("ij,jk->ik", [3, 0], [0, 2]), ("ij,jk->i", [3, 4], [4, 5]), ("iI,I->i", [3, 4], [4])]:
        case("einsum " + equation, lambda *xs: torch.einsum(equation, *xs), *shapes)
    case("einsum ij,jk->ik", lambda a, b: torch.einsum("ij,jk->ik", a, b), [3, 4], [4, 5], kinds="ii",
         low=-9, high=9)


def replaced(x, key, value, adding=False):
    result = x * 1
    if adding:
        result[key] += value
    else:
        result[key] = value
    return result


def assignments():
    i, j, rows = torch.tensor([0, 2, -1]), torch.tensor([1, 1, 0]), torch.tensor([True, False, True])
    whole = slice(None)
    case("set row", lambda x, v: replaced(x, 1, v), [3, 4], [4])
    case("set row", lambda x, v: replaced(x, 1, v), [3, 4], [])
    case("set row", lambda x, v: replaced(x, 1, v), [3, 2, 4], [1, 2, 1])
    case("set row", lambda x, v: replaced(x, 1, v), [4], [1])
    case("set row", lambda x, v: replaced(x, 1, v), [3, 4], [4], kinds="fi", low=-9, high=9)
    case("set row", lambda x, v: replaced(x, 1, v), [3, 4], [4], kinds="ii", low=-9, high=9)
    case("set row", lambda x, v: replaced(x, 1, v), [3, 4], [4], kinds="ib", low=-9, high=9)
    case("set column", lambda x, v: replaced(x, (whole, -1), v), [2, 3, 4], [2, 4])
    case("set element", lambda x, v: replaced(x, (2, 0), v), [3, 4], [])
    case("set inner", lambda x, v: replaced(x, (slice(1, 3), slice(None, None, 2)), v), [4, 5], [2, 1])
    case("set backwards", lambda x, v: replaced(x.flip(0), whole, v).flip(0), [4, 3], [4, 3])
    case("set last", lambda x, v: replaced(x, (..., 1), v), [2, 3, 4], [2, 3])
    case("set new axis", lambda x, v: replaced(x, (1, None), v), [3, 4], [1, 4])
    case("set picks", lambda x, v: replaced(x, (i, j), v), [4, 2, 3], [3, 3])
    case("set picks", lambda x, v: replaced(x, (i, j), v), [4, 2, 3], [])
    case("set list", lambda x, v: replaced(x, [2, 0], v), [3, 4], [2, 4])
    case("set picks of columns", lambda x, v: replaced(x, (whole, torch.tensor([1, 2, 0])), v), [4, 3], [4, 3])
    case("set mask", lambda x, v: replaced(x, x.detach() > 0, v), [4, 5], [])
    case("set mask of rows", lambda x, v: replaced(x, (rows, 1), v), [3, 4], [2])
    case("set everything", lambda x, v: replaced(x, ..., v), [3, 4], [4])
    case("add to row", lambda x, v: replaced(x, 1, v, True), [3, 4], [4])
    case("add to inner", lambda x, v: replaced(x, (slice(1, 3), slice(None, None, 2)), v, True), [4, 5], [2, 1])
    case("add to mask", lambda x, v: replaced(x, x.detach() > 0, v, True), [4, 5], [])
    case("add to picks", lambda x, v: replaced(x, (i, j), v, True), [4, 2, 3], [3])
    case("add to list", lambda x, v: replaced(x, [2, 0], v, True), [3, 4], [4])


def indexing():
    index = torch.tensor([[0, 0], [3, 2], [2, 1]])
    case("gather 1", lambda x: x.gather(1, index), [3, 4])
    case("gather 0", lambda x: x.gather(0, index), [4, 3])
    case("pick 0", lambda x: x[[3, 0, 0, 2]], [4, 3])
    case("pick 1", lambda x: x[:, [3, 0, 0, 2]], [2, 4, 3])
    case("pick 1", lambda x: x[:, [3, 0, 0, 2]], [2, 4, 3], kinds="i", low=-1e15, high=1e15)
    case("pick 0", lambda x: x[[3, 0, 0, 2]], [4, 3], kinds="b")
    i, j = torch.tensor([0, 2, -1]), torch.tensor([1, 1, 0])
    case("index [i, j]", lambda x: x[i, j], [3, 2])
    case("index [i, j]", lambda x: x[i, j], [3, 2, 4])
    case("index [:, i, j]", lambda x: x[:, i, j], [2, 3, 2, 3])
    case("index [i, :, j]", lambda x: x[i, :, j], [3, 2, 4])
    case("index [0, :, j]", lambda x: x[0, :, j], [3, 2, 4])
    case("index [i, :, 0]", lambda x: x[i, :, 0], [3, 2, 4])
    case("index [:, 1, :, j]", lambda x: x[:, 1, :, j], [2, 2, 3, 2])
    case("index [:, i[:, None], j]", lambda x: x[:, i[:, None], j], [2, 3, 4])
    case("index [[i, j]]", lambda x: x[torch.stack([i, i + 1])], [4, 2])
    rows = torch.tensor([True, False, True])
    case("mask rows", lambda x: x[rows], [3, 4])
    case("mask columns", lambda x: x[:, rows], [2, 3])
    case("mask all", lambda x: x[x.detach() > 0], [4, 5])
    case("mask none", lambda x: x[x.detach() > 5], [4, 5])
    case("mask and index", lambda x: x[rows, torch.tensor([1, 0])], [3, 2])
    case("nonzero", lambda x: x.nonzero(), [3, 4], step=1)
    for descending in ["", " descending"]:
        for dim in [0, 1, -1]:
            for step in [0, 0.5]:
                down = bool(descending)
                case(f"sort {dim}" + descending, lambda x: x.sort(dim=dim, descending=down, stable=True).values,
                     [3, 9, 2], step=step)
                case(f"argsort {dim}" + descending, lambda x: x.argsort(dim=dim, descending=down, stable=True),
                     [3, 9, 2], step=step)
        case("argsort 0" + descending, lambda x: x.argsort(dim=0, descending=down, stable=True), [20], kinds="i",
             low=-3, high=3)
    case("topk", lambda x: x.topk(3).values, [4, 7])
    case("topk indices", lambda x: x.topk(3).indices, [4, 7])
    case("one_hot", lambda x: F.one_hot(x, 6), [2, 3], kinds="i", low=0, high=6)
    case("bincount", lambda x: x.bincount(), [9], kinds="i", low=0, high=6)
    case("unique", lambda x: x.detach().unique(), [4, 5], step=0.25)
    labels = torch.tensor([0, 2, -100, 1])
    for reduction in ["mean", "sum", "none"]:
        for smoothing in [0, 0.1]:
            case(f"cross_entropy {reduction} {smoothing}", lambda x: F.cross_entropy(
                x, labels, reduction=reduction, label_smoothing=smoothing), [4, 3], low=-5, high=5)
        case(f"nll_loss {reduction}", lambda x: F.nll_loss(x, labels, reduction=reduction), [4, 3],
             low=-5, high=5)


def products():
    for shapes in [([3, 4], [4, 5]), ([4], [4]), ([3, 4], [4]), ([4], [4, 5]), ([2, 3, 4], [4, 5]),
                   ([3, 4], [2, 4, 5]), ([2, 3, 4], [2, 4, 5]), ([2, 1, 3, 4], [5, 4, 2]),
                   ([4], [2, 4, 5]), ([2, 3, 4], [4]), ([1, 1], [1, 1]), ([40, 1], [1, 40]),
                   ([1, 90], [90, 1]), ([17, 33], [33, 9]), ([3, 0], [0, 2]), ([0, 3], [3, 2])]:
        case("@", torch.matmul, *shapes)
    case("outer", torch.outer, [3], [4])
    case("diamond", lambda x: x * x + x.exp() * x, [4])
