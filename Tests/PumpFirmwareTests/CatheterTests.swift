import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import PumpFirmware

/// The pump is told of its catheter, and the path's volumes follow from it.
@Suite(.limited)
struct CatheterTests {
  private func bench(_ change: (inout DurableState) -> Void = { _ in }) throws -> Bench {
    var implant = DurableState.implant()
    change(&implant)
    var bench = try Bench(.sample(), implant)
    bench.open()
    return bench
  }

  private func report(_ bench: inout Bench, _ asked: ReadCatheter = .present) throws
    -> CatheterReport
  {
    guard case .catheter(let body) = bench.ask(.readCatheter(asked)) else {
      throw CancellationError()
    }
    return body
  }

  @Test func `a pump that was never told has the profile's catheter`() throws {
    var bench = try bench()
    let body = try report(&bench)
    #expect(body.model == 0 && body.implantedMillimetres == 0 && body.tip == .unknown)
    #expect(body.catheterNanolitres == 132_000 && body.tubeNanolitres == 140_000)
    #expect(body.emptyNanolitres == 0 && body.prime == nil && body.volumesVersion == 2)
    // 132 uL at 0.05 mL/day, and at 2000 mcg/mL.
    #expect(body.secondsWithout == 228_096 && body.tipNanograms == 264_000)
    #expect(body.model1.stockMillimetres == 900 && body.model2.nanolitresPerCentimetre == 2600)
    #expect(body.model3.stockMillimetres == 0 && body.toleranceMillimetres == 5)
  }

