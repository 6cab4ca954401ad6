import BadLink
import BenchClient
import BenchControl
import PumpWorld
import Quantities
import Telemetry
import TestLimits
import Testing
import VerbOutput

/// What a bench can ask, as values and as what goes over the socket.
@Suite(.limited)
struct BenchRequestTests {
  /// One of every method at least, with all it can say and with as little as it can.
  static let requests: [BenchRequest] =
    [
      .advance(.days(1)), .clear(.motor), .clear(nil), .crash(nil), .faults, .link, .quit,
      .reconcile, .truth, .patient(days: 0), .patient(days: 91),
      .advance(.hours(1), until: .patientCalls), .advance(.days(1), until: .alarm(nil)),
      .advance(.days(1), until: .alarm(.motorStall)), .advance(.days(1), until: .bolusEnd),
      .advance(.days(1), until: .clock(second: 194_400)), .advance(.days(1), until: .empty),
      .advance(.days(1), until: .nextStep),
      .advance(.days(1), until: .therapyTime(TherapyTime(rawValue: 7))),
      .events(since: 0), .events(since: 9), .follow(since: 0), .follow(since: .max),
      .restore(path: "/a b"), .snapshot(path: "/ä"), .capture, .captureStart(path: "/c"),
      .captureStop, .usb, .usbPlug, .usbUnplug,
      .fault(.motor, .drift, value: -20_000, length: .hours(1)),
      .fault(.catheter, .disconnection, value: nil, length: nil),
      .fill(Nanolitres(rawValue: 5), Concentration(microgramsPerMillilitre: 2000)),
      .fill(Nanolitres(rawValue: 1), nil), .rinse,
      .fill(Nanolitres(rawValue: 5), Concentration(microgramsPerMillilitre: 1000), .morphine),
      .withdraw(Nanolitres(rawValue: 1_000_000_000)),
      .explant(path: nil), .explant(path: "/b"),
      .implant(path: nil, newCatheter: nil, tipCell: nil),
      .implant(path: "/b", newCatheter: Nanolitres(rawValue: 120_000), tipCell: 3),
      .inject(Picograms(nanograms: 50_000)),
      .inject(Picograms(nanograms: 1000), .ziconotide),
      .linkClear(.toPump), .linkSet(.both, seed: .max, []),
      .linkSet(
        .fromPump, seed: nil,
        LinkChance.allCases.map { .chance($0, .always) }
          + LinkLength.allCases.map { .length($0, LinkFaults.longest) }
          + [.burst(bytes: 4096), .baud(9600)]),
      .linkSet(.both, seed: 0, [.chance(.loss, .never), .baud(nil)]),
    ] + PowerSwitch.allCases.map { .power($0) } + HeadPlace.allCases.map { .head($0) }
    + CrashPlace.allCases.flatMap { place in
      ArmedCrash.Kind.allCases.map { .crash(ArmedCrash(place: place, kind: $0, count: .max)) }
    }

  @Test func `every method is tried here`() {
    #expect(Set(Self.requests.map(\.method)) == Set(BenchMethod.allCases))
  }

