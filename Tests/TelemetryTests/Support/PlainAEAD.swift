/// Ascon-AEAD128 once more, bit by bit, from NIST SP 800-232, section 4. See ``PlainAscon``.
struct PlainAEAD {
  var key: [UInt8]
  var nonce: [UInt8]
  var associatedData: [UInt8]

  /// The ciphertext with the tag behind it.
  func seal(_ message: [UInt8]) -> [UInt8] {
    var state = started()
    var sealed: [UInt8] = []
    let blocks = PlainAscon.blocks(message, of: 16)
    for (place, block) in blocks.enumerated() {
      state = add(block, to: state)
      sealed += rate(state)
      if place < blocks.count - 1 { state = PlainAscon.permute(state, rounds: 8) }
    }
    return Array(sealed.prefix(message.count)) + tag(state)
  }

  /// The message, or `nil` when the tag behind the ciphertext is not its tag.
  func open(_ sealed: [UInt8]) -> [UInt8]? {
    guard sealed.count >= 16 else { return nil }
    var rest = sealed.dropLast(16)
    var state = started()
    var message: [UInt8] = []
    while rest.count >= 16 {
      let block = Array(rest.prefix(16))
      message += zip(rate(state), block).map { $0 ^ $1 }
      state = add(zip(rate(state), block).map { $0 ^ $1 }, to: state)
      state = PlainAscon.permute(state, rounds: 8)
      rest = rest.dropFirst(16)
    }
    let end = zip(rate(state), rest).map { $0 ^ $1 }
    state = add(PlainAscon.blocks(end, of: 16)[0], to: state)
    return tag(state) == Array(sealed.suffix(16)) ? message + end : nil
  }

  private var keyRows: [[Bool]] {
    [PlainAscon.bits(Array(key.prefix(8))), PlainAscon.bits(Array(key.suffix(8)))]
  }

  private func started() -> PlainAscon.State {
    let value = PlainAscon.row(0x0000_1000_808C_0001)
    let last = [PlainAscon.bits(Array(nonce.prefix(8))), PlainAscon.bits(Array(nonce.suffix(8)))]
    var state = addKey(at: 3, to: PlainAscon.permute([value] + keyRows + last))
    if !associatedData.isEmpty {
      for block in PlainAscon.blocks(associatedData, of: 16) {
        state = PlainAscon.permute(add(block, to: state), rounds: 8)
      }
    }
    // The very last bit of the state.
    state[4][63].toggle()
    return state
  }

  private func tag(_ state: PlainAscon.State) -> [UInt8] {
    let state = addKey(at: 3, to: PlainAscon.permute(addKey(at: 2, to: state)))
    return PlainAscon.bytes(state[3]) + PlainAscon.bytes(state[4])
  }

  private func rate(_ state: PlainAscon.State) -> [UInt8] {
    PlainAscon.bytes(state[0]) + PlainAscon.bytes(state[1])
  }

  private func add(_ block: [UInt8], to state: PlainAscon.State) -> PlainAscon.State {
    var state = state
    let rows = [PlainAscon.bits(Array(block.prefix(8))), PlainAscon.bits(Array(block.suffix(8)))]
    for row in 0..<2 { state[row] = zip(state[row], rows[row]).map { $0 != $1 } }
    return state
  }

  private func addKey(at first: Int, to state: PlainAscon.State) -> PlainAscon.State {
    var state = state
    for row in 0..<2 { state[first + row] = zip(state[first + row], keyRows[row]).map { $0 != $1 } }
    return state
  }
}
