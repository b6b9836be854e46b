"""Random values, as text that is the same in both languages."""

FLOATS = ["0.0", "-0.0", "0.5", "-0.5", "1.0", "-1.0", "1.5", "2.0", "-2.25", "3.0", "0.1", "-0.3"]
SPECIAL = ["inf", "-inf", "nan", "1e-40", "1e20", "-3e38", "1e-8", "16777216.0", "88.8", "-104.0"]
INTEGERS = [str(n) for n in range(-6, 10)]
LARGE = ["16777217", "-2147483649", "4611686018427387904", "9223372036854775807", "1000003"]


class Values:
    def __init__(self, random):
        self.random = random

    def pick(self, *options):
        return self.random.choice(options)

    def chance(self, probability):
        return self.random.random() < probability

    def shape(self, rank=None, least=0, empty=0.05):
        rank = self.random.choice([0, 1, 1, 2, 2, 2, 3, 3, 4]) if rank is None else rank
        sizes = [self.random.choice([1, 1, 2, 2, 3, 3, 4]) for _ in range(max(rank, least))]
        if sizes and self.chance(empty):
            sizes[self.random.randrange(len(sizes))] = 0
        return sizes

    def element(self, kind, special):
        if kind == "f":
            return self.random.choice(SPECIAL if self.chance(special) else FLOATS)
        if kind == "i":
            return self.random.choice(LARGE if self.chance(special) else INTEGERS)
        return self.pick("True", "False")

    def nested(self, shape, kind, special):
        if not shape:
            return self.element(kind, special)
        return "[" + ", ".join(self.nested(shape[1:], kind, special) for _ in range(shape[0])) + "]"

    def tensor(self, shape=None, kind=None, special=None, view=True):
        """Text of a tensor and its shape; sometimes a view of a larger one."""
        kind = kind or self.random.choice("fffffiiib")
        shape = self.shape() if shape is None else list(shape)
        special = self.random.choice([0, 0, 0.1, 0.3]) if special is None else special
        if 0 in shape:
            cast = {"f": "", "i": ".long()", "b": ".bool()"}[kind]
            return f"zeros({', '.join(map(str, shape))}){cast}", shape
        if view and shape and self.chance(0.25):
            return self.view(shape, kind, special), shape
        return f"tensor({self.nested(shape, kind, special)})", shape

    def view(self, shape, kind, special):
        way = self.random.randrange(4)
        if way == 0 and len(shape) > 1:
            a, b = self.random.sample(range(len(shape)), 2)
            turned = list(shape)
            turned[a], turned[b] = turned[b], turned[a]
            return f"tensor({self.nested(turned, kind, special)}).transpose({a}, {b})"
        if way == 1:
            wide = [shape[0] * 2] + shape[1:]
            return f"tensor({self.nested(wide, kind, special)})[::2]"
        if way == 2 and 1 not in shape[:1]:
            narrow = [1] + shape[1:]
            sizes = ", ".join(map(str, shape))
            return f"tensor({self.nested(narrow, kind, special)}).expand({sizes})"
        wide = shape[:-1] + [shape[-1] + 1]
        return f"tensor({self.nested(wide, kind, special)})[..., 1:]"

    def broadcast(self, shape):
        """A shape that broadcasts with another, mostly."""
        if self.chance(0.06):
            return self.shape()
        other = [1 if self.chance(0.3) else n for n in shape]
        return other[self.random.randrange(len(other) + 1):] if self.chance(0.3) else other

    def dim(self, rank):
        """A dimension, from either end; now and then one that is not there."""
        if self.chance(0.04):
            return self.random.choice([rank, -rank - 1, rank + 3])
        return self.random.randrange(-max(rank, 1), max(rank, 1))

    def dims(self, rank):
        count = self.random.randrange(1, max(rank, 1) + 1)
        chosen = self.random.sample(range(max(rank, 1)), count)
        return "[" + ", ".join(str(d - rank if self.chance(0.4) else d) for d in chosen) + "]"

    def reduction(self, rank, several=True):
        """Arguments of a reduction: none, a dimension, several; kept or not."""
        way = self.random.randrange(4)
        if way == 0:
            return ""
        dim = self.dims(rank) if several and way == 3 else str(self.dim(rank))
        name = "dim = " if self.chance(0.5) else ""
        keep = self.pick("", ", keepdim = True", ", keepdim = False")
        return name + dim + keep

    def number(self):
        return self.random.choice(
            ["2", "3", "-1", "0", "1", "0.5", "-0.5", "1.5", "2.0", "True", "1e-3", "-3", "100"])

    def slice(self, size):
        def place():
            return "" if self.chance(0.4) else str(self.random.randint(-size - 2, size + 2))
        step = self.pick("", "", "", ":2", ":1", ":3")
        return f"{place()}:{place()}{step}"

    def index(self, shape):
        """What stands between brackets."""
        keys = []
        for size in shape[:self.random.randrange(1, len(shape) + 1)] if shape else [0]:
            way = self.random.randrange(9)
            if way < 3:
                keys.append(str(self.random.randint(-size, max(0, size - 1))))
            elif way < 6:
                keys.append(self.slice(size))
            elif way == 6:
                count = self.random.randrange(1, 4)
                keys.append(
                    "[" + ", ".join(
                        str(self.random.randint(-size, max(0, size - 1))) for _ in range(count)) + "]")
            elif way == 7:
                keys.append(self.pick("...", "None", ":"))
            else:
                keys.append(f"tensor([{', '.join(self.pick('True', 'False') for _ in range(size))}])"
                            if size else ":")
        return ", ".join(keys)
