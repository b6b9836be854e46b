"""Generates operations.json: what PyTorch returns, in float64, for every operation and its gradients.

    pip install torch && python3 generate.py

The tests recompute inputs from a formula, so the file holds only results. The gradients
are those of the sum of the result's elements, each times a weight from the same formula.
"""
import json, os
import arithmetic, layouts, neural
from harness import cases

for describe in [
    arithmetic.elementwise, arithmetic.reductions, layouts.views, layouts.patterns,
    layouts.indexing, layouts.assignments, layouts.products, neural.convolutions, neural.pools, neural.attention]:
    describe()
folder = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(folder, "operations.json"), "w") as file:
    lines = [json.dumps(case, separators=(",", ":")) for case in cases]
    file.write("[\n" + ",\n".join(lines) + "\n]\n")
print(len(cases), "cases,", os.path.getsize(file.name), "bytes")
