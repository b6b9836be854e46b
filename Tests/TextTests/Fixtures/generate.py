"""Writes what wcwidth says about every character's width, and of sequences: pip install wcwidth.

Unlike wcwidth, Lab gives a spacing mark (category Mc) the column that terminals give it; the test
knows.
"""

import json
import os

import wcwidth

SEQUENCES = {
    "a letter": "a",
    "a letter with an accent": "e\u0301",
    "a wide letter": "\u65e5",
    "an emoji": "\U0001f44d",
    "an emoji with a skin tone": "\U0001f44d\U0001f3fd",
    "a text symbol with a skin tone": "\u261d\U0001f3fd",
    "a family": "\U0001f469\u200d\U0001f469\u200d\U0001f467",
    "a joined pair with skin tones": "\U0001f9d1\U0001f3fd\u200d\U0001f91d\u200d\U0001f9d1\U0001f3fb",
    "a flag": "\U0001f1e9\U0001f1ea",
    "a text symbol drawn as an emoji": "\u2764\ufe0f",
    "a keycap": "1\ufe0f\u20e3",
    "a letter with a selector": "a\ufe0f",
    "a syllable of jamo": "\u1112\u1161\u11ab",
    "a filler": "\u3164",
}


def runs():
    """Pairs of first character and width, wherever the width changes."""
    result = []
    for value in range(0x20, 0x110000):
        width = 1 if 0xD800 <= value <= 0xDFFF else max(wcwidth.wcwidth(chr(value)), 0)
        if not result or result[-1][1] != width:
            result.append([f"{value:04X}", width])
    return result


def main():
    data = {
        "wcwidth": wcwidth.__version__,
        "unicode": wcwidth.list_versions()[-1],
        "runs": runs(),
        "sequences": [
            {"name": name, "text": text, "width": wcwidth.wcswidth(text)}
            for name, text in SEQUENCES.items()
        ],
    }
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "widths.json")
    with open(path, "w", encoding="ascii") as file:
        text = json.dumps(data, separators=(",", ":"))
        file.write(text.replace('],["', '],\n["').replace("},{", "},\n{") + "\n")


main()
