import Interpreter

/// Names of PyTorch, NumPy, matplotlib and torchvision that are called otherwise here.
enum AbsentNames {
  /// What to write instead, by the name without its prefix.
  static let hints = AbsentHints(
    names: renamed.mapValues { "write `\($0)`" }.merging(reasons) { name, _ in name }
      .merging(prefixes) { name, _ in name },
    members: members, arguments: arguments, calls: calls)

  /// What stands behind a dot elsewhere.
  private static let members = [
    "data set.mean": parts("mean"), "data set.std": parts("std"),
    "data set.labels": parts("labels"), "data set.images": parts("images"),
    "data set.shape": parts("images.shape"), "data set.targets": parts("labels"),
    "data set.data": parts("images"), "images.shape": "write `.images.shape`",
    "images.data": "write `.images`", "images.targets": "write `.labels`",
    "list.shape": "a list has a length, `len(xs)`; `tensor(xs).shape` is that of its numbers",
    "to": "everything is on the CPU: leave it out; for a type, write `x.float()`, `x.long()`, "
      + "`x.bool()`",
    "cuda": "everything is on the CPU: leave it out",
    "cpu": "everything is on the CPU: leave it out",
    "device": "everything is on the CPU: leave it out",
    "numpy": "functions take tensors directly: leave it out; for plain numbers, write `x.tolist()` "
      + "or `x.item()`",
    "data": "write `x.detach()`",
    "values": "along a dimension `max`, `min` and `sort` give two: `values, indices = max(x, 1)`",
    "indices": "along a dimension `max`, `min` and `sort` give two: `values, indices = max(x, 1)`",
    "astype": "write `x.float()`, `x.long()` or `x.bool()`",
    "type": "write `x.float()`, `x.long()` or `x.bool()`",
    "add": "write `xs.append(x)`",
    "zero_grad": "write `x.grad = none`; `zero_grad` is a method of models and optimizers",
    "named_parameters": "`net.state_dict()` has them by name",
    "named_modules": "`show summary(net)` lists a model's parts",
    "param_groups": "`opt.lr` can be read and set; groups are given when the optimizer is made",
    "register_buffer": "write `name = value`: tensors that are no Parameters are not trained",
    "kthvalue": "write `sort(x).values[k - 1]`",
    "ljust": "write `f\"{text:<10}\"`", "rjust": "write `f\"{text:>10}\"`",
    "center": "write `f\"{text:^10}\"`", "zfill": "write `f\"{number:05}\"`",
    "isdigit": "write `all([c in \"0123456789\" for c in text])`",
    "splitlines": "write `text.split(\"\\n\")`",
    "isin": "write `(x.unsqueeze(-1) == values).any(-1)`",
  ]

  /// A data set has two parts, and what is asked for belongs to one of them.
  private static func parts(_ member: String) -> String {
    "write `.train.\(member)`, or `.test.\(member)`: a data set has two parts"
  }

  /// Arguments that functions have elsewhere.
  private static let arguments = [
    "dtype": "convert the result: `.float()`, `.long()` or `.bool()`",
    "device": "everything is on the CPU: leave it out",
    "requires_grad": "write `Parameter(x)`",
    "axis": "write `dim = …`", "keepdims": "write `keepdim = true`",
    "inplace": "nothing is changed in place: leave it out",
    "out": "nothing is changed in place: write `y = …`",
    "num_workers": "batches are prepared in parallel anyway: leave it out",
    "pin_memory": "everything is on the CPU: leave it out",
    "generator": "a lab's random numbers depend only on `--seed`: leave it out",
    "figsize": "figures fit the terminal: leave it out",
    "color": "colours are chosen for the terminal: leave it out",
    "linewidth": "lines are one character wide: leave it out",
    "plot.label": "a map names curves: `plot({\"loss\": losses})`",
    "scatter.label": "`labels` names the classes in `c`",
    "gallery.titles": "each picture has a caption: `captions = [\"a\", \"b\"]`",
    "gallery.labels": "each picture has a caption: `captions = [\"a\", \"b\"]`",
    "hist.xlabel": "`label` says what is counted",
    "hist.ylabel": "bars have their counts beside them",
    "hist.labels": "a map names series: `hist({\"before\": a, \"after\": b})`",
    "unique.return_counts": "of whole numbers from 0, `bincount(x)` has the counts",
    "pad.mode":
      "padding has one value; edges are repeated by `cat([x[..., :1], x, x[..., -1:]], -1)`",
    "MultiheadAttention.kdim":
      "keys are as wide as queries: bring them to embed_dim by a Linear first",
    "MultiheadAttention.vdim":
      "values are as wide as queries: bring them to embed_dim by a Linear first",
    "MultiheadAttention.add_bias_kv": "append a Parameter to keys and values yourself, by `cat`",
    "MultiheadAttention.add_zero_attn": "append zeros to keys and values yourself, by `cat`",
    "svd.full_matrices": "the result is always the reduced one: leave it out",
  ]

  /// Functions that take other arguments elsewhere.
  private static let calls = [
    "map": "write `[f(x) for x in xs]`",
    "filter": "write `[x for x in xs if f(x)]`",
    "linspace": "say how many numbers: `linspace(0, 1, 11)`",
  ]

  /// The prefixes of names after Python's imports.
  private static let prefixes = Dictionary(
    uniqueKeysWithValues: ["np", "numpy", "torch", "nn", "F", "plt", "math"].map { prefix in
      (prefix, "functions have no prefix here: leave `\(prefix).` out")
    })

