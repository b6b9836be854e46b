import torch
from torch.nn import functional as F
from harness import case


def pair(numbers):
    return tuple(int(n) for n in numbers.split(","))


def convolutions():
    for settings, shapes in [
        ("1,1 0,0 1,1 1", ([2, 3, 7, 6], [4, 3, 3, 2])), ("1,1 1,1 1,1 1", ([2, 3, 7, 6], [5, 3, 3, 3])),
        ("1,1 1,1 1,1 1", ([9, 1, 4, 9], [2, 1, 3, 3])), ("2,2 1,1 1,1 1", ([2, 3, 8, 9], [4, 3, 3, 3])),
        ("2,3 0,2 1,1 1", ([2, 2, 9, 11], [3, 2, 2, 4])), ("3,1 2,0 2,1 1", ([1, 3, 9, 8], [4, 3, 3, 2])),
        ("1,1 2,4 2,3 1", ([2, 2, 6, 7], [3, 2, 3, 3])), ("2,2 3,3 2,2 1", ([2, 2, 7, 7], [3, 2, 3, 3])),
        ("1,1 1,1 1,1 2", ([2, 4, 6, 5], [6, 2, 3, 3])), ("2,1 1,0 1,1 3", ([2, 3, 6, 7], [3, 1, 3, 3])),
        ("4,4 0,0 1,1 1", ([2, 3, 12, 8], [10, 3, 4, 4])), ("1,1 0,0 1,1 1", ([2, 20, 4, 5], [17, 20, 1, 1])),
        ("5,5 0,0 1,1 1", ([2, 2, 11, 12], [3, 2, 2, 3])), ("1,1 0,0 1,1 1", ([2, 5, 3, 4], [6, 5, 3, 4])),
        ("1,1 0,0 1,1 1", ([3, 7, 6], [4, 3, 3, 2])), ("1,1 1,1 1,1 1", ([0, 3, 5, 5], [4, 3, 3, 3]))]:
        stride, padding, dilation, groups = settings.split()
        options = dict(stride=pair(stride), padding=pair(padding), dilation=pair(dilation), groups=int(groups))
        out = [shapes[1][0]]
        case(f"conv2d {settings}", lambda x, w, b: F.conv2d(x, w, b, **options), *shapes, out)
        case(f"conv2d relu {settings}", lambda x, w, b: F.relu(F.conv2d(x, w, b, **options)), *shapes, out)
    case("conv2d without bias", F.conv2d, [2, 3, 4, 5], [2, 3, 2, 2])


def pools():
    for settings, shape in [
        ("2,2 2,2 0,0 1,1", [2, 3, 6, 8]), ("2,2 2,2 0,0 1,1", [2, 2, 7, 35]), ("3,3 2,2 1,1 1,1", [2, 2, 7, 8]),
        ("2,3 1,2 1,0 1,1", [2, 2, 5, 9]), ("3,2 2,1 0,1 2,3", [1, 2, 9, 8]), ("2,2 2,2 0,0 1,1", [3, 5, 4])]:
        kernel, stride, padding, dilation = map(pair, settings.split())
        options = dict(kernel_size=kernel, stride=stride, padding=padding)
        for step in [0, 0.5]:
            case(f"max_pool2d {settings}", lambda x: F.max_pool2d(x, dilation=dilation, **options), shape, step=step)
        if dilation == (1, 1):
            case(f"avg_pool2d {settings}", lambda x: F.avg_pool2d(x, **options), shape)
            case(f"avg_pool2d inside {settings}", lambda x: F.avg_pool2d(x, count_include_pad=False, **options), shape)


def attention():
    attend = F.scaled_dot_product_attention
    for q, k, v in [([2, 3, 5, 4], [2, 3, 7, 4], [2, 3, 7, 6]), ([70, 2], [140, 2], [140, 3]),
                    ([130, 3], [65, 3], [65, 2]), ([2, 3, 4, 5], [3, 6, 5], [2, 1, 6, 5])]:
        case("sdpa", attend, q, k, v, low=-2, high=2)
        case("sdpa causal", lambda q, k, v: attend(q, k, v, is_causal=True), q, k, v, low=-2, high=2)
        case("sdpa scaled", lambda q, k, v: attend(q, k, v, scale=0.3), q, k, v, low=-2, high=2)
        if k[-2] > 60:
            continue
        # Of the two batches of keys, one shows more than one key: with one, the scores' gradient is only rounding.
        for mask in ([q[-2], k[-2]], [2, 1, 1, k[-2]], [q[-2], 1]):
            # Adding the same to all scores of a query has no effect, and its gradient is only rounding.
            for kind in "b" if mask[-1] == 1 else "fb":
                case("sdpa masked", lambda q, k, v, mask: attend(q, k, v, attn_mask=mask), q, k, v, mask,
                     kinds="fff" + kind, low=-2, high=2)
    case("embedding", lambda x, w: F.embedding(x, w), [2, 3], [6, 4], kinds="if", low=0, high=6)
