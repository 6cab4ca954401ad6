import Glibc
import TestLimits
import Testing

@testable import SerialLink

/// A serial port over telnet as a pure machine: what comes of bytes, however they are cut.
@Suite(.limited)
struct TelnetPortTests {
  /// The two ends, each given what the other has to say until both are silent.
  private static func agree(_ client: inout TelnetPort, _ server: inout TelnetPort) -> Int {
    var turns = 0
    while turns < 20 {
      let (said, answered) = (client.takeOutgoing(), server.takeOutgoing())
      if said.isEmpty && answered.isEmpty { return turns }
      #expect(server.receive(said.span) == [] && client.receive(answered.span) == [])
      turns += 1
    }
    return turns
  }

  @Test func `both ends agree, the port is set, and then there is silence`() {
    var client = TelnetPort(.client, baud: 9600)
    var server = TelnetPort(.server)
    #expect(Self.agree(&client, &server) < 8)
    #expect(server.settings.speed == 9600)
    #expect(server.takeEvents() == [.agreed, .speed(9600)])
    #expect(client.takeEvents() == [.agreed, .speed(9600)])
  }

  /// What pyserial sends when it opens a port, and to what it waits for an answer.
  private static let opening: [UInt8] =
    [255, 253, 1, 255, 251, 3, 255, 253, 3, 255, 253, 44, 255, 251, 44]
    + [255, 251, 0, 255, 253, 0]
    + [255, 250, 44, 1, 0, 0, 37, 128, 255, 240, 255, 250, 44, 2, 8, 255, 240]
    + [255, 250, 44, 3, 1, 255, 240, 255, 250, 44, 4, 1, 255, 240]
    + [255, 250, 44, 5, 8, 255, 240, 255, 250, 44, 5, 11, 255, 240]
    + [255, 250, 44, 12, 1, 255, 240, 255, 250, 44, 12, 2, 255, 240]

  private static func acknowledged(_ answer: [UInt8], _ code: UInt8, _ value: [UInt8]) -> Bool {
    let wanted = [255, 250, 44, code] + value + [255, 240]
    return (0...max(0, answer.count - wanted.count)).contains {
      Array(answer[$0..<min(answer.count, $0 + wanted.count)]) == wanted
    }
  }

  @Test func `all that pyserial waits for is acknowledged with its own value`() {
    var server = TelnetPort(.server)
    #expect(server.receive(Self.opening.span) == [])
    let answer = server.takeOutgoing()
    for (code, value) in [
      (101, [0, 0, 37, 128]), (102, [8]), (103, [1]), (104, [1]), (105, [8]), (105, [11]),
      (112, [1]), (112, [2]), (107, [0xB0]),
    ] as [(UInt8, [UInt8])] {
      #expect(Self.acknowledged(answer, code, value), "\(code)")
    }
    // WILL ECHO and WILL COM-PORT: it offers neither by itself.
    for option in [1, 44] as [UInt8] {
      let yes = [255, 251, option] as [UInt8]
      #expect((0..<answer.count - 2).filter { Array(answer[$0..<$0 + 3]) == yes }.count == 1)
    }
    #expect(server.takeEvents() == [.agreed, .speed(9600), .purged])
  }

  @Test func `wherever a stream is cut, the same comes of it`() {
    let stream =
      Self.opening + [1, 2, 255, 255, 0, 13, 10] + [255, 250, 44, 1, 0, 1, 194, 0, 255, 240]
      + [255, 241, 7, 255, 253, 99, 255, 250, 44, 10, 255, 255, 255, 240, 255, 255]
    var whole = TelnetPort(.server)
    let data = whole.receive(stream.span)
    #expect(data == [1, 2, 255, 0, 13, 10, 7, 255])
    let (answer, events) = (whole.takeOutgoing(), whole.takeEvents())
    #expect(events.last == .speed(115_200))
    #expect(Self.acknowledged(answer, 110, [255, 255]), "a mask of 255 is escaped")
    for cut in 0...stream.count {
      var halves = TelnetPort(.server)
      var got = halves.receive(stream.span.extracting(..<cut))
      got += halves.receive(stream.span.extracting(cut...))
      #expect(got == data && halves.takeOutgoing() == answer && halves.takeEvents() == events)
    }
    var random = Numbers(state: 7)
    for _ in 0..<200 {
      var pieces = TelnetPort(.server)
      var got: [UInt8] = []
      var place = 0
      while place < stream.count {
        let end = min(stream.count, place + Int(random.next() % 5))
        got += pieces.receive(stream.span.extracting(place..<end))
        place = end
      }
      #expect(got == data && pieces.takeOutgoing() == answer && pieces.takeEvents() == events)
    }
  }

  @Test func `every byte goes through as it is, both ways`() {
    let all: [UInt8] = (0...255 as ClosedRange<UInt8>).flatMap { byte -> [UInt8] in
      [byte, 255 - byte, 255]
    }
    for end in TelnetPort.End.allCases {
      var port = TelnetPort(end)
      _ = port.takeOutgoing()
      #expect(port.receive(TelnetPort.escaped(all.span).span) == all)
      #expect(port.takeOutgoing() == [] && port.takeEvents() == [])
    }
  }

