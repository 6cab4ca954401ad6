import PumpText
import Quantities
import Telemetry

/// Makes a capture of what goes over a line: blocks of a pcapng file, a packet for each frame, or
/// for a run of bytes that are none.
///
/// Every byte is in exactly one packet of an end and a way, in order. A frame is a packet once its
/// last delimiter is there; what waits for that, and waits in vain, is one of its own. Each block
/// is to be written whole. Spec: captures.md, "Packets".
package struct CaptureRecorder: Sendable {
  /// A run of so many bytes without a delimiter is a packet: longer than any frame, and with its
  /// comments shorter than what a pipe takes at once.
  package static let longestRun = 1024
  /// Bytes that wait for their delimiter for so long, in ns, are a packet once more happens.
  package static let patience: UInt64 = 1_000_000_000

  /// One way, as one end sees it.
  private struct Stream: Sendable {
    let end: CaptureEnd
    let way: LineWay
    var decoder = FrameDecoder()
    var waiting: [UInt8] = []
    var notes: [String] = []
    var since: UInt64 = 0
    var isInsideFrame = false
  }

  private let author: CaptureAuthor
  private let name: String
  private var ends: [CaptureEnd]
  private var streams: [Stream]
  /// How many packets there are.
  package private(set) var packets: UInt64 = 0
  /// How many bytes of the line are in them.
  package private(set) var bytes: UInt64 = 0
  private var latest: UInt64 = 0

  /// A capture of a port or a link of this name, with the end that is seen from the start.
  package init(_ author: CaptureAuthor, name: String, seenBy end: CaptureEnd) {
    self.author = author
    self.name = name
    ends = [end]
    streams = CaptureEnd.allCases.flatMap { end in
      LineWay.allCases.map { Stream(end: end, way: $0) }
    }
  }

  /// What comes before all other blocks.
  package var beginning: [UInt8] {
    PcapngBlock.section(author) + PcapngBlock.interface(ends[0], name: name)
  }

  /// Bytes went a way, as an end saw it, at a moment in ns since 1970, with what there is to say
  /// about them; gives the blocks that this makes.
  package mutating func saw(
    _ bytes: Span<UInt8>, _ way: LineWay, seenBy end: CaptureEnd, at now: UInt64,
    notes: [String] = []
  ) -> [[UInt8]] {
    let now = passed(to: now)
    var blocks = wake(at: now)
    guard let place = streams.firstIndex(where: { $0.end == end && $0.way == way }) else {
      return blocks
    }
    if streams[place].waiting.isEmpty { streams[place].since = now }
    streams[place].notes += notes
    for index in bytes.indices {
      let byte = bytes[index]
      streams[place].waiting.append(byte)
      if byte != FrameLimits.delimiter {
        streams[place].isInsideFrame = true
      } else if streams[place].isInsideFrame {
        blocks += cut(place, at: now)
      }
      if streams[place].waiting.count >= Self.longestRun { blocks += cut(place, at: now) }
    }
    return blocks
  }

  /// Nothing more comes of what waits: somebody left, or the capture ends.
  package mutating func interrupted(at now: UInt64) -> [[UInt8]] {
    let now = passed(to: now)
    return streams.indices.flatMap { place in
      let blocks = streams[place].waiting.isEmpty ? [] : cut(place, at: now)
      streams[place].decoder.reset()
      streams[place].isInsideFrame = false
      return blocks
    }
  }

  /// Moments of a capture never go back.
  private mutating func passed(to now: UInt64) -> UInt64 {
    latest = max(latest, now)
    return latest
  }

  private mutating func wake(at now: UInt64) -> [[UInt8]] {
    streams.indices.flatMap { place in
      let isLate =
        !streams[place].waiting.isEmpty && now - streams[place].since >= Self.patience
      return isLate ? cut(place, at: now) : []
    }
  }

  /// Makes a packet of what waits.
  private mutating func cut(_ place: Int, at now: UInt64) -> [[UInt8]] {
    let (end, way) = (streams[place].end, streams[place].way)
    var blocks: [[UInt8]] = []
    if !ends.contains(end) {
      ends.append(end)
      blocks.append(PcapngBlock.interface(end, name: name))
    }
    let run = streams[place].waiting
    let notes = streams[place].notes + judge(run, place)
    streams[place].waiting = []
    streams[place].notes = []
    if run.last == FrameLimits.delimiter { streams[place].isInsideFrame = false }
    streams[place].since = now
    packets += 1
    bytes += UInt64(run.count)
    blocks.append(
      PcapngBlock.packet(
        run, interface: UInt32(ends.firstIndex(of: end) ?? 0), nanoseconds: now,
        isInbound: way == end.inbound, comments: notes))
    return blocks
  }

  /// What whoever reads a frame in the open would say of it.
  private mutating func judge(_ run: [UInt8], _ place: Int) -> [String] {
    var notes: [String] = []
    var position = 0
    while let event = streams[place].decoder.next(run.span, from: &position) {
      switch event {
      case .dropped(let error): notes.append("dropped: \(error.words)")
      case .frame:
        if case .sealed = streams[place].decoder.envelope { continue }
        notes += read(&streams[place].decoder, streams[place].way)
      }
    }
    return notes
  }

  private func read(_ frame: inout FrameDecoder, _ way: LineWay) -> [String] {
    do throws(FrameError) {
      switch way {
      case .toPump: _ = try frame.request()
      case .fromPump:
        if case .refused(let refusal) = try frame.reply().reply {
          return ["refused: \(refusal.name): \(refusal.sentence)"]
        }
      }
      return []
    } catch {
      return ["dropped: \(error.words)"]
    }
  }
}
