import SerialLink
import TestLimits
import Testing

@testable import GatewayCore

/// The programmer's end of a pump in a page, looked at between any two steps.
@Suite(.waiting, .limited, .serialized)
final class PumpSideTests {
  private let bench: GatewayBench
  private let side: PumpSide
  private var buffer = [UInt8](repeating: 0, count: 4096)

  init() throws {
    bench = try GatewayBench(port: "none")
    side = try PumpSide(link: bench.file("in-page"))
  }

  private func port() throws -> ByteLine { ByteLine(try SerialPort(opening: side.path)) }

  /// What is there to be told, as words, up to when there is nothing more.
  private func told() -> [String] {
    var told: [String] = []
    for _ in 0..<100 {
      switch side.read(into: &buffer, at: 0) {
      case .bytes(let count): told.append("\(Array(buffer.prefix(count)))")
      case .event(let event): told.append("\(event)")
      case .nothing: return told
      }
    }
    return told
  }

  @Test func `a page hears nothing of what was said before it came`() throws {
    do {
      let early = try port()
      _ = try early.write([1, 2, 3])
    }
    side.begin(at: 0)
    #expect(told() == ["open"])
    side.end()
    let present = try port()
    _ = try present.write([4])
    side.begin(at: 0)
    #expect(told() == ["open", "opened"], "who is there is told, what he said is not")
    _ = try present.write([5])
    #expect(told() == ["[5]"])
  }

  @Test func `a programmer hears nothing of what was said before he came`() throws {
    side.begin(at: 0)
    #expect(side.write([1].span) == nil)
    do {
      let first = try port()
      #expect(told() == ["open", "opened"])
      #expect(side.write([2, 2].span) == 2)
      withExtendedLifetime(first.fileDescriptor) {}
    }
    #expect(told() == ["closed"])
    #expect(side.write([3].span) == nil)
    let next = try port()
    #expect(told() == ["opened"])
    #expect(side.write([4].span) == 1)
    #expect(try next.take(1) == [4])
  }

  @Test func `comings and goings between two looks are told in an order that can have been`() throws
  {
    side.begin(at: 0)
    #expect(told() == ["open"])
    do { _ = try port() }
    #expect(told() == ["opened", "closed"])
    let first = try port()
    #expect(told() == ["opened"])
    _ = consume first
    let second = try port()
    #expect(told() == ["closed", "opened"])
    _ = consume second
    #expect(told() == ["closed"])
    do { _ = try port() }
    let third = try port()
    #expect(told() == ["opened", "closed", "opened"])
    withExtendedLifetime(third.fileDescriptor) {}
  }
}
