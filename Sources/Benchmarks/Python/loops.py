import json, time


def work():
    total = 0
    for i in range(3_000_000):
        if i % 3 == 0:
            total += i * 2
        else:
            total -= 1
    return total


seconds = []
for _ in range(3):
    begin = time.time()
    result = work()
    seconds.append(time.time() - begin)
print(json.dumps({"seconds": seconds, "result": result}))
