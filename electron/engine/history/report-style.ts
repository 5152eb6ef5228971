/** The report's style sheet: one column on screen, one A4 page in black on white where it is printed. */
export const reportStyle = `
:root { color-scheme: light dark; --ink: #1b2230; --faint: #566070; --line: #d5d9e0; --ground: #ffffff; --soft: #f3f5f8; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4e8ef; --faint: #a1abbb; --line: #343b48; --ground: #181c23; --soft: #1f242d; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 860px; padding: 32px 24px; background: var(--ground); color: var(--ink);
  font: 13px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif; }
h1 { margin: 0 0 2px; font-size: 22px; }
h2 { margin: 26px 0 8px; padding-bottom: 4px; border-bottom: 1px solid var(--line); font-size: 15px; }
p { margin: 6px 0; }
.faint { color: var(--faint); }
.sum { display: flex; flex-wrap: wrap; gap: 10px; margin: 16px 0 0; padding: 0; list-style: none; }
.sum li { flex: 1 1 150px; padding: 8px 12px; border: 1px solid var(--line); border-radius: 6px; background: var(--soft); }
.sum strong { display: block; font-size: 18px; }
dl { display: grid; grid-template-columns: 170px 1fr; gap: 3px 16px; margin: 0; }
dt { color: var(--faint); }
dd { margin: 0; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 4px 10px 4px 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { color: var(--faint); font-weight: 500; white-space: nowrap; }
.end { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.mono { font-family: ui-monospace, "SF Mono", "DejaVu Sans Mono", monospace; font-size: 12px; overflow-wrap: anywhere; }
.alarm { padding: 8px 12px; border: 2px solid #b3261e; border-radius: 6px; font-weight: 600; }
@page { size: A4; margin: 12mm 14mm; }
@media print {
  :root { --ink: #000; --faint: #444; --line: #bbb; --ground: #fff; --soft: #fff; }
  body { max-width: none; padding: 0; font-size: 8.5pt; line-height: 1.35; }
  h1 { font-size: 15pt; }
  h2 { break-after: avoid; margin: 11px 0 4px; padding-bottom: 2px; font-size: 10.5pt; }
  p { margin: 3px 0; }
  dl { gap: 1px 12px; }
  th, td { padding: 2px 8px 2px 0; }
  .sum { margin-top: 8px; }
  .sum li { flex-basis: 20%; padding: 4px 8px; }
  .sum strong { font-size: 12pt; }
  .mono { font-size: 7.5pt; }
  tr, .sum li { break-inside: avoid; }
  thead { display: table-header-group; }
}
`;
