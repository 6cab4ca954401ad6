// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// Deliver one path volume at a constant flow, in place of the basal infusion. Spec: messages.md,
/// "startBridge".
public struct StartBridge: Hashable, Sendable {
  /// The flow. Unit nL/day, 1 or more.
  public var flowNanolitresPerDay: UInt32
  /// The version of the pump's volume data that the clinician saw; another one is refused.
  public var volumesVersion: UInt16
  /// The most drug that any 24 hours will hold, as the clinician confirmed it; zero when nothing
  /// was confirmed. The pump compares it with its own. Unit ng.
  public var confirmedNanograms: UInt32

  /// One from its parts.
  public init(
    flowNanolitresPerDay: UInt32, volumesVersion: UInt16, confirmedNanograms: UInt32 = 0
  ) {
    self.flowNanolitresPerDay = flowNanolitresPerDay
    self.volumesVersion = volumesVersion
    self.confirmedNanograms = confirmedNanograms
  }
}

extension StartBridge {
  init(from reader: inout ByteReader) {
    flowNanolitresPerDay = reader.u32()
    if flowNanolitresPerDay == 0 { reader.reject() }
    volumesVersion = reader.u16()
    confirmedNanograms = reader.u32()
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(flowNanolitresPerDay)
    writer.put(volumesVersion)
    writer.put(confirmedNanograms)
  }
}

extension StartBridge: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.number("flowNanolitresPerDay", flowNanolitresPerDay)
    visitor.number("volumesVersion", volumesVersion)
    visitor.number("confirmedNanograms", confirmedNanograms)
  }
}
