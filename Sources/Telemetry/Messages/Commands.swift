public import Quantities

/// A programme to be checked and held until it is committed. Spec: messages.md, "stageTherapy".
public struct StageTherapy: Hashable, Sendable {
  /// The programme.
  public var therapy: Therapy
  /// Whether the clinician confirmed going beyond the drug profile's soft limits.
  public var overridesSoftLimits: Bool

  /// A request from its parts.
  public init(_ therapy: Therapy, overridesSoftLimits: Bool = false) {
    self.therapy = therapy
    self.overridesSoftLimits = overridesSoftLimits
  }

  init(from reader: inout ByteReader) {
    therapy = Therapy(from: &reader)
    overridesSoftLimits = reader.flag()
  }

  func encode(to writer: inout ByteWriter) {
    therapy.encode(to: &writer)
    writer.put(overridesSoftLimits)
  }
}

/// The order to make the staged programme the therapy. Spec: messages.md, "commit".
public struct Commit: Hashable, Sendable {
  /// The token of the read-back that was confirmed; another programme has another token.
  public var token: UInt32
  /// The most drug that any 24 hours will hold, in ng, as it was confirmed; zero for unconfirmed.
  public var confirmedNanograms: UInt32

  /// An order from its parts.
  public init(token: UInt32, confirmedNanograms: UInt32 = 0) {
    self.token = token
    self.confirmedNanograms = confirmedNanograms
  }

  init(from reader: inout ByteReader) {
    self.init(token: reader.u32(), confirmedNanograms: reader.u32())
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(token)
    writer.put(confirmedNanograms)
  }
}

/// The order to give a dose on top of the therapy. Spec: messages.md, "startBolus".
public struct StartBolus: Hashable, Sendable {
  /// The dose in ng, never zero.
  public var nanograms: UInt32
  /// Over how many ms it is given, never zero.
  public var milliseconds: UInt32
  /// Whether the clinician confirmed going beyond the drug profile's soft limits.
  public var overridesSoftLimits: Bool
  /// The most drug that any 24 hours will hold, in ng, as it was confirmed; zero for unconfirmed.
  public var confirmedNanograms: UInt32

  /// An order from its parts.
  public init(
    nanograms: UInt32, milliseconds: UInt32, overridesSoftLimits: Bool = false,
    confirmedNanograms: UInt32 = 0
  ) {
    self.nanograms = nanograms
    self.milliseconds = milliseconds
    self.overridesSoftLimits = overridesSoftLimits
    self.confirmedNanograms = confirmedNanograms
  }

  /// The dose.
  public var dose: Picograms { Picograms(nanograms: nanograms) }
  /// The time over which it is given.
  public var duration: Milliseconds { Milliseconds(rawValue: UInt64(milliseconds)) }

  init(from reader: inout ByteReader) {
    nanograms = reader.u32()
    if nanograms == 0 { reader.reject() }
    milliseconds = reader.u32()
    if milliseconds == 0 { reader.reject() }
    overridesSoftLimits = reader.flag()
    confirmedNanograms = reader.u32()
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(nanograms)
    writer.put(milliseconds)
    writer.put(overridesSoftLimits)
    writer.put(confirmedNanograms)
  }
}

/// What orders say that say no more than what was confirmed: cancel bridge, resume.
public struct ConfirmedOrder: Hashable, Sendable {
  /// The most drug that any 24 hours will hold, in ng, as it was confirmed; zero for unconfirmed.
  public var confirmedNanograms: UInt32

  /// An order from its parts.
  public init(confirmedNanograms: UInt32 = 0) {
    self.confirmedNanograms = confirmedNanograms
  }

  init(from reader: inout ByteReader) {
    self.init(confirmedNanograms: reader.u32())
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(confirmedNanograms)
  }
}

extension ByteWriter {
  @inline(__always)
  mutating func put(_ flag: Bool) { put(flag ? 1 : 0 as UInt8) }
}

extension ByteReader {
  /// A flag: one byte, zero or one.
  @inline(__always)
  package mutating func flag() -> Bool {
    let byte = u8()
    if byte > 1 { reject() }
    return byte == 1
  }
}
