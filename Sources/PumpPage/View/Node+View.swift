/// What a screen says, as the page is handed it. The names are those that Sources/PumpPage/page
/// draws.
extension Node {
  /// The node as a value that JSON can hold.
  var view: ViewValue {
    switch self {
    case .heading(let text): Self.kind("heading", [ViewField("text", text)])
    case .words(let text, let tone):
      Self.kind("text", [ViewField("text", text), ViewField("tone", tone.rawValue)])
    case .facts(let facts, let isBig):
      Self.kind(
        "facts", [ViewField("rows", .list(facts.map { $0.view })), ViewField("big", isBig)])
    case .compare(let now, let new, let rows):
      Self.kind(
        "compare",
        [
          ViewField("heads", .list([.text(now), .text(new)])),
          ViewField("rows", .list(rows.map { $0.view })),
        ])
    case .day(let day): Self.kind("day", day.fields)
    case .field(let field): Self.kind("field", field.fields)
    case .choice(let choice): Self.kind("choice", choice.fields)
    case .check(let id, let label, let isOn):
      Self.kind(
        "check", [ViewField("id", id), ViewField("label", label), ViewField("on", isOn)])
    case .action(let action): Self.kind("action", action.fields)
    case .table(let table): Self.kind("table", table.fields)
    case .part(let label, let nodes):
      Self.kind(
        "group", [ViewField("label", label), ViewField("nodes", .list(nodes.map { $0.view }))])
    case .progress(let label, let share):
      Self.kind("progress", [ViewField("label", label), ViewField("share", share)])
    case .body(let body): Self.kind("body", body.fields)
    case .curve(let curve): Self.kind("curve", curve.fields)
    case .timeline(let line): Self.kind("timeline", line.fields)
    case .log(let rows): Self.kind("log", [ViewField("rows", .list(rows.map { $0.view }))])
    }
  }

  @inline(never)
  private static func kind(_ name: String, _ fields: [ViewField]) -> ViewValue {
    .object([ViewField("t", name)] + fields)
  }
}

extension Node.Fact {
  fileprivate var view: ViewValue {
    .object([
      ViewField("label", label), ViewField("value", value), ViewField("unit", unit),
      ViewField("note", note), ViewField("tone", tone.rawValue),
    ])
  }
}

extension Node.CompareRow {
  fileprivate var view: ViewValue {
    .object([
      ViewField("label", label), ViewField("now", now), ViewField("new", new),
      ViewField("differs", differs),
    ])
  }
}

extension Node.DayPicture {
  fileprivate var fields: [ViewField] {
    let most = (now + new).map { $0.amount }.max() ?? 0
    return [
      ViewField("label", label), ViewField("unit", unit),
      ViewField("now", .list(now.map { $0.view })), ViewField("new", .list(new.map { $0.view })),
      ViewField("most", most),
    ]
  }
}

extension Node.DayStep {
  fileprivate var view: ViewValue {
    .object([ViewField("m", minute), ViewField("v", amount), ViewField("words", words)])
  }
}

extension Node.Field {
  fileprivate var fields: [ViewField] {
    [
      ViewField("id", id), ViewField("label", label), ViewField("value", value),
      ViewField("placeholder", placeholder), ViewField("hint", hint), ViewField("error", error),
    ]
  }
}

extension Node.Choice {
  fileprivate var fields: [ViewField] {
    let options = options.map { option -> ViewValue in
      .object([
        ViewField("id", option.id), ViewField("label", option.label),
        ViewField("note", option.note),
      ])
    }
    return [
      ViewField("id", id), ViewField("label", label), ViewField("value", value),
      ViewField("options", .list(options)),
    ]
  }
}

extension Node.Action {
  fileprivate var fields: [ViewField] {
    [ViewField("id", id), ViewField("label", label), ViewField("kind", kind.rawValue)]
      + (why.map { [ViewField("why", $0)] } ?? [])
  }
}

extension Node.Table {
  fileprivate var fields: [ViewField] {
    [
      ViewField("caption", caption), ViewField("heads", .list(heads.map { .text($0) })),
      ViewField("rows", .list(rows.map { row in .list(row.map { .text($0) }) })),
      ViewField("tones", .list(tones.map { .text($0.rawValue) })),
    ]
  }
}

extension Node.LogRow {
  fileprivate var view: ViewValue {
    var view = [ViewField("at", at), ViewField("words", words), ViewField("tone", tone.rawValue)]
    if !act.isEmpty {
      view.append(ViewField("act", act))
      view.append(
        ViewField("fields", .list(fields.map { row in .list(row.map { .text($0) }) })))
    }
    return .object(view)
  }
}
