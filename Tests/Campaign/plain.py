"""Random expressions on numbers, texts, lists and maps, as text that CPython understands as well."""

WORDS = ["abc", "a b", "", "Hello World", "x,y,,z", "  pad ", "aaa", "été", "a\\nb", "12", "-3.5"]
NUMBERS = [
    "0", "1", "-1", "2", "3", "-7", "10", "255", "9223372036854775807", "-9223372036854775807",
    "4294967296", "0.0", "-0.0", "0.5", "-0.5", "1.5", "2.5", "-2.5", "0.1", "1e16", "1e-7", "1e300",
    "3.0", "inf", "nan", "-inf", "123456.789", "True", "False", "1e22", "5e-324",
]
FORMATS = [
    "", ".2f", ".0f", "5", "<5", ">8", "^9", "+", "+.1f", "05", "08.3f", ",", ",.2f", "e", ".3e", "g",
    ".4g", "%", ".1%", "d", "x", "b", "o", "X", "+d", "_", "*^10", " d", "#x", ".10g", "n", "s", "c",
    "-^7.1f", ".1e", "E", "G", "012,.1f", ">+9.2f", "=+6", "07d", "#b", "#o", "_x", "z.0f",
]


class Plain:
    def __init__(self, values):
        self.v = values
        self.random = values.random
        self.kinds = [
            self.arithmetic, self.arithmetic, self.comparison, self.rounding, self.formats,
            self.formats, self.lists, self.lists, self.texts, self.texts, self.sequences,
            self.sequences, self.maps, self.conversions, self.ranges, self.logic, self.destructive,
        ]

    def case(self):
        return {"code": self.random.choice(self.kinds)(), "exact": True, "plain": True}

    def number(self):
        return self.random.choice(NUMBERS)

    def whole(self):
        return str(self.random.randint(-9, 9))

    def text(self):
        return '"' + self.random.choice(WORDS) + '"'

    def element(self):
        return self.random.choice([self.number, self.whole, self.whole, self.text])()

    def list(self, element=None):
        count = self.random.choice([0, 1, 2, 3, 3, 4, 5])
        return "[" + ", ".join((element or self.whole)() for _ in range(count)) + "]"

    def arithmetic(self):
        sign = self.random.choice(["+", "-", "*", "/", "//", "%", "**"])
        a, b = self.number(), self.number()
        if sign == "**" and self.v.chance(0.8):
            b = self.random.choice(["0", "1", "2", "3", "-1", "-2", "0.5", "2.0"])
        third = f" {self.random.choice('+-*')} {self.whole()}" if self.v.chance(0.3) else ""
        return f"({a}) {sign} ({b}){third}"

    def comparison(self):
        signs = ["<", "<=", ">", ">=", "==", "!="]
        kind = self.random.choice([self.number, self.text, lambda: self.list(self.number)])
        a, b, c = kind(), kind(), kind()
        if self.v.chance(0.3):
            return f"{a} {self.random.choice(signs)} {b} {self.random.choice(signs)} {c}"
        if self.v.chance(0.2):
            return f"{self.element()} {self.random.choice(['==', '!='])} {self.element()}"
        return f"{a} {self.random.choice(signs)} {b}"

    def rounding(self):
        n = self.number()
        return self.random.choice([
            f"round({n})", f"round({n}, {self.random.randint(-3, 4)})", f"abs({n})", f"int({n})",
            f"divmod({n}, {self.number()})", f"float({n})", f"bool({n})", f"-({n})", f"+({n})",
            f"not {n}", f"str({n})", f"repr({n})",
        ])

    def formats(self):
        spec = self.random.choice(FORMATS)
        value = self.random.choice([self.number, self.number, self.text])()
        if self.v.chance(0.5):
            return f"format({value}, \"{spec}\")"
        value = value.replace('"', "'")
        return f"f\"{{{value}:{spec}}}\"" if spec else f"f\"<{{{value}}}>\""

    def lists(self):
        xs = self.list(self.random.choice([self.whole, self.number, self.element]))
        size = xs.count(",") + 1
        return self.random.choice([
            f"{xs}[{self.v.slice(size)}]", f"{xs}[{self.random.randint(-size - 1, size)}]",
            f"{xs}[::{self.random.choice([-1, -2, 2, 3, 0])}]",
            f"{xs}[{self.random.randint(-4, 4)}:{self.random.randint(-4, 4)}:{self.random.choice([-1, -2])}]",
            f"{xs} + {self.list()}", f"{xs} * {self.random.randint(-1, 3)}",
            f"{self.element()} in {xs}", f"{self.element()} not in {xs}",
            f"{xs}.count({self.element()})", f"{xs}.index({self.element()})",
            f"[x * 2 for x in {self.list()} if x > {self.whole()}]",
            f"[x + y for x in {self.list()} for y in {self.list()}]",
            f"{xs} == {xs}", f"len({xs})", f"{xs}[-1]",
        ])

    def texts(self):
        t, u = self.text(), self.text()
        piece = '"' + self.random.choice(["a", " ", ",", "b", "", "aa", "l", "é", "\\n"]) + '"'
        return self.random.choice([
            f"{t}.upper()", f"{t}.lower()", f"{t}.strip()", f"{t}.strip({piece})", f"{t}.split()",
            f"{t}.split({piece})", f"{piece}.join({self.list(self.text)})",
            f"{t}.replace({piece}, {u})", f"{t}.startswith({piece})", f"{t}.endswith({piece})",
            f"{t}.find({piece})", f"{t}.count({piece})", f"{t}[{self.v.slice(4)}]", f"{t}[::-1]",
            f"{t} + {u}", f"{t} * {self.random.randint(-1, 3)}", f"{piece} in {t}", f"len({t})",
            f"{t} < {u}", f"list({t})", f"repr({t})", f"sorted({t})", f"{t}[{self.random.randint(-3, 3)}]",
            f"str({self.list(self.element)})", f"f\"{{{self.whole()} + {self.whole()}}}|\"",
        ])

    def sequences(self):
        xs = self.list(self.random.choice([self.whole, self.whole, self.number]))
        return self.random.choice([
            f"sum({xs})", f"sum({xs}, {self.number()})", f"sum({xs}, start = {self.whole()})",
            f"min({xs})", f"max({xs})", f"min({self.whole()}, {self.number()})",
            f"max({self.number()}, {self.number()}, {self.number()})", f"sorted({xs})",
            f"sorted({xs}, reverse = True)", f"max({xs}, default = 0)", f"any({xs})", f"all({xs})",
            f"list(reversed({xs}))", f"list(enumerate({xs}))",
            f"list(enumerate({xs}, {self.whole()}))", f"list(zip({xs}, {self.list(self.text)}))",
            f"sorted({self.list(self.text)})", f"max({self.list(self.text)})",
            f"sorted({self.list(lambda: self.list())})", f"list(zip({xs}))",
        ])

    def map(self):
        keys = self.random.sample(["a", "b", "c", 1, 2, "x y"], self.random.randint(0, 4))
        pairs = (f"{repr(k) if isinstance(k, int) else chr(34) + k + chr(34)}: {self.element()}" for k in keys)
        return "{" + ", ".join(pairs) + "}"

    def maps(self):
        m, key = self.map(), self.random.choice(['"a"', '"b"', "1", "2", "1.0", "True"])
        return self.random.choice([
            f"{m}[{key}]", f"{m}.get({key})", f"{m}.get({key}, {self.whole()})", f"{key} in {m}",
            f"list({m}.keys())", f"list({m}.values())", f"list({m}.items())", f"len({m})",
            f"{m} == {self.map()}", f"[k for k in {m}]", f"[v for (k, v) in {m}.items()]",
            f"sorted([k for k in {{\"b\": 1, \"a\": 2}}])", f"{{k: len(k) for k in {self.list(self.text)}}}",
        ])

    def conversions(self):
        t = self.random.choice(['"12"', '" 7 "', '"1.5"', '"1e3"', '"inf"', '"nan"', '"-4"', '""', '"x"',
                                '"1_000"', '"+5"', '"0x10"', '"-inf"', '"1e400"', '"Infinity"'])
        return self.random.choice([f"int({t})", f"float({t})", f"bool({t})", f"str({t})", f"list({t})"])

    def ranges(self):
        a, b = self.random.randint(-6, 6), self.random.randint(-6, 9)
        c = self.random.choice([-3, -2, -1, 1, 2, 3, 0])
        r = self.random.choice([f"range({b})", f"range({a}, {b})", f"range({a}, {b}, {c})"])
        return self.random.choice([
            f"list({r})", f"len({r})", f"list({r}[{self.v.slice(5)}])", f"{r}[{self.whole()}]",
            f"{self.whole()} in {r}", f"sum({r})", f"list({r}[::-1])", f"max({r})", f"list(reversed({r}))",
            f"[x ** 2 for x in {r} if x % 2 == 1]", f"{r} == {r}",
        ])

    def logic(self):
        a, b, c = self.element(), self.element(), self.element()
        return self.random.choice([
            f"{a} and {b}", f"{a} or {b}", f"not {a} or {b} and {c}", f"{a} if {b} else {c}",
            f"{self.list()} or {a}", f"(not {a}) == {b}", f"bool({self.list()})", f"None == {a}",
        ])

    def destructive(self):
        """Methods that change a list: what it is afterwards."""
        xs = self.list()
        change = self.random.choice([
            f"append({self.whole()})", f"insert({self.random.randint(-4, 5)}, 99)", "pop()",
            f"pop({self.random.randint(-3, 3)})", f"remove({self.whole()})", "sort()",
            "sort(reverse = True)", "reverse()", "clear()", f"extend({self.list()})",
        ])
        return f"changed(lambda, {xs}, {change})"
