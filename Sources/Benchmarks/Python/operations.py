"""Times single operations of PyTorch on two threads: a JSON line in for each, best seconds out."""
import json, sys, time

import torch

torch.set_num_threads(2)
# Python's own are hidden by PyTorch's names.
NAMES = {"range": range, "float": float, "clock": time.perf_counter}


def best(setup, line, times):
    names = {}
    exec("from torch import *\nfrom torch.nn import Parameter", names)
    exec("from torch.nn.functional import *\nfrom torch import linalg, unique", names)
    exec("from torch.linalg import qr", names)
    names |= NAMES
    exec(setup, names)
    exec(
        f"def work():\n    begin = clock()\n    for _ in range({times}):\n        {line}\n"
        "    return clock() - begin",
        names)
    names["work"]()
    return min(names["work"]() for _ in range(3)) / times


for request in sys.stdin:
    try:
        answer = {"seconds": best(**json.loads(request))}
    except Exception as error:
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), flush=True)
