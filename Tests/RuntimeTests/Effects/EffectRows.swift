/// Calls of builtins in which every argument counts, one per line.
///
/// A line is `name: argument = value ~ other | argument = value ~ other => what to look at`. With
/// the first values, the call succeeds; with any one of them exchanged for the other, what is
/// looked at differs, or the call is refused. An argument without another value is only passed.
///
/// An argument without a name, as `… ~ …`, is one of those that take any number. `r` is what the
/// call returns, `l` what a method changed.
enum EffectRows {
  /// What the rows' code can use.
  static let prelude = """
    A = tensor([[1.0, 2.0, 3.5], [6.0, 5.0, 7.0]])
    v = tensor([-1.5, -0.2, 0.7, 1.2])
    X = (arange(64).reshape(2, 2, 4, 4) * 7 % 11).float() / 5
    K = (arange(36).reshape(2, 2, 3, 3) * 5 % 7).float() / 9
    Q = (arange(12).reshape(3, 4) * 5 % 7).float() / 3
    P = Parameter(A)
    P4 = arange(16).reshape(4, 4) / 16
    S = tensor([[2.0, 1.0], [1.0, 3.0]])
    w = Parameter(v)
    running = Mean()
    running.add(1)
    model M(n) { w = Parameter(n * ones(n))
      forward(x) { x * w } }
    model T() { forward(x) { h = x + 1
      tap h
      h } }
    model U() { forward(x) { h = x + 2
      tap h
      h } }
    g = Parameter(v)
    (g * g * v).sum().backward()
    m = M(1)
    m(2).sum().backward()
    L = Linear(3, 2)
    opt = SGD([w], lr = 0.1)
    def ready(parameters) {
      (parameters[0] * v).sum().backward()
      SGD(parameters, lr = 0.1)
    }
    def trained(opt) {
      for i in range(3) {
        opt.zero_grad()
        (w * w * v + w).sum().backward()
        opt.step()
      }
      w
    }
    """

  /// What rows that mention images or files can use besides.
  static let images = """
    few = images.test[:20]
    G = Sequential(Flatten(), Linear(784, 10))
    H = Sequential(Flatten(), Linear(784, 10), ReLU())
    """
  static let files = """
    save("a.npy", A)
    save("b.npy", 2 * A)
    save_weights(Linear(3, 2), "w.safetensors")
    save_weights(Linear(3, 2), "v.safetensors")
    """

  static let language = """
    print: 1, 2 ~ 1, 3 | sep = " " ~ "-" | end = "." ~ "!" => printed
    type: x = 1 ~ "a"
    repr: x = 1 ~ "1"
    str: x = 1 ~ 2
    format: x = 1.5 ~ 2.5 | spec = ".2f" ~ ".1f"
    int: x = "3" ~ 4.5
    float: x = "3" ~ 4.5
    bool: x = 0 ~ 1
    abs: x = -1 ~ 2
    round: x = 2.345 ~ 3.5 | digits = 1 ~ 2
    round: x = v / 3 | digits = 1 ~ 2
    divmod: a = 7 ~ 8 | b = 2 ~ 3
    len: x = [1] ~ [1, 2]
    range: start = 1 ~ 2 | stop = 9 ~ 12 | step = 2 ~ 3 => list(r)
    list: x = range(3) ~ range(4)
    enumerate: x = "ab" ~ "ac" | start = 0 ~ 1 => list(r)
    zip: [1, 2], [3, 4] ~ [1, 2], [5, 6] => list(r)
    sum: x = [1, 2] ~ [1, 3] | start = 0 ~ 1
    sum: x = [1, 2] | start_or_dim = 0 ~ 1
    sum: x = A | dim = 0 ~ 1 | keepdim = false ~ true
    min: 3, -4 ~ 3, 2 | key = none ~ x -> abs(x)
    min: [] | default = 5 ~ 6
    min: A | dim = 0 ~ 1 | keepdim = false ~ true
    max: 3, -4 ~ 3, 5 | key = none ~ x -> abs(x)
    max: [] | default = 5 ~ 6
    max: A | dim = 0 ~ 1 | keepdim = false ~ true
    any: x = [0, 1] ~ [0, 0]
    any: x = A > 6 | dim = 0 ~ 1 | keepdim = false ~ true
    all: x = [0, 1] ~ [1, 1]
    all: x = A > 6 | dim = 0 ~ 1 | keepdim = false ~ true
    sorted: x = [2, -3] ~ [1, 2] | key = none ~ x -> abs(x) | reverse = false ~ true
    reversed: x = [1, 2] ~ [1, 3]
    apply: f = x -> x + 1 ~ x -> x + 2 | x = [1] ~ [2]
    first: x = [1, 2] ~ [3]
    map: pairs = [["a", 1]] ~ [["a", 2]]
    str.upper: text = "a" ~ "b"
    str.lower: text = "A" ~ "B"
    str.strip: text = " ab " ~ "b" | characters = " " ~ " b"
    str.split: text = "a b" ~ "a c" | separator = " " ~ "b"
    str.join: text = "-" ~ "+" | items = ["a", "b"] ~ ["a", "c"]
    str.replace: text = "abc" ~ "bbc" | old = "b" ~ "c" | new = "x" ~ "y"
    str.startswith: text = "abc" ~ "xbc" | prefix = "a" ~ "b"
    str.endswith: text = "abc" ~ "abx" | suffix = "c" ~ "b"
    str.find: text = "abc" ~ "xabc" | part = "b" ~ "c"
    str.count: text = "abb" ~ "ab" | part = "b" ~ "a"
    list.append: list = [1] ~ [2] | x = 3 ~ 4
    list.extend: list = [1] ~ [2] | items = [3] ~ [4]
    list.insert: list = [1, 2] ~ [2, 2] | index = 0 ~ 1 | x = 3 ~ 4
    list.pop: list = [1, 2] ~ [2, 2] | index = -1 ~ 0
    list.remove: list = [1, 2] ~ [2, 2] | x = 2 ~ 1
    list.sort: list = [2, -3] ~ [1] | key = none ~ x -> abs(x) | reverse = false ~ true
    list.reverse: list = [1, 2] ~ [1, 3]
    list.clear: list = [1] ~ 2
    list.index: list = [1, 2] ~ [2, 1] | x = 2 ~ 1
    list.count: list = [1, 2, 2] ~ [2] | x = 2 ~ 1
    map.keys: map = {"a": 1} ~ {"b": 1}
    map.values: map = {"a": 1} ~ {"a": 2}
    map.items: map = {"a": 1} ~ {"a": 2}
    map.get: map = {"a": 1} ~ {"b": 1} | key = "b" ~ "a" | default = 5 ~ 6
    map.pop: map = {"a": 1} ~ {"a": 2} | key = "c" ~ "a" | default = 5 ~ 6
    set: items = [1, 2] ~ [1]
    set.add: set = {1} ~ {2} | x = 3 ~ 4
    set.discard: set = {1, 2} ~ {1, 3} | x = 1 ~ 2
    set.remove: set = {1, 2} ~ {2} | x = 1 ~ 2
    set.pop: set = {1, 2} ~ {2}
    set.clear: set = {1} ~ 2
    set.update: set = {1} ~ {2} | [3] ~ [4]
    set.union: set = {1} ~ {2} | [3] ~ [4]
    set.intersection: set = {1, 2} ~ {3} | [1] ~ [2]
    set.difference: set = {1, 2} ~ {1, 3} | [1] ~ [2]
    set.symmetric_difference: set = {1, 2} ~ {3} | other = [1] ~ [2]
    set.issubset: set = {1} ~ {2} | other = [1] ~ [2]
    set.issuperset: set = {1} ~ {2} | other = [1] ~ [2]
    set.isdisjoint: set = {1} ~ {2} | other = [1] ~ [2]
    map.update: map = {"a": 1} ~ {"b": 1} | other = {"c": 2} ~ {"c": 3}
    """

