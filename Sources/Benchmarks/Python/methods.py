import json, time


class Counter:
    def __init__(self, step):
        self.step = step
        self.n = 0

    def add(self, k):
        self.n = (self.n + k * self.step) % 1000

    def scaled(self, f):
        return self.n * f


def work():
    counter = Counter(3)
    total = 0
    for i in range(300_000):
        counter.add(i)
        total += counter.scaled(2)
    return total + counter.n


seconds = []
for _ in range(3):
    begin = time.time()
    result = work()
    seconds.append(time.time() - begin)
print(json.dumps({"seconds": seconds, "result": result}))
