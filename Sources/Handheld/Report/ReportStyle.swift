/// How the report looks: on a screen, light or dark, wide or narrow, and on paper of A4.
enum ReportStyle {
  static let fonts =
    "Segoe UI, Helvetica Neue, Arial, Liberation Sans, DejaVu Sans, sans-serif"

  /// What every page of paper says as well as the first: nobody should take one for real.
  static let notice = "Fictional pump, for engineering, testing and teaching. No medical device."

  /// The sheet of styles; the texts stand at the head of each page of paper.
  static func sheet(head: String, date: String) -> String {
    [colours, base, tables, dark, narrow, paper(head: head, date: date)].joined(separator: "\n")
  }

  private static let colours = """
    html {
      --paper: #ffffff; --text: #1c242a; --quiet: #47545d; --faint: #5b6770; --title: #12395f;
      --accent: #1b5e9e; --rule: #e1e6ea; --line: #9aa5ad; --alarm: #a3162a; --alarmed: #fbeff0;
    }
    """

  private static let base = """
    * { box-sizing: border-box; }
    html { background: var(--paper); color: var(--text); }
    body {
      font: 10.5pt/1.4 \(fonts);
      max-width: 180mm; margin: 12mm auto; padding: 0 4mm;
    }
    header { border-bottom: 2px solid var(--accent); padding-bottom: 8px; margin-bottom: 14px; }
    h1 { font-size: 20pt; font-weight: 600; margin: 0 0 2px 0; letter-spacing: -0.2px; }
    h2 { font-size: 13pt; font-weight: 600; margin: 18px 0 5px 0; color: var(--title); }
    p { margin: 4px 0 8px 0; }
    .lead { color: var(--quiet); margin: 0; }
    .fiction {
      border: 1px solid var(--line); padding: 3px 8px; margin: 0 0 10px 0; font-size: 9.5pt;
      font-weight: 600;
    }
    .notice { font-size: 9pt; color: var(--faint); }
    .warning {
      border-left: 4px solid var(--alarm); background: var(--alarmed); padding: 6px 10px;
      margin: 10px 0;
    }
    .columns { display: grid; grid-template-columns: 1fr 1fr; gap: 0 28px; }
    figure { margin: 4px 0 6px 0; }
    figcaption { font-size: 9pt; color: var(--quiet); margin-top: 2px; }
    svg { width: 100%; height: auto; }
    svg.wide { display: block; }
    svg.narrow { display: none; }
    footer {
      margin-top: 28px; padding-top: 6px; border-top: 1px solid var(--line); font-size: 8.5pt;
      color: var(--faint);
    }
    """

  private static let tables = """
    table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
    th, td { text-align: left; vertical-align: top; padding: 3px 8px 3px 0; }
    th { font-weight: 600; color: var(--quiet); }
    caption {
      position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
      white-space: nowrap;
    }
    .facts { font-size: 9.3pt; line-height: 1.3; }
    .facts th { width: 38%; font-weight: 400; }
    .facts td { font-weight: 600; }
    .facts tr, .list tr { border-bottom: 1px solid var(--rule); }
    .list { font-size: 9.5pt; }
    .list thead tr { border-bottom: 1.5px solid var(--line); }
    .number { text-align: right; }
    .time, .time span { white-space: nowrap; }
    """

  /// Paper is white whatever the screen is.
  private static let dark = """
    @media screen and (prefers-color-scheme: dark) {
      html {
        color-scheme: dark;
        --paper: #12181c; --text: #e3e9ed; --quiet: #b0bbc3; --faint: #9aa7b0; --title: #9fcbf5;
        --accent: #6cb0f0; --rule: #2c363d; --line: #5f6d76; --alarm: #ff8090; --alarmed: #34191e;
      }
    \(Ink.darkRules)
    }
    """

  private static let narrow = """
    @media screen and (max-width: 600px) {
      body { margin: 4mm auto; }
      .columns { grid-template-columns: 1fr; }
      .time { white-space: normal; }
      th, td { padding-right: 6px; }
      svg.wide { display: none; }
      svg.narrow { display: block; }
    }
    """

  private static func paper(head: String, date: String) -> String {
    let text = "font: 8pt \(fonts); color: #47545d; white-space: nowrap;"
    return """
      @page {
        size: A4; margin: 14mm 15mm 15mm 15mm;
        @top-left { content: \(quoted(head)); \(text) }
        @top-right { content: \(quoted(date)); \(text) }
        @bottom-left { content: \(quoted(notice)); \(text) }
        @bottom-right { content: "page " counter(page) " of " counter(pages); \(text) }
      }
      @media print {
        body { margin: 0; padding: 0; max-width: none; font-size: 10pt; }
        h2 { break-after: avoid; }
        figure, tr, .keep { break-inside: avoid; }
        thead { display: table-header-group; }
        .page { break-before: page; }
      }
      """
  }

  /// A text as a string of the sheet's language, in which nothing ends it or the sheet.
  static func quoted(_ text: String) -> String {
    let plain = text.unicodeScalars.map { scalar in
      let isPlain =
        scalar.isASCII
        && (scalar.properties.isAlphabetic || " .,:-".unicodeScalars.contains(scalar))
        || (0x30...0x39).contains(scalar.value)
      return isPlain ? String(scalar) : "\\" + String(scalar.value, radix: 16) + " "
    }
    return "\"" + plain.joined() + "\""
  }
}
