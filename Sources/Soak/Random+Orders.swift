import PumpFirmware
import Quantities
import Telemetry

/// Orders of every kind.
extension Random {
  mutating func bolus(_ strength: UInt64) -> Order.Body {
    let volume = spread(upTo: once(in: 3) ? 1_100_000 : 200_000)
    let length = UInt32(spread(upTo: 86_400_000) + 1)
    let nanograms = UInt32(clamping: volume * strength / 1000 + 1)
    let isConfirmed = !once(in: 4)
    return .startBolus(
      StartBolus(nanograms: nanograms, milliseconds: length, overridesSoftLimits: isConfirmed))
  }

  mutating func cancellation() -> Order.Body {
    once(in: 3) ? .cancelBridge(ConfirmedOrder()) : .cancelBolus
  }

  mutating func primeOrBridge(_ path: FluidPath) -> Order.Body {
    let version = path.version + (once(in: 12) ? 1 : 0)
    if once(in: 2) {
      let part = once(in: 2) ? PrimedPath.catheter : .wholePath
      return .startPrime(StartPrime(part, volumesVersion: version))
    }
    let flow = UInt32(once(in: 6) ? from(1...30_000_000) : from(48_000...600_000))
    return .startBridge(StartBridge(flowNanolitresPerDay: flow, volumesVersion: version))
  }

  /// Mostly what makes a difference to a pump that is stopped, or is not.
  mutating func stopOrResume(isStopped: Bool) -> Order.Body {
    isStopped == !once(in: 6) ? .resume(ConfirmedOrder()) : .stop
  }

  /// Drift, daylight saving, travel, or any date.
  mutating func clock(shown: UInt64?) -> Order.Body {
    let shown = shown ?? 825_000_000
    let reason = element(of: [ClockReason.correction, .daylightSaving, .travel, .set])
    let shift: UInt64 =
      switch reason {
      case .correction: below(600)
      case .daylightSaving: 3600
      case .travel: below(12) * 3600
      case .set: below(90_000)
      }
    var clock = once(in: 2) || shift > shown ? shown + shift : shown - shift
    if once(in: 10) { clock = below(4_000_000_000) }
    let wall = WallClock(rawValue: UInt32(min(clock, 4_100_000_000)))
    return .setClock(SetClock(wall, reason: reason, acceptsShift: once(in: 2)))
  }

  /// A catheter as it may be, and now and then by a wrong length, model or version.
  mutating func catheter(_ path: FluidPath) -> Order.Body {
    let model = once(in: 12) ? UInt8(from(1...6)) : UInt8(from(1...UInt64(path.models.count)))
    let stock = UInt64(path.models[model].stockMillimetres)
    let implanted = max(once(in: 12) ? spread(upTo: 65_535) : below(max(stock, 1)), 1)
    // Up to one beyond the tolerance.
    let tolerance = UInt64(path.models.tolerance)
    let sum = stock + below(2 * tolerance + 2)
    let cut = sum > implanted + tolerance ? sum - implanted - tolerance : 0
    return .setCatheter(
      SetCatheter(
        model: model, implantedMillimetres: UInt16(implanted), cutMillimetres: UInt16(cut),
        tip: SpinalLevel(rawValue: UInt8(below(25))) ?? .unknown,
        reason: CatheterReason(rawValue: UInt8(from(1...6))) ?? .corrected,
        content: element(of: [PathContent.asItWas, .catheterEmpty, .pathEmpty]),
        volumesVersion: path.version + (once(in: 12) ? 1 : 0)))
  }

  /// A temporary rate or a planned stop, now and then longer than may be; or mostly its end, where
  /// one runs.
  mutating func temporary(_ strength: UInt64, isRunning: Bool) -> Order.Body {
    if once(in: isRunning ? 2 : 12) { return .endTemporaryRate }
    let isStop = once(in: 3)
    let longest: UInt64 = isStop ? 1440 : 4320
    let minutes = once(in: 8) ? longest + below(2) : spread(upTo: longest) + 1
    return .startTemporaryRate(
      StartTemporaryRate(
        dose: isStop ? .zero : dose(strength), minutes: UInt16(minutes),
        reason: TemporaryReason(rawValue: UInt8(from(1...5))) ?? .other,
        overridesSoftLimits: !once(in: 4)))
  }

  /// A planned stop, or as often a temporary rate, for as long as some boluses take to come.
  mutating func temporaryOverBoluses(_ strength: UInt64) -> StartTemporaryRate {
    StartTemporaryRate(
      dose: once(in: 2) ? .zero : usualDose(strength), minutes: UInt16(from(60...720)),
      reason: TemporaryReason(rawValue: UInt8(from(1...5))) ?? .other, overridesSoftLimits: true)
  }

  mutating func alarms() -> Order.Body {
    if once(in: 2) {
      return .silenceAlarms(SilenceAlarms(minutes: UInt16(spread(upTo: 1500))))
    }
    let volume = UInt32(once(in: 10) ? 40_000_000 : below(20_000_000))
    return .setLowAlarm(SetLowAlarm(nanolitres: volume))
  }
}
