"""Random calls on tensors, as text that PyTorch understands as well."""

UNARY = (
    "sign square reciprocal sqrt rsqrt exp exp2 expm1 log log2 log10 log1p sin cos tan asin acos "
    "atan sinh cosh tanh erf relu sigmoid silu softplus floor ceil trunc gelu logical_not isnan "
    "isfinite abs round leaky_relu elu neg"
).split()
EXACT_UNARY = {"sign", "floor", "ceil", "trunc", "logical_not", "isnan", "isfinite", "abs", "round",
               "relu", "neg"}
BINARY = "maximum minimum logical_and logical_or eq ne lt le gt ge pow dist isclose".split()
OPERATORS = ["+", "-", "*", "/", "//", "%", "**", "==", "!=", "<", "<=", ">", ">="]
SMOOTH = (
    "square reciprocal sqrt exp log sin cos tanh sigmoid silu softplus relu gelu abs log1p expm1 "
    "softmax(-1) log_softmax(0) sum(0) mean(-1) prod(0) amax(0) amin(-1) logsumexp(0) cumsum(0) "
    "norm() std() var() max() min() flatten() flip(0) roll(1,0) triu() sort()[0] median()"
).split()


class Tensors:
    def __init__(self, values):
        self.v = values
        self.kinds = [
            self.unary, self.operator, self.operator, self.binary, self.scalar, self.reduction,
            self.reduction, self.extreme, self.order, self.shapes, self.shapes, self.indexing,
            self.indexing, self.joined, self.placing, self.products, self.losses, self.making,
            self.spatial, self.members, self.matrices, self.gradient, self.gradient,
        ]

    def case(self):
        made = self.v.random.choice(self.kinds)()
        return made if isinstance(made, dict) else {"code": made, "exact": False}

    def unary(self):
        name = self.v.random.choice(UNARY)
        x, _ = self.v.tensor()
        exact = name in EXACT_UNARY
        if name == "neg":
            return {"code": f"-{x}", "exact": True}
        extra = ""
        if name == "gelu":
            extra = self.v.pick("", ", approximate = 'tanh'")
        if extra or name in ("leaky_relu", "elu", "gelu", "softplus", "silu") or self.v.chance(0.5):
            return {"code": f"{name}({x}{extra})", "exact": exact}
        return {"code": f"{x}.{name}()", "exact": exact}

    def operator(self):
        sign = self.v.random.choice(OPERATORS)
        a, shape = self.v.tensor()
        b, _ = self.v.tensor(self.v.broadcast(shape))
        return {"code": f"{a} {sign} {b}", "exact": sign not in ("/", "**")}

    def scalar(self):
        sign = self.v.random.choice(OPERATORS)
        a, _ = self.v.tensor()
        n = self.v.number()
        code = f"{a} {sign} {n}" if self.v.chance(0.6) else f"{n} {sign} {a}"
        return {"code": code, "exact": sign not in ("/", "**")}

    def binary(self):
        name = self.v.random.choice(BINARY)
        a, shape = self.v.tensor()
        b, _ = self.v.tensor(self.v.broadcast(shape))
        if name == "pow" and self.v.chance(0.5):
            b = self.v.number()
        if name == "dist":
            return f"dist({a}, {b}{self.v.pick('', ', 1', ', p = 2', ', p = inf')})"
        return {"code": f"{name}({a}, {b})", "exact": name not in ("pow",)}

    def reduction(self):
        x, shape = self.v.tensor()
        name = self.v.random.choice(
            "sum mean prod amax amin any all logsumexp var std norm cumsum argmax argmin".split())
        several = name not in ("prod", "any", "all", "argmax", "argmin")
        rank = len(shape)
        if name == "cumsum":
            return f"{x}.cumsum({self.v.dim(rank)})"
        args = self.v.reduction(rank, several)
        if name == "logsumexp" and not args:
            args = "0"
        if name in ("var", "std") and self.v.chance(0.4):
            args += (", " if args else "") + f"correction = {self.v.pick(0, 1, 2)}"
            if not args.startswith(("dim", "corr", "[")) and "keepdim" not in args:
                args = "dim = " + args
        if name == "norm":
            p = self.v.pick("", "1", "2", "p = 3", "inf", "p = 2")
            dim = f"dim = {self.v.dim(rank)}{self.v.pick('', ', keepdim = True')}"
            args = ", ".join(a for a in (p, self.v.pick("", dim)) if a)
        exact = name in ("amax", "amin", "any", "all", "argmax", "argmin")
        if name in ("sum", "any", "all") or self.v.chance(0.6):
            return {"code": f"{x}.{name}({args})", "exact": exact}
        return {"code": f"{name}({x}{', ' if args else ''}{args})", "exact": exact}

    def extreme(self):
        name = self.v.pick("max", "min", "median")
        x, shape = self.v.tensor()
        args = self.v.reduction(len(shape), False)
        if name != "median" and self.v.chance(0.3):
            other, _ = self.v.tensor(self.v.broadcast(shape))
            return {"code": f"{name}({x}, {other})", "exact": True}
        # Which of several equal elements a median stands at is open.
        value = "[0]" if name == "median" and args else ""
        return {"code": f"{x}.{name}({args}){value}", "exact": True}

    def order(self):
        x, shape = self.v.tensor(special=0)
        rank = len(shape)
        way = self.v.random.randrange(6)
        if way == 0:
            code = f"{x}.sort({self.v.pick('', self.v.dim(rank))})[0]"
        elif way == 1:
            code = f"{x}.sort(dim = {self.v.dim(rank)}, descending = {self.v.pick('True', 'False')})[0]"
        elif way == 2:
            size = shape[-1] if shape else 1
            code = f"{x}.topk({self.v.random.randint(0, size + (1 if self.v.chance(0.1) else 0))})[0]"
        elif way == 3:
            code = f"unique({x})"
        elif way == 4:
            code = f"{x}.nonzero()"
        else:
            q = self.v.pick("0.5", "0.25", "0.0", "1.0", "0.9")
            x, shape = self.v.tensor(kind="f", special=0)
            dim = self.v.pick("", f", dim = {self.v.dim(len(shape))}")
            return f"quantile({x}, {q}{dim})"
        return {"code": code, "exact": True}

    def shapes(self):
        x, shape = self.v.tensor()
        rank, v = len(shape), self.v
        count = 1
        for n in shape:
            count *= n
        code = v.pick(
            lambda: f"{x}.reshape({v.pick('-1', f'-1, {v.pick(1, 2, 3)}', f'{count}', f'1, -1, 1')})",
            lambda: f"{x}.flatten({v.pick('', v.dim(rank), f'{v.dim(rank)}, {v.dim(rank)}')})",
            lambda: f"{x}.squeeze({v.pick('', v.dim(rank))})",
            lambda: f"{x}.unsqueeze({v.random.randint(-rank - 1, rank)})",
            lambda: f"{x}.transpose({v.dim(rank)}, {v.dim(rank)})",
            lambda: f"{x}.permute({', '.join(map(str, v.random.sample(range(rank), rank)))})"
            if rank else f"{x}.T",
            lambda: f"{x}.expand({', '.join(map(str, [v.pick(1, 2, 3), *[-1 if n != 1 else v.pick(1, 4) for n in shape]]))})",
            lambda: f"{x}.flip({v.pick(v.dim(rank), v.dims(rank))})",
            lambda: f"{x}.roll({v.random.randint(-5, 5)}, {v.dim(rank)})",
            lambda: f"{x}.{v.pick('triu', 'tril')}({v.pick('', v.random.randint(-3, 3))})",
            lambda: f"{x}.diagonal({v.pick('', v.random.randint(-3, 3))})",
            lambda: f"diag({x}, {v.random.randint(-2, 2)})",
            lambda: f"{x}.tile({', '.join(str(v.random.randint(1, 3)) for _ in range(v.random.randint(1, 3)))})",
            lambda: f"{x}.repeat_interleave({v.random.randint(0, 3)}{v.pick('', f', dim = {v.dim(rank)}')})",
            lambda: f"{x}.chunk({v.random.randint(1, 4)}, {v.dim(rank)})",
            lambda: f"{x}.split({v.random.randint(1, 3)}, {v.dim(rank)})",
            lambda: f"{x}.ravel()", lambda: f"{x}.mT", lambda: f"{x}.clone()",
            lambda: f"{x}.swapaxes({v.dim(rank)}, {v.dim(rank)})",
            lambda: f"{x}.unflatten({v.dim(rank)}, [{v.pick('-1, 1', '1, -1', '2, -1', '-1, 3')}])",
            lambda: f"pad({x}, [{v.random.randint(-1, 2)}, {v.random.randint(0, 2)}]{v.pick('', ', value = 2')})",
        )()
        return {"code": code, "exact": True}

    def indexing(self):
        x, shape = self.v.tensor()
        if self.v.chance(0.1):
            return {"code": f"{x}[{x} > 0]", "exact": True}
        return {"code": f"{x}[{self.v.index(shape)}]", "exact": True}

    def joined(self):
        shape = self.v.shape()
        kind = self.v.random.choice("fffib")
        count = self.v.random.randint(1, 3)
        parts = [self.v.tensor(shape, kind if self.v.chance(0.85) else None)[0] for _ in range(count)]
        name = self.v.pick("cat", "stack")
        dim = self.v.pick("", f", {self.v.dim(len(shape))}", f", dim = {self.v.dim(len(shape))}")
        return {"code": f"{name}([{', '.join(parts)}]{dim})", "exact": True}

    def placing(self):
        v = self.v
        x, shape = v.tensor(shape=v.shape(least=1, empty=0))
        rank = len(shape)
        dim = v.random.randrange(rank)
        low = 0 if v.chance(0.95) else -1
        name = v.pick("gather", "index_select", "where", "masked_fill", "take", "scatter",
                      "scatter_add", "one_hot", "bincount", "clamp")
        d = dim - rank if v.chance(0.3) else dim

        def indices(sizes):
            if not sizes:
                return str(v.random.randint(low, shape[dim] - 1))
            return "[" + ", ".join(indices(sizes[1:]) for _ in range(sizes[0])) + "]"
        sizes = [v.random.randint(1, n) for n in shape]
        if name == "gather":
            sizes[dim] = v.random.randint(1, 4)
            code = f"{x}.gather({d}, tensor({indices(sizes)}))"
        elif name == "index_select":
            code = f"{x}.index_select({d}, tensor({indices([v.random.randint(1, 4)])}))"
        elif name == "where":
            mask, _ = v.tensor(v.broadcast(shape), "b")
            y = v.pick(v.tensor(v.broadcast(shape))[0], v.number())
            code = f"where({mask}, {x}, {y})"
        elif name == "masked_fill":
            mask, _ = v.tensor(v.broadcast(shape), "b")
            code = f"{x}.masked_fill({mask}, {v.number()})"
        elif name == "take":
            count = 1
            for n in shape:
                count *= n
            places = ", ".join(str(v.random.randint(-count, count - 1)) for _ in range(3))
            code = f"{x}.take(tensor([{places}]))"
        elif name in ("scatter", "scatter_add"):
            kind = v.pick("f", "f", "i", "b") if name == "scatter" else v.pick("f", "i")
            x, _ = v.tensor(shape, kind, special=0)
            src, _ = v.tensor(shape, kind, special=0)
            code = f"{x}.{name}({d}, tensor({indices([1] * rank)}), {src})"
        elif name == "one_hot":
            code = f"one_hot(tensor({v.nested(shape, 'i', 0)}).abs(), {v.random.randint(5, 10)})"
        elif name == "bincount":
            places = ", ".join(str(v.random.randint(0, 6)) for _ in range(v.random.randint(1, 5)))
            code = f"bincount(tensor([{places}]){v.pick('', ', minlength = 9')})"
        else:
            args = v.pick("0", "max = 1", "-1, 1", "min = 0.5", "1, -1", "-0.5, 2")
            code = f"{x}.{v.pick('clamp', 'clip')}({args})"
        return {"code": code, "exact": True}

    def products(self):
        v = self.v
        n, m, k, batch = (v.random.randint(0 if v.chance(0.1) else 1, 4) for _ in range(4))
        kind = v.random.choice("fffi")
        def t(*shape):
            return v.tensor(list(shape), kind, special=0)[0]
        return v.pick(
            lambda: f"{t(n, k)} @ {t(k, m)}", lambda: f"{t(k)} @ {t(k, m)}",
            lambda: f"{t(n, k)} @ {t(k)}", lambda: f"{t(k)} @ {t(k)}",
            lambda: f"{t(batch, n, k)} @ {t(k, m)}", lambda: f"{t(batch, n, k)} @ {t(batch, k, m)}",
            lambda: f"{t(n, k)} @ {t(batch, k, m)}", lambda: f"matmul({t(2, 1, n, k)}, {t(3, k, m)})",
            lambda: f"{t(n, k)} @ {t(k + 1, m)}",
            lambda: f"bmm({t(batch, n, k)}, {t(batch, k, m)})", lambda: f"mv({t(n, k)}, {t(k)})",
            lambda: f"dot({t(k)}, {t(k)})", lambda: f"outer({t(n)}, {t(m)})",
            lambda: f"einsum('ij,jk->ik', {t(n, k)}, {t(k, m)})",
            lambda: f"einsum('bij,bj->bi', {t(batch, n, k)}, {t(batch, k)})",
            lambda: f"einsum('ij->ji', {t(n, k)})", lambda: f"einsum('ii->i', {t(n, n)})",
            lambda: f"einsum('ij->', {t(n, k)})", lambda: f"cdist({t(n, k)}, {t(m, k)})",
            lambda: f"trace({t(n, m)})",
        )()

    def matrices(self):
        v = self.v
        n = v.random.randint(1, 4)
        rows = [[f"{v.random.randint(-8, 8) / 4 + (5 if i == j else 0)}" for j in range(n)]
                for i in range(n)]
        a = "tensor([" + ", ".join("[" + ", ".join(r) + "]" for r in rows) + "])"
        b, _ = v.tensor([n, 2], "f", special=0)
        return v.pick(
            f"det({a})", f"inv({a})", f"solve({a}, {b})", f"inverse({a}) @ {a}", f"svd({a})[1]",
            f"qr({a})[1].abs()")

    def losses(self):
        v = self.v
        n, c = v.random.randint(1, 4), v.random.randint(1, 4)
        x, _ = v.tensor([n, c], "f", special=v.pick(0, 0, 0.1))
        y, _ = v.tensor([n, c], "f", special=0)
        labels = "tensor([" + ", ".join(str(v.random.randrange(c)) for _ in range(n)) + "])"
        how = v.pick("", ", reduction = 'sum'", ", reduction = 'none'", ", reduction = 'mean'")
        return v.pick(
            f"mse_loss({x}, {y}{how})", f"l1_loss({x}, {y}{how})", f"smooth_l1_loss({x}, {y}{how})",
            f"huber_loss({x}, {y}{how})", f"cross_entropy({x}, {labels}{how})",
            f"cross_entropy({x}, {labels}, label_smoothing = 0.1{how})",
            f"cross_entropy({x}, {y}.softmax(-1){how})", f"nll_loss({x}, {labels}{how})",
            f"binary_cross_entropy_with_logits({x}, {y}.sigmoid(){how})",
            f"binary_cross_entropy({x}.sigmoid(), {y}.sigmoid(){how})",
            f"kl_div({x}.log_softmax(-1), {y}.softmax(-1){how})", f"softmax({x}, {v.dim(2)})",
            f"log_softmax({x}, dim = {v.dim(2)})", f"normalize({x}, dim = {v.dim(2)})",
            f"layer_norm({x}, [{c}])")

    def making(self):
        v = self.v
        a, b = v.random.randint(-5, 5), v.random.randint(-5, 9)
        size = v.pick("2", "2, 3", "0", "3, 0", "1, 2, 2")
        return {"code": v.pick(
            f"arange({abs(b)})", f"arange({a}, {b})", f"arange({a}, {b}, {v.pick(1, 2, 3)})",
            f"arange({a}, {b}, {v.pick(0.5, 0.25, 0.3)})", f"arange({a}.5, {b})",
            f"linspace({a}, {b}, {v.random.randint(1, 7)})", f"zeros({size})", f"ones({size})",
            f"zeros([{size}])", f"full([{size}], {v.number()})", f"eye({abs(b)})",
            f"eye({abs(a)}, {abs(b)})", f"zeros_like({v.tensor()[0]})", f"ones_like({v.tensor()[0]})",
            f"meshgrid(arange({abs(a)}), arange({abs(b)}), indexing = '{v.pick('ij', 'xy')}')",
            f"{v.tensor()[0]}.float()", f"{v.tensor()[0]}.long()", f"{v.tensor()[0]}.bool()",
        ), "exact": False}

    def spatial(self):
        v = self.v
        b, c, h, w = v.random.randint(1, 2), v.random.randint(1, 2), v.random.randint(2, 5), v.random.randint(2, 5)
        x, _ = v.tensor([b, c, h, w], "f", special=0)
        o, k = v.random.randint(1, 2), v.random.randint(1, 3)
        weight, _ = v.tensor([o, c, k, k], "f", special=0, view=False)
        s, p = v.random.randint(1, 2), v.random.randint(0, 1)
        labels = "tensor([" + ", ".join(str(v.random.randrange(3)) for _ in range(3)) + "])"
        q, _ = v.tensor([2, 3, 4], "f", special=0)
        kk, _ = v.tensor([2, 3, 4], "f", special=0)
        return v.pick(
            f"conv2d({x}, {weight}, stride = {s}, padding = {p})",
            f"conv2d({x}, {weight}, None, {s}, {p}, {v.pick(1, 2)})",
            f"max_pool2d({x}, {k}, stride = {s})", f"avg_pool2d({x}, {k})",
            f"avg_pool2d({x}, 3, stride = {s}, padding = 1, count_include_pad = {v.pick('True', 'False')})",
            f"max_pool2d({x}, 2, padding = {p})", f"adaptive_avg_pool2d({x}, {v.random.randint(1, 3)})",
            f"embedding({labels}, {v.tensor([3, 2], 'f')[0]})",
            f"scaled_dot_product_attention({q}, {kk}, {kk}, is_causal = {v.pick('True', 'False')})",
            f"pad({x}, [{p}, 1, 0, {p}])")

    def members(self):
        v = self.v
        x, shape = v.tensor()
        return {"code": v.pick(
            f"{x}.shape", f"{x}.ndim", f"{x}.numel()", f"{x}.tolist()", f"len({x})", f"{x}.T",
            f"{x}.size({v.dim(len(shape))})", f"{x}.item()", f"equal({x}, {x})",
            f"allclose({x}, {x}, equal_nan = {v.pick('True', 'False')})", f"float({x})", f"int({x})",
            f"bool({x})", f"[r.sum() for r in {x}]", f"{x}.t()", f"list({x})",
        ), "exact": False}

    def gradient(self):
        v = self.v
        x, shape = v.tensor(shape=v.shape(least=1, empty=0), kind="f", special=v.pick(0, 0, 0.1))
        if v.chance(0.5):
            name = v.random.choice(SMOOTH)
            body = f"x.{name}" if "(" in name else f"x.{name}()"
            if name in ("silu", "softplus", "gelu"):
                body = f"{name}(x)"
        else:
            y, _ = v.tensor(v.broadcast(shape), v.pick("f", "f", "i"), special=v.pick(0, 0, 0.1))
            sign = v.pick("+", "-", "*", "/", "**", "%")
            body = v.pick(f"x {sign} {y}", f"{y} {sign} x", f"maximum(x, {y})", f"minimum({y}, x)",
                          f"where({y} > 0, x, x * 2)", f"x.clamp(-1, 1)", f"x[{v.index(shape)}]",
                          f"cat([x, x])", f"(x * x).sum({v.dim(len(shape))})", f"x @ x.mT",
                          f"x.transpose(0, -1) * 2", f"x * x.mean()", f"{v.number()} / x",
                          f"x ** {v.number()}", f"{v.number()} ** x")
        return {"code": f"graded(x -> {body}, {x})", "body": body, "at": x, "exact": False}
