"""Generates losses.json: what PyTorch's losses and schedules return, and the gradients of the losses.

    pip install torch && python3 losses.py
"""
import json, os
import torch
from torch.nn import functional as F
from generate import pseudo


def loss(name, function, shape, target, **options):
    """The loss of x, and the gradient of its elements' sum, each times a weight."""
    x = (4 * pseudo(shape, 1)).requires_grad_()
    value = function(x, target, **options)
    (value * pseudo(value.shape, 2)).sum().backward()
    settings = "".join(f", {key} = {json.dumps(option)}" for key, option in options.items())
    return {
        "code": f"{name}(x, t{settings})", "shape": shape, "target": target.flatten().tolist(),
        "targetShape": list(target.shape), "isWhole": target.dtype == torch.int64,
        "value": value.detach().flatten().tolist(), "gradient": x.grad.flatten().tolist(),
    }


def rates(code, make, count):
    """The learning rate that each of `count` epochs has if lr is 0.1."""
    opt = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
    schedule = make(opt)
    values = []
    for _ in range(count):
        values.append(opt.param_groups[0]["lr"])
        opt.step()
        schedule.step()
    return {"code": code, "values": values}


labels = torch.tensor([0, 3, 3, 1, 2, 0])
losses = []
for reduction in ["mean", "sum", "none"]:
    losses += [
        loss("mse_loss", F.mse_loss, [4, 3], pseudo([4, 3], 3), reduction=reduction),
        loss("nll_loss", F.nll_loss, [6, 4], labels, reduction=reduction),
        loss("binary_cross_entropy_with_logits", F.binary_cross_entropy_with_logits, [5, 2],
             (pseudo([5, 2], 3) + 1) / 2, reduction=reduction),
    ]
    for smoothing in [0.0, 0.1, 1.0]:
        losses.append(loss("cross_entropy", F.cross_entropy, [6, 4], labels, label_smoothing=smoothing,
                           reduction=reduction))
schedules = torch.optim.lr_scheduler
result = {
    "losses": losses,
    "schedules": [
        rates("cosine(epoch, 8, 0.1)", lambda o: schedules.CosineAnnealingLR(o, 8), 9),
        rates("cosine(epoch, 8, 0.1, min = 0.02)", lambda o: schedules.CosineAnnealingLR(o, 8, 0.02), 9),
        rates("step_decay(epoch, 3, 0.1)", lambda o: schedules.StepLR(o, 3), 10),
        rates("step_decay(epoch, 2, 0.1, gamma = 0.5)", lambda o: schedules.StepLR(o, 2, 0.5), 9),
        rates("warmup(epoch, 5, 0.1)", lambda o: schedules.LinearLR(o, 1 / 3, 1, 5), 8),
        rates("warmup(epoch, 4, 0.1, start_factor = 0.1)", lambda o: schedules.LinearLR(o, 0.1, 1, 4), 8),
    ],
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "losses.json"), "w") as file:
    json.dump(result, file, indent=1)
    file.write("\n")
