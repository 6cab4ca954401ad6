/// How the report looks, on a screen and on paper of A4.
enum ReportStyle {
  static let fonts =
    "Segoe UI, Helvetica Neue, Arial, Liberation Sans, DejaVu Sans, sans-serif"

  static let sheet = """
    @page { size: A4; margin: 16mm 15mm 18mm 15mm; }
    * { box-sizing: border-box; }
    html { background: #ffffff; color: #1c242a; }
    body {
      font: 10.5pt/1.4 \(fonts);
      max-width: 180mm; margin: 12mm auto; padding: 0 4mm;
    }
    header { border-bottom: 2px solid #1b5e9e; padding-bottom: 8px; margin-bottom: 14px; }
    h1 { font-size: 20pt; font-weight: 600; margin: 0 0 2px 0; letter-spacing: -0.2px; }
    h2 { font-size: 13pt; font-weight: 600; margin: 18px 0 5px 0; color: #12395f; }
    p { margin: 4px 0 8px 0; }
    .lead { color: #47545d; margin: 0; }
    .notice { font-size: 9pt; color: #5b6770; }
    .warning {
      border-left: 4px solid #a3162a; background: #fbeff0; padding: 6px 10px; margin: 10px 0;
    }
    .columns { display: grid; grid-template-columns: 1fr 1fr; gap: 0 28px; }
    table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
    th, td { text-align: left; vertical-align: top; padding: 3px 8px 3px 0; }
    th { font-weight: 600; color: #47545d; }
    .facts { font-size: 9.3pt; line-height: 1.3; }
    .facts th { width: 38%; font-weight: 400; }
    .facts td { font-weight: 600; }
    .facts tr, .list tr { border-bottom: 1px solid #e1e6ea; }
    .list { font-size: 9.5pt; }
    .list thead tr { border-bottom: 1.5px solid #9aa5ad; }
    .number { text-align: right; }
    .time { white-space: nowrap; }
    figure { margin: 4px 0 6px 0; }
    figcaption { font-size: 9pt; color: #47545d; margin-top: 2px; }
    svg { width: 100%; height: auto; display: block; }
    footer {
      margin-top: 28px; padding-top: 6px; border-top: 1px solid #9aa5ad; font-size: 8.5pt;
      color: #5b6770;
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
