import json, time


def work():
    names = [f"name{i % 500}" for i in range(5_000)]
    counts = {}
    for round in range(20):
        for name in names:
            if name in counts:
                counts[name] = counts[name] + 1
            else:
                counts[name] = 1
    ages = {"ann": 1, "bob": 2, "cid": 3}
    total = 0
    for i in range(100_000):
        ages["bob"] = ages["ann"] + i % 7
        total += ages["bob"] + ages["cid"]
    return total + sum(counts.values())


seconds = []
for _ in range(3):
    begin = time.time()
    result = work()
    seconds.append(time.time() - begin)
print(json.dumps({"seconds": seconds, "result": result}))
