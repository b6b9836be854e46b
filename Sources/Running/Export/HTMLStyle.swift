/// How an exported page looks: for light and dark screens, and on paper.
enum HTMLStyle {
  static let text = """

    :root { color-scheme: light dark; --ink: #1c1c1c; --paper: #ffffff; --quiet: #595959;
      --line: #d0d0d0; --box: #f5f5f5; --keyword: #7b2ca0; --string: #1d6b32; --number: #8a4b00;
      --good: #1d6b32; --bad: #b00020; --link: #0b57a4; }
    @media (prefers-color-scheme: dark) {
      :root { --ink: #e6e6e6; --paper: #161616; --quiet: #a8a8a8; --line: #444444; --box: #222222;
        --keyword: #d0a0f0; --string: #8fd19e; --number: #f0b070; --good: #8fd19e; --bad: #ff8a8a;
        --link: #8ab8f0; }
      .chart svg { filter: invert(1) hue-rotate(180deg); } }
    body { margin: 0 auto; padding: 1rem; max-width: 52rem; color: var(--ink);
      background: var(--paper); font: 1.05rem/1.55 system-ui, sans-serif; }
    h1, h2, h3 { line-height: 1.25; } h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); }
    a { color: var(--link); } .summary, .fact, figcaption, footer { color: var(--quiet); }
    .fact, figcaption { font-size: 0.9rem; margin: 0.2rem 0; }
    code, pre { font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
      font-size: 0.9rem; }
    pre { overflow-x: auto; padding: 0.7rem; margin: 0.8rem 0; line-height: 1.4; }
    pre.code, section > pre { background: var(--box); border-radius: 4px; }
    pre.output { background: none; border-left: 3px solid var(--line); }
    pre.failure { background: none; border-left: 3px solid var(--bad); color: var(--bad); }
    .k { color: var(--keyword); } .s { color: var(--string); } .n { color: var(--number); }
    .c { color: var(--quiet); } .bold { font-weight: bold; }
    .exercise, .question { border: 1px solid var(--line); border-radius: 4px; padding: 0 0.8rem;
      margin: 0.8rem 0; }
    .claim { margin: 0.3rem 0; overflow-wrap: anywhere; } .held { color: var(--good); }
    .failed { color: var(--bad); } .unchecked { color: var(--quiet); }
    .word { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    figure { margin: 1rem 0; } figure svg { max-width: 100%; height: auto; }
    .picture svg { background: #ffffff; } .beside { display: flex; flex-wrap: wrap; gap: 1rem; }
    .beside figure { margin: 0.5rem 0; max-width: 100%; }
    .scroll { overflow-x: auto; } table { border-collapse: collapse; margin: 1rem 0; }
    th, td { padding: 0.25rem 0.7rem; text-align: left; border-bottom: 1px solid var(--line); }
    td.number { text-align: right; font-variant-numeric: tabular-nums; }
    caption { text-align: left; font-weight: bold; } blockquote { margin-left: 0; padding-left: 1rem;
      border-left: 3px solid var(--line); }
    math[display="block"] { overflow-x: auto; overflow-y: hidden; padding: 0.2rem 0; }
    @media print { body { max-width: none; font-size: 10.5pt; } nav { display: none; }
      pre { white-space: pre-wrap; } h2, h3 { break-after: avoid; }
      figure, table, .claim, .exercise, .question { break-inside: avoid; } }

    """
}
