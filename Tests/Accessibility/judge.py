"""Loads pages in Chromium with axe-core inside, and prints what it finds.

usage: judge.py CHROMIUM AXE PAGE…
"""
import html, json, pathlib, re, subprocess, sys, tempfile

chromium, axe, *pages = sys.argv[1:]
script = pathlib.Path(axe).read_text()
RULES = "wcag2a wcag2aa wcag21a wcag21aa wcag22aa best-practice".split()


def judged(page, scheme):
    """The result of axe-core for a page, in the colours of `scheme`."""
    text = pathlib.Path(page).read_text()
    # The page forbids all scripts, this one too.
    text, count = re.subn(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    assert count == 1, f"{page} forbids no scripts"
    text = text.replace("<details>", "<details open>")
    run = f"""
      axe.run({{ runOnly: {json.dumps(RULES)} }}).then(result => {{
        const found = document.createElement("textarea");
        found.id = "axe-result";
        found.textContent = JSON.stringify({{
          passes: result.passes.length, dark: matchMedia("(prefers-color-scheme: dark)").matches,
          violations: result.violations.map(v => ({{
            id: v.id, help: v.help, nodes: v.nodes.map(n => n.html.slice(0, 120)) }})) }});
        document.body.appendChild(found);
      }});"""
    text = text.replace("</body>", f"<script>{script}</script><script>{run}</script></body>")
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / "page.html"
        copy.write_text(text)
        seen = subprocess.run(
            [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             f"--user-data-dir={folder}/profile", "--virtual-time-budget=60000",
             f"--blink-settings=preferredColorScheme={0 if scheme == 'dark' else 1}",
             "--dump-dom", copy.as_uri()],
            capture_output=True, text=True, timeout=300).stdout
    found = re.search(r'<textarea id="axe-result">(.*?)</textarea>', seen, re.S)
    assert found, f"axe-core said nothing of {page}"
    result = json.loads(html.unescape(found[1]))
    assert result["dark"] == (scheme == "dark"), "the colours are not those that were asked for"
    assert result["passes"] >= 15, f"only {result['passes']} rules applied"
    return result


# It sees what is wrong, or it would judge nothing.
with tempfile.TemporaryDirectory() as folder:
    planted = pathlib.Path(folder) / "planted.html"
    whole = pathlib.Path(pages[0]).read_text()
    planted.write_text(whole.replace(
        "</main>", '<img src="x.png"><p style="color: #eee; background: #fff">pale</p></main>'))
    found = {rule["id"] for rule in judged(planted, "light")["violations"]}
    assert {"image-alt", "color-contrast"} <= found, f"axe-core finds only {found}"

bad = 0
for page in pages:
    for scheme in ("light", "dark"):
        result = judged(page, scheme)
        name = pathlib.Path(page).name
        print(f"{name}, {scheme}: {result['passes']} rules hold, "
              f"{len(result['violations'])} do not")
        for rule in result["violations"]:
            bad += 1
            print(f"  {rule['id']}: {rule['help']}")
            for node in rule["nodes"][:5]: print(f"    {node}")
sys.exit(1 if bad else 0)