  /// Names of things that have another name here.
  private static let renamed = [
    "ndarray": "tensor(…)",
    "FloatTensor": "tensor(…)", "Size": "x.shape",

    "binomial": "bernoulli(full([n], p))",
    "repmat": "tile(x, n, m)",
    "AvgPool2D": "AvgPool2d(2)", "make_grid": "show gallery(x)",
    "inference_mode": "no_grad { … }", "set_grad_enabled": "no_grad { … }",

    "scatter_add_": "x = x.scatter_add(dim, index, src)",
    "index_add_": "x = x.scatter_add(dim, index, src)",

    "detach_": "x = x.detach()",
    "loadtxt": "load(\"file.npy\")",
    "Categorical": "multinomial(p, n)", "Bernoulli": "bernoulli(p)",
    "kl_divergence": "kl_div(log_softmax(a), softmax(b), reduction = \"batchmean\")",
    "xlim": "plot(x, y, xlim = [0, 5])", "ylim": "plot(x, y, ylim = [0, 1])",
    "axvline": "plot(x, y, vref = value)", "axhline": "plot(x, y, ref = value)",
    "errorbar": "plot(x, y, yerr = sizes)", "fill_between": "plot(x, y, band = [low, high])",
    "semilogx": "plot(x, y, xscale = \"log\")", "semilogy": "plot(x, y, yscale = \"log\")",
    "loglog": "plot(x, y, xscale = \"log\", yscale = \"log\")",
    "contourf": "contour(z, xlim = [0, 1], ylim = [0, 1])",
    "pcolormesh": "heatmap(z, xlim = [0, 1], ylim = [0, 1])",
    "subplots": "panel(a, b)", "subplot": "panel(a, b)", "text": "imshow(image, caption = \"…\")",

    "deepcopy": "copy(x)", "append": "xs.append(x)", "finfo": "1.19e-7",
  ]

  /// Names that mean nothing here, and why.
  private static let reasons = [
    "no_grad": "write `no_grad { … }`", "enable_grad": "gradients are recorded outside `no_grad`",
    "shuffle":
      "write `x[randperm(len(x))]`; of a list, `[xs[i] for i in randperm(len(xs)).tolist()]`",
    "random": "functions have no prefix here: `rand`, `randn`, `randint`, `randperm`, `choice`",
    "isin": "write `(x.unsqueeze(-1) == values).any(-1)`",
    "Counter": "write `{x: xs.count(x) for x in set(xs)}`, or of whole numbers `bincount(xs)`",
    "time": "results do not depend on the clock; `lab run` and `:time` show how long a step took",
    "perf_counter":
      "results do not depend on the clock; `lab run` and `:time` show how long a step took",
    "named_parameters": "`net.state_dict()` has them by name",
    "autograd": "write `loss.backward()`; then `p.grad` is the gradient of a Parameter",
    "DataLoader": "write `for (x, y) in batches(images.train, 64) { … }`",
    "super": "models do not inherit: leave it out",
    "register_buffer": "write `name = value`: tensors that are no Parameters are not trained",
    "ModuleList": "write a list: `blocks = [Block(dim) for i in range(4)]`",
    "ModuleDict": "write a map: `parts = {\"head\": Linear(8, 2)}`",
    "ParameterList": "write a list: `[Parameter(zeros(3)) for i in range(4)]`",
    "kthvalue": "write `sort(x).values[k - 1]`",
    "next": "write `first(xs)`, or loop with `for x in xs { … }`",
    "iter": "write `first(xs)`, or loop with `for x in xs { … }`",
    "frozenset": "write `set(xs)`: sets are values here",
    "dict": "write `{\"a\": 1}` or `map(pairs)`", "tuple": "write `(a, b)`, or `list(xs)`",
    "float32": "`x.float()` makes a tensor float32",
    "float64": "there is no float64; `x.float()` makes a tensor float32",
    "int64": "`x.long()` makes a tensor int64",
    "int32": "there is no int32; `x.long()` makes a tensor int64",
    "cuda": "everything is on the CPU: leave it out",
    "device": "everything is on the CPU: leave it out",
    "is_grad_enabled": "gradients are recorded outside `no_grad { … }`",
    "retain_grad": "only a Parameter keeps its gradient; make the value one",
    "default_rng": "a lab's random numbers depend only on `--seed`; rand and randn draw them",
    "RandomState": "a lab's random numbers depend only on `--seed`; rand and randn draw them",
    "Independent": "sum the log-probabilities yourself",
    "ContinuousBernoulli": "use binary_cross_entropy, the negative log-likelihood of a Bernoulli",
    "AdaptiveAvgPool3d": "there are no volumes; AdaptiveAvgPool2d is for images",
    "grid_sample": "images are resized when they are loaded, not by a layer",
    "ColorJitter": "augment = [\"randaugment\"] of batches changes colours, too",
    "RandomRotation": "augment = [\"randaugment\"] of batches rotates, too",
    "Pad": "write `pad(x, [1, 1, 1, 1])`",
    "CenterCrop": "write `x[..., 2:-2, 2:-2]`",
    "InterpolationMode": "images are resized bilinearly",
    "BILINEAR": "images are resized bilinearly",
    "npx": "the functions have no prefix here: write `relu(x)`",
    "axvspan":
      "charts do not shade ranges; draw the ends: `plot(x, y, vref = {\"from\": a, \"to\": b})`",
  ]
}
