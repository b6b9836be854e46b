import json, time


def work():
    line = "the quick brown fox jumps over the lazy dog and the cat, while it rains in spain"
    counts = {}
    for i in range(6_000):
        for word in line.split():
            counts[word] = counts.get(word, 0) + 1
        for part in f"a,b{i % 10},c".split(","):
            counts[part] = counts.get(part, 0) + 1
    return counts["the"] + len(counts) + counts["b3"]


seconds = []
for _ in range(3):
    begin = time.time()
    result = work()
    seconds.append(time.time() - begin)
print(json.dumps({"seconds": seconds, "result": result}))
