// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// Give a dose on top of the therapy. Spec: messages.md, "startBolus".
public struct StartBolus: Hashable, Sendable {
  /// The dose. Unit ng, 1 or more.
  public var nanograms: UInt32
  /// Over how long it is given. Unit ms, 1 or more.
  public var milliseconds: UInt32
  /// Whether the clinician confirmed going beyond the drug profile's soft limits.
  public var overridesSoftLimits: Bool
  /// The most drug that any 24 hours will hold, as the clinician confirmed it; zero when nothing
  /// was confirmed. The pump compares it with its own. Unit ng.
  public var confirmedNanograms: UInt32

  /// One from its parts.
  public init(
    nanograms: UInt32, milliseconds: UInt32, overridesSoftLimits: Bool = false,
    confirmedNanograms: UInt32 = 0
  ) {
    self.nanograms = nanograms
    self.milliseconds = milliseconds
    self.overridesSoftLimits = overridesSoftLimits
    self.confirmedNanograms = confirmedNanograms
  }
}

extension StartBolus {
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

extension StartBolus: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.number("nanograms", nanograms)
    visitor.number("milliseconds", milliseconds)
    visitor.flag("overridesSoftLimits", overridesSoftLimits)
    visitor.number("confirmedNanograms", confirmedNanograms)
  }
}
