import Testing

/// A mistake in a copy of a lab of the course, what a check calls it, and where it says it is: at the
/// `‸`, which is no part of the text, in `new` or else in `place`.
struct CourseMistake: Sendable, CustomTestStringConvertible {
  let lab: String
  let code: String
  let old: String
  let new: String
  let place: String?

  init(_ lab: String, _ code: String, _ old: String, _ new: String, at place: String? = nil) {
    (self.lab, self.code, self.old, self.new, self.place) = (lab, code, old, new, place)
  }

  var testDescription: String { "\(lab): \(new)" }
}

/// The places follow from the rule that a mistake is where the smallest expression begins that cannot
/// be computed: for `a @ b` where a begins, for `x.f(y)` where x does, for `f(y)` where f does. Brackets
/// around it are part of it.
extension CourseMistake {
  static let all = products + layers + shapes + values + kinds + calls + labs

  private static let products = [
    Self(
      "tokenmix", "shape", "forward(X: [B, N, D]) { eta(U @ X @ V) }\n}\n```\n\n",
      "forward(X: [B, N, D]) { eta(‸U @ X @ U) }\n}\n```\n\n"),
    Self("tokenmix", "shape", "big @ X.flatten() -", "‸big @ X -"),
    Self(
      "tokenmix", "shape", "for (U, V) in zip(Us, Vs) { Y = U @ Y @ V }",
      "for (U, V) in zip(Us, Vs) { Y = ‸V @ Y @ U }"),
    Self(
      "tokenmix", "shape", "@ X @ (Vs[0] @ Vs[1]", "@ X @ (Us[0] @ Vs[1]",
      at: "once = (Us[3] @ Us[2] @ Us[1] @ Us[0]) @ X @ (‸Us[0] @ Vs[1]"),
    Self(
      "tokenmix", "shape", "weight = P @ net.fc.weight.reshape(10, N, D) @ Q",
      "weight = ‸Q @ net.fc.weight.reshape(10, N, D) @ Q"),
    Self("attention", "shape", "scores = Q @ K.T     ", "scores = ‸Q @ K     "),
    Self("attention", "shape", "X2 = attn @ V", "X2 = ‸attn @ V.T"),
    Self(
      "attention", "shape", "softmax(scale * (q @ k.T), dim = -1).amax",
      "softmax(scale * ‸(q @ k), dim = -1).amax"),
    Self(
      "attention", "shape", "scores = (X @ A_Q) @ (Y @ A_K).T / sqrt(D)",
      "scores = ‸(X @ A_Q) @ (Y @ A_K) / sqrt(D)"),
    Self("attention", "shape", "y = y + maps[k] @ (X @ W_V)", "y = y + maps[k] @ ‸(X @ W_V.T)"),
    Self("language", "shape", "scores = q @ k.mT / sqrt(D // H)", "scores = ‸q @ k / sqrt(D // H)"),
    Self("vit", "shape", "show heatmap((PE @ PE[here])", "show heatmap(‸(PE.T @ PE[here])"),
    Self(
      "vit", "shape", "    through = step @ through\n  }\n  through\n}\n```\n\n",
      "    through = ‸step @ through[0:2]\n  }\n  through\n}\n```\n\n"),
  ]

  private static let layers = [
    Self(
      "mlp", "shape", "fc1 = Linear(28 * 28, H)", "fc1 = Linear(28 * 27, H)", at: "h = eta(‸fc1(h))"
    ),
    Self("mlp", "shape", "fc3 = Linear(H, 10)\n", "fc3 = Linear(10, H)\n", at: "    ‸fc3(h)  "),
    Self(
      "mlp", "shape", "conv2 = Conv2d(8, 32, 5)", "conv2 = Conv2d(16, 32, 5)",
      at: "h = relu(‸conv2(h))"),
    Self("mlp", "shape", "h = max_pool2d(h, 4)", "h = ‸max_pool2d(h, 40)"),
    Self(
      "mlp", "shape", "fc    = Linear(32, 10)", "fc    = Linear(64, 10)", at: "    ‸fc(h.flatten(2)"
    ),
    Self(
      "tokenmix", "shape", "fc = Linear(N * D, 10)", "fc = Linear(N * N, 10)",
      at: "    ‸fc(X.flatten(1)) "),
    Self(
      "language", "shape", "to_qkv = Linear(D, 3 * D, bias = false)",
      "to_qkv = Linear(D, 2 * D, bias = false)", at: "(q, k, v) = ‸rearrange(to_qkv(X)"),
    Self(
      "language", "shape", "to_out = Linear(D, D, bias = false) ",
      "to_out = Linear(H, D, bias = false) ", at: "    ‸to_out(rearrange(attn @ v,"),
    Self(
      "language", "shape", "norm2 = LayerNorm(D)", "norm2 = LayerNorm(4 * D)",
      at: "X + mlp(‸norm2(X))"),
    Self(
      "language", "shape", "GELU(), Linear(4 * D, D))", "GELU(), Linear(2 * D, D))",
      at: "X + ‸mlp(norm2(X))"),
    Self(
      "language", "shape", "head   = Linear(D, V)", "head   = Linear(V, D)",
      at: "    ‸head(norm(X)) "),
    Self(
      "language", "shape", "place  = Parameter(randn(T, D) * 0.5)",
      "place  = Parameter(randn(T, V) * 0.5)", at: "X = ‸embed(x) + place[:N]"),
    Self(
      "gallery/lenet", "shape", "Linear(16 * 5 * 5, 120)", "Linear(16 * 4 * 4, 120)",
      at: "    ‸head(pool(h2))"),
    Self(
      "gallery/lenet", "shape", "conv2 = Conv2d(6, 16, 5)", "conv2 = Conv2d(16, 6, 5)",
      at: "h2 = relu(‸conv2(pool(h1)))"),
    Self(
      "vit", "shape", "embed = Linear(colours * patch ** 2, dim)",
      "embed = Linear(patch ** 2, dim)", at: "x = ‸embed(tokens(x, patch)) + code"),
    Self(
      "vit", "shape", "code  = position_code(side // patch, dim)",
      "code  = position_code(side, dim)", at: "x = ‸embed(tokens(x, patch)) + code"),
    Self(
      "vit", "shape", "head = Sequential(LayerNorm(dim), Linear(dim, classes))",
      "head = Sequential(LayerNorm(mlp_dim), Linear(dim, classes))",
      at: "    ‸head(x.mean(dim = 1))  "),
  ]

