/// The answer that a request was carried out and what it changed is durable.
///
/// Spec: messages.md, "acknowledged".
public struct Acknowledgement: Hashable, Sendable {
  /// The request that was carried out.
  public var request: RequestType
  /// Seconds of therapy since the factory at which it took effect.
  public var therapySeconds: UInt32
  /// Cancel bolus and stop: the drug of the bolus that is no longer given, in ng. Otherwise zero.
  public var withheldNanograms: UInt32

  /// An answer from its parts.
  public init(_ request: RequestType, therapySeconds: UInt32, withheldNanograms: UInt32 = 0) {
    self.request = request
    self.therapySeconds = therapySeconds
    self.withheldNanograms = withheldNanograms
  }

  init(from reader: inout ByteReader) {
    request = reader.requestType()
    therapySeconds = reader.u32()
    withheldNanograms = reader.u32()
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(request.rawValue)
    writer.put(therapySeconds)
    writer.put(withheldNanograms)
  }
}

/// The answer that a request was not carried out and nothing changed.
///
/// Spec: messages.md, "refused"; the codes are in refusals.md.
public struct Refusal: Error, Hashable, Sendable {
  /// The request that was refused.
  public var request: RequestType
  /// Why.
  public var code: RefusalCode
  /// What was asked for, in the unit of the code; zero where it has none.
  public var asked: UInt64
  /// The limit that stood against it, in the unit of the code; zero where it has none.
  public var limit: UInt64

  /// An answer from its parts.
  public init(_ request: RequestType, _ code: RefusalCode, asked: UInt64 = 0, limit: UInt64 = 0) {
    self.request = request
    self.code = code
    self.asked = asked
    self.limit = limit
  }

  init(from reader: inout ByteReader) {
    request = reader.requestType()
    let code = RefusalCode(rawValue: reader.u8())
    if code == nil { reader.reject() }
    self.code = code ?? .busy
    asked = reader.u64()
    limit = reader.u64()
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(request.rawValue)
    writer.put(code.rawValue)
    writer.put(asked)
    writer.put(limit)
  }
}

extension ByteReader {
  mutating func requestType() -> RequestType {
    let type = RequestType(rawValue: u8())
    if type == nil { reject() }
    return type ?? .identify
  }
}
