"""Makes models.json: what PyTorch computes with the models of TokenMix and norm growth.

    pip install torch && python3 generate.py
"""
import base64, json, os, struct
import torch
from torch import nn

torch.set_default_dtype(torch.float64)


def pseudo(shape, seed):
    """Numbers in [-1, 1) that any language makes again: a linear congruential generator."""
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


runs = [run(f"tokenmix {p}", TokenMix(p), [8, 1, 28, 28]) for p in (4, 7)]
for norm in ("none", "bn", "ln"):
    for mode in ("train", "eval"):
        runs.append(run(f"{norm} {mode}", DeepMLP(norm), [8, 36], mode == "eval"))
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "models.json")
with open(path, "w") as file:
    json.dump({"runs": runs}, file, indent=1)
    file.write("\n")
