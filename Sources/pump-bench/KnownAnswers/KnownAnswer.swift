import Telemetry

/// One record of a known-answer file: an input, and what must come out.
struct KnownAnswer {
  /// The line the record begins on, from 1.
  let line: Int
  /// Its number in the file, as it is written there.
  let count: String
  private let kind: KnownAnswerKind
  private let record: KnownAnswerRecord

  /// A record that has the fields of its kind.
  init(_ record: KnownAnswerRecord, _ kind: KnownAnswerKind) {
    line = record.line
    count = record.count ?? ""
    self.kind = kind
    self.record = record
  }

  /// What is wrong, in words; `nil` when the answer is what Ascon gives.
  func fault() -> String? {
    switch kind {
    case .aead128: sealingFault()
    case .hash256: hash() == record["MD"] ? nil : "the hash is not MD"
    case .xof128, .cxof128: output() == record["MD"] ? nil : "the output is not MD"
    }
  }

  private func hash() -> [UInt8] {
    var hash = AsconHash256()
    hash.update(record["Msg"].span)
    let words = hash.finish()
    return [words.0, words.1, words.2, words.3].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
    }
  }

  private func output() -> [UInt8] {
    var output = [UInt8](repeating: 0, count: record["MD"].count)
    var span = output.mutableSpan
    if kind == .xof128 {
      var function = AsconXOF128()
      function.update(record["Msg"].span)
      function.finish(into: &span)
    } else {
      var function = AsconCXOF128(customization: record["Z"].span)
      function.update(record["Msg"].span)
      function.finish(into: &span)
    }
    return output
  }

  private func sealingFault() -> String? {
    guard let key = AsconBlock(record["Key"].span), let nonce = AsconBlock(record["Nonce"].span)
    else { return "the key or the nonce is not 16 bytes" }
    let aead = AsconAEAD128(key: key)
    let (message, data, sealed) = (record["PT"], record["AD"], record["CT"])
    guard sealed.count == message.count + AsconBlock.bytes else {
      return "CT has \(sealed.count) bytes for \(message.count) of PT and a tag of 16"
    }
    var buffer = message
    var span = buffer.mutableSpan
    let tag = aead.seal(&span, nonce: nonce, associatedData: data.span)
    var tagBytes = [UInt8](repeating: 0, count: AsconBlock.bytes)
    var tagSpan = tagBytes.mutableSpan
    tag.write(to: &tagSpan)
    if buffer + tagBytes != sealed { return "what is sealed is not CT" }
    func opens(_ sealed: [UInt8]) -> [UInt8]? {
      var buffer = Array(sealed.dropLast(AsconBlock.bytes))
      var span = buffer.mutableSpan
      let tag = Array(sealed.suffix(AsconBlock.bytes))
      guard let tag = AsconBlock(tag.span),
        aead.open(&span, nonce: nonce, associatedData: data.span, tag: tag)
      else { return nil }
      return buffer
    }
    if opens(sealed) != message { return "CT does not open to PT" }
    var forged = sealed
    forged[sealed.count - 1] ^= 0x80
    return opens(forged) == nil ? nil : "CT with a bit flipped opens"
  }
}
