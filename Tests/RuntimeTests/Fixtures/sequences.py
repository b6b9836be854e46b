"""Generates sequences.json: what PyTorch computes with the models of the labs on language, masked words,
masked images and point clouds.

    pip install torch && python3 sequences.py
"""
import base64, json, os, struct
import torch
from torch import nn

torch.set_default_dtype(torch.float64)


def pseudo(shape, seed):
    """Numbers in [-1, 1) that any language can reproduce: a linear congruential generator."""
    count, numbers, state = torch.Size(shape).numel(), [], seed
    for _ in range(count):
        state = (state * 1103515245 + 12345) % 2147483648
        numbers.append(state / 1073741824 - 1)
    return torch.tensor(numbers).reshape(shape)


def whole(shape, seed, below):
    """Whole numbers from 0 up to a bound, from the same generator."""
    return ((pseudo(shape, seed) + 1) / 2 * below).long()


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


class Free(nn.Module):
    """A parameter that keeps its place among the layers."""

    def __init__(self, *shape):
        super().__init__()
        self.value = nn.Parameter(torch.zeros(*shape))


class Layer(nn.Module):
    """A transformer layer as in PyTorch, without biases in its attention."""

    def __init__(self, dim, heads, wide, causal=False):
        super().__init__()
        self.norm1 = nn.LayerNorm(dim)
        self.to_qkv = nn.Linear(dim, 3 * dim, bias=False)
        self.to_out = nn.Linear(dim, dim, bias=False)
        self.norm2 = nn.LayerNorm(dim)
        self.mlp = nn.Sequential(
            nn.Linear(dim, wide * dim), nn.GELU(), nn.Linear(wide * dim, dim))
        self.heads, self.causal = heads, causal

    def forward(self, x):
        q, k, v = (
            part.unflatten(-1, (self.heads, -1)).transpose(1, 2)
            for part in self.to_qkv(self.norm1(x)).chunk(3, dim=-1))
        mixed = nn.functional.scaled_dot_product_attention(q, k, v, is_causal=self.causal)
        x = x + self.to_out(mixed.transpose(1, 2).flatten(2))
        return x + self.mlp(self.norm2(x))


class Words(nn.Module):
    """The language model, and the readers of masked words."""

    def __init__(self, words, length, dim, layers):
        super().__init__()
        self.embed = nn.Embedding(words, dim)
        self.place = Free(length, dim)
        self.layers = nn.ModuleList(layers)
        self.head = nn.Sequential(nn.LayerNorm(dim), nn.Linear(dim, words))

    def forward(self, x):
        z = self.embed(x) + self.place.value[:x.shape[1]]
        for layer in self.layers:
            z = layer(z)
        return self.head(z)


def position_code(g, dim):
    y, x = torch.meshgrid(torch.arange(g), torch.arange(g), indexing="ij")
    wave = 10_000 ** (-torch.arange(dim // 4) / (dim // 4 - 1))
    y, x = y.reshape(-1, 1) * wave, x.reshape(-1, 1) * wave
    return torch.cat([x.sin(), x.cos(), y.sin(), y.cos()], dim=1)


class MaskedAutoencoder(nn.Module):
    def __init__(self, dim, depth, kept=12):
        super().__init__()
        self.code, self.kept = position_code(7, dim), kept
        self.embed = nn.Linear(16, dim)
        self.encoder = nn.ModuleList(Layer(dim, 4, 2) for _ in range(depth))
        self.mask = Free(dim)
        self.decoder = Layer(dim, 4, 2)
        self.norm = nn.LayerNorm(dim)
        self.head = nn.Linear(dim, 16)

    def forward(self, t, order):
        rows = torch.arange(len(t)).unsqueeze(1)
        z = (self.embed(t) + self.code)[rows, order[:, :self.kept]]
        for layer in self.encoder:
            z = layer(z)
        full = self.mask.value.expand(*t.shape[:2], -1).clone()
        full[rows, order[:, :self.kept]] = z
        return self.head(self.norm(self.decoder(full + self.code)))


class OffsetAttention(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.to_q = nn.Linear(dim, dim // 4, bias=False)
        self.to_k = nn.Linear(dim, dim // 4, bias=False)
        self.to_v = nn.Linear(dim, dim)
        self.eta = nn.Sequential(nn.Linear(dim, dim), nn.LayerNorm(dim), nn.ReLU())

    def forward(self, f):
        a = (self.to_q(f) @ self.to_k(f).transpose(1, 2)).softmax(dim=1)
        a = a / (1e-9 + a.sum(dim=2, keepdim=True))
        return f + self.eta(f - a @ self.to_v(f))


class PCT(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.embed = nn.Sequential(nn.Linear(3, dim), nn.ReLU(), nn.Linear(dim, dim))
        self.layers = nn.ModuleList(OffsetAttention(dim) for _ in range(3))
        self.mix = nn.Linear(3 * dim, 4 * dim)
        self.head = nn.Sequential(
            nn.ReLU(), nn.Linear(4 * dim, 64), nn.ReLU(), nn.Linear(64, 5))

    def forward(self, x):
        f, levels = self.embed(x), []
        for layer in self.layers:
            f = layer(f)
            levels.append(f)
        return self.head(self.mix(torch.cat(levels, dim=2)).amax(dim=1))


def run(name, net, inputs, loss_of):
    set_weights(net.parameters())
    logits = net(*inputs)
    loss = loss_of(logits)
    loss.backward()
    return {
        "name": name, "loss": loss.item(), "logits": packed(logits),
        "gradients": [packed(p.grad) for p in net.parameters()], "buffers": []}


def words(name, layers):
    seen, target = whole([4, 8], 99, 11), whole([4, 8], 98, 11)
    return run(
        name, Words(11, 8, 16, layers), [seen],
        lambda logits: nn.functional.cross_entropy(logits.flatten(0, 1), target.flatten()))


def masked():
    tokens, order = pseudo([3, 49, 16], 99), pseudo([3, 49], 98).argsort(dim=1)
    hidden = torch.ones(3, 49).scatter(1, order[:, :12], 0)

    def loss_of(painted):
        return (((painted - tokens) ** 2).mean(dim=-1) * hidden).sum() / hidden.sum()

    return run("masked images", MaskedAutoencoder(16, 2), [tokens, order], loss_of)


runs = [
    words("language", [Layer(16, 4, 4, causal=True) for _ in range(2)]),
    words("both ways", [Layer(16, 2, 2) for _ in range(2)]),
    words("left to right", [Layer(16, 2, 2, causal=True) for _ in range(2)]),
    masked(),
    run("point clouds", PCT(16), [pseudo([5, 20, 3], 99)],
        lambda logits: nn.functional.cross_entropy(logits, torch.arange(5))),
]
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "sequences.json")
with open(path, "w") as file:
    json.dump({"runs": runs}, file, indent=1)
    file.write("\n")
