"""Generates models.json, vit.json and impulse.json: what PyTorch computes with the models of TokenMix,
norm growth and Simple ViT; vit.safetensors, packed.npz, stored.npz and fortran.npy: files as other
programs write them.

    pip install torch numpy safetensors && python3 generate.py
"""
import base64, json, os, struct
import numpy
import torch
from safetensors.torch import save_file
from torch import nn

torch.set_default_dtype(torch.float64)


def pseudo(shape, seed):
    """Numbers in [-1, 1) that any language can reproduce: a linear congruential generator."""
    count, numbers, state = torch.Size(shape).numel(), [], seed
    for _ in range(count):
        state = (state * 1103515245 + 12345) % 2147483648
        numbers.append(state / 1073741824 - 1)
    return torch.tensor(numbers).reshape(shape)


def set_weights(parameters):
    """Matrices in +-1.7 / sqrt(columns), vectors in +-0.5, the scales of norms around 1."""
    with torch.no_grad():
        for k, p in enumerate(parameters):
            scale = 1.7 / p.shape[-1] ** 0.5 if p.ndim > 1 else 0.5
            base = 1 if p.ndim == 1 and (p == 1).all() else 0
            p.copy_(base + pseudo(p.shape, k + 1) * scale)


def packed(tensor):
    """Little-endian 32-bit floats in base64."""
    numbers = tensor.detach().flatten().tolist()
    return base64.b64encode(struct.pack(f"<{len(numbers)}f", *numbers)).decode()


