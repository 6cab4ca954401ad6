import Foundation

/// How a line or a bar looks.
struct PlotStyle {
  let color: String
  var width = 1.8
  var dash: String?
  /// How much of what lies below shows through a filled shape.
  var opacity = 1.0

  static let programmed = PlotStyle(color: "#5b6770", width: 1.6, dash: "5 3")
  static let delivered = PlotStyle(color: "#1b5e9e")
  static let truth = PlotStyle(color: "#c2570c")
  static let alarm = PlotStyle(color: "#a3162a", width: 1.2, dash: "2 3")
  static let event = PlotStyle(color: "#1b5e9e", width: 1.1, dash: "2 3")
  static let mark = PlotStyle(color: "#1c242a", width: 1.4)
  static let pause = PlotStyle(color: "#d8dee2", opacity: 0.7)
  static let faint = PlotStyle(color: "#9aa5ad", width: 1)
}

/// A drawing with two axes. Coordinates of the data are those of its scales.
///
/// All that it looks like stands in its own attributes: not every reader of the page applies the
/// page's sheet of styles to a drawing.
struct Plot {
  private static let width = 720.0
  private static let left = 64.0
  private static let right = 18.0
  private static let bottom = 42.0
  private static let top = 34.0
  private static let axis = "#5b6770"
  private static let quiet = "#47545d"

  let x: Scale
  let y: Scale
  let height: Double
  private var items: [Markup] = []
  private var legend: [(style: PlotStyle, label: String, isFilled: Bool)] = []
  /// What the drawing shows, for those who cannot see it.
  private let label: String

  init(_ label: String, x: Scale, y: Scale, height: Double = 250) {
    self.label = label
    self.x = x
    self.y = y
    self.height = height
  }

  // MARK: Shapes

  /// A line through points.
  mutating func line(_ points: [(Double, Double)], _ style: PlotStyle) {
    guard points.count > 1 else { return }
    let path = points.map { "\(Self.short(across($0.0))),\(Self.short(up($0.1)))" }
    items.append(
      .element(
        "polyline", [("points", path.joined(separator: " ")), ("fill", "none")] + stroke(style), [])
    )
  }

  /// A line that keeps each value until the next point.
  mutating func steps(_ points: [(Double, Double)], until end: Double, _ style: PlotStyle) {
    var path: [(Double, Double)] = []
    for (place, point) in points.enumerated() {
      path.append(point)
      path.append((place + 1 < points.count ? points[place + 1].0 : end, point.1))
    }
    line(path, style)
  }

  /// A bar from the axis up.
  mutating func bar(from: Double, to: Double, height value: Double, _ style: PlotStyle) {
    let zero = up(max(y.lower, min(0, y.upper)))
    let tip = up(value)
    items.append(
      .element(
        "rect",
        [
          ("x", Self.short(across(from))), ("y", Self.short(min(zero, tip))),
          ("width", Self.short(max(0.5, across(to) - across(from)))),
          ("height", Self.short(abs(zero - tip))), ("fill", style.color),
          ("fill-opacity", Self.short(style.opacity)),
        ], []))
  }

  /// A stretch shaded from top to bottom.
  mutating func band(from: Double, to: Double) {
    guard to > from else { return }
    bar(from: from, to: to, height: y.upper, .pause)
  }

  mutating func dot(_ point: (Double, Double), _ style: PlotStyle) {
    items.append(
      .element(
        "circle",
        [
          ("cx", Self.short(across(point.0))), ("cy", Self.short(up(point.1))), ("r", "2.6"),
          ("fill", style.color),
        ], []))
  }

  /// A line across the whole width at a value, with a word at its left end.
  mutating func level(_ value: Double, _ style: PlotStyle, _ words: String) {
    line([(x.lower, value), (x.upper, value)], style)
    write(words, at: Self.left + 6, up(value) - 4, style.color)
  }

  /// A line from top to bottom at a value, with a word at its top.
  mutating func moment(_ value: Double, _ style: PlotStyle, _ words: String, row: Int = 0) {
    line([(value, y.lower), (value, y.upper)], style)
    let isRight = x.place(value) > 0.7
    write(
      words, at: across(value) + (isRight ? -5 : 5), Self.top + 11 + 13 * Double(row), style.color,
      anchor: isRight ? "end" : "start")
  }