  @Test func `the volumes follow from model and length, in whole nanolitres`() throws {
    for (model, length, cut, volume) in [
      (1, 600, 300, 132_000), (1, 555, 345, 122_100), (2, 603, 397, 156_780), (1, 3, 897, 660),
    ] as [(UInt8, UInt16, UInt16, UInt32)] {
      var bench = try bench()
      #expect(
        bench.ask(.setCatheter(.sample(model: model, implanted: length, cut: cut))).isDone == true)
      let body = try report(&bench)
      #expect(body.catheterNanolitres == volume && body.model == model)
      #expect(body.implantedMillimetres == length && body.cutMillimetres == cut)
      #expect(body.tip == .t10)
      guard case .interrogation(let now) = bench.ask(.interrogate) else { return }
      #expect(now.pathNanolitres == 140_000 + volume && now.tubingNanolitres == 140_000)
    }
  }

  @Test func `a prime and a bridge move the catheter that was told`() throws {
    var bench = try bench()
    bench.ask(.setCatheter(.sample(implanted: 500, cut: 400)))
    bench.prime(.catheter)
    #expect(bench.firmware.state.integral.infusion?.dose.rawValue == 110_000 * 2000)
    bench.cancelBolus()
    bench.startBridge(.nlPerDay(60_000))
    #expect(bench.firmware.state.integral.infusion?.dose.rawValue == 250_000 * 2000)
  }

  @Test func `a wrong length is refused with what it should be`() throws {
    var bench = try bench()
    let before = bench.firmware.state
    for (implanted, cut, isRight) in [
      (600, 294, false), (600, 295, true), (600, 305, true), (600, 306, false),
      (300, 300, false), (900, 0, true), (65_535, 65_535, false),
    ] as [(UInt16, UInt16, Bool)] {
      let order = SetCatheter.sample(implanted: implanted, cut: cut)
      let refusal =
        isRight
        ? nil
        : Refusal(
          .setCatheter, .catheterLengthWrong, asked: UInt64(implanted) + UInt64(cut), limit: 900)
      let foreseen = bench.ask(.readCatheter(ReadCatheter(order))).refusal
      #expect(foreseen?.code == refusal?.code && foreseen?.asked == refusal?.asked)
      #expect(bench.firmware.state == before, "foreseeing changes nothing")
      if isRight { continue }
      #expect(bench.ask(.setCatheter(order)).refusal == refusal)
      #expect(bench.firmware.state == before)
    }
  }

  @Test func `an unknown model and other volume data are refused`() throws {
    var bench = try bench()
    for model in [3, 4, 5, 255] as [UInt8] {
      #expect(
        bench.ask(.setCatheter(.sample(model: model))).refusal
          == Refusal(.setCatheter, .catheterUnknown, asked: UInt64(model), limit: 2))
    }
    #expect(
      bench.ask(.setCatheter(.sample(version: 1))).refusal
        == Refusal(.setCatheter, .volumesVersionMismatch, asked: 1, limit: 2))
    #expect(bench.firmware.state.catheter == FittedCatheter())
  }

  @Test func `it waits for what moves the path, and not for a stop`() throws {
    var bench = try bench()
    bench.ask(bench.bolusOrder(10_000, over: .minutes(30)))
    #expect(bench.ask(.setCatheter(.sample())).refusal?.code == .bolusRunning)
    bench.cancelBolus()
    bench.prime(.catheter)
    #expect(bench.ask(.setCatheter(.sample())).refusal?.code == .primeRunning)
    bench.cancelBolus()
    bench.startBridge(.nlPerDay(60_000))
    #expect(bench.ask(.setCatheter(.sample())).refusal?.code == .bridgeRunning)
    bench.stop()
    #expect(bench.ask(.setCatheter(.sample())).refusal?.code == .bridgeRunning)
    bench.cancelBridge()
    #expect(bench.ask(.setCatheter(.sample())).isDone == true)
  }

  @Test func `an empty catheter fills with the strokes, and a prime of it pushes nothing out`()
    throws
  {
    var bench = try bench()
    bench.ask(
      .setCatheter(.sample(reason: .catheterReplaced, content: .catheterEmpty)))
    var body = try report(&bench)
    #expect(body.emptyNanolitres == 132_000 && body.prime == .catheter)
    #expect(body.tipNanograms == 264_000 && body.secondsWithout == 228_096)
    guard case .forecast(let prime) = bench.ask(.readForecast(.prime(.catheter))) else { return }
    #expect(prime.step.tipNanograms == 0)
    bench.live(.days(1))
    bench.open()
    body = try report(&bench)
    #expect(body.emptyNanolitres == 82_000 && body.secondsWithout == 141_696)
    // A prime of the whole catheter now pushes out what has filled it since.
    guard case .forecast(let late) = bench.ask(.readForecast(.prime(.catheter))) else { return }
    #expect(late.step.tipNanograms == 100_000)
    bench.live(.days(2))
    bench.open()
    body = try report(&bench)
    #expect(body.emptyNanolitres == 0 && body.prime == nil)
  }

  @Test func `an empty path has to be primed as a whole until only the catheter is empty`() throws {
    var bench = try bench()
    bench.ask(.setCatheter(.sample(content: .pathEmpty)))
    var body = try report(&bench)
    #expect(body.emptyNanolitres == 272_000 && body.prime == .wholePath)
    #expect(body.tipNanograms == 544_000 && body.secondsWithout == 470_016)
    bench.live(.days(3))
    bench.open()
    body = try report(&bench)
    #expect(body.emptyNanolitres == 122_000 && body.prime == .catheter)
  }

  @Test func `what lay in the tubing stays when the catheter is taken off, and no more`() throws {
    var bench = try bench { $0.isPrimed = false }
    bench.live(.days(2))
    bench.open()
    #expect(try report(&bench).emptyNanolitres == 172_000)
    bench.ask(.setCatheter(.sample(content: .catheterEmpty)))
    // 100 uL have left the reservoir, all of them still in the tubing.
    #expect(try report(&bench).emptyNanolitres == 172_000)
    bench.live(.days(3))
    bench.open()
    #expect(try report(&bench).emptyNanolitres == 22_000)
    bench.ask(.setCatheter(.sample(content: .catheterEmpty)))
    #expect(try report(&bench).emptyNanolitres == 132_000)
  }

  @Test func `a trimmed catheter is full as before, and a longer one as far as it was filled`()
    throws
  {
    var bench = try bench()
    bench.ask(.setCatheter(.sample(content: .catheterEmpty)))
    bench.live(.days(1))
    bench.open()
    let shorter = SetCatheter.sample(implanted: 500, cut: 400, reason: .catheterTrimmed)
    #expect(try report(&bench, ReadCatheter(shorter)).emptyNanolitres == 60_000)
    bench.ask(.setCatheter(shorter))
    #expect(try report(&bench).emptyNanolitres == 60_000)
    bench.ask(.setCatheter(.sample(implanted: 700, cut: 200, reason: .corrected)))
    #expect(try report(&bench).emptyNanolitres == 104_000)
  }

  @Test func `the strongest that can lie in the path counts`() throws {
    var bench = try bench()
    #expect(bench.stage([.refill(bench.refill(strength: 500, .skip))]) == nil)
    #expect(bench.commit().isDone == true)
    var body = try report(&bench)
    #expect(body.formerNanolitres == 272_000 && body.tipNanograms == 264_000)
    bench.ask(.setCatheter(.sample(content: .catheterEmpty)))
    body = try report(&bench)
    #expect(body.formerNanolitres == 140_000 && body.emptyNanolitres == 132_000)
    // 500 mcg/mL at 100 mcg/day is 0.2 mL/day.
    bench.live(.days(2))
    bench.open()
    body = try report(&bench)
    #expect(body.formerNanolitres == 0 && body.tipNanograms == 66_000)
  }

  @Test func `it is logged with all that was said`() throws {
    var bench = try bench()
    bench.ask(
      .setCatheter(
        .sample(
          model: 2, implanted: 603, cut: 397, tip: .l1, reason: .catheterReplaced,
          content: .catheterEmpty)))
    let entry = try #require(bench.entries(.catheter).last)
    #expect(entry.detail == 2 && entry.short == 603 && entry.number == 156_780)
    #expect(entry.amount == 397 | 20 << 16 | 2 << 24 | 1 << 32)
    #expect(bench.entries(.order).last?.detail == RequestType.setCatheter.rawValue)
  }

  @Test func `it outlives a power cut`() throws {
    var bench = try bench()
    bench.ask(.setCatheter(.sample(implanted: 500, cut: 400, content: .catheterEmpty)))
    bench.live(.hours(6))
    bench.open()
    let before = try report(&bench)
    try bench.restart()
    bench.open()
    #expect(try report(&bench) == before)
    #expect(before.emptyNanolitres < 110_000)
  }

  @Test func `what is staged has to be read back again`() throws {
    var bench = try bench()
    #expect(bench.stage([.refill(bench.refill(strength: 500, .bridge))]) == nil)
    guard case .staged(let former) = bench.ask(.readBack) else { return }
    bench.ask(.setCatheter(.sample(implanted: 500, cut: 400)))
    #expect(
      bench.ask(.commit(Commit(token: former.token))).refusal?.code == .tokenMismatch)
    guard case .refill(let refill) = bench.ask(.readRefill) else { return }
    #expect(refill.bridgeNanolitres == 250_000)
    #expect(bench.commit().isDone == true)
  }

  @Test func `a stopped pump never fills what is empty`() throws {
    var bench = try bench()
    bench.stop()
    bench.ask(.setCatheter(.sample(content: .catheterEmpty)))
    #expect(try report(&bench).secondsWithout == nil)
  }

  @Test func `a record of the version before is read without a catheter`() throws {
    var state = DurableState.implant()
    var record = MemoryRecord()
    record.encode(&state, sequence: 0)
    var bytes = record.withBytes { span in span.indices.map { span[$0] } }
    let length = Int(bytes[6]) + Int(bytes[7]) << 8 - 15
    bytes[4] = 5
    bytes[6] = UInt8(truncatingIfNeeded: length)
    bytes[7] = UInt8(truncatingIfNeeded: length >> 8)
    bytes.replaceSubrange((12 + length)..., with: Array(repeating: 0, count: 19))
    bytes += Array(repeating: 0, count: 4)
    let sum = CRC32C.checksum(bytes.span.extracting(first: 12 + length))
    for index in 0..<4 {
      bytes[12 + length + index] = UInt8(truncatingIfNeeded: sum >> (8 * index))
    }
    let decoded = MemoryRecord.decode(bytes.span, number: 0)
    #expect(decoded?.state == state && decoded?.version == 5)
  }

  @Test func `a record that contradicts itself is not read`() throws {
    func isRead(_ change: (inout DurableState) -> Void) -> Bool {
      var state = DurableState.implant()
      change(&state)
      var record = MemoryRecord()
      record.encode(&state, sequence: 0)
      let decoded = record.withBytes { MemoryRecord.decode($0, number: 0) }
      return decoded?.state == state
    }
    #expect(isRead { $0.catheter = FittedCatheter(.sample()) })
    #expect(!isRead { $0.catheter.model = 1 })
    #expect(!isRead { $0.catheter.implanted = 1 })
    #expect(!isRead { $0.catheter.cut = 1 })
    #expect(!isRead { $0.catheter.tip = .t1 })
    #expect(!isRead { $0.strokesToFill = 1 })
    #expect(
      isRead {
        $0.isPrimed = false
        $0.strokesToFill = 0 &- 560
      })
  }
}
