import json, time


def work():
    parts = []
    for i in range(300_000):
        parts.append(f"{i}:{i * 0.5:.2f}")
    text = ",".join(parts)
    return len(text)


seconds = []
for _ in range(3):
    begin = time.time()
    result = work()
    seconds.append(time.time() - begin)
print(json.dumps({"seconds": seconds, "result": result}))