class TokenMix(nn.Module):
    def __init__(self, p, depth=4):
        super().__init__()
        self.p, n, d = p, (28 // p) ** 2, p * p
        self.mixers = nn.ParameterList()
        for _ in range(depth):
            self.mixers.append(nn.Parameter(torch.zeros(n, n)))
            self.mixers.append(nn.Parameter(torch.zeros(d, d)))
        self.fc = nn.Linear(n * d, 10)

    def forward(self, x):
        b, p = x.shape[0], self.p
        X = x.reshape(b, 28 // p, p, 28 // p, p).permute(0, 1, 3, 2, 4).reshape(b, -1, p * p)
        for k in range(0, len(self.mixers), 2):
            X = torch.relu(self.mixers[k] @ X @ self.mixers[k + 1])
        return self.fc(X.flatten(1))


class DeepMLP(nn.Module):
    def __init__(self, norm, inputs=36, hidden=16, depth=5):
        super().__init__()
        kinds = {"none": lambda m: nn.Identity(), "bn": nn.BatchNorm1d, "ln": nn.LayerNorm}
        self.fcs = nn.ModuleList(
            nn.Linear(inputs if l == 0 else hidden, hidden) for l in range(depth))
        self.norms = nn.ModuleList(kinds[norm](hidden) for _ in range(depth))
        self.out = nn.Linear(hidden, 10)

    def forward(self, x):
        h = x.flatten(1)
        for fc, norm in zip(self.fcs, self.norms):
            h = torch.relu(norm(fc(h)))
        return self.out(h)


def run(name, net, shape, evaluates=False):
    set_weights(net.parameters())
    x, y = pseudo(shape, 99), torch.arange(8)
    if evaluates:
        for k in range(3):
            net(pseudo(shape, 200 + k))
        net.eval()
    logits = net(x)
    loss = nn.functional.cross_entropy(logits, y)
    loss.backward()
    buffers = [b for b in net.buffers() if b.ndim > 0]
    return {
        "name": name, "loss": loss.item(), "logits": packed(logits),
        "gradients": [packed(p.grad) for p in net.parameters()],
        "buffers": [packed(b) for b in buffers],
    }


def position_code(g, dim, temperature=10_000):
    y, x = torch.meshgrid(torch.arange(g), torch.arange(g), indexing="ij")
    wave = temperature ** (-torch.arange(dim // 4) / (dim // 4 - 1))
    y, x = y.reshape(-1, 1) * wave, x.reshape(-1, 1) * wave
    return torch.cat([x.sin(), x.cos(), y.sin(), y.cos()], dim=1)


class Attention(nn.Module):
    """Attention with the flags I, V, P, X, or the baseline's if flags is None."""

    def __init__(self, dim, heads, dim_head, flags, code, alpha):
        super().__init__()
        inner = heads * dim_head
        self.heads, self.scale, self.code = heads, dim_head ** -0.5, code
        self.norm = nn.LayerNorm(dim)
        if flags is None:
            self.to_qkv = nn.Linear(dim, 3 * inner, bias=False)
            self.to_out = nn.Linear(inner, dim, bias=False)
            self.mode = "baseline"
            return
        input_pe, use_value, spatial_pe, spatial_x = flags
        self.alpha = 1.0 if input_pe else alpha
        self.to_v = nn.Linear(dim, inner, bias=False) if use_value else nn.Identity()
        self.to_out = nn.Linear(inner, dim, bias=False)
        self.mode = {(0, 0): "free", (1, 0): "code", (0, 1): "x", (1, 1): "both"}[
            spatial_pe, spatial_x]
        if self.mode == "free":
            n = len(code)
            self.free = nn.ParameterList([
                torch.zeros(heads, n, dim_head), torch.zeros(heads, dim_head, n)])
        else:
            self.to_qk = nn.Linear(dim, 2 * inner, bias=False)

    def split(self, x):
        return x.unflatten(-1, (self.heads, -1)).transpose(-3, -2)

    def forward(self, x):
        x = self.norm(x)
        if self.mode == "baseline":
            q, k, v = map(self.split, self.to_qkv(x).chunk(3, dim=-1))
        else:
            v = self.split(self.to_v(x))
            if self.mode == "free":
                q, k = self.free[0], self.free[1].transpose(-2, -1)
            else:
                mixed = self.alpha * x + (1 - self.alpha) * self.code
                seen = {"code": self.code, "x": x, "both": mixed}[self.mode]
                q, k = map(self.split, self.to_qk(seen).chunk(2, dim=-1))
        attn = (self.scale * q @ k.transpose(-2, -1)).softmax(dim=-1)
        return self.to_out((attn @ v).transpose(1, 2).flatten(2))


class ViT(nn.Module):
    """Simple ViT: the baseline if flags is None, else a member of the modified family."""

    def __init__(self, patch, dim, depth, heads, dim_head, mlp_dim, flags=None, alpha=0.5):
        super().__init__()
        self.patch, self.flags, self.alpha = patch, flags, alpha
        self.code = position_code(32 // patch, dim)
        p = 3 * patch ** 2
        self.embed = nn.Linear(p, dim)
        if flags is not None:
            self.embed = nn.Sequential(nn.LayerNorm(p), self.embed, nn.LayerNorm(dim))
        self.attention = nn.ModuleList(
            Attention(dim, heads, dim_head, flags, self.code, alpha) for _ in range(depth))
        self.feed_forward = nn.ModuleList(
            nn.Sequential(
                nn.LayerNorm(dim), nn.Linear(dim, mlp_dim), nn.GELU(), nn.Linear(mlp_dim, dim))
            for _ in range(depth))
        if flags is None:
            self.head = nn.Sequential(nn.LayerNorm(dim), nn.Linear(dim, 10))
        else:
            self.norm = nn.LayerNorm(dim)
            self.head = nn.Linear(dim, 10)

    def forward(self, x):
        b, p, g = x.shape[0], self.patch, 32 // self.patch
        x = x.reshape(b, 3, g, p, g, p).permute(0, 2, 4, 3, 5, 1).reshape(b, g * g, -1)
        x = self.embed(x)
        if self.flags is None:
            x = x + self.code
        elif self.flags[0]:
            x = self.alpha * x + (1 - self.alpha) * self.code
        for attend, feed in zip(self.attention, self.feed_forward):
            x = x + attend(x)
            x = x + feed(x)
        if self.flags is not None:
            x = self.norm(x)
        return self.head(x.mean(dim=1))


SIZES = [8, 16, 2, 2, 8, 24]
MEMBERS = {
    "baseline": None, "row 1": (1, 1, 0, 1), "row 2": (1, 0, 0, 1), "row 3": (0, 0, 0, 1),
    "I": (0, 1, 1, 1), "II": (0, 1, 1, 0), "III": (0, 1, 0, 0)}


def impulse_fit(steps=100, every=40, scale=0.1, g=4, dim=16, r=4, shifts=((0, 1), (-1, 2))):
    """The fit of attention to shifted identities, from a start that any language can reproduce."""
    code, heads = position_code(g, dim), len(shifts)
    target = torch.zeros(heads, g * g, g * g)
    for h, (a, b) in enumerate(shifts):
        for i in range(g):
            for j in range(g):
                if 0 <= i + a < g and 0 <= j + b < g:
                    target[h, i * g + j, (i + a) * g + j + b] = 1
    bound = (r * heads) ** -0.5
    q = nn.Parameter(bound * pseudo([heads, dim, r], 300))
    k = nn.Parameter(bound * pseudo([heads, r, dim], 301))
    length = q.detach().norm(dim=1).mean()
    optimizer = torch.optim.Adam([q, k], lr=1e-4)
    losses = []
    for step in range(steps):
        if step % every == 0:
            with torch.no_grad():
                for half in (q, k):
                    half.copy_(length * half / half.norm(dim=1, keepdim=True))
        attn = (scale * code @ q @ k @ code.T).softmax(dim=-1)
        loss = nn.functional.mse_loss(attn, target)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return {"losses": losses, "q": packed(q), "k": packed(k)}


def here(name):
    return os.path.join(os.path.dirname(os.path.abspath(__file__)), name)


def write(name, value):
    with open(here(name), "w") as file:
        json.dump(value, file, indent=1)
        file.write("\n")


runs = [run(f"tokenmix {p}", TokenMix(p), [8, 1, 28, 28]) for p in (4, 7)]
for norm in ("none", "bn", "ln"):
    for mode in ("train", "eval"):
        runs.append(run(f"{norm} {mode}", DeepMLP(norm), [8, 36], mode == "eval"))
write("models.json", {"runs": runs})

images = [8, 3, 32, 32]
write("vit.json", {
    "runs": [run(f"vit {name}", ViT(*SIZES, flags), images) for name, flags in MEMBERS.items()]})
write("impulse.json", impulse_fit())

baseline = ViT(*SIZES)
set_weights(baseline.parameters())
save_file(
    {name: p.detach().float().contiguous() for name, p in baseline.named_parameters()},
    here("vit.safetensors"), metadata={"format": "pt"})

counts = numpy.arange(24).reshape(2, 3, 4)
arrays = {
    "x": counts.astype("float32") / 8, "double": counts / 8, "half": (counts / 8).astype("float16"),
    "bytes": counts.astype("uint8"), "shorts": -counts.astype("int16"), "longs": counts,
    "odd": counts % 2 == 1, "scalar": numpy.float32(2.5), "empty": numpy.zeros((0, 3))}
numpy.savez_compressed(here("packed.npz"), **arrays)
numpy.savez(here("stored.npz"), **arrays)
numpy.save(here("fortran.npy"), numpy.asfortranarray(arrays["x"]))
