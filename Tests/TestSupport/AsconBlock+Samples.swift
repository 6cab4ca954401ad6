public import Telemetry

extension AsconBlock {
  /// The clinician's pairing key of the sample pump: 10, 11, 12 and so on, in hexadecimal.
  public static let clinicianKey = AsconBlock(counting: 0x10)
  /// The patient's pairing key of the sample pump: 50, 51, 52 and so on, in hexadecimal.
  public static let patientKey = AsconBlock(counting: 0x50)

  /// Sixteen bytes of which each is one more than the one before it.
  public init(counting first: UInt8) {
    self.init((0..<16).map { first &+ $0 })
  }

  /// A block of sixteen bytes; traps when they are not sixteen.
  public init(_ bytes: [UInt8]) {
    guard let block = AsconBlock(bytes.span) else { preconditionFailure("\(bytes.count) bytes") }
    self = block
  }

  /// The sixteen bytes.
  public var array: [UInt8] {
    (0..<16).map { UInt8(truncatingIfNeeded: ($0 < 8 ? low : high) >> UInt64($0 % 8 * 8)) }
  }
}

extension WireBuffer {
  /// The encoded bytes, delimiters included.
  public var array: [UInt8] { withBytes { span in span.indices.map { span[$0] } } }
}