  /// Names a style in the legend.
  mutating func name(_ style: PlotStyle, _ label: String, isFilled: Bool = false) {
    legend.append((style, label, isFilled))
  }

  private mutating func write(
    _ words: String, at x: Double, _ y: Double, _ color: String, anchor: String = "start"
  ) {
    items.append(Self.text(words, x, y, anchor: anchor, color: color, size: "10.5"))
  }

  // MARK: The drawing

  var markup: Markup {
    .element(
      "svg",
      [
        ("xmlns", "http://www.w3.org/2000/svg"), ("role", "img"), ("aria-label", label),
        ("viewBox", "0 0 \(Self.short(Self.width)) \(Self.short(height))"),
      ], [frame, .element("g", [], items), names])
  }

  private var frame: Markup {
    var parts: [Markup] = []
    let ground = height - Self.bottom
    for tick in y.ticks {
      let place = up(tick.value)
      parts.append(Self.line(Self.left, place, Self.width - Self.right, place, "#e4e9ec"))
      parts.append(Self.text(tick.label, Self.left - 7, place + 3.8, anchor: "end"))
    }
    for tick in x.ticks {
      let place = across(tick.value)
      parts.append(Self.line(place, ground, place, ground + 4, Self.axis))
      // A word at the edge of the sheet must not be cut off by it.
      let half = Double(tick.label.count) * 3.1
      let isOver = place + half > Self.width
      parts.append(
        Self.text(
          tick.label, isOver ? Self.width - 1 : place, ground + 16,
          anchor: isOver ? "end" : "middle"))
    }
    parts.append(Self.line(Self.left, ground, Self.width - Self.right, ground, Self.axis))
    let middle = (Self.left + Self.width - Self.right) / 2
    parts.append(Self.text(x.title, middle, height - 6, anchor: "middle", color: Self.quiet))
    parts.append(Self.text(y.title, 4, 12, anchor: "start", color: Self.quiet))
    return .element("g", [], parts)
  }

  private var names: Markup {
    var parts: [Markup] = []
    var right = Self.width - Self.right
    for item in legend.reversed() {
      let length = Double(item.label.count) * 5.9
      parts.append(Self.text(item.label, right - length, 12, anchor: "start"))
      let start = right - length - 24
      if item.isFilled {
        parts.append(
          .element(
            "rect",
            [
              ("x", Self.short(start + 6)), ("y", "3"), ("width", "12"), ("height", "10"),
              ("fill", item.style.color), ("fill-opacity", Self.short(item.style.opacity)),
            ], []))
      } else {
        parts.append(
          .element(
            "line",
            [
              ("x1", Self.short(start)), ("x2", Self.short(start + 19)), ("y1", "8"), ("y2", "8"),
            ] + stroke(item.style), []))
      }
      right = start - 14
    }
    return .element("g", [], parts)
  }

  private func across(_ value: Double) -> Double {
    Self.left + x.place(value) * (Self.width - Self.left - Self.right)
  }

  private func up(_ value: Double) -> Double {
    height - Self.bottom - y.place(value) * (height - Self.bottom - Self.top)
  }

  private func stroke(_ style: PlotStyle) -> [(name: String, value: String)] {
    [("stroke", style.color), ("stroke-width", Self.short(style.width))]
      + (style.dash.map { [("stroke-dasharray", $0)] } ?? [])
  }

  private static func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ color: String
  ) -> Markup {
    .element(
      "line",
      [
        ("x1", short(x1)), ("y1", short(y1)), ("x2", short(x2)), ("y2", short(y2)),
        ("stroke", color), ("stroke-width", "1"),
      ], [])
  }

  private static func text(
    _ words: String, _ x: Double, _ y: Double, anchor: String, color: String = "#2b363d",
    size: String = "11"
  ) -> Markup {
    .element(
      "text",
      [
        ("x", short(x)), ("y", short(y)), ("text-anchor", anchor), ("font-size", size),
        ("font-family", ReportStyle.fonts), ("fill", color),
      ], [.text(words)])
  }

  /// A coordinate to a hundredth of a point.
  private static func short(_ value: Double) -> String {
    let rounded = (value * 100).rounded() / 100
    return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }
}