  private static let shapes = [
    Self("mlp", "shape", "z.gather(1, y.reshape(-1, 1))", "‸z.gather(1, y)"),
    Self(
      "mlp", "out-of-range", "by_hand = (z.logsumexp(dim = 1)", "by_hand = (‸z.logsumexp(dim = 2)"),
    Self(
      "mlp", "shape", "  forward(x: [B, 1, 28, 28]) {\n    h = x.flatten(1) ",
      "  forward(x: ‸[B, 3, 28, 28]) {\n    h = x.flatten(1) "),
    Self(
      "mlp", "shape", "x.flatten(1)[:, perm].reshape(B, 1, 28, 28)\n}",
      "‸x.flatten(1)[:, perm].reshape(B, 1, 27, 28)\n}"),
    Self(
      "mlp", "out-of-range", "fc(h.flatten(2).amax(dim = 2))", "fc(‸h.flatten(2).amax(dim = 3))"),
    Self(
      "tokenmix", "shape", ".reshape(N * D, N * D)\ndifference", ".reshape(N * D, N)\ndifference",
      at: "big = ‸einsum("),
    Self(
      "tokenmix", "shape", "einsum(\"i j, k l -> i k j l\", U, V.T).reshape(N",
      "‸einsum(\"i j, k l m -> i k j l\", U, V.T).reshape(N"),
    Self(
      "tokenmix", "shape", "show summary(net, see(train.images[:1]))",
      "show summary(net, see(‸train.images[:1].flatten(1)))", at: "def see(x: ‸[B, 1, 28, 28])"),
    Self(
      "tokenmix", "shape", "(i k) (j l) -> (i j) (k l)\", i = n, j = n)",
      "(i k) (j l) -> (i j) (k l)\", i = 3, j = n)", at: "  blocks = ‸rearrange(B,"),
    Self(
      "tokenmix", "shape", "weight.reshape(10, N * D)\n", "weight.reshape(10, N + D)\n",
      at: "other.fc.weight[:] = ‸weight.reshape("),
    Self(
      "attention", "shape", "  stack([rows, columns], dim = 1).float()",
      "  ‸stack([rows, columns[1:]], dim = 1).float()"),
    Self(
      "attention", "shape", "q = cat([asked, -c * ones(len(inside), 1)], dim = 1)",
      "q = ‸cat([asked, -c * ones(len(inside), 1)], dim = 0)"),
    Self(
      "attention", "shape", "heads[:, one].reshape(9, g + 2, g + 2)",
      "‸heads[:, one].reshape(9, g + 2, g)"),
    Self("attention", "out-of-range", "heads[:, one].reshape(", "‸heads[:, one + 64].reshape("),
    Self(
      "attention", "shape", "\"1 c h w -> (h w) c\")          # [100, 3]",
      "\"2 c h w -> (h w) c\")          # [100, 3]", at: "tokens = ‸rearrange(padded_image"),
    Self(
      "attention", "shape", "W = randn(5, 3, 3, 3) / 3 ", "W = randn(5, 4, 3, 3) / 3 ",
      at: "conv = rearrange(‸conv2d(image, W"),
    Self(
      "attention", "out-of-range", "[m.sum().item() for m in [encoder",
      "[‸m.sum(dim = 2).item() for m in [encoder"),
    Self(
      "language", "shape", "cross_entropy(net(x).reshape(-1, V), y.reshape(-1))",
      "‸cross_entropy(net(x), y.reshape(-1))"),
    Self(
      "language", "out-of-range", "moved = difference.abs().amax(dim = 2)[0]",
      "moved = ‸difference.abs().amax(dim = 3)[0]"),
    Self(
      "gallery/lenet", "shape", "inner = (h1_moved - h1.roll(4, 2))",
      "inner = ‸(h1_moved[1:] - h1.roll(4, 2))"),
    Self(
      "gallery/lenet", "shape", "y = y + k[m, n] * x[m:m + h, n:n + w]",
      "y = ‸y + k[m, n] * x[m:m + h, n:n + h + 1]"),
    Self(
      "vit", "shape", "cat(parts, dim = 2).reshape(g * g, dim) ",
      "‸cat(parts, dim = 2).reshape(g, dim) "),
    Self(
      "vit", "shape", "parts = [p.expand(g, g, dim // 4) for p in waves]",
      "parts = [‸p.expand(g, g, dim) for p in waves]"),
    Self(
      "vit", "shape", "attn: [..., heads, N, N] = softmax", "attn: ‸[..., heads, N, dim] = softmax"),
    Self("vit", "shape", "rows.reshape(depth, n, n), title", "‸rows.reshape(n, n), title"),
  ]

