"""Generates library.json: calls that mean the same here and in PyTorch, and what PyTorch returns.

Run it with PyTorch installed: python3 library.py
"""

import ast
import json
import pathlib

import torch
import torch.nn.functional as F
from torch import nn

PRELUDE = """
A = Parameter(tensor([[1.0, 2.0, 3.5], [6.0, 5.0, 7.0]]))
B = Parameter(tensor([[0.5, -1.0, 2.0], [1.5, 4.0, -3.0]]))
S = Parameter(tensor([[2.0, 1.0, 0.5], [1.0, 3.0, -1.0], [0.2, 0.4, 1.5]]))
v = Parameter(tensor([-1.5, -0.2, 0.7, 1.2]))
p = Parameter(tensor([[0.2, 0.5, 0.3], [0.1, 0.1, 0.8]]))
i = tensor([[1, 0], [0, 2]])
y = tensor([2, 0])
K = Parameter((arange(36).reshape(2, 2, 3, 3) * 5 % 7).float() / 9)
X = Parameter((arange(64).reshape(2, 2, 4, 4) * 7 % 11).float() / 5)
"""

CASES = """
sum(A, 1)
sum(A, 0, keepdim = True)
A.sum([0, 1])
max(A, 1)[0]
max(A, 0)[1]
min(A, 1)[0]
max(A, B)
min(A, B)
max(A)
any(A > 6, dim = 1)
all(A > 1, dim = 0)
round(A / 3, 2)
round(A * 33, -1)
pow(A, 3)
A.pow(0.5)
pow(2.0, v)
A.eq(B)
A.ne(2)
A.lt(B)
A.le(2)
A.gt(B)
A.ge(5)
equal(A, A + 0)
isclose(A, A + 1e-6)
allclose(A, A + 1)
A.clip(2, 6)
A.dim()
A.nelement()
A.t()
A.int()
repeat_interleave(A, 2)
repeat_interleave(A, 2, dim = 1)
A.repeat_interleave(tensor([1, 3]), dim = 0)
tile(A, [2, 1])
tile(v, [2, 3])
meshgrid(v, A[0], indexing = "ij")[0]
meshgrid(v, A[0], indexing = "ij")[1]
meshgrid(v, A[0], indexing = "xy")[0]
A.ravel()
A.unflatten(1, [3, 1])
A.swapaxes(0, 1)
diag(v)
diag(v, 1)
diag(v, -2)
diag(S)
diag(S, 1)
take(A, tensor([0, 5, 2]))
A.scatter(1, i, B[:, :2])
A.scatter(0, tensor([[1, 0, 1]]), B[:1])
A.scatter(1, i, 9.0)
scatter_add(A, 1, i, B[:, :2])
scatter_add(A, 1, tensor([[1, 1, 1], [0, 0, 2]]), B)
matmul(A, S)
mm(A, S)
bmm(A.unsqueeze(0), S.unsqueeze(0))
mv(S, A[0])
dot(A[0], B[1])
solve(S, A.t())
solve(S, A[0])
inv(S)
S.inverse()
det(S)
trace(S)
dist(A, B)
dist(A, B, 1)
cdist(A, B)
cdist(A, B, 1)
l1_loss(A, B)
l1_loss(A, B, reduction = "none")
smooth_l1_loss(A, B)
smooth_l1_loss(A, B, beta = 2.0)
huber_loss(A, B)
huber_loss(A, B, delta = 3.0, reduction = "sum")
binary_cross_entropy(p, (A > 4).float())
kl_div(log_softmax(A, 1), p)
kl_div(log_softmax(A, 1), p, reduction = "batchmean")
kl_div(log_softmax(A, 1), log_softmax(B, 1), reduction = "sum", log_target = True)
cross_entropy(A, y, weight = tensor([1.0, 2.0, 3.0]))
cross_entropy(A, y, weight = tensor([1.0, 2.0, 3.0]), label_smoothing = 0.1)
cross_entropy(A, y, weight = tensor([1.0, 2.0, 3.0]), reduction = "sum")
cross_entropy(A, y, ignore_index = 0)
cross_entropy(A, y, ignore_index = 0, label_smoothing = 0.2, reduction = "none")
cross_entropy(A, p)
cross_entropy(A, p, label_smoothing = 0.1)
CrossEntropyLoss()(A, y)
CrossEntropyLoss(label_smoothing = 0.1)(A, y)
MSELoss()(A, B)
BCEWithLogitsLoss()(A, (B > 0).float())
BCELoss()(p, (B > 0).float())
NLLLoss()(log_softmax(A, 1), y)
leaky_relu(v, 0.1)
elu(v)
elu(v, 2.0)
LeakyReLU()(v)
ELU(0.5)(v)
normalize(A)
normalize(A, dim = 0, p = 1)
layer_norm(A, [3])
layer_norm(A, [3], weight = B[0], bias = B[1])
RMSNorm(3)(A)
RMSNorm([2, 3], eps = 0.5)(A)
GroupNorm(2, 2)(X)
GroupNorm(1, 2)(X)
adaptive_avg_pool2d(X, 1)
adaptive_avg_pool2d(X, 3)
AdaptiveAvgPool2d((2, 3))(X)
(A * A).sum().backward(); clip_grad_norm_([A], 1.0)
(A * A).sum().backward(); clip_grad_norm_([A], 1.0); A.grad
(A * A + B).sum().backward(); clip_grad_norm_([A, B], 2.0, norm_type = 1); A.grad
constant_(A, 2.5) * 1
c = ConvTranspose2d(2, 2, 3); set_(c.weight, K); set_(c.bias, v[:2]); c(X)
c = ConvTranspose2d(2, 2, 3, stride = 2, padding = 1, output_padding = 1, bias = False); set_(c.weight, K); c(X)
c = ConvTranspose2d(2, 2, 3, stride = (1, 2), dilation = (2, 1), bias = False); set_(c.weight, K); c(X)
c = Conv1d(2, 2, 3, padding = 1, stride = 2, bias = False); set_(c.weight, K[:, :, 0]); c(X[:, :, 0])
c = Conv1d(2, 2, 3, dilation = 1, groups = 2, bias = False); set_(c.weight, K[:, :1, 0]); c(X[:, 0, :2])
g = GRU(2, 1); set_(g.weight_ih_l0, A.t()); set_(g.weight_hh_l0, B[:1].t()); set_(g.bias_ih_l0, A[0]); set_(g.bias_hh_l0, B[1]); g(X[:, :, 0, :2])[0]
g = GRU(2, 1, batch_first = True); set_(g.weight_ih_l0, A.t()); set_(g.weight_hh_l0, B[:1].t()); set_(g.bias_ih_l0, A[0]); set_(g.bias_hh_l0, B[1]); g(X[:, :, 0, :2], X[:1, :1, 0, :2].transpose(1, 2)[:, :2] / 9)[1]
g = LSTM(2, 1, bias = False); set_(g.weight_ih_l0, K[0, 0, :1].t()[:2].reshape(1, 2).repeat_interleave(4, dim = 0) * v.reshape(4, 1)); set_(g.weight_hh_l0, v.reshape(4, 1)); g(X[:, :, 0, :2])[0]
g = LSTM(2, 1, bias = False); set_(g.weight_ih_l0, K[0, 0, :1].t()[:2].reshape(1, 2).repeat_interleave(4, dim = 0) * v.reshape(4, 1)); set_(g.weight_hh_l0, v.reshape(4, 1)); g(X[:, :, 0, :2])[1][1]
zeros_(A) * 1
ones_(A) * 1
max(A, 1).values
min(A, 0).indices
A.max(1).values
A.sort(1).values
sort(A, 0, descending = True).indices
A.topk(2).values
topk(A, 2, dim = 1).indices
median(A, dim = 1).values
eigh(S @ S.t()).eigenvalues
eigh(S + S.t()).eigenvectors ** 2
pinv(A)
pinv(A.t())
pinv(S)
lstsq(A.t(), B.t()).solution
lstsq(S, A.t()).solution
conv2d(X, K, padding = "same")
conv2d(X, K[:, :, :2, :2], padding = "same")
conv2d(X, K, padding = "valid")
conv2d(X, K[:, :, :2], padding = "same", dilation = (1, 2))
c = Conv2d(2, 2, 3, padding = "same"); set_(c.weight, K); set_(c.bias, v[:2]); c(X)
c = Conv2d(2, 2, 2, padding = "same", bias = False); set_(c.weight, K[:, :, :2, :2]); c(X)
c = Conv1d(2, 2, 2, padding = "same", bias = False); set_(c.weight, K[:, :, 0, :2]); c(X[:, :, 0])
max_pool2d(X, 3, stride = 2, ceil_mode = True)
max_pool2d(X, 3, stride = 2, padding = 1, ceil_mode = True)
max_pool2d(X, 2, stride = 3, ceil_mode = True)
MaxPool2d(3, 2, ceil_mode = True)(X)
avg_pool2d(X, 3, stride = 2, ceil_mode = True)
avg_pool2d(X, 3, stride = 2, padding = 1, ceil_mode = True)
avg_pool2d(X, 3, stride = 2, padding = 1, ceil_mode = True, count_include_pad = False)
AvgPool2d(3, 2, ceil_mode = True)(X)
BatchNorm2d(2, affine = False)(X)
concatenate([A, B], 1)
vstack([A, B])
vstack([v, v])
hstack([A, B])
hstack([v, v])
dstack([A, B])
atleast_1d(A[0, 0])
atleast_2d(v)
arccos(p)
arcsin(p)
arctan(A)
power(A, 2)
expand_dims(A, 1)
array([[1, 2], [3, 4]])
asarray([1.5, 2])
array_equal(A, A + 0)
A.view_as(B.t())
tensordot(A, B)
tensordot(A, S, dims = 1)
tensordot(A, B, dims = ([0], [0]))
opt = SGD([A], lr = 1.0); s = StepLR(opt, 2, gamma = 0.5); s.step(); s.step(); s.step(); tensor(s.get_last_lr())
opt = SGD([A], lr = 1.0); s = MultiStepLR(opt, [1, 3]); s.step(); s.step(); s.step(); tensor(s.get_last_lr())
opt = SGD([A], lr = 1.0); s = ExponentialLR(opt, 0.9); s.step(); s.step(); tensor(s.get_last_lr())
opt = SGD([A], lr = 1.0); s = CosineAnnealingLR(opt, 5, eta_min = 0.1); s.step(); s.step(); tensor(s.get_last_lr())
m = MultiheadAttention(4, 2); set_(m.in_proj_weight, X.reshape(16, 4)[:12] / 9); set_(m.out_proj.weight, X[1, 1] / 5); set_(m.in_proj_bias, X.reshape(64)[:12] / 7); m(X[0], X[1], X[1])[0]
m = MultiheadAttention(4, 2); set_(m.in_proj_weight, X.reshape(16, 4)[:12] / 9); set_(m.out_proj.weight, X[1, 1] / 5); m(X[0], X[1], X[1])[1]
m = MultiheadAttention(4, 2, bias = False, batch_first = True); set_(m.in_proj_weight, X.reshape(16, 4)[:12] / 9); set_(m.out_proj.weight, X[1, 1] / 5); m(X[0], X[1], X[1], need_weights = False)[0]
m = MultiheadAttention(4, 1); set_(m.in_proj_weight, X.reshape(16, 4)[:12] / 9); set_(m.out_proj.weight, X[1, 1] / 5); m(X[0], X[0], X[0], attn_mask = tensor([[False, True], [False, False]]))[0]
m = MultiheadAttention(4, 2); set_(m.in_proj_weight, X.reshape(16, 4)[:12] / 9); set_(m.out_proj.weight, X[1, 1] / 5); m(X[0], X[1], X[1], key_padding_mask = tensor([[False, True]] * 4), average_attn_weights = False)[1]
m = MultiheadAttention(4, 4); set_(m.in_proj_weight, X.reshape(16, 4)[:12] / 9); set_(m.out_proj.weight, X[1, 1] / 5); m(X[0], X[1], X[1], attn_mask = A[:, :2] / 3)[0]
"""

