extension BodyPicture {
  /// The fields of the picture.
  var fields: [ViewField] {
    let stretches = path.map { stretch -> ViewValue in
      .object([
        ViewField("nl", stretch.nanolitres), ViewField("strength", stretch.strength),
        ViewField("words", stretch.words),
      ])
    }
    return [
      ViewField("head", head),
      ViewField(
        "reservoir",
        .object([
          ViewField("nl", reservoir), ViewField("of", capacity),
          ViewField("words", reservoirWords), ViewField("tone", reservoirTone.rawValue),
        ])),
      ViewField(
        "rotor",
        .object([
          ViewField("strokes", strokes), ViewField("words", strokesWords),
          ViewField("turns", turns),
        ])),
      ViewField("path", .list(stretches)), ViewField("power", isOn),
      ViewField("implanted", isImplanted),
      ViewField("patient", patient.isEmpty ? .null : .text(patient)),
      ViewField("alarms", .list(alarms.map { .text($0) })),
    ]
  }
}

extension Curve {
  /// The fields of the picture.
  var fields: [ViewField] {
    let lanes = lanes.map { lane -> ViewValue in
      .object([
        ViewField("name", lane.name),
        ViewField("points", .list(lane.points.map { Self.numbers($0) })),
      ])
    }
    let marks = marks.map { mark -> ViewValue in
      .object([
        ViewField("x", .number(mark.x)), ViewField("words", mark.words),
        ViewField("tone", mark.tone.rawValue),
      ])
    }
    let goalFields = goal.map { tick -> [ViewField] in
      let value: ViewValue = .object([
        ViewField("y", .number(tick.at)), ViewField("words", tick.words),
      ])
      return [ViewField("goal", value)]
    }
    return [
      ViewField("label", label), ViewField("unit", unit), ViewField("words", words),
      ViewField("lanes", .list(lanes)), ViewField("x", Self.numbers(x)),
      ViewField("y", Self.numbers(y)), ViewField("marks", .list(marks)),
      ViewField("xwords", .list(xTicks.map { $0.view })),
      ViewField("ywords", .list(yTicks.map { $0.view })),
    ] + (goalFields ?? [])
  }

  private static func numbers(_ values: [Int64]) -> ViewValue {
    .list(values.map { .number($0) })
  }
}

extension Curve.Tick {
  fileprivate var view: ViewValue { .list([.number(at), .text(words)]) }
}

extension TimelinePicture {
  /// The fields of the picture.
  var fields: [ViewField] {
    let lanes = lanes.map { lane -> ViewValue in
      .object([
        ViewField("name", lane.name), ViewField("marks", .list(lane.marks.map { $0.view })),
        ViewField("spans", .list(lane.spans.map { $0.view })),
      ])
    }
    return [
      ViewField("from", from), ViewField("to", to), ViewField("now", now), ViewField("head", head),
      ViewField("words", headWords), ViewField("origin", origin), ViewField("lanes", .list(lanes)),
      ViewField("fromwords", fromWords), ViewField("towords", toWords),
    ]
  }
}

extension TimelinePicture.Mark {
  fileprivate var view: ViewValue {
    .object([
      ViewField("at", at), ViewField("words", words), ViewField("tone", tone.rawValue),
      ViewField("when", when),
    ])
  }
}

extension TimelinePicture.Span {
  fileprivate var view: ViewValue {
    .object([
      ViewField("from", from), ViewField("to", to), ViewField("words", words),
      ViewField("tone", tone.rawValue),
    ])
  }
}