  static let numbers = """
    tensor: data = [1, 2] ~ [1, 3]
    zeros: 2, 3 ~ 3, 2
    ones: 2, 3 ~ 3, 2
    rand: 2, 3 ~ 3, 2
    randn: 2, 3 ~ 3, 2
    zeros_like: x = A ~ v
    ones_like: x = A ~ v
    rand_like: x = A ~ v
    randn_like: x = A ~ v
    full: size = [2] ~ [3] | value = 1 ~ 1.5
    arange: start = 1 ~ 2 | stop = 7 ~ 9 | step = 1 ~ 2
    linspace: start = 0 ~ 1 | stop = 2 ~ 3 | steps = 3 ~ 4
    eye: n = 2 ~ 3 | m = 3 ~ 4
    uniform: low = 0 ~ 50 | high = 100 ~ 10 | size = [5] ~ [6]
    multivariate_normal: mean = zeros(2) ~ ones(2) | cov = S ~ 2 * S | size = [5] ~ [6]
    permutation: x = 5 ~ 6
    choice: a = 5 ~ 50 | size = [3] ~ [4] | replace = false ~ true | p = none ~ tensor([0.9, 0, 0, 0.1, 1.0])
    array: object = [1] ~ [2]
    asarray: object = [1] ~ [2]
    concatenate: tensors = [A, A] ~ [A, 2 * A] | dim = 0 ~ 1
    vstack: tensors = [v, v] ~ [v, 2 * v]
    hstack: tensors = [v, v] ~ [v, 2 * v]
    dstack: tensors = [v, v] ~ [v, 2 * v]
    power: x = v ~ 2 * v | exponent = 2 ~ 3
    expand_dims: x = A ~ 2 * A | axis = 0 ~ 1
    array_equal: a = A ~ v | b = A ~ 2 * A
    view_as: x = A ~ 2 * A | other = zeros(3, 2) ~ zeros(6)
    tensordot: a = A ~ 2 * A | b = A ~ 3 * A | dims = 2 ~ 1
    randint: low = 0 ~ 50 | high = 100 ~ 10 | size = [5] ~ [6]
    randperm: n = 5 ~ 6
    Parameter: data = v ~ 2 * v | requires_grad = true ~ false => [r, r.requires_grad]
    gelu: x = v ~ 2 * v | approximate = "none" ~ "tanh"
    clip: x = v ~ 2 * v | min = -0.5 ~ 0.5 | max = 1 ~ 1.5
    clamp: x = v ~ 2 * v | min = -0.5 ~ 0.5 | max = 1 ~ 1.5
    where: condition = v > 0 ~ v > 1 | x = v ~ 2 * v | y = 0 ~ 1
    masked_fill: x = v ~ 2 * v | mask = v > 0 ~ v > 1 | value = 9 ~ 8
    logaddexp: a = v ~ 5 * v | b = 1 ~ 0
    maximum: a = v ~ 5 * v | b = 1 ~ 0
    minimum: a = v ~ 5 * v | b = 1 ~ 0
    logical_not: x = v > 0 ~ v > 1
    logical_and: a = v > 0 ~ v > 1 | b = v > -1 ~ v < 1
    logical_or: a = v > 0 ~ v > 1 | b = v < -2 ~ v < 1
    isnan: x = tensor([nan, 1]) ~ tensor([1.0, 1])
    isfinite: x = tensor([inf, 1]) ~ tensor([1.0, 1])
    tensor.sum: x = A ~ 2 * A | dim = 0 ~ 1 | keepdim = false ~ true
    mean: x = A ~ 2 * A | dim = 0 ~ 1 | keepdim = false ~ true
    prod: x = A ~ 2 * A | dim = 0 ~ 1 | keepdim = false ~ true
    amax: x = A ~ 2 * A | dim = 0 ~ 1 | keepdim = false ~ true
    amin: x = A ~ 2 * A | dim = 0 ~ 1 | keepdim = false ~ true
    logsumexp: x = A ~ 2 * A | dim = 0 ~ 1 | keepdim = false ~ true
    tensor.any: x = A > 6 ~ A > 9 | dim = 0 ~ 1 | keepdim = false ~ true
    tensor.all: x = A > 2 ~ A > 0 | dim = 0 ~ 1 | keepdim = false ~ true
    tensor.max: x = A ~ 2 * A | dim = 0 ~ 1 | keepdim = false ~ true
    tensor.min: x = A ~ 2 * A | dim = 0 ~ 1 | keepdim = false ~ true
    var: x = A ~ 2 * A | dim = 0 ~ 1 | correction = 1 ~ 0 | keepdim = false ~ true
    std: x = A ~ 2 * A | dim = 0 ~ 1 | correction = 1 ~ 0 | keepdim = false ~ true
    norm: x = A ~ 2 * A | p = 2 ~ 1 | dim = 0 ~ 1 | keepdim = false ~ true
    quantile: x = A ~ 2 * A | q = 0.5 ~ 0.25 | dim = 0 ~ 1 | keepdim = false ~ true
    median: x = A ~ 2 * A | dim = 0 ~ 1 | keepdim = false ~ true
    argmax: x = A ~ -A | dim = 0 ~ 1 | keepdim = false ~ true
    argmin: x = A ~ -A | dim = 0 ~ 1 | keepdim = false ~ true
    cumsum: x = A ~ 2 * A | dim = 0 ~ 1
    sort: x = -A ~ A | dim = 0 ~ 1 | descending = false ~ true
    argsort: x = -A ~ A | dim = 0 ~ 1 | descending = false ~ true
    topk: x = A ~ 2 * A | k = 1 ~ 2 | dim = 0 ~ 1
    unique: x = A ~ 2 * A
    bincount: x = tensor([1, 1]) ~ tensor([1, 2]) | minlength = 5 ~ 6
    nonzero: x = A > 4 ~ A > 5
    reshape: x = A ~ 2 * A | 3, 2 ~ 6
    view: x = A ~ 2 * A | 3, 2 ~ 6
    flatten: x = X ~ 2 * X | start_dim = 0 ~ 1 | end_dim = 2 ~ -1
    squeeze: x = ones(1, 1, 2) ~ zeros(1, 1, 2) | dim = 0 ~ none
    unsqueeze: x = A ~ 2 * A | dim = 0 ~ 1
    transpose: x = X ~ 2 * X | dim0 = 0 ~ 1 | dim1 = 2 ~ 3
    permute: x = A ~ 2 * A | 1, 0 ~ 0, 1
    expand: x = ones(1, 2) ~ zeros(1, 2) | 3, -1 ~ 4, 2
    contiguous: x = A ~ 2 * A
    clone: x = A ~ 2 * A
    cat: tensors = [A, A] ~ [A, 2 * A] | dim = 0 ~ 1
    stack: tensors = [A, A] ~ [A, 2 * A] | dim = 0 ~ 1
    chunk: x = A ~ 2 * A | chunks = 2 ~ 1 | dim = 0 ~ 1
    split: x = A ~ 2 * A | size = 1 ~ 2 | dim = 0 ~ 1
    pad: x = A ~ 2 * A | pad = [1, 1] ~ [1, 0] | value = 0 ~ 1
    flip: x = A ~ 2 * A | dims = [0] ~ [1]
    roll: x = A ~ 2 * A | shifts = 1 ~ 2 | dims = 1 ~ 0
    triu: x = A ~ 2 * A | diagonal = 0 ~ 1
    tril: x = A ~ 2 * A | diagonal = 0 ~ 1
    gather: x = A ~ 2 * A | dim = 1 ~ 0 | index = tensor([[1], [0]]) ~ tensor([[0], [0]])
    index_select: x = A ~ 2 * A | dim = 0 ~ 1 | index = [1] ~ [0]
    diagonal: x = A ~ 2 * A | offset = 0 ~ 1
    outer: a = v ~ 2 * v | b = v ~ -v
    svd: x = A ~ 2 * A
    qr: x = A ~ 2 * A
    eigh: A = S ~ 2 * S
    pinv: A = A ~ 2 * A
    lstsq: A = S ~ 2 * S | B = ones(2) ~ 2 * ones(2)
    rearrange: x = A ~ 2 * A | pattern = "a (b c) -> a b c" ~ "a (b c) -> (a b) c" | b = 3 ~ b = 1
    reduce: x = A ~ 2 * A | pattern = "a (b c) -> a c" ~ "a (b c) -> a b" | reduction = "sum" ~ "mean" | b = 3 ~ b = 1
    repeat: x = A ~ 2 * A | pattern = "a b -> a b c" ~ "a b -> c a b" | c = 2 ~ c = 3
    einsum: equation = "ij,kj->ik" ~ "ij,kj->ki" | A, A * A ~ A, A
    eq: input = v ~ -v | other = 0.7 ~ 1.2
    ne: input = v ~ -v | other = 0.7 ~ 1.2
    lt: input = v ~ -v | other = 0.7 ~ 1.2
    le: input = v ~ -v | other = 0.7 ~ -2
    gt: input = v ~ -v | other = 0.7 ~ 1.2
    ge: input = v ~ -v | other = 0.7 ~ -2
    equal: input = v ~ -v | other = v ~ 2 * v
    isclose: input = v ~ 2 * v | other = v * tensor([1.0, 1.01, 1.0, 2.0]) ~ v | rtol = 1e-5 ~ 0.05 | atol = 1e-8 ~ 0.5
    isclose: input = tensor([nan]) | other = tensor([nan]) | equal_nan = false ~ true
    allclose: input = v + 0.01 | other = v | rtol = 1e-5 ~ 1 | atol = 1e-8 ~ 0.02
    allclose: input = v ~ v + 1 | other = v ~ v + 1
    allclose: input = tensor([nan]) | other = tensor([nan]) | equal_nan = false ~ true
    pow: input = v ~ 2 * v | exponent = 2 ~ 3
    repeat_interleave: x = A ~ 2 * A | repeats = 2 ~ 3 | dim = 0 ~ 1
    tile: x = A ~ 2 * A | 2, 1 ~ 1, 2
    meshgrid: v, v + 1 ~ v, v + 2 | indexing = "ij" ~ "xy"
    unflatten: x = A ~ 2 * A | dim = 1 ~ 0 | sizes = [3, 1] ~ [1, 3]
    swapaxes: x = X ~ 2 * X | axis0 = 0 ~ 1 | axis1 = 2 ~ 3
    diag: x = v ~ 2 * v | diagonal = 0 ~ 1
    take: x = A ~ 2 * A | index = tensor([0, 5]) ~ tensor([0, 4])
    tensor.scatter: x = A ~ 2 * A | dim = 1 ~ 0 | index = tensor([[1], [0]]) ~ tensor([[0], [0]]) | src = 9 ~ 8
    scatter_add: x = A ~ 2 * A | dim = 1 ~ 0 | index = tensor([[1], [0]]) ~ tensor([[0], [0]]) | src = A ~ 2 * A
    matmul: input = A ~ 2 * A | other = A.T ~ A.T + 1
    mm: input = A ~ 2 * A | mat2 = A.T ~ A.T + 1
    bmm: input = A.unsqueeze(0) ~ 2 * A.unsqueeze(0) | mat2 = A.T.unsqueeze(0) ~ A.T.unsqueeze(0) + 1
    mv: input = A ~ 2 * A | vec = A[0] ~ A[1]
    dot: input = v ~ 2 * v | other = v ~ v + 1
    solve: A = S ~ 2 * S | B = A ~ 2 * A
    inv: x = S ~ 2 * S
    inverse: x = S ~ 2 * S
    det: x = S ~ 2 * S
    trace: x = S ~ 2 * S
    dist: input = v ~ 2 * v | other = v + 1 ~ v + 2 | p = 2 ~ 1
    cdist: x1 = A ~ 2 * A | x2 = A + 1 ~ A + 2 | p = 2 ~ 1
    seed: seed = 1 ~ 2 => rand(3)
    manual_seed: seed = 1 ~ 2 => rand(3)
    normal: mean = 1 ~ 2 | std = 1 ~ 2 | size = [3] ~ [4]
    bernoulli: input = v / 4 + 0.5 ~ 1 - v / 4 - 0.5
    multinomial: input = tensor([0.9, 0.05, 0.05]) ~ tensor([0, 0, 1.0]) | num_samples = 3 ~ 2 | replacement = true ~ false
    tensor.item: x = tensor([2.0]) ~ tensor([3.0])
    tensor.tolist: x = A ~ 2 * A
    tensor.size: x = A ~ v | dim = 0 ~ 1
    tensor.add_: x = v ~ 2 * v | other = 1 ~ 2 | alpha = 1 ~ 2
    tensor.sub_: x = v ~ 2 * v | other = 1 ~ 2 | alpha = 1 ~ 2
    tensor.mul_: x = v ~ 2 * v | other = 3 ~ 2
    tensor.div_: x = v ~ 2 * v | other = 3 ~ 2
    tensor.clamp_: x = v ~ 2 * v | min = -1 ~ 0 | max = 1 ~ 0.5
    tensor.masked_fill_: x = v ~ 2 * v | mask = v > 0 ~ v > 1 | value = 5 ~ 6
    tensor.scatter_: x = A ~ 2 * A | dim = 1 ~ 0 | index = tensor([[1, 0]]) ~ tensor([[1, 1]]) | src = 5 ~ 6
    tensor.copy_: x = v ~ 2 * A | src = 2 * v ~ 3 * v
    tensor.numel: x = A ~ v
    tensor.requires_grad_: parameter = Parameter(v) ~ Parameter(2 * v) | requires_grad = false ~ true => [r, r.requires_grad]
    tensor.float: x = tensor([1]) ~ tensor([2])
    tensor.long: x = tensor([1.5]) ~ tensor([2.5])
    tensor.bool: x = tensor([1]) ~ tensor([0])
    tensor.backward: x = (w * w).sum() ~ w.sum() => w.grad
    tensor.nelement: x = A ~ v
    tensor.dim: x = A ~ v
    tensor.int: x = tensor([1.5]) ~ tensor([2.5])
    tensor.t: x = A ~ 2 * A
    tensor.detach: x = A ~ 2 * A
    """