  @Test func `whatever comes, an end neither grows nor answers without end`() {
    var random = Numbers(state: 11)
    for end in TelnetPort.End.allCases {
      var port = TelnetPort(end)
      _ = port.takeOutgoing()
      for _ in 0..<3_000 {
        // Commands are as frequent as they are nowhere.
        var bytes: [UInt8] = []
        for _ in 0..<random.next() % 12 {
          let isCommand = random.next() % 2 == 0
          bytes.append(isCommand ? 255 : UInt8(truncatingIfNeeded: 238 + random.next() % 17))
        }
        _ = port.receive(bytes.span)
        #expect(port.takeOutgoing().count <= 12 * bytes.count)
        _ = port.takeEvents()
      }
      let long: [UInt8] = [255, 250, 44] + [UInt8](repeating: 7, count: 100_000) + [255, 240, 9]
      var fresh = TelnetPort(end)
      _ = fresh.takeOutgoing()
      #expect(fresh.receive(long.span) == [9] && fresh.takeOutgoing() == [])
    }
  }

  @Test func `a far end that knows no ports is told from one that has other settings`() {
    var client = TelnetPort(.client)
    _ = client.receive(([255, 254, 44] as [UInt8]).span)
    #expect(client.takeEvents() == [.refused])
    var other = TelnetPort(.client, baud: 115_200)
    _ = other.receive(([255, 253, 44, 255, 250, 44, 101, 0, 0, 37, 128, 255, 240] as [UInt8]).span)
    #expect(other.takeEvents() == [.agreed, .speed(9600)])
  }

  private static func asked(_ server: inout TelnetPort, _ body: [UInt8]) -> [UInt8] {
    _ = server.receive(([255, 250, 44] + body + [255, 240]).span)
    return server.takeOutgoing()
  }

  @Test func `what a port has not is answered with what is, and a question too`() {
    var server = TelnetPort(.server)
    _ = server.takeOutgoing()
    for (asked, answered) in [
      ([1, 0, 0, 0, 0], [101, 0, 1, 194, 0]), ([1, 0, 0, 0, 49], [101, 0, 1, 194, 0]),
      ([1, 255, 255, 0, 0], [101, 0, 1, 194, 0]), ([2, 7], [102, 8]), ([2, 0], [102, 8]),
      ([3, 0], [103, 1]), ([3, 3], [103, 3]), ([3, 9], [103, 3]), ([4, 2], [104, 2]),
      ([5, 7], [105, 9]), ([5, 8], [105, 8]), ([5, 7], [105, 8]), ([5, 10], [105, 12]),
      ([5, 5], [105, 5]), ([5, 4], [105, 5]), ([5, 3], [105, 3]), ([5, 0], [105, 3]),
      ([5, 13], [105, 14]), ([11, 16], [111, 16]), ([12, 3], [112, 3]),
    ] as [([UInt8], [UInt8])] {
      // An escaped 255 stands twice.
      let body = asked.flatMap { $0 == 255 ? [$0, $0] : [$0] }
      #expect(Self.asked(&server, body) == [255, 250, 44] + answered + [255, 240], "\(asked)")
    }
    for nothing in [[5, 99], [12, 4], [12], [1, 0, 0], [99, 1], [107, 1], [0, 65]] as [[UInt8]] {
      #expect(Self.asked(&server, nothing) == [], "\(nothing)")
    }
    #expect(Self.asked(&server, [0]).count > 8, "its name")
  }

  @Test func `a client hears of the modem's lines what it wants to know`() {
    var server = TelnetPort(.server)
    server.notify([.clearToSend, .dataSetReady])
    var sent = server.takeOutgoing()
    #expect(!Self.acknowledged(sent, 107, [0x30]), "nobody speaks of the port yet")
    _ = server.receive(([255, 251, 44] as [UInt8]).span)
    #expect(Self.acknowledged(server.takeOutgoing(), 107, [0x30]))
    server.notify([.clearToSend, .dataSetReady, .carrierDetect])
    #expect(
      Self.acknowledged(server.takeOutgoing(), 107, [0xB8]), "the carrier, and that it changed")
    server.notify([.clearToSend, .dataSetReady, .carrierDetect])
    #expect(server.takeOutgoing() == [])
    sent = Self.asked(&server, [11, 0x10])
    server.notify([.clearToSend, .dataSetReady])
    #expect(server.takeOutgoing() == [], "it does not want to hear of the carrier")
  }
}

extension TelnetPortTests {
  @Test func `data stays back while a client asks for that, and goes in order then`() {
    var served = ServedPort()
    served.begin()
    _ = served.takeOutgoing()
    func tell(_ body: [UInt8]) { _ = served.receive(([255, 250, 44] + body + [255, 240]).span) }
    tell([8])
    served.send(([1, 255] as [UInt8]).span)
    served.send(([2] as [UInt8]).span)
    #expect(served.takeOutgoing() == [])
    tell([9])
    #expect(served.takeOutgoing() == [1, 255, 255, 2])
    tell([8])
    served.send([UInt8](repeating: 3, count: ServedPort.mostHeld).span)
    served.send(([4] as [UInt8]).span)
    tell([9])
    #expect(served.takeOutgoing() == [UInt8](repeating: 3, count: ServedPort.mostHeld))
    tell([8])
    served.send(([5] as [UInt8]).span)
    tell([12, 1])
    _ = served.takeOutgoing()
    tell([9])
    #expect(served.takeOutgoing() == [])
  }

  @Test func `what one client set ends with it`() {
    var served = ServedPort()
    served.begin()
    _ = served.receive(([255, 250, 44, 1, 0, 0, 37, 128, 255, 240] as [UInt8]).span)
    #expect(served.takeSpeeds() == [9600])
    served.begin()
    #expect(served.takeSpeeds() == [nil])
    served.end()
    #expect(served.takeSpeeds() == [nil] && served.takeOutgoing() == [])
    served.end()
    #expect(served.takeSpeeds() == [])
  }
}

/// Numbers that are the same in every run.
private struct Numbers {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 33
  }
}
