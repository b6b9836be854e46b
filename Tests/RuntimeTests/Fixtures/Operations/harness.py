"""Inputs that any language can reproduce, and what PyTorch makes of them."""
import math
import torch
from scripts import EXACT, code

torch.set_default_dtype(torch.float64)
cases = []


def pseudo(shape, seed, low=-1.0, high=1.0, step=0.0):
    """Float32 numbers in [low, high) from a linear congruential generator; multiples of step."""
    numbers, state = [], seed
    for _ in range(math.prod(shape)):
        state = (state * 1103515245 + 12345) % 2147483648
        value = low + (high - low) * (state / 2147483648)
        numbers.append(math.floor(value / step) * step if step else value)
    return torch.tensor(numbers).reshape(shape).float().double()


def numbers(tensor, digits=7):
    if not tensor.is_floating_point():
        return [int(x) for x in tensor.flatten().tolist()]
    return [float(f"{x:.{digits}g}") if math.isfinite(x) else str(x) for x in tensor.flatten().tolist()]


def case(name, function, *shapes, low=-1.0, high=1.0, step=0.0, kinds=None):
    """One operation on inputs of these shapes; a kind is f (float32), i (int64) or b (bool)."""
    kinds = kinds or "f" * len(shapes)
    inputs = []
    for index, (shape, kind) in enumerate(zip(shapes, kinds)):
        x = pseudo(shape, 1 + index, low, high, step)
        inputs.append({"f": lambda: x.requires_grad_(), "i": lambda: x.floor().long(),
                       "b": lambda: x > (low + high) / 2}[kind]())
    output = function(*inputs)
    is_exact = EXACT.fullmatch(name) is not None
    entry = {
        "code": code(name), "isExact": is_exact, "low": low, "high": high, "step": step, "kinds": kinds, "shapes": shapes,
        "dtype": {torch.float64: "float32", torch.int64: "int64", torch.bool: "bool"}[output.dtype],
        "shape": list(output.shape), "values": numbers(output.detach(), 9 if is_exact else 7), "gradients": [],
    }
    if output.requires_grad:
        (output * pseudo(output.shape, 99)).sum().backward()
        for x in inputs:
            if x.dtype == torch.float64:
                entry["gradients"].append(numbers(x.grad if x.grad is not None else 0 * x.detach()))
    cases.append(entry)
