"""The typst source of the PDF. It is the same for every report: what differs arrives as data."""

SOURCE = r"""
#let data = json(bytes(sys.inputs.report))
#let ink = rgb("#0b0c0c")
#let head = rgb("#12436D")
#let soft = rgb("#505a5f")
#set document(title: data.title + ", " + data.month, description: data.standing, date: auto)
#set text(lang: "en", region: "GB", size: 10.5pt, fill: ink,
  font: ("Liberation Sans", "Arimo", "Arial", "DejaVu Sans", "Libertinus Serif"))
#set par(leading: 0.62em, spacing: 0.9em)
#set page(paper: "a4", margin: (x: 18mm, top: 20mm, bottom: 20mm), numbering: "1 of 1",
  header: if data.notice != "" {
    align(center, box(fill: rgb("#ffdd00"), inset: (x: 8pt, y: 4pt), text(size: 9pt, weight: "bold", data.notice)))
  },
  footer: context {
    set text(size: 8.5pt, fill: soft)
    grid(columns: (1fr, auto), data.title + ", " + data.month + ". " + data.standing + ".",
      counter(page).display("1 of 1", both: true))
  })
#show heading.where(level: 1): it => block(above: 1.8em, below: 0.9em, sticky: true, width: 100%,
  stroke: (top: 2pt + head), inset: (top: 7pt), text(size: 15pt, fill: ink, it.body))
#show figure.caption: it => block(sticky: true, align(left, text(weight: "bold", size: 10pt, it.body)))
#set figure(gap: 0.6em)
#show figure: set align(left)
#show figure: set block(breakable: true)
#set figure.caption(position: top)

#let value(cell) = {
  if cell.mark != "" { text(fill: soft, style: "italic", cell.text) } else { cell.text }
}
#let data-table(item) = {
  let wide = item.columns.len() + 1
  let stub = if item.words { 0.4fr } else if wide > 5 { 1.6fr } else if wide > 4 { 2.1fr } else { 2fr }
  let cells = ()
  let group = ""
  for row in item.rows {
    if row.group != group {
      group = row.group
      if group != "" {
        cells.push(table.cell(colspan: wide, align: left, fill: rgb("#f3f5f7"), text(weight: "bold", group)))
      }
    }
    let bold = it => if row.total { text(weight: "bold", it) } else { it }
    let line = if row.total { (top: 1pt + ink, bottom: 0.5pt + luma(70%)) } else { (bottom: 0.5pt + luma(70%)) }
    cells.push(table.cell(align: left, stroke: line, bold(row.label)))
    for cell in row.cells { cells.push(table.cell(stroke: line, bold(value(cell)))) }
  }
  set text(size: if wide > 5 { 8.3pt } else { 9.5pt }, hyphenate: false)
  set par(leading: 0.45em, justify: false)
  table(
    columns: (stub,) + (1fr,) * item.columns.len(),
    align: (column, row) => if item.words { left + top } else if column == 0 { left + bottom } else { right + bottom },
    stroke: none,
    column-gutter: if wide > 5 { 4pt } else { 0pt },
    inset: (x: if wide > 5 { 2.6pt } else { 4pt }, y: 3.6pt),
    table.header(
      ..((item.stub,) + item.columns).map(name =>
        table.cell(stroke: (bottom: 1pt + ink),
          text(size: if wide > 5 { 7.6pt } else { 9.5pt }, weight: "bold", name)))),
    ..cells,
  )
}
#let numbered = counter("tables")
#let show-table(item) = {
  numbered.step()
  block(breakable: item.rows.len() > 14, above: 1.2em, below: 1.4em, {
    figure(kind: table, supplement: none, numbering: none,
      caption: context [Table #numbered.display(): #item.title], data-table(item))
    if item.note != "" { block(above: 0.5em, text(size: 8.5pt, fill: soft, item.note)) }
  })
}

#block(below: 0.9em, text(fill: soft, data.audience))
#show title: set text(size: 21pt)
#block(below: 0.9em, title(data.title))
#block(below: 1.3em, text(size: 16pt, fill: head, data.month))
#box(stroke: 1pt + head, inset: (x: 6pt, y: 4pt), data.standing)

#for part in data.sections {
  heading(level: 1, part.title)
  for item in part.blocks {
    if item.type == "narrative" {
      if item.listed { list(..item.sentences) } else { for one in item.sentences { par(one) } }
    } else if item.type == "table" {
      show-table(item)
    } else {
      block(breakable: false, above: 1.2em, figure(kind: image, supplement: none, numbering: none,
        caption: item.title, image(bytes(item.svg), format: "svg", alt: item.alt, width: 100%)))
      show-table(item.table)
    }
  }
}

#heading(level: 1, "This report")
#terms(..data.colophon.map(pair => terms.item(pair.at(0), pair.at(1))))
"""
