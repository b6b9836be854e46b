import json, time


def work():
    pairs = [[i * 7919 % 100_003, f"n{i * 31 % 1000}"] for i in range(50_000)]
    a = sorted(pairs, key=lambda p: p[0])
    b = sorted(pairs, key=lambda p: p[1])
    c = sorted([p[1] for p in pairs], key=lambda w: len(w), reverse=True)
    d = sorted([p[0] for p in pairs])
    return a[100][0] + len(b[100][1]) + len(c[0]) + d[100]


seconds = []
for _ in range(3):
    begin = time.time()
    result = work()
    seconds.append(time.time() - begin)
print(json.dumps({"seconds": seconds, "result": result}))
