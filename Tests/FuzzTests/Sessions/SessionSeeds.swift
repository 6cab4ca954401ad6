import FuzzSupport
import Telemetry

/// Scripts of a pump that use what there is: every request of the fixtures in a session of its own,
/// and visits in which one thing leads to another.
enum PumpSeeds {
  static func all(_ fixtures: Fixtures) throws -> [String: [UInt8]] {
    let bodies = try bodies(fixtures)
    var seeds: [String: [UInt8]] = [:]
    var visit: [UInt8] = [0] + open
    for (number, name) in bodies.keys.sorted().enumerated() {
      guard let (type, body) = bodies[name] else { continue }
      visit += message(type, body)
      if number % 8 == 7 {
        seeds["seed-visit-\(number / 8)"] = visit
        visit = [UInt8(number / 8)] + open
      }
    }
    seeds["seed-visit-rest"] = visit
    if let stage = bodies["stageTherapy"], let bolus = bodies["startBolus"] {
      seeds["seed-commit"] =
        [0] + open + message(stage.0, stage.1) + message(0x21, []) + [step(.commit)]
        + time(60_000, 4) + message(bolus.0, bolus.1) + [step(.again)] + time(60_000, 8)
    }
    seeds["seed-power"] =
      [1] + open + [step(.open), 0x80, 0, step(.emergency), step(.power), 0] + time(60_000, 6) + [
        step(.power), 1,
      ] + open
      + [step(.head), 0, step(.noise), 3, 0, 1, 0, step(.head), 2] + time(60_000, 10)
    return seeds
  }

  static func bodies(_ fixtures: Fixtures) throws -> [String: (UInt8, [UInt8])] {
    var bodies: [String: (UInt8, [UInt8])] = [:]
    for frame in try fixtures.frames() {
      let content = frame.content
      if content[0] == 1, content[1] < 0x80 {
        bodies[frame.message] = (content[1], Array(content[4...]))
      }
    }
    return bodies
  }

  private static let open = [step(.open), 0, 0]

  private static func step(_ step: PumpScript.Step) -> UInt8 { step.rawValue }

  private static func message(_ type: UInt8, _ body: [UInt8]) -> [UInt8] {
    [step(.message), type, UInt8(body.count)] + body
  }

  private static func time(_ length: UInt16, _ doublings: UInt8) -> [UInt8] {
    [step(.time), UInt8(length & 0xFF), UInt8(length >> 8), doublings]
  }
}

/// Scripts of a programmer whose orders are answered, refused, lost and settled.
enum ProgrammerSeeds {
  static func all(_ fixtures: Fixtures) throws -> [String: [UInt8]] {
    let opened: [UInt8] = [0, step(.open), step(.right), 0, step(.right), 1, 0, 0, 0]
    let order = [step(.order), 0]
    var seeds = [
      "seed-order": opened + order + [step(.right), 9, 0, 0, 0],
      "seed-refused": opened + order + [step(.refuse), 1],
      "seed-lost": opened + order + [step(.late), step(.right), 0, 1, 9, 0, 0, 0],
      "seed-unknown": opened + order + [UInt8](repeating: step(.late), count: 12) + order,
      "seed-reopened": opened + order + [step(.refuse), 5, step(.right), 1, 1, 0, 0, 0],
    ]
    for (name, message) in try PumpSeeds.bodies(fixtures) {
      seeds["seed-begin-\(name)"] =
        opened + [step(.begin), message.0, UInt8(message.1.count)] + message.1 + [step(.late)]
    }
    return seeds
  }

  private static func step(_ step: ProgrammerTarget.Step) -> UInt8 { step.rawValue }
}
