import Quantities

/// The layout, little endian; all of it zero where there is no body:
///
///     offset  bytes  field
///          0      1  1
///          1     16  infused: nL (8) then pg (8)
///         17      8  injected, pg
///         25     16  removed with catheters: nL (8) then pg (8)
///         41      4  volume of the catheter that leads to no pump, nL; 0 for none
///         45      1  number of its segments, 0 through 16
///         46    320  16 segments from the tip on, 20 each as in a plant's snapshot; those not in
///                    use are zero
///
/// Who is in it is kept by itself: ``Patient``.
extension Body {
  /// The size of a snapshot, in bytes; the same for every body, and for none.
  public static var snapshotBytes: Int { segmentsOffset + Catheter.maximumSegments * 20 }

  private static var segmentsOffset: Int { 46 }

  /// Appends the whole state, or zeros for no body; traps when there is no room.
  public static func encode(_ body: borrowing Body?, into bytes: inout OutputSpan<UInt8>) {
    guard let body = copy body else { return putZeros(snapshotBytes, into: &bytes) }
    put(1, 1, into: &bytes)
    put(body.infused, into: &bytes)
    put(body.injected.rawValue, 8, into: &bytes)
    put(body.removed, into: &bytes)
    let count = body.catheter?.segmentCount ?? 0
    put(body.catheter?.volume.rawValue ?? 0, 4, into: &bytes)
    put(UInt64(count), 1, into: &bytes)
    for index in 0..<count { body.catheter?[index].encode(into: &bytes) }
    putZeros((Catheter.maximumSegments - count) * Mixture.snapshotBytes, into: &bytes)
  }

  /// The body a snapshot was taken of, or no body in `.some(nil)`; `nil` when the bytes are
  /// neither. No bytes make it trap.
  public static func decode(_ bytes: Span<UInt8>) -> Body?? {
    guard bytes.count == snapshotBytes else { return nil }
    guard bytes[0] == 1 else {
      return isZero(bytes, from: 0, to: bytes.count) ? .some(nil) : nil
    }
    var body = Body()
    body.infused = getLiquid(from: bytes, at: 1)
    body.injected = Picograms(rawValue: get(8, from: bytes, at: 17))
    body.removed = getLiquid(from: bytes, at: 25)
    let volume = Nanolitres(rawValue: get(4, from: bytes, at: 41))
    let count = Int(bytes[45])
    guard count <= Catheter.maximumSegments, (count > 0) == (volume > .zero),
      volume <= PlantProfile.largestPathVolume,
      isZero(bytes, from: segmentsOffset + count * Mixture.snapshotBytes, to: bytes.count),
      // No life comes near it, and sums of what is below it fit.
      body.infused.drug.rawValue >> 60 == 0, body.infused.volume.rawValue >> 60 == 0,
      body.injected.rawValue >> 60 == 0, body.removed.drug.rawValue >> 60 == 0,
      body.removed.volume.rawValue >> 60 == 0
    else { return nil }
    if count > 0 {
      let catheter = Catheter(volume, count: count) { index in
        Mixture(from: bytes, at: segmentsOffset + index * Mixture.snapshotBytes)
      }
      guard let catheter else { return nil }
      body.catheter = catheter
    }
    return body
  }
}