  private static let values = [
    Self("mlp", "not-allowed", "profile quick { epochs = 1;", "profile quick { epochs = ‸0;"),
    Self("mlp", "not-allowed", "{ hidden = 64 }", "{ hidden = ‸65 }"),
    Self("vit", "not-allowed", "patch = 8; dim = 32;", "patch = 8; dim = ‸33;"),
    Self(
      "language", "not-allowed", "param depth  = 2    in 1...4", "‸param depth  = 8    in 1...4"),
    Self(
      "tokenmix", "shape", "param patch   = 4 in [1, 2, 4, 7,",
      "param patch   = 8 in [1, 2, 4, 7, 8,",
      at:
        "  ‸rearrange(x, \"b c (h p) (w q) -> b (h w) (c p q)\", p = p, q = p)\n}\n```\n\n## The layer"
    ),
    Self(
      "language", "unknown-name", "no_grad { untrained = loss_of", "no_grad { untrained = ‸loss_off"
    ),
  ]

  private static let kinds = [
    Self(
      "mlp", "wrong-kind", "print(f\"{2 * photo ** 2:,} weights\")",
      "print(‸2 * photo ** 2 + \" weights\")"),
    Self("mlp", "unknown-member", "{\"first\": net.fc1,", "{\"first\": ‸net.fc4,"),
    Self(
      "mlp", "unknown-method", "opt.zero_grad()\n  loss.backward()                         #",
      "net.‸zero_grads()\n  loss.backward()                         #"),
    Self("tokenmix", "wrong-kind", "for i in range(3) {\n  label", "for i in ‸3 {\n  label"),
    Self(
      "tokenmix", "unknown-member", "report mix_loss = mix_loss.value,",
      "report mix_loss = ‸mix_loss.average,"),
    Self("language", "wrong-kind", "\"\".join(letters))\ncounts", "‸\"\".join(V))\ncounts"),
    Self(
      "language", "not-a-function", "for layer in layers { X = layer(X) }",
      "for layer in layers { X = ‸layers(X) }"),
    Self(
      "language", "wrong-kind", "held_out = 1_000  ", "held_out = \"1000\"  ",
      at: "(train, test) = (data[:‸-held_out]"),
    Self("gallery/lenet", "wrong-kind", "h1 = relu(conv1(x)) ", "h1 = ‸relu(conv1) "),
    Self(
      "gallery/lenet", "unknown-member", "before = net.conv1.weight.detach()",
      "before = ‸net.conv1.weights.detach()"),
    Self("attention", "out-of-range", "report sharpest = raw[-1],", "report sharpest = ‸raw[4],"),
    Self("vit", "unknown-key", "plain_curves[\"test_acc\"][-1]", "‸plain_curves[\"acc\"][-1]"),
  ]

  private static let calls = [
    Self("mlp", "missing-argument", "h = max_pool2d(h, 4)", "h = ‸max_pool2d(h)"),
    Self(
      "mlp", "unknown-argument", "losses.add(loss, weight = len(y))",
      "losses.add(loss, ‸wieght = len(y))"),
    Self(
      "tokenmix", "missing-argument", "net = TokenMixNet(patch, depth)", "net = ‸TokenMixNet(patch)"
    ),
    Self(
      "language", "too-many-arguments", "net = Language(V, T, dim, heads, depth)",
      "net = ‸Language(V, T, dim, heads, depth, 1)"),
    Self(
      "vit", "unknown-argument", "bag = ViT(sizes, members[\"row 3\"], classes)",
      "bag = ViT(sizes, members[\"row 3\"], ‸labels = classes)"),
  ]

  private static let labs = [
    Self("mlp", "never-recorded", "  plot val_acc\n", "  plot ‸val_accuracy\n"),
    Self("mlp", "never-reported", "table params, train_acc,", "table ‸parameters, train_acc,"),
    Self(
      "tokenmix", "missing-import", "import MLP from \"mlp.lab\"",
      "import ‸MLQ, MLP from \"mlp.lab\""),
    Self(
      "gallery/lenet", "unknown-data", "data images = mnist else digits",
      "data images = mnist else ‸digit"),
    Self(
      "attention", "declaration", "compare base, soft, softer {",
      "compare base, ‸sofft, soft, softer {"),
  ]
}
