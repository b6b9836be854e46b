import json, time


def work():
    def fib(n):
        return n if n < 2 else fib(n - 1) + fib(n - 2)
    return fib(25)


seconds = []
for _ in range(3):
    begin = time.time()
    result = work()
    seconds.append(time.time() - begin)
print(json.dumps({"seconds": seconds, "result": result}))
