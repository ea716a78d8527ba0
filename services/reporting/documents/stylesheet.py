"""How the page looks. Text meets WCAG 2.2 AA contrast; nothing is fetched from anywhere."""

STYLE = """
:root { --ink: #0b0c0c; --soft: #505a5f; --line: #b1b4b6; --head: #12436d; --wash: #f3f5f7; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 68rem; padding: 0 1.25rem 3rem; color: var(--ink); background: #fff;
  font: 1.0625rem/1.5 Arial, "Liberation Sans", Helvetica, sans-serif; }
h1, h2 { line-height: 1.2; }
h1 { font-size: 2.1rem; margin: 0 0 .5rem; }
h1 .month { display: block; font-weight: 400; color: var(--head); }
h2 { font-size: 1.45rem; margin: 2.75rem 0 .75rem; padding-top: .75rem; border-top: 3px solid var(--head); }
p, li { max-width: 46rem; }
ul { padding-left: 1.25rem; } li { margin: .3rem 0; }
a { color: #1d5fa8; } a:focus, [tabindex]:focus-visible { outline: 3px solid #f46a25; outline-offset: 2px; }
.skip { position: absolute; left: -999rem; } .skip:focus { position: static; display: inline-block; padding: .5rem; }
main:focus { outline: none; }
.notice { margin: 0 -1.25rem; max-width: none; padding: .75rem 1.25rem; background: #ffdd00; color: #0b0c0c; }
header { padding-top: 1.75rem; }
.for { margin: 0 0 .25rem; color: var(--soft); }
.standing { display: inline-block; margin: .5rem 0 0; padding: .2rem .6rem; border: 2px solid var(--head); }
.standing.draft { border-color: #801650; color: #801650; font-weight: 700; }
nav { margin-top: 1.5rem; padding: .25rem 1.25rem 1rem; background: var(--wash); }
nav h2 { border: 0; margin: .5rem 0 .25rem; padding-top: .25rem; font-size: 1.1rem; }
nav ol { columns: 2 18rem; margin: 0; padding-left: 1.5rem; }
figure { margin: 1.5rem 0 .5rem; } figcaption { font-weight: 700; margin-bottom: .5rem; }
.chart { overflow-x: auto; } .chart svg { max-width: 100%; height: auto; display: block; }
.table { overflow-x: auto; margin: 1rem 0 .25rem; }
table { border-collapse: collapse; width: 100%; font-size: .95rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 700; padding-bottom: .5rem; }
th, td { padding: .4rem .6rem; text-align: left; vertical-align: bottom; border-bottom: 1px solid var(--line); }
thead th { border-bottom: 2px solid var(--ink); }
tbody th { font-weight: 400; min-width: 11rem; }
.number { text-align: right; }
.mark abbr { color: var(--soft); text-decoration: none; font-style: italic; }
tr.total th, tr.total td { font-weight: 700; border-top: 2px solid var(--ink); }
tr.group th { font-weight: 700; background: var(--wash); border-bottom: 1px solid var(--line); }
.table-note { margin: .25rem 0 1.5rem; font-size: .9rem; color: var(--soft); }
footer dl { margin: 0; } footer dl div { display: flex; flex-wrap: wrap; gap: 0 1rem; margin: .2rem 0; }
dt { min-width: 15rem; color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
@media print {
  @page { size: A4; margin: 16mm; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  .skip, nav { display: none; }
  .notice { margin: 0; border: 2px solid #0b0c0c; }
  h2 { break-after: avoid; } figure, table, tr { break-inside: avoid; }
  thead { display: table-header-group; } .table, .chart { overflow: visible; }
}
"""
