"""Writes man pages, lab.1 and one for each command, from what the program says of itself.

usage: lab --experimental-dump-help | manual.py FOLDER VERSION
"""
import json, pathlib, sys

folder, version = pathlib.Path(sys.argv[1]), sys.argv[2]
program = json.load(sys.stdin)["command"]


def plain(text):
    """Text that roff takes for nothing else."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join("\\&" + line if line[:1] in ".'" else line for line in text.split("\n"))


def spelling(argument):
    """`-p, --param <name=value>`."""
    names = [("-" if n["kind"] == "short" else "--") + n["name"] for n in argument.get("names", [])]
    value = f"<{argument['valueName']}>"
    if not names: return value
    return ", ".join(sorted(names, key=len)) + (f" {value}" if argument["kind"] == "option" else "")


def shown(command): return command.get("shouldDisplay", True)


def arguments(command):
    return [a for a in command.get("arguments", []) if a.get("shouldDisplay", True)]


def use(command):
    """What follows a command's name in a synopsis."""
    words = []
    for argument in arguments(command):
        if argument["kind"] != "positional": continue
        word = f"<{argument['valueName']}>" + (" ..." if argument["isRepeating"] else "")
        words.append(f"[{word}]" if argument["isOptional"] else word)
    return " ".join(["[options]"] + words)


def options(command, heading):
    lines = [heading]
    for argument in arguments(command):
        lines += [".TP", f"\\fB{plain(spelling(argument))}\\fR"]
        text = argument.get("abstract", "")
        standard = argument.get("defaultValue")
        if standard and "default" not in text: text += f" (default: {standard})"
        lines.append(plain(text))
    return lines


def write(names, command):
    name = "-".join(names)
    abstract = plain(command["abstract"].rstrip("."))
    lines = [f'.TH "{name.upper()}" 1 "" "lab {version}" "Lab"', ".SH NAME",
             f"{plain(name)} \\- {abstract[:1].lower() + abstract[1:]}", ".SH SYNOPSIS"]
    children = [c for c in command.get("subcommands", []) if shown(c) and c["commandName"] != "help"]
    title = " ".join(names)
    for child in children if len(names) > 1 else []:
        lines += [f"\\fB{title} {child['commandName']}\\fR {plain(use(child))}", ".br"]
    if len(names) == 1:
        lines += [f"\\fB{title}\\fR [\\fIlab\\fR]", ".br", f"\\fB{title}\\fR <command> [options]"]
    elif not children:
        lines.append(f"\\fB{title}\\fR {plain(use(command))}")
    if command.get("discussion"):
        lines += [".SH DESCRIPTION", plain(command["discussion"])]
    if len(names) == 1:
        lines.append(".SH COMMANDS")
        for child in children:
            lines += [".TP", f"\\fB{plain(child['commandName'])}\\fR", plain(child["abstract"])]
        lines += [".SH \"SEE ALSO\"",
                  ", ".join(f"\\fBlab\\-{plain(c['commandName'])}\\fR(1)" for c in children)]
    elif children:
        for child in children:
            lines += options(child, f'.SH "{title.upper()} {child["commandName"].upper()}"')
    else:
        lines += options(command, ".SH OPTIONS")
    if len(names) > 1: lines += [".SH \"SEE ALSO\"", "\\fBlab\\fR(1)"]
    (folder / f"{name}.1").write_text("\n".join(lines) + "\n")


folder.mkdir(parents=True, exist_ok=True)
write(["lab"], program)
for command in program["subcommands"]:
    if shown(command) and command["commandName"] != "help":
        write(["lab", command["commandName"]], command)
