import json, time


def work():
    squares = [i * i for i in range(300_000)]
    counts = {}
    for s in squares:
        key = s % 1000
        counts[key] = counts.get(key, 0) + 1
    total = 0
    for k, v in counts.items():
        total += k * v
    for i in range(len(squares)):
        squares[i] = squares[i] + 1
    return total + sum(squares)


seconds = []
for _ in range(3):
    begin = time.time()
    result = work()
    seconds.append(time.time() - begin)
print(json.dumps({"seconds": seconds, "result": result}))