  @Test(arguments: requests)
  func `a request comes over the socket as it was asked`(request: BenchRequest) throws {
    let asked = ControlRequest(id: .text("x"), request)
    let line = try JSONText.line(asked.tree)
    let heard = try ControlRequest(try #require(BenchTree(json: line)))
    #expect(heard == asked)
    #expect(try heard.request() == request)
  }

  @Test(arguments: BenchMethod.allCases)
  func `who says a word that is none is told all that there are`(method: BenchMethod) {
    let lists = method.parameters.map { ($0.name, method.words(of: $0.name)) }
      .filter { !$0.1.isEmpty }
    for (name, words) in lists {
      var said = Dictionary(uniqueKeysWithValues: lists.map { ($0.0, BenchTree.text($0.1[0])) })
      said[name] = .text("nowhere")
      do throws(BenchFailure) {
        _ = try BenchRequest(method, .object(said))
        Issue.record("\(method) takes it as \(name)")
      } catch {
        #expect(error.message.contains(method.choices(of: name)), "\(error.message)")
        for word in words { #expect(error.message.contains(word), "\(error.message)") }
      }
    }
  }

  @Test(arguments: requests)
  func `what is said is in the table, and what must be said is said`(request: BenchRequest) {
    let table = request.method.parameters
    guard case .object(let said)? = request.parameters else {
      return #expect(table.isEmpty)
    }
    #expect(Set(said.keys).subtracting(table.map(\.name)) == [])
    for parameter in table where !parameter.isOptional { #expect(said[parameter.name] != nil) }
    for parameter in table {
      guard let value = said[parameter.name] else { continue }
      switch (parameter.values, value) {
      case (.numbers(let range, let width), .number(let number)):
        #expect(range.contains(number) && width.holds(number), "\(parameter.name)")
      case (.zeroOrNumbers(let range, let width), .number(let number)):
        #expect(number == 0 || range.contains(number), "\(parameter.name)")
        #expect(width.holds(number), "\(parameter.name)")
      case (.words(let words), .text(let word)):
        #expect(words.all.contains(word), "\(parameter.name)")
      case (.path, .text(let path)): #expect(path.hasPrefix("/"))
      default: Issue.record("\(parameter.name) is of another kind")
      }
    }
  }

  @Test(arguments: BenchMethod.allCases)
  func `a number beyond its range is no request`(method: BenchMethod) throws {
    for parameter in method.parameters {
      let range: ClosedRange<Int128>
      switch parameter.values {
      case .numbers(let numbers, _), .zeroOrNumbers(let numbers, _): range = numbers
      case .words, .path: continue
      }
      let name = parameter.name
      let request = try #require(Self.requests.first { $0.method == method && $0.says(name) })
      guard case .object(var said)? = request.parameters else { return }
      for wrong in [range.lowerBound - 1, range.upperBound + 1] {
        said[name] = .number(wrong)
        do throws(BenchFailure) {
          _ = try BenchRequest(method, .object(said))
          Issue.record("\(name) may be \(wrong)")
        } catch {
          #expect(error.is(.wrongParameters), "\(name)")
        }
      }
    }
  }

  @Test func `parameters of a wrong kind are missing, the request is not`() throws {
    for wrong in ["[5]", "\"5\"", "{\"milliseconds\":-1}", "{\"milliseconds\":\"5\"}", "null"] {
      let line = #"{"jsonrpc":"2.0","id":1,"method":"advance","params":\#(wrong)}"#
      let request = try ControlRequest(try #require(BenchTree(json: line)))
      #expect(request.method == "advance", "\(wrong)")
      let error = #expect(throws: BenchFailure.self) { try request.request() }
      #expect(error?.message.hasPrefix("advance takes milliseconds") == true, "\(wrong)")
    }
    // One of a wrong kind, though it be another method's, and none counts; a strange one is
    // nobody's.
    let own = #""milliseconds":7"#
    for (other, isRight) in [
      (#""loss_ppm":-1"#, false), (#""path":5"#, false), (#""loss_ppm":null"#, true),
      (#""colour":[1.5,{}]"#, true), (#""count":4294967296"#, false),
    ] {
      let tree = try #require(BenchTree(json: "{\(own),\(other)}"))
      #expect(
        (try? BenchRequest(.advance, tree)) == (isRight ? .advance(Milliseconds(rawValue: 7)) : nil)
      )
    }
  }

  @Test func `what a method could do without is not left out because it is of a wrong kind`() throws
  {
    for (method, wrong) in [
      (BenchMethod.implant, #"{"nanolitres":-5}"#), (.implant, #"{"path":7}"#), (.implant, "[1]"),
      (.explant, #"{"path":7}"#), (.patient, #"{"days":"2"}"#),
    ] {
      let error = #expect(throws: BenchFailure.self) {
        try BenchRequest(method, try #require(BenchTree(json: wrong)))
      }
      #expect(error?.is(.wrongParameters) == true, "\(method) \(wrong)")
      #expect(try BenchRequest(method, .null).method == method)
      #expect(try BenchRequest(method, .object([:])).method == method)
    }
  }

  @Test func `ids are numbers, texts, or not there`() throws {
    func id(_ text: String) throws -> ControlID? {
      try ControlRequest(
        try #require(BenchTree(json: #"{"jsonrpc":"2.0","method":"truth"\#(text)}"#))
      ).id
    }
    #expect(try id(#","id":5"#) == .number(5) && id(#","id":"a""#) == .text("a"))
    #expect(try id("") == nil && id(#","id":null"#) == nil)
    let error = #expect(throws: ControlReply.self) { try id(#","id":[1]"#) }
    #expect(error?.id == nil)
  }
}

extension BenchRequest {
  /// Whether a parameter is in it.
  fileprivate func says(_ name: String) -> Bool {
    guard case .object(let said)? = parameters else { return false }
    return said[name] != nil
  }
}
