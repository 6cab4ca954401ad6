/// Ascon-AEAD128: keeps a message secret and shows every change to it, under a key of 128 bits.
///
/// Source: NIST SP 800-232, section 4. The time taken depends on the lengths alone, never on key,
/// message or tag, and nothing is asked of a heap. A call overwrites its state at its end (what the
/// compiler kept of it in registers, the next work overwrites); the key stays until ``zeroise()``.
///
/// A nonce must never be used twice under one key: two messages under one nonce give away how they
/// differ. Whoever seals must see to that; this type cannot.
public struct AsconAEAD128: Sendable {
  private var key: AsconBlock
  #if CANARIES
    /// Whether messages that were changed on the way are taken: ``Canary/skipsTag``.
    var skipsTag = false
  #endif

  /// Seals and opens under a key, of which every value is a good one if it was drawn by chance or
  /// derived.
  public init(key: AsconBlock) { self.key = key }

  /// Overwrites the key. Every copy of this value has a key of its own to overwrite.
  public mutating func zeroise() { key.zeroise() }

  /// Seals a message in place and gives the tag to send with it.
  ///
  /// - Parameters:
  ///   - message: 0 bytes or more; afterwards the ciphertext, as long as the message was.
  ///   - nonce: a value this key never sealed under before.
  ///   - associatedData: 0 bytes or more that travel in the clear and that the tag covers too.
  @inline(never)
  public func seal(
    _ message: inout MutableSpan<UInt8>, nonce: AsconBlock, associatedData: Span<UInt8>
  ) -> AsconBlock {
    var state = unsafe started(nonce, associatedData.bytes)
    var bytes = unsafe message.mutableBytes
    var offset = 0
    while bytes.byteCount - offset >= AsconBlock.bytes {
      state.rate = state.rate ^ AsconBlock(wholeAt: offset, of: bytes.bytes)
      state.rate.store(to: &bytes, at: offset)
      state.permute8()
      offset += AsconBlock.bytes
    }
    let tail = AsconBlock.tail(at: offset, of: bytes.bytes)
    state.rate = state.rate ^ tail.bytes ^ tail.mark
    state.rate.storeTail(to: &bytes, at: offset)
    let tag = finish(&state)
    state.zeroise()
    return tag
  }

  /// Opens a sealed message in place, if it is the one that was sealed.
  ///
  /// - Parameters:
  ///   - message: the ciphertext, 0 bytes or more; afterwards the message, or zeros throughout when
  ///     the answer is `false`, so that no one acts on what cannot be trusted.
  ///   - nonce: the nonce it was sealed under.
  ///   - associatedData: what was given at the sealing, byte for byte.
  ///   - tag: the tag that came with it.
  /// - Returns: whether ciphertext, associated data, nonce and tag belong together under this key.
  @inline(never)
  public func open(
    _ message: inout MutableSpan<UInt8>, nonce: AsconBlock, associatedData: Span<UInt8>,
    tag: AsconBlock
  ) -> Bool {
    var state = unsafe started(nonce, associatedData.bytes)
    var bytes = unsafe message.mutableBytes
    var offset = 0
    while bytes.byteCount - offset >= AsconBlock.bytes {
      let sealed = AsconBlock(wholeAt: offset, of: bytes.bytes)
      (state.rate ^ sealed).store(to: &bytes, at: offset)
      state.rate = sealed
      state.permute8()
      offset += AsconBlock.bytes
    }
    let sealed = AsconBlock.tail(at: offset, of: bytes.bytes)
    let tail = (state.rate ^ sealed.bytes).before(sealed.mark)
    tail.storeTail(to: &bytes, at: offset)
    state.rate = state.rate ^ tail ^ sealed.mark
    #if CANARIES
      let isGenuine = finish(&state) == tag || skipsTag
    #else
      let isGenuine = finish(&state) == tag
    #endif
    state.zeroise()
    if !isGenuine {
      for index in 0..<bytes.byteCount {
        bytes.storeBytes(of: 0, toByteOffset: index, as: UInt8.self)
      }
    }
    return isGenuine
  }

  /// The state after key, nonce and associated data went in. Sections 4.1.1 and 4.1.2.
  #if hasFeature(Embedded)
    @inline(never)
  #else
    @inline(__always)
  #endif
  private func started(_ nonce: AsconBlock, _ data: RawSpan) -> AsconState {
    var state = AsconState(
      word0: 0x0000_1000_808C_0001, word1: key.low, word2: key.high, word3: nonce.low,
      word4: nonce.high)
    state.permute12()
    state.word3 ^= key.low
    state.word4 ^= key.high
    if !data.isEmpty {
      var offset = 0
      while data.byteCount - offset >= AsconBlock.bytes {
        state.rate = state.rate ^ AsconBlock(wholeAt: offset, of: data)
        state.permute8()
        offset += AsconBlock.bytes
      }
      let tail = AsconBlock.tail(at: offset, of: data)
      state.rate = state.rate ^ tail.bytes ^ tail.mark
      state.permute8()
    }
    // Tells associated data from a message that begins with the same bytes.
    state.word4 ^= 1 &<< 63
    return state
  }

  /// The tag, once the message went in. Section 4.1.4.
  #if hasFeature(Embedded)
    @inline(never)
  #else
    @inline(__always)
  #endif
  private func finish(_ state: inout AsconState) -> AsconBlock {
    state.word2 ^= key.low
    state.word3 ^= key.high
    state.permute12()
    return AsconBlock(low: state.word3 ^ key.low, high: state.word4 ^ key.high)
  }
}

extension AsconState {
  /// The part of the state that meets the message.
  @inline(__always)
  fileprivate var rate: AsconBlock {
    get { AsconBlock(low: word0, high: word1) }
    set {
      word0 = newValue.low
      word1 = newValue.high
    }
  }
}
