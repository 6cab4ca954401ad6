import Decode
import Foundation
import SerialLink
import Synchronization
import Telemetry

@testable import Clinic
@testable import Handheld

/// A cable between a programmer and a pump, which does to every frame what a test wants. It looks
/// into what is sealed with the `card.json` beside its link.
final class Cable {
  private let worker: Worker
  /// The port at its near end, as a programmer is told it.
  let port: String

  /// A frame on its way.
  struct Frame: Sendable {
    /// With the delimiters around it.
    let bytes: [UInt8]
    /// What it asks, if it is on its way to the pump.
    let request: RequestType?
    /// What it answers, if it comes from the pump.
    let reply: ReplyType?
  }

  /// What becomes of a frame.
  enum Fate {
    /// These pieces arrive, one after the other. Usually it is the frame itself.
    case arrives([[UInt8]])
    /// The cable is pulled, and its port is gone.
    case pulled
    /// The cable goes dead: its port stays, and nothing passes any more, either way. The pump is
    /// let go, so that others can talk to it.
    case dead

    static let lost = Fate.arrives([])
  }

  typealias Treatment = @Sendable (Frame) -> Fate

  /// A cable from a new port at `link` to the port of a pump.
  init(at link: String, toPort port: String, _ treat: @escaping Treatment = Cable.unharmed) {
    self.port = link
    worker = Worker { worker in
      var programmer = try Pty()
      // Without the lock, which would outlast the cable in a process that is just being started.
      let pump = try SerialPort(opening: port, exclusive: false)
      try programmer.publish(link: link)
      worker.ready()
      if try Self.serve(programmer, pump, Insight(besides: link), worker, treat) == .dead {
        _ = consume pump
        try Self.swallow(programmer, worker)
      }
    }
  }

  /// A cable from a TCP port, for one connection, to the port of a pump; the card is the one beside
  /// `link`, where nothing is made.
  init(overTcpBeside link: String, toPort port: String, _ treat: @escaping Treatment) {
    let number = Place()
    worker = Worker { worker in
      let pump = try SerialPort(opening: port, exclusive: false)
      let listener = try TcpListener(host: "127.0.0.1", port: 0)
      number.port.withLock { $0 = listener.port }
      worker.ready()
      var set = PollSet(capacity: 1)
      while worker.isOn {
        set.removeAll()
        set.add(listener.fileDescriptor, .readable)
        try set.wait(timeoutMilliseconds: 20)
        guard let programmer = try listener.accept() else { continue }
        if try Self.serve(programmer, pump, Insight(besides: link), worker, treat) == .dead {
          _ = consume pump
          try Self.swallow(programmer, worker)
        }
        return
      }
    }
    self.port = "tcp://127.0.0.1:\(number.port.withLock { $0 })"
  }

  private final class Place: Sendable { let port = Mutex<UInt16>(0) }

  /// A cable from a new port at `link` to another new port, which a pump can open as its device.
  init(at link: String, device: String, _ treat: @escaping Treatment = Cable.unharmed) {
    port = link
    worker = Worker { worker in
      var programmer = try Pty()
      var pump = try Pty()
      try programmer.publish(link: link)
      try pump.publish(link: device)
      worker.ready()
      if try Self.serve(programmer, pump, Insight(besides: link), worker, treat) == .dead {
        try Self.swallow(programmer, worker)
      }
    }
  }

  deinit { worker.stop() }

  /// Pulls the cable.
  func pull() { worker.stop() }

  /// The treatment that every frame deserves.
  static let unharmed: Treatment = { .arrives([$0.bytes]) }

  /// Why a cable carries nothing any more.
  private enum End { case gone, dead }