  static let networks = """
    softmax: x = A ~ -A | dim = 0 ~ 1
    log_softmax: x = A ~ -A | dim = 0 ~ 1
    cross_entropy: input = A ~ -A | target = tensor([0, 2]) ~ tensor([0, 1]) | weight = none ~ tensor([1.0, 2, 3]) | ignore_index = -100 ~ 2 | reduction = "mean" ~ "sum" | label_smoothing = 0 ~ 0.1
    mse_loss: input = A ~ -A | target = 2 * A ~ A | reduction = "mean" ~ "sum"
    nll_loss: input = A ~ -A | target = tensor([0, 2]) ~ tensor([0, 1]) | reduction = "mean" ~ "sum"
    binary_cross_entropy_with_logits: input = A ~ -A | target = ones(2, 3) ~ zeros(2, 3) | reduction = "mean" ~ "sum"
    l1_loss: input = A ~ -A | target = 2 * A ~ A | reduction = "mean" ~ "sum"
    smooth_l1_loss: input = A ~ -A | target = 2 * A ~ A | reduction = "mean" ~ "sum" | beta = 1 ~ 2
    huber_loss: input = A ~ -A | target = 2 * A ~ A | reduction = "mean" ~ "sum" | delta = 1 ~ 2
    binary_cross_entropy: input = A / 8 ~ A / 9 | target = ones(2, 3) ~ zeros(2, 3) | reduction = "mean" ~ "sum"
    kl_div: input = A ~ -A | target = A / 8 ~ A / 9 | reduction = "mean" ~ "batchmean" | log_target = false ~ true
    CrossEntropyLoss: weight = none ~ tensor([1.0, 2, 3]) | ignore_index = -100 ~ 2 | reduction = "mean" ~ "sum" | label_smoothing = 0 ~ 0.1 => r(A, tensor([0, 2]))
    MSELoss: reduction = "mean" ~ "sum" => r(A, 2 * A)
    BCEWithLogitsLoss: reduction = "mean" ~ "sum" => r(A, ones(2, 3))
    BCELoss: reduction = "mean" ~ "sum" => r(A / 8, ones(2, 3))
    NLLLoss: reduction = "mean" ~ "sum" => r(A, tensor([0, 2]))
    one_hot: labels = tensor([0, 2]) ~ tensor([0, 1]) | num_classes = 3 ~ 4
    conv2d: input = X ~ 2 * X | weight = K ~ 2 * K | bias = tensor([1.0, 2]) ~ none | stride = 1 ~ 2 | padding = 1 ~ 2 | dilation = 1 ~ 2 | groups = 1 ~ 2
    max_pool2d: input = X ~ 2 * X | kernel_size = 2 ~ 3 | stride = none ~ 1 | padding = 0 ~ 1 | dilation = 1 ~ 2
    max_pool2d: input = X | kernel_size = 3 | stride = 2 | ceil_mode = false ~ true
    avg_pool2d: input = X | kernel_size = 3 | stride = 2 | ceil_mode = false ~ true
    avg_pool2d: input = X ~ 2 * X | kernel_size = 2 ~ 3 | stride = none ~ 1 | padding = 1 ~ 0 | count_include_pad = true ~ false
    embedding: input = tensor([0, 1]) ~ tensor([1, 1]) | weight = A ~ 2 * A
    dropout: x = ones(50) ~ 2 * ones(50) | p = 0.5 ~ 0.9 | training = true ~ false
    scaled_dot_product_attention: query = Q ~ 2 * Q | key = 2 * Q ~ Q | value = Q ~ -Q | attn_mask = none ~ ones(3, 3).triu() > 0 | is_causal = false ~ true | scale = none ~ 2
    Linear: in_features = 3 ~ 2 | out_features = 2 ~ 4 | bias = true ~ false => r(A)
    ReLU: => r(v)
    Tanh: => r(v)
    Sigmoid: => r(v)
    SiLU: => r(v)
    Softplus: => r(v)
    GELU: approximate = "none" ~ "tanh" => r(v)
    Softmax: dim = 0 ~ 1 => r(A)
    LogSoftmax: dim = 0 ~ 1 => r(A)
    GRU: input_size = 4 ~ 3 | hidden_size = 2 ~ 3 | num_layers = 1 ~ 2 | bias = true ~ false | batch_first = false ~ true => r(X[0])
    LSTM: input_size = 4 ~ 3 | hidden_size = 2 ~ 3 | num_layers = 1 ~ 2 | bias = true ~ false | batch_first = false ~ true => r(X[0])
    Conv1d: in_channels = 2 ~ 4 | out_channels = 2 ~ 4 | kernel_size = 2 ~ 3 | stride = 1 ~ 2 | padding = 0 ~ 1 | dilation = 1 ~ 2 | groups = 1 ~ 2 | bias = true ~ false => r(X[0, :, 0].unsqueeze(0))
    ConvTranspose2d: in_channels = 2 ~ 3 | out_channels = 2 ~ 3 | kernel_size = 3 ~ 2 | stride = 2 ~ 1 | padding = 0 ~ 1 | output_padding = 0 ~ 1 | bias = true ~ false | dilation = 1 ~ 2 => r(X)
    leaky_relu: x = v ~ 2 * v | negative_slope = 0.01 ~ 0.1
    elu: x = v ~ 2 * v | alpha = 1 ~ 2
    LeakyReLU: negative_slope = 0.01 ~ 0.1 => r(v)
    ELU: alpha = 1 ~ 2 => r(v)
    normalize: x = A ~ A + 1 | p = 2 ~ 1 | dim = 1 ~ 0 | eps = 1e-12 ~ 100
    layer_norm: x = A ~ -A | normalized_shape = [3] ~ [2, 3] | weight = none ~ A[0] | bias = none ~ A[0] | eps = 1e-5 ~ 1
    RMSNorm: normalized_shape = 3 ~ [2, 3] | eps = 1e-5 ~ 1 | elementwise_affine = true ~ false => [r(A), r.state_dict().keys()]
    GroupNorm: num_groups = 1 ~ 2 | num_channels = 2 ~ 4 | eps = 1e-5 ~ 1 | affine = true ~ false => [r(X), r.state_dict().keys()]
    Dropout2d: p = 0.5 ~ 0.99 => r(ones(4, 8, 2, 2))
    adaptive_avg_pool2d: x = X ~ 2 * X | output_size = 3 ~ 2
    AdaptiveAvgPool2d: output_size = 3 ~ 2 => r(X)
    kaiming_uniform_: tensor = P ~ w | a = 0 ~ 1 | mode = "fan_in" ~ "fan_out" | nonlinearity = "leaky_relu" ~ "tanh"
    kaiming_normal_: tensor = P ~ w | a = 0 ~ 1 | mode = "fan_in" ~ "fan_out" | nonlinearity = "leaky_relu" ~ "tanh"
    xavier_uniform_: tensor = P ~ w | gain = 1 ~ 2
    xavier_normal_: tensor = P ~ w | gain = 1 ~ 2
    uniform_: tensor = P ~ w | a = 0 ~ -1 | b = 1 ~ 2
    normal_: tensor = P ~ w | mean = 0 ~ 1 | std = 1 ~ 2
    constant_: tensor = P ~ w | val = 1 ~ 2
    fill_: tensor = P ~ w | val = 1 ~ 2
    zeros_: tensor = P ~ w
    zero_: tensor = P ~ w
    ones_: tensor = P ~ w
    LayerNorm: normalized_shape = 3 ~ [2, 3] | eps = 1e-5 ~ 1 | elementwise_affine = true ~ false | bias = true ~ false => [r(A), r.state_dict().keys()]
    BatchNorm1d: num_features = 3 ~ 4 | eps = 1e-5 ~ 1 | momentum = 0.1 ~ 0.5 | affine = true ~ false => [r(A), r.state_dict().values()]
    BatchNorm2d: num_features = 2 ~ 3 | eps = 1e-5 ~ 1 | momentum = 0.1 ~ 0.5 | affine = true ~ false => [r(X), r.state_dict().values()]
    Flatten: start_dim = 1 ~ 2 | end_dim = -1 ~ 2 => r(X)
    Sequential: ReLU() ~ Tanh() => r(v)
    Conv2d: in_channels = 2 ~ 3 | out_channels = 2 ~ 4 | kernel_size = 3 ~ 2 | stride = 1 ~ 2 | padding = 1 ~ 2 | dilation = 1 ~ 2 | groups = 1 ~ 2 | bias = true ~ false => r(X)
    MaxPool2d: kernel_size = 2 ~ 3 | stride = none ~ 1 | padding = 0 ~ 1 | dilation = 1 ~ 2 => r(X)
    MaxPool2d: kernel_size = 3 | stride = 2 | ceil_mode = false ~ true => r(X)
    AvgPool2d: kernel_size = 3 | stride = 2 | ceil_mode = false ~ true => r(X)
    MultiheadAttention: embed_dim = 4 ~ 8 | num_heads = 2 ~ 1 | dropout = 0 ~ 0.9 | bias = true ~ false | batch_first = false ~ true => [r(X[0], X[0], X[0]), r.state_dict().keys()]
    AvgPool2d: kernel_size = 2 ~ 3 | stride = none ~ 1 | padding = 1 ~ 0 | count_include_pad = true ~ false => r(X)
    Dropout: p = 0.5 ~ 0.9 => r(ones(50))
    Embedding: num_embeddings = 5 ~ 1 | embedding_dim = 2 ~ 3 => r(tensor([1, 0]))
    model.parameters: module = M(1) ~ M(2)
    model.state_dict: module = M(1) ~ M(2)
    model.load_state_dict: module = M(1) ~ M(2) | state_dict = {"w": ones(1)} ~ {"w": zeros(1)} => r.w
    model.requires_grad_: module = M(1) ~ M(2) | requires_grad = false ~ true => [r.w, r.w.requires_grad]
    model.zero_grad: module = m ~ 1 => m.w.grad
    model.train: module = m ~ M(2) => r.state_dict()
    model.eval: module = m ~ M(2) => r.state_dict()
    layer.parameters: module = Linear(2, 1) ~ Linear(2, 2)
    layer.state_dict: module = Linear(2, 1) ~ Linear(2, 2)
    layer.load_state_dict: module = Linear(1, 1) ~ Linear(2, 2) | state_dict = {"weight": ones(1, 1), "bias": ones(1)} ~ {"weight": ones(1, 1), "bias": zeros(1)} => r.state_dict()
    layer.requires_grad_: module = Linear(2, 1) ~ 1 | requires_grad = false ~ true => r.weight.requires_grad
    copy: x = Linear(1, 1).load_state_dict({"weight": ones(1, 1), "bias": ones(1)}) ~ 1 => r.state_dict()
    layer.zero_grad: module = Linear(2, 1) ~ 1
    layer.train: module = Linear(2, 1) ~ Linear(2, 2) => r.state_dict()
    layer.eval: module = Linear(2, 1) ~ Linear(2, 2) => r.state_dict()
    SGD: params = [w] ~ [Parameter(v)] | lr = 0.1 ~ 0.2 | momentum = 0.9 ~ 0.5 | weight_decay = 0.1 ~ 0.2 | nesterov = false ~ true => trained(r)
    Adam: params = [w] ~ [Parameter(v)] | lr = 0.1 ~ 0.2 | betas = (0.9, 0.99) ~ (0.5, 0.99) | eps = 1e-8 ~ 1 | weight_decay = 0.1 ~ 0.2 | maximize = false ~ true => trained(r)
    AdamW: params = [w] ~ [Parameter(v)] | lr = 0.1 ~ 0.2 | betas = (0.9, 0.99) ~ (0.5, 0.99) | eps = 1e-8 ~ 1 | weight_decay = 0.1 ~ 0.2 | maximize = false ~ true => trained(r)
    RMSprop: params = [w] ~ [Parameter(v)] | lr = 0.1 ~ 0.2 | alpha = 0.9 ~ 0.5 | eps = 1e-8 ~ 1 | weight_decay = 0.1 ~ 0.2 | momentum = 0 ~ 0.5 => trained(r)
    clip_grad_norm_: parameters = [g] ~ [] | max_norm = 1 ~ 2 | norm_type = 2 ~ 1 => [r, g.grad]
    optimizer.step: optimizer = ready([w]) ~ ready([Parameter(v)]) => w
    optimizer.zero_grad: optimizer = ready([w]) ~ 1 => w.grad
    optimizer.set_lr: optimizer = opt ~ 1 | lr = 0.5 ~ 0.6 => opt.lr
    StepLR: optimizer = SGD([w], lr = 0.5) ~ SGD([w], lr = 0.6) | step_size = 1 ~ 2 | gamma = 0.5 ~ 0.6 => [r.step(), r.get_last_lr()]
    MultiStepLR: optimizer = SGD([w], lr = 0.5) ~ SGD([w], lr = 0.6) | milestones = [1] ~ [2] | gamma = 0.5 ~ 0.6 => [r.step(), r.get_last_lr()]
    ExponentialLR: optimizer = SGD([w], lr = 0.5) ~ SGD([w], lr = 0.6) | gamma = 0.5 ~ 0.6 => [r.step(), r.get_last_lr()]
    CosineAnnealingLR: optimizer = SGD([w], lr = 0.5) ~ SGD([w], lr = 0.6) | T_max = 5 ~ 6 | eta_min = 0 ~ 0.1 => [r.step(), r.get_last_lr()]
    LambdaLR: optimizer = SGD([w], lr = 0.5) ~ SGD([w], lr = 0.6) | lr_lambda = e -> 0.5 ** e ~ e -> 0.6 ** e => [r.step(), r.get_last_lr()]
    scheduler.step: scheduler = StepLR(SGD([w], lr = 0.5), 1) ~ StepLR(SGD([w], lr = 0.6), 1) => l.get_last_lr()
    scheduler.get_last_lr: scheduler = StepLR(SGD([w], lr = 0.5), 1) ~ StepLR(SGD([w], lr = 0.6), 1)
    RandomCrop: padding = 0 ~ 3
    RandAugment: num_ops = 2 ~ 3 | magnitude = 14 ~ 9
    cosine: epoch = 1 ~ 2 | epochs = 5 ~ 6 | lr = 1 ~ 2 | min = 0 ~ 0.1
    step_decay: epoch = 3 ~ 1 | step_size = 2 ~ 1 | lr = 1 ~ 2 | gamma = 0.1 ~ 0.2
    warmup: epoch = 1 ~ 2 | total_iters = 5 ~ 6 | lr = 1 ~ 2 | start_factor = 0.1 ~ 0.2
    batches: data = A ~ 2 * A | batch_size = 1 ~ 2 | shuffle = false ~ true | augment = [] ~ ["hflip"] => list(r) + list(r) + list(r) + list(r)
    Mean: => r
    mean.add: mean = running ~ 1 | value = 4 ~ 5 | weight = 1 ~ 3 => running.value
    accuracy: net = G ~ H | data = few ~ images.test[:7] | through = none ~ x -> -x | batch_size = 10 ~ 0
    evaluate: net = G ~ H | data = few ~ images.test[:7] | through = none ~ x -> -x | batch_size = 10 ~ 0
    num_params: net = M(1) ~ Linear(2, 3)
    tapped: net = T() ~ U() | v ~ 2 * v => r.h
    summary: net = G ~ H | few.images[:2] ~ few.images[:3]
    load: path = "a.npy" ~ "b.npy"
    save: path = "c.npy" ~ "d.npy" | x = A ~ 2 * A => load("c.npy")
    load_weights: net = Linear(3, 2) ~ Linear(3, 4) | path = "w.safetensors" ~ "v.safetensors" => r.state_dict()
    save_weights: net = L ~ Linear(3, 2) | path = "c.safetensors" ~ "d.safetensors" => load("c.safetensors")
    """

