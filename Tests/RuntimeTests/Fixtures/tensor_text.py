"""Generates tensor_text.json: how PyTorch prints tensors.

    pip install torch && python3 tensor_text.py
"""
import json, math, os, random
import torch

inf, nan = math.inf, math.nan


def given(*values, dtype=torch.float32):
    return [torch.tensor(value, dtype=dtype) for value in values]


def plain():
    """Numbers chosen by hand, on both sides of each rule."""
    return given(
        [3e-5, 2e-5, 0.001], 0.5, 3.0, nan, inf, [nan, inf, -inf], [0.0, -0.0], [1.0, 2.0, nan],
        [0.5, nan, -inf], [1e-4, 0.1], [9.9e-5, 0.05], [1e-10, 1.0], [1.0, 1000.0], [1.0, 1001.0],
        [0.5, 500.0], [0.5, 501.0], [1e8], [1.1e8], [1e8 + 8, 2e8], [0.25, 1e5], [-1.5, 22.25],
        [123456.0, 1.0], [99999.5, 100.0], [1e-45], [3.4e38], [2.0 ** 24 + 2], [[1.5, -2.0]],
        [[1.0], [2.0]], [[[0.1, 0.2], [0.3, 0.4]], [[0.5, 0.6], [0.7, 0.8]]], [-0.0001, 0.09],
        [0.99995, 0.12345], [1 / 3, 2 / 3], [0.0, 5e-5],
    ) + given([1, 2, 300], [[-1, 10], [5, 0]], 7, 2 ** 62, dtype=torch.int64) + given(
        [True, False], [[True], [True]], dtype=torch.bool) + [
        torch.zeros(0), torch.zeros(0, 3), torch.zeros(2, 0), torch.zeros(0, dtype=torch.int64),
        torch.zeros(0, 2, dtype=torch.bool)]


def large():
    """Broken lines and shortened tensors."""
    steps = torch.arange(5000, dtype=torch.float32)
    return [
        steps[:30], steps[:30] / 7, steps[:26] / 1e6, (steps[:60] / 7).reshape(3, 20),
        (steps[:48] / 3).reshape(2, 2, 12), steps[:1000], steps[:1001], steps[:1001] / 7,
        (steps[:1200] / 7).reshape(2, 600), (steps[:1200] / 7).reshape(600, 2),
        (steps[:1200] / 7).reshape(6, 200), (steps[:1120] / 7).reshape(7, 4, 40),
        steps.reshape(10, 20, 25),
        steps[:2000].reshape(1, 2000), (steps - 2500).reshape(5, 10, 2, 50) / 1e5,
        torch.arange(2000), torch.arange(1200).reshape(40, 30) * 10 ** 9, steps[:1100] > 4,
    ]


def chance():
    """Random sizes and scales."""
    draw = random.Random(1)
    made = []
    for seed in range(60):
        torch.manual_seed(seed)
        shape = [draw.randint(1, 6) for _ in range(draw.randint(0, 3))]
        made.append(torch.randn(shape) * 10.0 ** draw.randint(-7, 9))
        if draw.random() < 0.3:
            made[-1] = made[-1].round()
    return made


def case(tensor):
    """Values as text, so that none is rounded; intentionally different words are ours."""
    text = str(tensor).replace("True", "true").replace("False", "false")
    if "size=(" in text:
        shape = ", ".join(map(str, tensor.shape))
        text = text[:text.index("size=(")] + f"shape=[{shape}]" + text[text.index(")") + 1:]
    text = text.replace("torch.", "")
    kind = {torch.float32: "float32", torch.int64: "int64", torch.bool: "bool"}[tensor.dtype]
    return {
        "dtype": kind, "shape": list(tensor.shape),
        "values": [repr(float(v)) if kind == "float32" else str(int(v)) for v in tensor.flatten()],
        "text": text,
    }


if __name__ == "__main__":
    cases = [case(tensor) for tensor in plain() + large() + chance()]
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "tensor_text.json")
    with open(path, "w") as file:
        json.dump(cases, file, separators=(",", ":"))
        file.write("\n")
