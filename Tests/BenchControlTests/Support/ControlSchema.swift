import BenchControl

/// The schema of what goes over the control socket, from the table of methods. What comes back as a
/// result is described in PumpFirmwareSim.schema.json, by hand, and real answers are held to that.
enum ControlSchema {
  static var text: String {
    let lines = BenchMethod.allCases.flatMap { method in
      ["request_\(method.rawValue)", "answer_\(method.rawValue)"]
    }
    let shapes =
      envelope
      + BenchMethod.allCases.map { ("params_\($0.rawValue)", parameters($0)) }
      + BenchMethod.allCases.flatMap { method in
        [
          ("request_\(method.rawValue)", request(method)),
          ("answer_\(method.rawValue)", answer(method)),
        ]
      }
    return SchemaTree.object([
      ("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
      ("title", .text("The control socket of PumpFirmwareSim")),
      ("description", .text(about)),
      (
        "anyOf", .list((lines + ["error", "notice"]).map { .object([reference("#/$defs/\($0)")]) })
      ),
      ("$defs", .object(shapes)),
    ]).rendered() + "\n"
  }

  private static let about =
    "A line over the control socket (bench.md) is one of these: a bench sends `request_` and a"
    + " method's name, and gets `answer_` and the same name, or `error`; one that follows also gets"
    + " `notice` after `notice`. The pump ignores"
    + " parameters that a method does not know; here they are a mistake. A result is a shape of"
    + " PumpFirmwareSim.schema.json, where the rules for names and units are, and has no `outcome`:"
    + " that there is a result says it. Nothing is null but the id of an error."

  // MARK: - Parts

  private typealias Fields = [(String, SchemaTree)]

  private static func object(
    _ description: String, _ properties: Fields, required: [String]
  ) -> SchemaTree {
    .object([
      ("type", .text("object")), ("description", .text(description)),
      ("properties", .object(properties)), ("required", .words(required)),
      ("additionalProperties", .flag(false)),
    ])
  }

  private static func described(_ fields: Fields, _ description: String) -> SchemaTree {
    .object(fields + [("description", .text(description))])
  }

  private static func words(_ words: [String]) -> Fields {
    [("type", .text("string")), ("enum", .words(words))]
  }

  /// What refers to a shape.
  private static func reference(_ place: String) -> (String, SchemaTree) { ("$ref", .text(place)) }

  private static func always(_ word: String) -> SchemaTree {
    described(words([word]), "Always `\(word)`.")
  }

  private static func bounds(_ range: ClosedRange<Int128>) -> Fields {
    [("minimum", .number(range.lowerBound)), ("maximum", .number(range.upperBound))]
  }

  // MARK: - Shapes

  private static func parameters(_ method: BenchMethod) -> SchemaTree {
    object(
      "What `\(method.rawValue)` takes.",
      method.parameters.map { ($0.name, parameter($0)) } + [(ControlRequest.pumpKey, pump)],
      required: method.parameters.filter { !$0.isOptional }.map(\.name))
  }

  private static let pump = described(
    [("type", .text("string")), ("pattern", .text("^p[1-9][0-9]*$"))],
    "Which of several pumps is meant; left out for a pump that is alone, and to `quit` all.")

  private static func parameter(_ parameter: BenchParameter) -> SchemaTree {
    let measure = parameter.measure.map { " In \($0); left out, it stays as it is." } ?? ""
    return described(values(parameter.values), parameter.meaning + measure)
  }

  private static func values(_ values: BenchParameter.Values) -> Fields {
    switch values {
    case .path: return [("type", .text("string")), ("pattern", .text("^/"))]
    case .numbers(let range, _): return [("type", .text("integer"))] + bounds(range)
    case .zeroOrNumbers(let range, _):
      let zero = SchemaTree.object([("enum", .list([.number(0)]))])
      return [
        ("type", .text("integer")), ("anyOf", .list([zero, .object(bounds(range))])),
      ]
    case .words(let known):
      guard let vocabulary = known.vocabulary else { return words(known.own) }
      let shared: Fields = [reference(vocabulary.reference)]
      if known.own.isEmpty { return shared }
      return [("anyOf", .list([.object(shared), .object(words(known.own))]))]
    }
  }

  private static func request(_ method: BenchMethod) -> SchemaTree {
    let isNeeded = method.parameters.contains { !$0.isOptional } || method.needsASetting
    let parameters: Fields = [
      (
        "params",
        described(
          [reference("#/$defs/params_\(method.rawValue)")],
          isNeeded ? "What it takes." : "What it takes; may be left out.")
      )
    ]
    return object(
      "A request for `\(method.rawValue)`.",
      [
        ("jsonrpc", always("2.0")),
        (
          "id",
          described(
            [reference("#/$defs/id")],
            "What its answer is to bear; left out, it is carried out and not answered.")
        ), ("method", always(method.rawValue)),
      ] + parameters,
      required: ["jsonrpc", "method"] + (isNeeded ? ["params"] : []))
  }

  private static func answer(_ method: BenchMethod) -> SchemaTree {
    object(
      "The answer to `\(method.rawValue)`.",
      [
        ("jsonrpc", always("2.0")), ("id", described([reference("#/$defs/id")], "The request's.")),
        (
          "result",
          described(
            [
              reference("PumpFirmwareSim.schema.json#/$defs/\(method.answer.shape)"),
              ("not", .object([("required", .words(["outcome"]))])),
            ], "What came of it.")
        ),
      ], required: ["jsonrpc", "id", "result"])
  }

  /// What is around requests and answers.
  private static var envelope: Fields {
    let integers = Int128(Int64.min)...Int128(Int64.max)
    let codes = BenchFailure.Code.allCases
    return [
      (
        "id",
        described(
          [("type", .words(["integer", "string"]))] + bounds(integers),
          "What ties an answer to its request: a whole number of 64 bits, signed, or a text.")
      ),
      (
        "error_code",
        described(
          [
            ("type", .text("integer")), ("enum", .list(codes.map { .number(Int128($0.rawValue)) })),
          ], codes.map { "\($0.rawValue): \($0.meaning)" }.joined(separator: "; ") + ".")
      ),
      (
        "direction",
        described(words(BenchParameter.Vocabulary.direction.words), "Which way over the line.")
      ), ("failure", failure), ("error", error), ("notice", notice), ("event", event),
    ]
  }

  private static var failure: SchemaTree {
    object(
      "Why a request was not carried out, or not saved.",
      [
        ("code", described([reference("#/$defs/error_code")], "Which kind of thing it is.")),
        ("message", described([("type", .text("string"))], "What is wrong, for a person.")),
      ], required: ["code", "message"])
  }

  private static var error: SchemaTree {
    let id = SchemaTree.list([
      .object([reference("#/$defs/id")]), .object([("type", .text("null"))]),
    ])
    return object(
      "The answer to a request that failed.",
      [
        ("jsonrpc", always("2.0")),
        ("id", described([("anyOf", id)], "The request's; null when it could not be read.")),
        ("error", described([reference("#/$defs/failure")], "Why.")),
      ], required: ["jsonrpc", "id", "error"])
  }

  private static var notice: SchemaTree {
    object(
      "What happened, to a bench that asked to follow: a notification, which has no id.",
      [
        ("jsonrpc", always("2.0")), ("method", always(EventNotice.method)),
        (
          "params",
          described(
            [reference("PumpFirmwareSim.schema.json#/$defs/happening")], "What it was.")
        ),
      ], required: ["jsonrpc", "method", "params"])
  }

  private static var event: SchemaTree {
    let shapes = ["alarm", "line", "patient_event"].map {
      SchemaTree.object([reference("PumpFirmwareSim.schema.json#/$defs/\($0)")])
    }
    return .object([
      (
        "description",
        .text(
          "What a pump tells on standard error while it runs, with `--json`: tones that the patient"
            + " hears, what becomes of its port, and who is in the body. It is not sent over the"
            + " socket.")
      ), ("anyOf", .list(shapes)),
    ])
  }
}

extension BenchMethod {
  /// Whether it takes at least one of what may be left out.
  fileprivate var needsASetting: Bool { self == .linkSet }
}
