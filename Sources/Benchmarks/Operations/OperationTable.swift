extension OperationGroup {
  /// What labs and notebooks do most, at sizes that they do it at, and every path of its own that
  /// an operation has: along the last dimension, along the first, short and long.
  static let all = [
    OperationGroup(
      "elementwise",
      setup: """
        x = randn(1000, 1000)
        y = randn(1000, 1000)
        row = randn(1000)
        column = randn(1000, 1)
        n = randint(1, 100, (1000, 1000))
        m = x > 0
        """,
      [
        "x + y", "x * row", "x - column", "x / 3.0", "x + x.T", "x ** 2", "exp(x)", "log(abs(x))",
        "tanh(x)", "sigmoid(x)", "relu(x)", "gelu(x)", "silu(x)", "erf(x)", "sin(x)", "abs(x)",
        "x > y", "where(m, x, y)", "maximum(x, y)", "clamp(x, -1, 1)", "n + n", "n % 7",
        "n.float()", "x.long()", "m.float()", "isnan(x)", "logical_and(m, x > 1)",
        Row("masked_fill(x, m, 0.0)", peer: "x.masked_fill(m, 0.0)"), "x.T.contiguous()",
      ]),
    OperationGroup(
      "reductions",
      setup: """
        x = randn(1000, 1000)
        long = randn(10, 100000)
        tall = randn(100000, 10)
        cube = randn(100, 100, 100)
        n = randint(0, 100, (1000, 1000))
        m = x > 0
        """,
      [
        "x.sum()", "x.sum(0)", "x.sum(-1)", "tall.sum(-1)", "long.sum(0)", "tall.sum(0)",
        "cube.sum(1)", "tall.mean(-1)", "x.mean(-1)", "x.var(-1)", "x.std()", "x.std(0)",
        "x.prod(-1)", "x.prod(0)", "x.amax(-1)", "x.amax(0)", "tall.amax(-1)", "x.max()",
        Row("max(x, dim = -1)", name: "max along -1"),
        Row("max(x, dim = 0)", name: "max along 0"),
        "x.argmax(-1)", "x.argmax(0)", "x.argmax()", "m.any()", "m.all(-1)", "m.sum()", "n.sum(0)",
        "n.sum(-1)", "n.amax(-1)", "norm(x)", "logsumexp(x, -1)", "cumsum(x, -1)", "cumsum(x, 0)",
        "softmax(x, -1)", "softmax(x, 0)", "log_softmax(tall, -1)",
      ]),
    OperationGroup(
      "order",
      setup: """
        x = randn(1000, 1000)
        v = randn(1000000)
        n = randint(0, 1000, (1000000,))
        """,
      [
        "sort(v)", "sort(x, -1)", "sort(x, 0)", "sort(n)", "argsort(x, -1)", "topk(v, 10)",
        "topk(x, 5)", "v.median()", "median(x, -1)", "median(x, 0)", "quantile(v, 0.9)",
        "quantile(x, 0.25, 1)", "unique(n)", "unique(v)",
        "bincount(n)", "randperm(1000000)",
      ]),
    OperationGroup(
      "indexing",
      setup: """
        x = randn(1000, 1000)
        table = randn(10000, 128)
        i = randint(0, 1000, (1000, 100))
        s = randn(1000, 100)
        r = randint(0, 1000, (500,))
        words = randint(0, 10000, (64, 100))
        labels = randint(0, 10, (10000,))
        p = randint(0, 1000, (100000,))
        q = randint(0, 1000, (100000,))
        m = x > 0
        rows = randn(1000) > 0
        """,
      [
        "gather(x, 1, i)", "gather(x, 0, i.T)", "x[r]", "x[:, r]", "x[m]", "x[rows]", "x[p, q]",
        "x[::2, ::3] + 1", "m.nonzero()", "index_select(x, 1, r)",
        "x.scatter(1, i, s)", "scatter_add(x, 1, i, s)",
        "take(x, p)", "embedding(words, table)", "one_hot(labels, 10)",
      ]),
    OperationGroup(
      "shapes",
      setup: """
        x = randn(1000, 1000)
        images = randn(64, 3, 32, 32)
        parts = [randn(500, 200) for _ in range(10)]
        """,
      [
        "cat([x, x], 0)", "cat([x, x], 1)", "cat(parts, 1)", "stack(parts)",
        "pad(images, (1, 1, 1, 1))", Row("flip(x, 0)", peer: "flip(x, [0])"),
        Row("flip(x, 1)", peer: "flip(x, [1])"), "roll(x, 5, 0)", "triu(x)", "tril(x)",
        "images.permute(0, 2, 3, 1).contiguous()",
        Row("x.unsqueeze(0).expand(4, 1000, 1000).contiguous()", name: "expand, contiguous"),
        "tile(x, (2, 2))",
        "x.repeat_interleave(2, 0)", "x.tolist()",
      ]),
    OperationGroup(
      "creation", setup: "c = [float(i) for i in range(100000)]",
      [
        "zeros(1000, 1000)", "ones(1000, 1000)", "arange(1000000)", "linspace(0, 1, 1000000)",
        "eye(1000)", "randn(1000, 1000)", "rand(1000, 1000)", "randint(0, 10, (1000000,))",
        "tensor(c)",
      ]),
    OperationGroup(
      "products",
      setup: """
        a = randn(512, 512)
        b = randn(512, 512)
        x = randn(1000, 1000)
        v = randn(1000)
        stack_a = randn(64, 64, 64)
        stack_b = randn(64, 64, 64)
        narrow = randn(2000, 200)
        square = randn(300, 300)
        """,
      [
        "a @ b", "x @ v", "v @ x", "stack_a @ stack_b", "outer(v, v)", "dot(v, v)",
        Row("einsum(\"bij,bkj->bik\", stack_a, stack_b)", name: "einsum bij,bkj->bik"),
        "svd(square)",
        "svd(narrow)", "qr(square)",
        "qr(narrow)",
        Row("solve(square, square)", peer: "linalg.solve(square, square)"),
        Row("inv(square)", peer: "linalg.inv(square)"),
        "det(square)", "cdist(narrow, narrow)",
      ]),
    OperationGroup(
      "networks",
      setup: """
        images = randn(64, 16, 32, 32)
        kernels = randn(32, 16, 3, 3)
        q = randn(8, 4, 256, 32)
        scores = randn(1000, 1000)
        labels = randint(0, 1000, (1000,))
        """,
      [
        "conv2d(images, kernels, padding = 1)", "max_pool2d(images, 2)",
        "avg_pool2d(images, 2)", "layer_norm(scores, [1000])", "cross_entropy(scores, labels)",
        "scaled_dot_product_attention(q, q, q).sum()", "dropout(scores, 0.1)",
        "mse_loss(scores, scores + 1)",
      ]),
    OperationGroup(
      "gradients",
      setup: """
        P = Parameter(randn(64, 64))
        x = randn(128, 64, 64)
        X = Parameter(randn(1000, 1000))
        i = randint(0, 1000, (1000, 100))
        r = randint(0, 1000, (500,))
        labels = randint(0, 1000, (1000,))
        images = Parameter(randn(32, 16, 32, 32))
        kernels = Parameter(randn(32, 16, 3, 3))
        q = Parameter(randn(8, 4, 256, 32))
        """,
      [
        "(P @ x).sum().backward()", "(X * 2).sum().backward()",
        "gelu(X).sum().backward()", "softmax(X, -1).square().sum().backward()",
        "X[r].sum().backward()", "X[X > 0].sum().backward()",
        "gather(X, 1, i).sum().backward()", "sort(X, -1)[0].sum().backward()",
        "X.amax(-1).sum().backward()", "X.prod(-1).sum().backward()",
        "cumsum(X, -1).sum().backward()", "X.std(0).sum().backward()",
        "X.median().backward()", "triu(X).sum().backward()",
        "cat([X, X], 1).sum().backward()", "cross_entropy(X, labels).backward()",
        "max_pool2d(images, 2).sum().backward()",
        "conv2d(images, kernels, padding = 1).sum().backward()",
        "scaled_dot_product_attention(q, q, q).sum().backward()",
      ]),
  ]
}