STEPS = """
RMSprop([A, B], lr = 0.1)
RMSprop([A, B], lr = 0.1, alpha = 0.9, momentum = 0.5, weight_decay = 0.1)
SGD([{"params": [A], "lr": 0.5}, {"params": [B]}], lr = 0.1)
SGD([{"params": [A], "momentum": 0.9, "weight_decay": 0.1}, {"params": [B]}], lr = 0.1)
Adam([{"params": [A], "betas": (0.5, 0.9)}, {"params": [B], "lr": 0.3}], lr = 0.1)
AdamW([{"params": [A], "weight_decay": 0.5}, {"params": [B]}], lr = 0.1)
"""


def set_(parameter, values):
    parameter.data.copy_(values.detach())


def rounded(x, digits=0):
    return torch.round(x, decimals=digits)


def names():
    found = {}
    for module in (torch.optim, torch.optim.lr_scheduler, nn, F, torch, torch.linalg, nn.init, nn.utils):
        found.update({n: getattr(module, n) for n in dir(module) if not n.startswith("__")})
    # A name in several modules is looked up in `torch.` first, except for the losses' functions.
    for name in ("layer_norm", "cross_entropy", "kl_div", "huber_loss", "normalize"):
        found[name] = getattr(F, name)
    for name in ("tile", "diag", "dist", "cdist", "max", "min", "sum", "any", "all", "trace", "det"):
        found[name] = getattr(torch, name)
    found.update(
        Parameter=nn.Parameter, clip_grad_norm_=nn.utils.clip_grad_norm_, solve=torch.linalg.solve,
        inv=torch.linalg.inv, set_=set_, round=rounded, binary_cross_entropy=F.binary_cross_entropy,
        power=torch.pow, expand_dims=lambda x, axis: x.unsqueeze(axis), array=torch.tensor,
        array_equal=torch.equal, conv2d=F.conv2d, max_pool2d=F.max_pool2d, avg_pool2d=F.avg_pool2d,
        pow=torch.pow, smooth_l1_loss=F.smooth_l1_loss, l1_loss=F.l1_loss)
    return found


