import Quantities

/// Ascon-XOF128, a hash as long as one wants it: as strong as 128 bits, however long it is.
///
/// Source: NIST SP 800-232, section 5.2. The time taken depends on the lengths alone.
public struct AsconXOF128: Sendable {
  private var output: AsconExtendable

  /// Nothing taken yet.
  public init() {
    output = AsconExtendable(AsconSponge(initialValue: 0x0000_0800_00CC_0003))
  }

  /// Takes more bytes. Traps after ``finish(into:)``.
  public mutating func update(_ bytes: Span<UInt8>) { output.update(bytes) }

  /// Fills `bytes`, any number of them, from all that was taken, and overwrites what was taken: a
  /// second call traps. A shorter output is the beginning of a longer one.
  public mutating func finish(into bytes: inout MutableSpan<UInt8>) { output.finish(into: &bytes) }
}

/// Ascon-CXOF128: Ascon-XOF128 for one purpose, named by a customization string. Outputs for
/// different purposes have nothing to do with one another, so that several keys can be derived from
/// one secret.
///
/// Source: NIST SP 800-232, section 5.3. The time taken depends on the lengths alone.
public struct AsconCXOF128: Sendable {
  private var output: AsconExtendable

  /// The longest customization string in bytes: 2048 bits. Section 5.3.
  public static var customizationBytes: Int { 256 }

  /// Nothing taken yet, for the purpose that `customization` names: 0 to 256 bytes, no secret.
  /// Traps when it is longer.
  public init(customization: Span<UInt8>) {
    precondition(
      customization.count <= Self.customizationBytes, "a customization string is too long")
    var sponge = AsconSponge(initialValue: 0x0000_0800_00CC_0004)
    // Its length in bits comes first.
    sponge.state.absorb(UInt64(customization.count) * 8)
    sponge.update(customization)
    sponge.pad()
    output = AsconExtendable(sponge)
  }

  /// Takes more bytes. Traps after ``finish(into:)``.
  public mutating func update(_ bytes: Span<UInt8>) { output.update(bytes) }

  /// Fills `bytes`, any number of them, from all that was taken, and overwrites what was taken: a
  /// second call traps. A shorter output is the beginning of a longer one.
  public mutating func finish(into bytes: inout MutableSpan<UInt8>) { output.finish(into: &bytes) }
}

/// A sponge that gives its output once and forgets what it took, which may have been a secret.
private struct AsconExtendable: Sendable {
  private var sponge: AsconSponge
  private var isSpent = false

  init(_ sponge: AsconSponge) { self.sponge = sponge }

  mutating func update(_ bytes: Span<UInt8>) {
    precondition(!isSpent, "an output was drawn already")
    sponge.update(bytes)
  }

  mutating func finish(into bytes: inout MutableSpan<UInt8>) {
    precondition(!isSpent, "an output was drawn already")
    isSpent = true
    sponge.pad()
    sponge.squeeze(into: &bytes)
    sponge.zeroise()
  }
}
