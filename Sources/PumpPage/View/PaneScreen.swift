import Console

/// What one of the page's panes shows.
struct PaneScreen: Equatable {
  /// Another screen has another name: then what was typed on the one before is gone.
  var id: String
  var title: String
  /// The act that leads back from here; `nil` where none does.
  var back: String?
  /// What is under way, and awaited; `nil` for nothing.
  var busy: String?
  var nodes: [Node]

  init(
    _ id: String, _ title: String, back: String? = nil, busy: String? = nil, _ nodes: [Node]
  ) {
    self.id = id
    self.title = title
    self.back = back
    self.busy = busy
    self.nodes = nodes
  }

  var view: ViewValue {
    var fields = [ViewField("id", id), ViewField("title", title)]
    if let back { fields.append(ViewField("back", back)) }
    if let busy { fields.append(ViewField("busy", busy)) }
    fields.append(ViewField("nodes", .list(nodes.map { $0.view })))
    return .object(fields)
  }
}

/// What a person did on a screen, with what stands in its fields.
struct Act: Equatable {
  /// Which pane, and what there.
  let pane: String
  let id: String
  /// The fields as they stand.
  let values: [Value]

  /// A field and what stands in it.
  struct Value: Equatable {
    let name: String
    let text: String

    init(_ name: String, _ text: String) {
      self.name = name
      self.text = text
    }
  }

  init(pane: String, id: String, values: [Value]) {
    self.pane = pane
    self.id = id
    self.values = values
  }

  /// The act as it is handed over.
  var text: String {
    values.reduce("\(pane)/\(id)") { $0 + "\n\($1.name)=\($1.text)" }
  }

  /// An act as the page hands it over: `pane/id`, and then a line `name=value` for each field;
  /// `nil` for what is none.
  init?(_ text: String) {
    let lines = text.fields(between: "\n")
    guard let (pane, id) = lines.first?.halves(at: "/") else { return nil }
    self.pane = pane
    self.id = id
    values = lines.dropFirst().compactMap { line in
      line.halves(at: "=").map { Value($0.before, $0.behind) }
    }
  }

  /// What stands in a field, without the spaces around it; empty where there is no such field.
  subscript(name: String) -> String {
    guard let value = values.first(where: { $0.name == name }) else { return "" }
    var text = Substring(value.text)
    while text.first == " " { text = text.dropFirst() }
    while text.last == " " { text = text.dropLast() }
    return String(text)
  }

  /// Whether a box is ticked.
  func has(_ name: String) -> Bool { self[name] == "true" || self[name] == "on" }
}
