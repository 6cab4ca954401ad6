/// A drawing laid out on a sheet of some width.
///
/// All that it looks like stands in its own attributes: not every reader of the page applies the
/// page's sheet of styles to a drawing. Colours have a class besides, for dark screens.
struct PlotSheet {
  /// How wide a sheet is, and how large its words: on a narrow screen a wide sheet shrinks to words
  /// that nobody can read.
  struct Layout {
    /// What the sheet of styles knows it by.
    let name: String
    let width: Double
    let letters: Double
    /// Whether it is shown where no sheet of styles is applied.
    let isUsual: Bool

    static let wide = Layout(name: "wide", width: 720, letters: 11, isUsual: true)
    static let narrow = Layout(name: "narrow", width: 400, letters: 12.5, isUsual: false)

    /// About how wide words are.
    func width(of words: String) -> Double { Double(words.count) * letters * 0.55 }
  }

  private let plot: Plot
  private let layout: Layout
  private let label: String
  private let left: Double
  private let right = 18.0
  private let bottom: Double
  private let top: Double
  private let height: Double
  /// The legend from the top down; each row stands to the right.
  private let rows: [[Plot.Name]]
  /// Whether the first row stands beside the title of the axis.
  private let isBesideTitle: Bool

  init(_ plot: Plot, _ layout: Layout, _ caption: String) {
    self.plot = plot
    self.layout = layout
    label = "\(plot.label). \(caption)"
    let values = plot.y.ticks.map { layout.width(of: $0.label) }.max() ?? 0
    left = layout.isUsual ? 64 : max(36, values + 14)
    bottom = layout.letters * 3.9
    let title = layout.width(of: plot.y.title) + 24
    let whole = layout.width - right
    rows = Self.rows(plot.names, layout, within: whole)
    let first = rows.first.map { row in row.map { Self.width(of: $0, layout) }.reduce(0, +) } ?? 0
    isBesideTitle = first <= whole - title
    let extra = max(0, rows.count - (isBesideTitle ? 1 : 0))
    top = 34 + Double(extra) * layout.letters * 1.5
    height = plot.height + top - 34 + bottom - 42
  }

  private static func width(of name: Plot.Name, _ layout: Layout) -> Double {
    layout.width(of: name.label) + 38
  }

  private static func rows(
    _ names: [Plot.Name], _ layout: Layout, within whole: Double
  ) -> [[Plot.Name]] {
    var rows: [[Plot.Name]] = []
    var left = 0.0
    for name in names {
      let width = width(of: name, layout)
      if width > left {
        rows.append([])
        left = whole
      }
      rows[rows.count - 1].append(name)
      left -= width
    }
    return rows
  }

  var markup: Markup {
    var attributes = [
      ("xmlns", "http://www.w3.org/2000/svg"), ("class", layout.name), ("role", "img"),
      ("aria-label", label),
      ("viewBox", "0 0 \(Self.short(layout.width)) \(Self.short(height))"),
    ]
    if !layout.isUsual { attributes.append(("display", "none")) }
    return .element(
      "svg", attributes, [frame, .element("g", [], plot.shapes.map(draw)), legend])
  }

  // MARK: Shapes

  private func draw(_ shape: Plot.Shape) -> Markup {
    switch shape {
    case .line(let points, let style):
      let path = points.map { "\(Self.short(across($0.0))),\(Self.short(up($0.1)))" }
      return .element(
        "polyline",
        [("points", path.joined(separator: " ")), ("fill", "none")] + Self.stroke(style), [])
    case .bar(let from, let to, let value, let style):
      let zero = up(max(plot.y.lower, min(0, plot.y.upper)))
      let tip = up(value)
      return .element(
        "rect",
        [
          ("x", Self.short(across(from))), ("y", Self.short(min(zero, tip))),
          ("width", Self.short(max(0.5, across(to) - across(from)))),
          ("height", Self.short(abs(zero - tip))),
        ] + Self.fill(style), [])
    case .dot(let point, let style):
      return .element(
        "circle",
        [("cx", Self.short(across(point.0))), ("cy", Self.short(up(point.1))), ("r", "2.6")]
          + Self.fill(style), [])
    case .levelWords(let words, let value, let ink):
      return text(words, left + 6, up(value) - 4, ink: ink)
    case .momentWords(let words, let value, let ink, let row):
      let isRight = plot.x.place(value) > 0.5
      return text(
        words, across(value) + (isRight ? -5 : 5),
        top + layout.letters * (1 + 1.2 * Double(row)), anchor: isRight ? "end" : "start", ink: ink)
    }
  }