  private static func serve(
    _ programmer: borrowing some ByteStream & ~Copyable,
    _ pump: borrowing some ByteStream & ~Copyable,
    _ insight: Insight, _ worker: Worker, _ treat: Treatment
  ) throws -> End {
    var set = PollSet(capacity: 2)
    var toPump = Splitter()
    var fromPump = Splitter()
    var insight = insight
    while worker.isOn {
      set.removeAll()
      set.add(programmer.fileDescriptor, .readable)
      set.add(pump.fileDescriptor, .readable)
      try set.wait(timeoutMilliseconds: 20)
      for bytes in try toPump.frames(from: programmer) {
        let frame = Frame(bytes: bytes, request: insight.request(in: bytes), reply: nil)
        switch treat(frame) {
        case .arrives(let pieces): for piece in pieces { _ = try pump.write(piece) }
        case .pulled: return .gone
        case .dead: return .dead
        }
      }
      for bytes in try fromPump.frames(from: pump) {
        let frame = Frame(bytes: bytes, request: nil, reply: insight.reply(in: bytes))
        switch treat(frame) {
        case .arrives(let pieces): for piece in pieces { _ = try programmer.write(piece) }
        case .pulled: return .gone
        case .dead: return .dead
        }
      }
    }
    return .gone
  }

  /// Takes what the programmer says, and does nothing with it.
  private static func swallow(
    _ programmer: borrowing some ByteStream & ~Copyable, _ worker: Worker
  ) throws {
    var set = PollSet(capacity: 1)
    var buffer = [UInt8](repeating: 0, count: 4096)
    while worker.isOn {
      set.removeAll()
      set.add(programmer.fileDescriptor, .readable)
      try set.wait(timeoutMilliseconds: 100)
      if try programmer.read(into: &buffer) == .closed { return }
    }
  }
}

/// Takes a stream apart into frames, and looks into them.
struct Splitter {
  private var unfinished: [UInt8] = []
  private var buffer = [UInt8](repeating: 0, count: 4096)

  /// The whole frames that have come, each with a delimiter before and after it.
  mutating func frames(
    from stream: borrowing some ByteStream & ~Copyable
  ) throws -> [[UInt8]] {
    guard case .bytes(let count) = try stream.read(into: &buffer) else { return [] }
    var frames: [[UInt8]] = []
    for byte in buffer.prefix(count) {
      if byte != 0 {
        unfinished.append(byte)
      } else if !unfinished.isEmpty {
        frames.append([0] + unfinished + [0])
        unfinished = []
      }
    }
    return frames
  }

  static func decoded<Value>(_ bytes: [UInt8], _ read: (inout FrameDecoder) -> Value?) -> Value? {
    var decoder = FrameDecoder()
    var position = 0
    while let event = decoder.next(bytes.span, from: &position) {
      if event == .frame { return read(&decoder) }
    }
    return nil
  }
}

/// Looks into frames that pass, with the keys of a card.
struct Insight {
  private var opener: SessionOpener

  /// With the card in the directory of a link, if there is one.
  init(besides link: String) {
    let card = URL(fileURLWithPath: link).deletingLastPathComponent()
      .appendingPathComponent("card.json").path
    opener = SessionOpener(keys: (try? KeyCard(reading: card))?.keysAsWritten)
  }

  /// What a frame on its way to the pump asks.
  mutating func request(in bytes: [UInt8]) -> RequestType? {
    guard let request = message(in: bytes, .toPump, { try? $0.request().1 }) else { return nil }
    if case .opening(.openSession(let opening)) = request { opener.note(opening) }
    return request.type
  }

  /// What a frame from the pump answers.
  mutating func reply(in bytes: [UInt8]) -> ReplyType? {
    guard let reply = message(in: bytes, .fromPump, { try? $0.reply().1 }) else { return nil }
    if case .sessionOffered(let offer) = reply { opener.note(offer) }
    return reply.type
  }

  private mutating func message<Message>(
    in bytes: [UInt8], _ direction: CapturedPiece.Direction,
    _ read: (inout FrameDecoder) -> Message?
  ) -> Message? {
    guard var frame = Splitter.decoded(bytes, { $0 }) else { return nil }
    if case .sealed(let session, _) = frame.envelope {
      guard case .opened(let opened, _, _) = opener.open(frame, session: session, direction) else {
        return nil
      }
      frame = opened
    }
    return read(&frame)
  }
}
