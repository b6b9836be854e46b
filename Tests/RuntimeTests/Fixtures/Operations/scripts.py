"""What a script writes for each case: the tests run this, so that what ships is what is compared."""
import re

LABELS = "tensor([0, 2, -100, 1])"
PLACES = "tensor([[0, 0], [3, 2], [2, 1]])"
I, J, ROWS = "tensor([0, 2, -1])", "tensor([1, 1, 0])", "tensor([true, false, true])"

# What is set in `x[…] = b`.
SET = {
    "row": "1", "column": ":, -1", "element": "2, 0", "inner": "1:3, ::2", "backwards": "::-1",
    "last": "..., 1", "new axis": "1, none", "picks": f"{I}, {J}", "list": "[2, 0]",
    "picks of columns": ":, tensor([1, 2, 0])", "mask": "result > 0", "mask of rows": f"{ROWS}, 1",
    "everything": "...",
}

FIXED = {
    "// odd": "a // (b * 2 + 1)", "% odd": "a % (b * 2 + 1)", "+ of integers": "a + b", "* of integers and floats": "a * b", "maximum": "maximum(a, b)",
    "minimum": "minimum(a, b)", "logaddexp": "logaddexp(a, b)", "negated": "-a", "gelu, tanh": 'gelu(a, approximate = "tanh")',
    "clamp": "clamp(a, min = -0.45, max = 0.47)", "clamp below": "clamp(a, max = 0.5)",
    "clamp at the bounds": "clamp(a, min = -0.5, max = 0.5)", "where": "where(a, b, c)",
    "and": "logical_and(a, b)", "or": "logical_or(a, b)", "not": "logical_not(a)",
    "diamond": "a * a + exp(a) * a", "median": "median(a)", "median 1": "median(a, dim = 1)[0]",
    "reshape [3, -1]": "a.reshape(3, -1)", "flatten 1": "flatten(a, 1)",
    "permute": "a.permute(2, 0, 1)", "mT": "a.mT", "unsqueeze -1": "a.unsqueeze(-1)",
    "squeeze": "a.squeeze()", "expand": "a.expand(2, 3, 4)", "slice": "a[1:5:2, :-1]",
    "slice backwards": "a[::-2]", "select": "a[:, -1]", "cat 1": "cat([a, b, c], 1)",
    "stack -1": "stack([a, b], -1)", "stack 0": "stack([a, b], 0)",
    "split [2, 0, 3]": "cat(list(reversed(split(a, [2, 0, 3], 1))), 1)",
    "split 2": "cat(list(reversed(split(a, 2, 0))), 0)",
    "chunk 3": "cat(list(reversed(chunk(a, 3, -1))), -1)", "unbind": "a[:, 0] * a[:, 2]",
    "flip": "flip(a, [0, 2])", "trace": "diagonal(a).sum()", "contiguous": "a.contiguous()",
    "rearrange patches": 'rearrange(a, "b c (h p) (w q) -> b (h w) (p q c)", p = 2, q = 3)',
    "rearrange heads": 'rearrange(a, "... n (two h d) -> two ... h n d", two = 2, h = 3)',
    "rearrange merge": 'rearrange(a, "b h n d -> b n (h d)")',
    "rearrange units": 'rearrange(a, "1 a b -> b 1 a")',
    "rearrange (...)": 'rearrange(a, "... c -> c (...)")',
    "reduce mean": 'reduce(a, "b (h 2) c -> c b 1 h", "mean")',
    "reduce max": 'reduce(a, "b (h p) (w q) -> b h w", "max", p = 2, q = 2)',
    "reduce min": 'reduce(a, "a b -> b", "min")', "reduce sum": 'reduce(a, "b ... -> b", "sum")',
    "reduce prod": 'reduce(a, "a b -> a", "prod")',
    "repeat": 'rearrange(repeat(a, "a b -> a (r b) 2", r = 2), "a b c -> a (b c)")',
    "repeat rows": 'repeat(a, "c -> n c", n = 3)',
    "index [i, j]": f"a[{I}, {J}]", "index [:, i, j]": f"a[:, {I}, {J}]",
    "index [i, :, j]": f"a[{I}, :, {J}]", "index [0, :, j]": f"a[0, :, {J}]",
    "index [i, :, 0]": f"a[{I}, :, 0]", "index [:, 1, :, j]": f"a[:, 1, :, {J}]",
    "index [:, i[:, None], j]": f"a[:, {I}.unsqueeze(1), {J}]",
    "index [[i, j]]": "a[tensor([[0, 2, -1], [1, 3, 0]])]", "mask rows": f"a[{ROWS}]",
    "mask columns": f"a[:, {ROWS}]", "mask all": "a[a > 0]", "mask none": "a[a > 5]",
    "mask and index": f"a[{ROWS}, tensor([1, 0])]", "nonzero": "nonzero(a)",
    "topk": "topk(a, 3)[0]", "topk indices": "topk(a, 3)[1]", "one_hot": "one_hot(a, 6)",
    "bincount": "bincount(a)", "unique": "unique(a)", "outer": "outer(a, b)",
    "conv2d without bias": "conv2d(a, b)", "sdpa": "scaled_dot_product_attention(a, b, c)",
    "sdpa causal": "scaled_dot_product_attention(a, b, c, is_causal = true)",
    "sdpa scaled": "scaled_dot_product_attention(a, b, c, scale = 0.3)",
    "sdpa masked": "scaled_dot_product_attention(a, b, c, attn_mask = d)",
    "embedding": "embedding(a, b)",
}

