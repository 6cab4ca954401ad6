/// How a line or a bar looks.
struct PlotStyle {
  let ink: Ink
  var width = 1.8
  var dash: String?
  /// How much of what lies below shows through a filled shape.
  var opacity = 1.0

  static let programmed = PlotStyle(ink: .programmed, width: 1.6, dash: "5 3")
  static let delivered = PlotStyle(ink: .delivered)
  static let truth = PlotStyle(ink: .truth)
  static let alarm = PlotStyle(ink: .alarm, width: 1.2, dash: "2 3")
  static let event = PlotStyle(ink: .delivered, width: 1.1, dash: "2 3")
  static let mark = PlotStyle(ink: .mark, width: 1.4)
  static let pause = PlotStyle(ink: .pause, opacity: 0.7)
  static let faint = PlotStyle(ink: .faint, width: 1)
}

/// What is to be drawn over two axes. Coordinates are those of its scales; ``PlotSheet`` lays it
/// out, once for paper and wide screens, and once for narrow ones.
struct Plot {
  /// A thing to draw.
  enum Shape {
    /// A line through points.
    case line([(Double, Double)], PlotStyle)
    /// A bar from the axis up.
    case bar(from: Double, to: Double, height: Double, PlotStyle)
    /// A point.
    case dot((Double, Double), PlotStyle)
    /// Words above a line across the whole width, at its left end.
    case levelWords(String, Double, Ink)
    /// Words beside a line from top to bottom, so many rows below its top.
    case momentWords(String, Double, Ink, row: Int)
  }

  /// A style that is named beside the drawing.
  struct Name {
    let style: PlotStyle
    let label: String
    let isFilled: Bool
  }

  let x: Scale
  let y: Scale
  let height: Double
  private(set) var shapes: [Shape] = []
  private(set) var names: [Name] = []
  /// What the drawing shows.
  let label: String

  init(_ label: String, x: Scale, y: Scale, height: Double = 250) {
    self.label = label
    self.x = x
    self.y = y
    self.height = height
  }

  /// A line through points.
  mutating func line(_ points: [(Double, Double)], _ style: PlotStyle) {
    if points.count > 1 { shapes.append(.line(points, style)) }
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
    shapes.append(.bar(from: from, to: to, height: value, style))
  }

  /// A stretch shaded from top to bottom.
  mutating func band(from: Double, to: Double) {
    if to > from { bar(from: from, to: to, height: y.upper, .pause) }
  }

  mutating func dot(_ point: (Double, Double), _ style: PlotStyle) {
    shapes.append(.dot(point, style))
  }

  /// A line across the whole width at a value, with a word at its left end.
  mutating func level(_ value: Double, _ style: PlotStyle, _ words: String) {
    line([(x.lower, value), (x.upper, value)], style)
    shapes.append(.levelWords(words, value, style.ink))
  }

  /// A line from top to bottom at a value, with a word at its top.
  mutating func moment(_ value: Double, _ style: PlotStyle, _ words: String, row: Int = 0) {
    line([(value, y.lower), (value, y.upper)], style)
    shapes.append(.momentWords(words, value, style.ink, row: row))
  }

  /// Names a style in the legend.
  mutating func name(_ style: PlotStyle, _ label: String, isFilled: Bool = false) {
    names.append(Name(style: style, label: label, isFilled: isFilled))
  }

  /// The drawing in both layouts, with the words under it. A reader that sees nothing is told what
  /// it shows, and the words under it, which have its numbers.
  func figure(_ caption: String) -> Markup {
    .tag(
      "figure", nil, PlotSheet(self, .wide, caption).markup,
      PlotSheet(self, .narrow, caption).markup, .tag("figcaption", text: caption))
  }
}