  // MARK: Axes

  private var frame: Markup {
    var parts: [Markup] = []
    let ground = height - bottom
    let end = layout.width - right
    for tick in plot.y.ticks {
      let place = up(tick.value)
      parts.append(Self.line(left, place, end, place, .grid))
      parts.append(text(tick.label, left - 7, place + layout.letters * 0.35, anchor: "end"))
    }
    var taken = -Double.infinity
    for tick in plot.x.ticks {
      let place = across(tick.value)
      parts.append(Self.line(place, ground, place, ground + 4, .axis))
      // A word at the edge of the sheet must not be cut off by it, and none runs into another.
      let half = layout.width(of: tick.label) / 2
      let isOver = place + half > layout.width
      let start = isOver ? layout.width - 1 - 2 * half : place - half
      guard start > taken + 5 else { continue }
      taken = start + 2 * half
      parts.append(
        text(
          tick.label, isOver ? layout.width - 1 : place, ground + layout.letters * 1.45,
          anchor: isOver ? "end" : "middle"))
    }
    parts.append(Self.line(left, ground, end, ground, .axis))
    parts.append(
      text(plot.x.title, (left + end) / 2, height - 6, anchor: "middle", ink: .quiet))
    parts.append(text(plot.y.title, 4, 12, ink: .quiet))
    return .element("g", [], parts)
  }

  // MARK: Legend

  private var legend: Markup {
    var parts: [Markup] = []
    for (place, row) in rows.enumerated() {
      let line = 12 + Double(place + (isBesideTitle ? 0 : 1)) * layout.letters * 1.5
      var end = layout.width - right
      for name in row.reversed() {
        let words = layout.width(of: name.label)
        parts.append(text(name.label, end - words, line))
        parts.append(Self.sample(name, at: end - words - 24, line))
        end -= words + 38
      }
    }
    return .element("g", [], parts)
  }

  private static func sample(_ name: Plot.Name, at start: Double, _ line: Double) -> Markup {
    guard name.isFilled else {
      return .element(
        "line",
        [
          ("x1", short(start)), ("x2", short(start + 19)), ("y1", short(line - 4)),
          ("y2", short(line - 4)),
        ] + stroke(name.style), [])
    }
    return .element(
      "rect",
      [
        ("x", short(start + 6)), ("y", short(line - 9)), ("width", "12"), ("height", "10"),
      ] + fill(name.style), [])
  }

  // MARK: Places and looks

  private func across(_ value: Double) -> Double {
    left + plot.x.place(value) * (layout.width - left - right)
  }

  private func up(_ value: Double) -> Double {
    height - bottom - plot.y.place(value) * (height - bottom - top)
  }

  private static func stroke(_ style: PlotStyle) -> [(name: String, value: String)] {
    [
      ("class", style.ink.style), ("stroke", style.ink.light), ("stroke-width", short(style.width)),
    ] + (style.dash.map { [("stroke-dasharray", $0)] } ?? [])
  }

  private static func fill(_ style: PlotStyle) -> [(name: String, value: String)] {
    [
      ("class", style.ink.style), ("fill", style.ink.light),
      ("fill-opacity", short(style.opacity)),
    ]
  }

  private static func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ ink: Ink
  ) -> Markup {
    .element(
      "line",
      [
        ("x1", short(x1)), ("y1", short(y1)), ("x2", short(x2)), ("y2", short(y2)),
        ("class", ink.style), ("stroke", ink.light), ("stroke-width", "1"),
      ], [])
  }

  private func text(
    _ words: String, _ x: Double, _ y: Double, anchor: String = "start", ink: Ink = .text
  ) -> Markup {
    .element(
      "text",
      [
        ("x", Self.short(x)), ("y", Self.short(y)), ("text-anchor", anchor),
        ("font-size", Self.short(layout.letters)), ("font-family", ReportStyle.fonts),
        ("class", ink.style), ("fill", ink.light),
      ], [.text(words)])
  }

  /// A coordinate to a hundredth of a point.
  private static func short(_ value: Double) -> String {
    let rounded = (value * 100).rounded() / 100
    return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }
}
