"""Generates training.json: what PyTorch does in 50 steps of each optimizer and 20 of an MLP.

    pip install torch && python3 generate.py
"""
import json, os
import torch
from torch import nn

torch.set_default_dtype(torch.float64)


def pseudo(count, seed):
    """Numbers in [-1, 1) that any language can reproduce: a linear congruential generator."""
    numbers, state = [], seed
    for _ in range(count):
        state = (state * 1103515245 + 12345) % 2147483648
        numbers.append(state / 1073741824 - 1)
    return torch.tensor(numbers)


def optimizer(name, make):
    """50 steps on the sum of (a w^2 / 2 + sin w) over 8 weights."""
    w = pseudo(8, 1).requires_grad_()
    a = pseudo(8, 2) + 1.5
    opt = make([w])
    losses = []
    for _ in range(50):
        opt.zero_grad()
        loss = (a * w * w / 2 + torch.sin(w)).sum()
        loss.backward()
        opt.step()
        losses.append(loss.item())
    return {"name": name, "losses": losses, "weights": w.tolist()}


def mlp():
    """20 AdamW steps of a 12-16-16-4 MLP on 32 fixed examples."""
    sizes = [(12, 16), (16, 16), (16, 4)]
    layers = [nn.Linear(i, o) for i, o in sizes]
    for k, (layer, (i, o)) in enumerate(zip(layers, sizes)):
        layer.weight.data = pseudo(i * o, 10 + k).reshape(o, i) / i ** .5
        layer.bias.data = pseudo(o, 20 + k) / i ** .5
    net = nn.Sequential(layers[0], nn.ReLU(), layers[1], nn.ReLU(), layers[2])
    x, y = pseudo(32 * 12, 30).reshape(32, 12), torch.arange(32) * 7 % 4
    opt = torch.optim.AdamW(net.parameters(), lr=1e-2, weight_decay=1e-2)
    losses = []
    for _ in range(20):
        opt.zero_grad()
        loss = nn.functional.cross_entropy(net(x), y)
        loss.backward()
        opt.step()
        losses.append(loss.item())
    return losses


def main():
    sgd, adam, adamw = torch.optim.SGD, torch.optim.Adam, torch.optim.AdamW
    result = {
        "optimizers": [
            optimizer("sgd", lambda p: sgd(p, lr=0.05)),
            optimizer("sgd, decay", lambda p: sgd(p, lr=0.05, weight_decay=0.2)),
            optimizer("momentum", lambda p: sgd(p, lr=0.02, momentum=0.9, weight_decay=0.1)),
            optimizer("nesterov", lambda p: sgd(p, lr=0.02, momentum=0.9, nesterov=True)),
            optimizer("nesterov, decay", lambda p: sgd(p, lr=0.02, momentum=0.8, weight_decay=0.1, nesterov=True)),
            optimizer("adam", lambda p: adam(p, lr=0.03, weight_decay=0.1)),
            optimizer("adam, betas", lambda p: adam(p, lr=0.03, betas=(0.5, 0.9), eps=1e-3)),
            optimizer("adamw", lambda p: adamw(p, lr=0.03, weight_decay=0.1)),
        ],
        "mlp": mlp(),
    }
    folder = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(folder, "training.json"), "w") as file:
        json.dump(result, file, indent=1)


if __name__ == "__main__":
    main()
