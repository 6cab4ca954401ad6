public import Quantities

/// The request to foretell what is to come. Nothing is carried out.
///
/// Spec: messages.md, "readForecast".
public enum ReadForecast: Hashable, Sendable {
  /// As things are.
  case running
  /// If all that is staged were committed now.
  case staged
  /// If a bolus of so many ng over so many ms, neither of them zero, began now.
  case bolus(nanograms: UInt32, milliseconds: UInt32)
  /// If a prime began now.
  case prime(PrimedPath)
  /// If a bridge at so many nL/day, never zero, began now.
  case bridge(flowNanolitresPerDay: UInt32)
  /// If delivery were resumed now.
  case resume
  /// If the bridge ended now.
  case cancelBridge
  /// If a temporary rate, or with a dose of zero a planned stop, of so many minutes, never zero,
  /// began now.
  case temporary(DoseRate, minutes: UInt16)
  /// If the temporary rate or planned stop ended now.
  case endTemporary

  /// What is foretold.
  public var subject: ForecastSubject {
    switch self {
    case .running: .running
    case .staged: .staged
    case .bolus: .bolus
    case .prime: .prime
    case .bridge: .bridge
    case .resume: .resume
    case .cancelBridge: .cancelBridge
    case .temporary: .temporary
    case .endTemporary: .endTemporary
    }
  }

  init(from reader: inout ByteReader) {
    let subject = ForecastSubject(from: &reader)
    let path = reader.u8()
    let primed = PrimedPath(rawValue: path)
    if subject == .prime ? primed == nil : path != 0 { reader.reject() }
    let nanograms = reader.u32()
    if (subject == .bolus) == (nanograms == 0) { reader.reject() }
    let milliseconds = reader.u32()
    if (subject == .bolus) == (milliseconds == 0) { reader.reject() }
    let flow = reader.u32()
    if (subject == .bridge) == (flow == 0) { reader.reject() }
    let dose = reader.doseRate()
    if subject != .temporary && dose > .zero { reader.reject() }
    let minutes = reader.u16()
    if (subject == .temporary) == (minutes == 0) { reader.reject() }
    self =
      switch subject {
      case .running: .running
      case .staged: .staged
      case .bolus: .bolus(nanograms: nanograms, milliseconds: milliseconds)
      case .prime: .prime(primed ?? .wholePath)
      case .bridge: .bridge(flowNanolitresPerDay: flow)
      case .resume: .resume
      case .cancelBridge: .cancelBridge
      case .temporary: .temporary(dose, minutes: minutes)
      case .endTemporary: .endTemporary
      }
  }

  func encode(to writer: inout ByteWriter) {
    var path: UInt8 = 0
    var bolus: (nanograms: UInt32, milliseconds: UInt32) = (0, 0)
    var flow: UInt32 = 0
    var rate: (dose: DoseRate, minutes: UInt16) = (.zero, 0)
    switch self {
    case .running, .staged, .resume, .cancelBridge, .endTemporary: break
    case .temporary(let dose, let minutes): rate = (dose, minutes)
    case .bolus(let nanograms, let milliseconds): bolus = (nanograms, milliseconds)
    case .prime(let part): path = part.rawValue
    case .bridge(let flowNanolitresPerDay): flow = flowNanolitresPerDay
    }
    writer.put(subject.rawValue)
    writer.put(path)
    writer.put(bolus.nanograms)
    writer.put(bolus.milliseconds)
    writer.put(flow)
    writer.put(rate.dose.nanogramsPerDay)
    writer.put(rate.minutes)
  }
}

extension ReadForecast: Visitable {
  /// Shows what is asked, and the numbers that belong to it.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.choice("subject", subject.wireName)
    switch self {
    case .running, .staged, .resume, .cancelBridge, .endTemporary: break
    case .temporary(let dose, let minutes):
      visitor.number("dose.nanogramsPerDay", dose.nanogramsPerDay)
      visitor.number("minutes", minutes)
    case .bolus(let nanograms, let milliseconds):
      visitor.number("nanograms", nanograms)
      visitor.number("milliseconds", milliseconds)
    case .prime(let path): visitor.choice("path", path.wireName)
    case .bridge(let flow): visitor.number("flowNanolitresPerDay", flow)
    }
  }
}
