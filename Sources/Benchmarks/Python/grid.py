import json, time


def work():
    n = 120
    grid = [[0 for j in range(n)] for i in range(n)]
    for i in range(n):
        for j in range(n):
            grid[i][j] = i * j % 10
    total = 0
    for round in range(8):
        for i in range(1, n - 1):
            for j in range(1, n - 1):
                around = grid[i - 1][j] + grid[i + 1][j] + grid[i][j - 1] + grid[i][j + 1]
                grid[i][j] = (around + grid[i][j]) % 10
                grid[i][j] += 1
    for row in grid:
        total += sum(row)
    return total


seconds = []
for _ in range(3):
    begin = time.time()
    result = work()
    seconds.append(time.time() - begin)
print(json.dumps({"seconds": seconds, "result": result}))