def run(code):
    """The value of the last expression, and the names that are left."""
    space = names()
    exec(PRELUDE, space)
    tree = ast.parse(code)
    last = ast.Expression(tree.body.pop().value)
    exec(compile(tree, "<case>", "exec"), space)
    return eval(compile(last, "<case>", "eval"), space), space


def weights(count):
    """Numbers that the test generates, too, so that each element's gradient counts."""
    return torch.tensor([(k * 7 % 11 - 5) / 4 for k in range(count)])


def case(code):
    value, space = run(code)
    entry = {"code": code}
    tensor = torch.as_tensor(value)
    entry["shape"] = list(tensor.shape)
    entry["values"] = tensor.detach().flatten().double().tolist()
    entry["gradients"] = {}
    if tensor.requires_grad:
        for name in "ABSvpKX":
            space[name].grad = None
        (tensor.flatten() * weights(tensor.numel())).sum().backward()
        for name in "ABSvpKX":
            grad = space[name].grad
            if grad is not None:
                entry["gradients"][name] = grad.flatten().double().tolist()
    return entry


def steps(make):
    turn = "opt.zero_grad(); (A * A * B + A - B * B).sum().backward(); opt.step()"
    code = f"opt = {make}; " + "; ".join([turn] * 3) + "; cat([A, B]).detach()"
    return case(code)


cases = [case(line) for line in CASES.strip().splitlines()]
cases += [steps(line) for line in STEPS.strip().splitlines()]
file = pathlib.Path(__file__).with_name("library.json")
file.write_text(
    json.dumps({"prelude": PRELUDE.strip(), "cases": cases}, indent=None, separators=(",", ":"))
    .replace('{"code"', '\n{"code"') + "\n")
print(len(cases), "cases")
