"""Generates layers.json: what PyTorch's layers return, with all gradients and the buffers afterwards.

    pip install torch && python3 layers.py
"""
import json, os
import torch
from torch import nn
from generate import pseudo

torch.set_default_dtype(torch.float64)


def numbers(tensor):
    return [float(f"{x:.7g}") for x in tensor.detach().flatten().tolist()]


def run(name, layer, shape, evaluates=False, tokens=0):
    """The gradients are those of the sum of the result's elements, each times a weight."""
    for k, p in enumerate(layer.parameters()):
        p.data = pseudo(p.numel(), 10 + k).reshape(p.shape)
    count = torch.Size(shape).numel()
    x = pseudo(count, 1).reshape(shape)
    x = ((x + 1) / 2 * tokens).long() if tokens else x.requires_grad_()
    if evaluates:
        for k in range(2):
            layer(pseudo(count, 50 + k).reshape(shape) * (k + 1))
        layer.eval()
    y = layer(x)
    (y * pseudo(y.numel(), 2).reshape(y.shape)).sum().backward()
    return {
        "name": name, "shape": shape, "tokens": tokens, "evaluates": evaluates, "result": numbers(y),
        "resultShape": list(y.shape), "input": [] if tokens else numbers(x.grad),
        "parameters": [numbers(p.grad) for p in layer.parameters()],
        "buffers": [numbers(b) for b in layer.buffers() if b.ndim > 0],
    }


runs = [
    run("Linear", nn.Linear(5, 3), [2, 4, 5]),
    run("Linear without bias", nn.Linear(5, 3, bias=False), [4, 5]),
    run("Conv2d", nn.Conv2d(4, 6, (3, 2), stride=(2, 1), padding=(1, 0), dilation=(1, 2), groups=2), [3, 4, 7, 6]),
    run("Conv2d without bias", nn.Conv2d(1, 3, 3, padding=1, bias=False), [2, 1, 5, 5]),
    run("LayerNorm", nn.LayerNorm(6), [3, 4, 6]),
    run("LayerNorm of two dimensions", nn.LayerNorm((4, 6), eps=1e-3), [3, 4, 6]),
    run("LayerNorm without affine", nn.LayerNorm(6, elementwise_affine=False), [3, 6]),
    run("LayerNorm without bias", nn.LayerNorm(6, bias=False), [3, 6]),
    run("Embedding", nn.Embedding(7, 3), [4, 5], tokens=7),
]
for evaluates in [False, True]:
    mode = " in use" if evaluates else ""
    runs += [
        run("BatchNorm1d" + mode, nn.BatchNorm1d(4), [6, 4], evaluates),
        run("BatchNorm1d of sequences" + mode, nn.BatchNorm1d(4, eps=1e-3, momentum=0.3), [3, 4, 5], evaluates),
        run("BatchNorm2d" + mode, nn.BatchNorm2d(3), [4, 3, 5, 2], evaluates),
    ]
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "layers.json"), "w") as file:
    file.write("[\n" + ",\n".join(json.dumps(r, separators=(",", ":")) for r in runs) + "\n]\n")
