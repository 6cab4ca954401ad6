// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// Fill the fluid path fast, without counting it as therapy. Spec: messages.md, "startPrime".
public struct StartPrime: Hashable, Sendable {
  /// Which part of the path.
  public var path: PrimedPath
  /// The version of the pump's volume data that the clinician saw; another one is refused.
  public var volumesVersion: UInt16
  /// The most drug that any 24 hours will hold, as the clinician confirmed it; zero when nothing
  /// was confirmed. The pump compares it with its own. Unit ng.
  public var confirmedNanograms: UInt32

  /// One from its parts.
  public init(_ path: PrimedPath, volumesVersion: UInt16, confirmedNanograms: UInt32 = 0) {
    self.path = path
    self.volumesVersion = volumesVersion
    self.confirmedNanograms = confirmedNanograms
  }
}

extension StartPrime {
  init(from reader: inout ByteReader) {
    path = PrimedPath(from: &reader)
    volumesVersion = reader.u16()
    confirmedNanograms = reader.u32()
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(path.rawValue)
    writer.put(volumesVersion)
    writer.put(confirmedNanograms)
  }
}

extension StartPrime: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.choice("path", path.wireName)
    visitor.number("volumesVersion", volumesVersion)
    visitor.number("confirmedNanograms", confirmedNanograms)
  }
}