  static let figures = """
    plot: curves = [1, 2, 4] ~ [1, 2, 5] | y = none ~ [1, 3, 9] | x = none ~ [1, 2, 7] | title = "" ~ "a" | xlabel = "" ~ "a" | ylabel = "" ~ "a" | xscale = "linear" ~ "log" | yscale = "linear" ~ "log" | ref = none ~ 3 | vref = none ~ 1 | smooth = 1 ~ 2 | markers = false ~ true | xlim = none ~ [0, 1] | ylim = none ~ [0, 2] | yerr = none ~ 1 | band = none ~ [[0, 1, 2], [2, 3, 4]]
    scatter: x = [1, 2, 4] ~ [1, 2, 5] | y = [1, 2, 4] ~ [1, 2, 5] | c = none ~ [0, 0, 1] | labels = [] | title = "" ~ "a" | xlabel = "" ~ "a" | ylabel = "" ~ "a" | xscale = "linear" ~ "log" | yscale = "linear" ~ "log" | ref = none ~ 3 | vref = none ~ 1 | xlim = none ~ [0, 1] | ylim = none ~ [0, 2]
    scatter: x = [1, 2] | y = [1, 2] | c = [0, 1] | labels = [] ~ ["a", "b"]
    contour: z = A ~ A ** 2 | xlim = none ~ [0, 9] | ylim = none ~ [0, 9] | levels = 8 ~ [1.5] | title = "" ~ "a" | xlabel = "" ~ "a" | ylabel = "" ~ "a" | paths = none ~ [[0, 1], [1, 1]] | points = none ~ [1, 1] | scale = "linear" ~ "log"
    bar: heights = [1, 2] ~ [1, 3] | title = "" ~ "a" | labels = none ~ ["a", "b"] | scale = "linear" ~ "log"
    boxplot: x = [1, 2, 2] ~ [1, 2, 3] | title = "" ~ "a" | labels = ["a"] ~ ["b"]
    hist: x = [1, 2, 2] ~ [1, 2, 3] | bins = 12 ~ 3 | title = "" ~ "a" | label = "" ~ "a" | range = none ~ [0, 2] | log = false ~ true
    imshow: image = P4 ~ P4 / 2 | title = "" ~ "a" | caption = "" ~ "a" | grid = 0 ~ 2 | gap = 0 ~ 2 | over = none ~ P4 | cmap = "gray" ~ "gray_r" | zoom = none ~ 3 | vmin = none ~ -1 | vmax = none ~ 2
    imshow: image = P4 | over = P4 | query = none ~ 2 | scale = "linear" ~ "sqrt"
    gallery: images = [P4, P4] ~ [P4, P4 / 2] | captions = [] ~ ["a", "b"] | title = "" ~ "a" | per_row = none ~ 1 | cmap = "gray" ~ "gray_r" | zoom = none ~ 3 | scale_each = false ~ true | vmin = none ~ -1 | vmax = none ~ 2
    panel: [plot([1]), plot([2])] ~ [plot([1]), plot([3])] | title = "" ~ "a" | columns = none ~ 1
    heatmap: matrix = A ~ 2 * A | title = "" ~ "a" | xlabel = "" ~ "a" | ylabel = "" ~ "a" | rows = [] ~ ["a", "b"] | columns = [] ~ ["a", "b", "c"] | scale = "linear" ~ "sqrt" | cells = "auto" ~ "ramp" | vmin = none ~ 0 | vmax = none ~ 9
    heatmap: matrix = A | xlim = [0, 1] ~ [0, 2] | ylim = [0, 1] ~ [0, 2] | paths = none ~ [[0, 0], [1, 1]] | points = none ~ [1, 1]
    head_maps: maps = [A, A] ~ [A, 2 * A] | title = "" ~ "a" | names = [] ~ ["a", "b"] | scale = "linear" ~ "sqrt" | rows = [] ~ ["a", "b"] | columns = [] ~ ["a", "b", "c"]
    confusion: truth = tensor([0, 1]) ~ tensor([1, 1]) | prediction = tensor([0, 1]) ~ tensor([0, 0]) | labels = [] ~ ["a", "b"] | title = "" ~ "a"
    table: rows = [[1, 2]] ~ [[1, 3]] | header = ["a", "b"] ~ ["a", "c"] | title = "" ~ "a"
    """

  /// What an argument cannot do, and why.
  private static let timed = "no two figures of times are equal; TimedTests looks at its arguments"

  static let exceptions = [
    "Identity.ignored": "PyTorch's takes whatever it is given, too",
    "timed.functions": timed, "timed.x": timed, "timed.title": timed, "timed.xlabel": timed,
    "timed.repeats": timed,
  ]
}