# Results that are copies, choices or comparisons of their inputs: they agree bit for bit.
EXACT = re.compile(
    r"(==|!=|<|<=|>|>=|maximum|minimum|negated|abs|sign|relu|floor|ceil|round|trunc|clamp.*|where|and"
    r"|or|not|amax.*|amin.*|max .*|min .*|any.*|all.*|arg.*|median.*|reshape.*|flatten.*|permute|mT"
    r"|unsqueeze.*|squeeze|expand|slice.*|select|cat.*|stack.*|split.*|chunk.*|flip|roll.*|pad.*"
    r"|triu.*|tril.*|diagonal.*|contiguous|rearrange.*|reduce max|reduce min|repeat.*|gather.*|pick.*"
    r"|index.*|mask.*|nonzero|topk.*|sort.*|one_hot|bincount|unique|max_pool2d.*|embedding|set .*)$")


def code(name):
    """The expression, with a, b, c and d for the inputs."""
    if name in FIXED:
        return FIXED[name]
    if name.startswith("set "):
        # A Parameter itself would change for all.
        return f"a * 1; result[{SET[name[4:]]}] = b"
    if name.startswith("add to "):
        return f"a * 1; result[{SET[name[7:]]}] += b"
    head, _, rest = name.partition(" ")
    if re.fullmatch(r"[-+*/%@<>=!]+", head):
        return f"a {head} ({rest})" if rest else f"a {head} b"
    if head == "einsum":
        count = len(re.split(r",", rest.split("->")[0]))
        return f'einsum("{rest}", {", ".join("abcd"[:count])})'
    if head == "pad":
        return f"pad(a, {rest}, value = 7)"
    if match := re.fullmatch(r"(\w+?)(?: (\[.*?\]))?( kept)?", name):
        head, dims, kept = match.groups()
        inner = ([f"dim = {dims}"] if dims else []) + (["keepdim = true"] if kept else [])
        if dims and dims.count(",") == 0 and head in [
                "prod", "any", "all", "max", "min", "argmax", "argmin"]:
            inner[0] = f"dim = {dims.strip('[]')}"
        if head == "std":
            inner.append("correction = 0")
        head = {"variance": "var"}.get(head, head)
        if head in ["sum", "any", "all", "max", "min"]:
            end = "[0]" if head in ["max", "min"] else ""
            return f"a.{head}({', '.join(inner)}){end}"
        return f"{head}({', '.join(['a'] + inner)})"
    if name.startswith("norm, p = "):
        return f"norm(a, p = {name[10:]}, dim = 1)"
    if head in ["cumsum", "softmax", "log_softmax"]:
        return f"{head}(a, {rest})"
    if head == "quantile":
        return f"quantile(a, {rest}, dim = 0)"
    if head == "roll":
        return f"roll(a, {rest}, 1)"
    if head in ["triu", "tril"]:
        return f"{head}(a, {rest})"
    if head == "diagonal":
        return f"diagonal(a.permute(0, 2, 1), {rest})"
    if head == "gather":
        return f"gather(a, {rest}, {PLACES})"
    if head == "pick":
        return f"index_select(a, {rest}, tensor([3, 0, 0, 2]))"
    if head in ["sort", "argsort"]:
        dim, _, down = rest.partition(" ")
        end = "[0]" if head == "sort" else ""
        return f"{head}(a, {dim}, descending = {'true' if down else 'false'}){end}"
    if head == "cross_entropy":
        reduction, smoothing = rest.split()
        return (f'cross_entropy(a, {LABELS}, label_smoothing = {smoothing}, '
                f'reduction = "{reduction}")')
    if head == "nll_loss":
        return f'nll_loss(a, {LABELS}, reduction = "{rest}")'
    if head == "conv2d":
        *relu, stride, padding, dilation, groups = rest.split()
        call = (f"conv2d(a, b, c, stride = [{stride}], padding = [{padding}], "
                f"dilation = [{dilation}], groups = {groups})")
        return f"relu({call})" if relu else call
    if head in ["max_pool2d", "avg_pool2d"]:
        *inside, kernel, stride, padding, dilation = rest.split()
        options = f"kernel_size = [{kernel}], stride = [{stride}], padding = [{padding}]"
        if head == "max_pool2d":
            options += f", dilation = [{dilation}]"
        if inside:
            options += ", count_include_pad = false"
        return f"{head}(a, {options})"
    raise ValueError(name)
