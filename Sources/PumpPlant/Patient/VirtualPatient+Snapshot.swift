import Quantities

/// The layout, little endian: the moment (8), all that was given in pg (8), what arrived in the
/// cell that is not over (8) and the sixteen modes (8 each, two's complement), those in 1/256 pg.
/// Who it is, is not stored.
extension VirtualPatient {
  /// The size of a snapshot, in bytes; the same for every patient.
  package static var snapshotBytes: Int { 24 + 8 * PatientModes.count }

  /// Appends the whole state but the profile.
  package func encode(into bytes: inout OutputSpan<UInt8>) {
    put(now.rawValue, 8, into: &bytes)
    put(given.rawValue, 8, into: &bytes)
    put(pending, 8, into: &bytes)
    for mode in state.indices { put(UInt64(bitPattern: state[mode]), 8, into: &bytes) }
  }

  /// The patient encoded at an offset, or `nil` when there cannot be one like it: more arrived than
  /// was given or counts, or a mode is larger than the most that is felt, for ever, can make it.
  package init?(from bytes: Span<UInt8>, at offset: Int, profile: PatientProfile) {
    self.init(profile, at: TherapyTime(rawValue: get(8, from: bytes, at: offset)))
    guard
      restore(
        given: Picograms(rawValue: get(8, from: bytes, at: offset + 8)),
        pending: get(8, from: bytes, at: offset + 16))
    else { return nil }
    for mode in state.indices {
      state[mode] = Int64(bitPattern: get(8, from: bytes, at: offset + 24 + 8 * mode))
      guard state[mode] != .min, state[mode].magnitude <= modes.largest(mode, feeding: Self.most)
      else { return nil }
    }
  }
}
