import BadLink
import BenchControl
import CaptureFiles
import CommandEntry
import Decode
import SerialLink
import Telemetry

/// What is kept of what goes over a pump's line: a capture of it, and the keys of its sessions.
/// Whatever happens to either, the therapy and the line go on.
final class LineTap {
  private let name: String
  /// The time on the line, in ns.
  private let time: () -> UInt64
  private var output: CaptureOutput?
  private var recorder: CaptureRecorder?
  private var path: String?
  private var reason: String?
  private var keyLog: KeyLogOutput?
  private var keyPath = ""
  private var watch: KeyLogWatch?
  /// Sees forged frames, with the pump's keys, while there is a capture.
  private var judge: SealJudge?
  private let keys: SessionOpener.Keys
  private var problems: [Problem] = []
  /// How often each fault had happened on the way to an end, when it was told last.
  private var told: [DuplexLine.End: LinkCounts] = [:]

  /// Something that could not be kept any more.
  struct Problem: Equatable {
    /// The file.
    let path: String
    /// What the system says.
    let reason: String
    /// What it means, for a person.
    let meaning: String
  }

  /// A tap at a port or link of this name.
  /// - Parameter keys: The pairing keys of the pump behind it, as they are now.
  init(
    _ name: String, keys: @escaping SessionOpener.Keys = { _ in nil },
    time: @escaping () -> UInt64 = MonotonicClock.nanoseconds
  ) {
    self.name = name
    self.keys = keys
    self.time = time
  }

  deinit { stop() }

  /// Whether there is a capture.
  var isCapturing: Bool { recorder != nil }

  /// Whether anything is kept.
  var isOn: Bool { isCapturing || watch != nil }

  // MARK: The capture

  /// Begins a capture, which there must be none of.
  func start(_ path: String) throws(NamedFile.Failure) {
    let output = try CaptureOutput(path, at: time())
    let recorder = CaptureRecorder(
      CaptureOutput.author("PumpFirmwareSim \(ProgramVersion.number)"), name: name,
      seenBy: .pump)
    try output.write(recorder.beginning)
    self.output = consume output
    self.recorder = recorder
    self.path = path == CaptureOutput.standard ? "standard output" : path
    reason = nil
    judge = SealJudge(keys: keys)
    (packets, bytes) = (0, 0)
    told = [:]
  }

  /// Ends the capture, if there is one. What waits for its delimiter is in it.
  func stop() {
    interrupted()
    output = nil
    recorder = nil
    judge = nil
  }

  /// What there is of it.
  var answer: CaptureAnswer {
    var answer = CaptureAnswer()
    answer.is_on = isCapturing
    answer.path = path
    answer.packets = packets
    answer.bytes = bytes
    answer.reason = reason
    return answer
  }

  private var packets: UInt64 = 0
  private var bytes: UInt64 = 0

  /// What could not be kept since this was called last.
  func takeProblems() -> [Problem] {
    defer { problems = [] }
    return problems
  }

  /// Bytes went over the line, as an end saw it, with what there is to say about them.
  func saw(
    _ bytes: Span<UInt8>, _ way: LineWay, seenBy end: CaptureEnd,
    notes: @autoclosure () -> [String] = []
  ) {
    if end == .pump { logKeys(bytes, way) }
    guard isCapturing, let now = moment else { return }
    var notes = notes()
    guard end == .pump else {
      return write(recorder?.saw(bytes, way, seenBy: end, at: now, notes: notes) ?? [])
    }
    for part in judge?.judged(bytes, way == .toPump ? .toPump : .fromPump) ?? [] {
      notes += part.notes
      write(recorder?.saw(part.bytes.span, way, seenBy: end, at: now, notes: notes) ?? [])
      notes = []
    }
  }

  /// The programmer left: what is not whole never will be.
  func interrupted() {
    watch?.interrupted()
    judge?.interrupted()
    guard isCapturing, let now = moment else { return }
    write(recorder?.interrupted(at: now) ?? [])
  }

  private var moment: UInt64? {
    switch output {
    case .some(let output): output.nanoseconds(time())
    case .none: nil
    }
  }

  private func write(_ blocks: [[UInt8]]) {
    for block in blocks {
      do throws(NamedFile.Failure) {
        switch output {
        case .some(let output): try output.write(block)
        case .none: return
        }
      } catch {
        // One with a hole would look whole.
        output = nil
        recorder = nil
        judge = nil
        return fail(path ?? "", error.reason, "The capture has ended; what is in it stays readable")
      }
    }
    packets = recorder?.packets ?? packets
    bytes = recorder?.bytes ?? bytes
  }

  private func fail(_ path: String, _ reason: String, _ meaning: String) {
    self.reason = reason
    problems.append(Problem(path: path, reason: reason, meaning: meaning))
  }

  // MARK: Faults of the line

  /// What the bench has done to what goes to an end, since this was asked last.
  func faults(of line: BenchLine, to end: DuplexLine.End) -> [String] {
    guard isCapturing else { return [] }
    let counts = line.counts(to: end)
    let happened = counts.happened(since: told[end] ?? LinkCounts())
    told[end] = counts
    return LinkFaultWords.happened(happened)
  }

  /// The same of what is sent to an end: it also may take its time.
  func faultsOfSent(on line: BenchLine, to end: DuplexLine.End) -> [String] {
    guard isCapturing else { return [] }
    return faults(of: line, to: end) + LinkFaultWords.delay(line.faults(to: end))
  }

  // MARK: The keys

  /// Appends the keys of each session that opens from now on to a file.
  func logKeys(to path: String, _ keys: @escaping SessionOpener.Keys) throws(NamedFile.Failure) {
    keyLog = try KeyLogOutput(path)
    keyPath = path
    watch = KeyLogWatch(keys: keys)
  }

  private func logKeys(_ bytes: Span<UInt8>, _ way: LineWay) {
    let lines = watch?.saw(bytes, way == .toPump ? .toPump : .fromPump) ?? []
    for known in lines {
      do throws(NamedFile.Failure) {
        switch keyLog {
        case .some(let log): try log.write(known.line)
        case .none: return
        }
      } catch {
        watch = nil
        return fail(
          keyPath, error.reason,
          "The key log has ended; what is recorded from here on opens with the card alone")
      }
    }
  }
}
