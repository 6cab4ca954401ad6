import Glibc
import PumpPlant
import PumpText
import PumpWorld
import SerialLink
import Telemetry

/// A body on its way from one bench to another. Spec: bench.md, "The body".
///
/// Eight bytes `PUMPBODY`, the version (4, little endian), the body as in a snapshot of a world, in
/// versions 2 and 4 who is in it, in versions 3 and 4 the other drugs it had, and a checksum (4) of
/// all before it.
enum BodyFile {
  private static let magic: [UInt8] = Array("PUMPBODY".utf8)
  private static var headerBytes: Int { magic.count + 4 }
  private static var patientOffset: Int { headerBytes + Body.snapshotBytes }
  private static var mostBytes: Int {
    patientOffset + Patient.snapshotBytes + CarriedBody.mostOtherBytes + 4
  }

  /// What a file holds beside the body.
  private enum Version: UInt32 {
    case plain = 1
    case patient, drugs, patientAndDrugs

    init(hasPatient: Bool, hasDrugs: Bool) {
      self =
        hasDrugs
        ? hasPatient ? .patientAndDrugs : .drugs : hasPatient ? .patient : .plain
    }

    var hasPatient: Bool { self == .patient || self == .patientAndDrugs }
    var hasDrugs: Bool { self == .drugs || self == .patientAndDrugs }
  }

  /// Writes a body to a new file, whole or not at all; nothing is changed where there is one.
  static func create(_ path: String, _ carried: CarriedBody) throws {
    let body = carried.body
    var bytes = magic
    let version = Version(
      hasPatient: body.patient != nil, hasDrugs: !carried.others.isEmpty)
    bytes.append(littleEndian: version.rawValue)
    bytes += [UInt8](capacity: Body.snapshotBytes) { Body.encode(body, into: &$0) }
    if let patient = body.patient {
      bytes += [UInt8](capacity: Patient.snapshotBytes) { patient.encode(into: &$0) }
    }
    bytes += carried.snapshotOfOthers
    bytes.append(littleEndian: CRC32C.checksum(bytes.span))
    do {
      _ = try RawFile.create(path, contents: bytes)
    } catch let error as SerialError where error.code == EEXIST {
      throw SimulatorError(.data, "\(path): there is a file already; nothing was changed")
    }
  }

  /// The body in a file.
  static func read(_ path: String) throws -> CarriedBody {
    guard let file = try RawFile.open(path) else {
      throw SimulatorError(.data, "\(path): there is no such file; nothing was changed")
    }
    let bytes = try file.readAll(limit: mostBytes + 1)
    guard bytes.starts(with: magic), bytes.count >= headerBytes else {
      throw SimulatorError(.data, "\(path): this is no file of a body; nothing was changed")
    }
    guard let version = Version(rawValue: bytes.littleEndian(at: magic.count)) else {
      throw SimulatorError(
        .data, "\(path): it was written by another version; nothing was changed")
    }
    guard let body = body(in: bytes, version) else {
      throw SimulatorError(.data, "\(path): it is damaged; nothing was changed")
    }
    return body
  }

  private static func body(in bytes: [UInt8], _ version: Version) -> CarriedBody? {
    let drugsOffset = patientOffset + (version.hasPatient ? Patient.snapshotBytes : 0)
    let covered = bytes.count - 4
    guard version.hasDrugs ? covered > drugsOffset : covered == drugsOffset,
      CRC32C.checksum(bytes.span.extracting(first: covered)) == bytes.littleEndian(at: covered),
      var body = Body.decode(bytes.span.extracting(headerBytes..<patientOffset)) ?? nil
    else { return nil }
    if version.hasPatient {
      guard let patient = Patient(snapshot: bytes.span.extracting(patientOffset..<drugsOffset)),
        body.restore(patient, received: body.received)
      else { return nil }
    }
    return CarriedBody(body, snapshotOfOthers: bytes.span.extracting(drugsOffset..<covered))
  }

  /// Takes the file away: whoever is in it lies with a pump now.
  static func remove(_ path: String) throws {
    if unsafe unlink(path) != 0 {
      throw SerialError(operation: "remove", code: errno, path: path)
    }
  }
}
