import Glibc
import PumpPlant
import PumpText
import SerialLink
import Telemetry

/// A body on its way from one bench to another. Spec: bench.md, "The body".
///
/// Eight bytes `PUMPBODY`, the version (4, little endian), the body as in a snapshot of a world, in
/// version 2 who is in it, and a checksum (4) of all before it.
enum BodyFile {
  private static let magic: [UInt8] = Array("PUMPBODY".utf8)
  private static let version: UInt32 = 1
  private static let patientVersion: UInt32 = 2
  private static var headerBytes: Int { magic.count + 4 }
  private static var patientOffset: Int { headerBytes + Body.snapshotBytes }
  private static var mostBytes: Int { patientOffset + Patient.snapshotBytes + 4 }

  /// Writes a body to a new file, whole or not at all; nothing is changed where there is one.
  static func create(_ path: String, _ body: Body) throws {
    var bytes = magic
    bytes.append(littleEndian: body.patient == nil ? version : patientVersion)
    bytes += [UInt8](capacity: Body.snapshotBytes) { Body.encode(body, into: &$0) }
    if let patient = body.patient {
      bytes += [UInt8](capacity: Patient.snapshotBytes) { patient.encode(into: &$0) }
    }
    bytes.append(littleEndian: CRC32C.checksum(bytes.span))
    do {
      _ = try RawFile.create(path, contents: bytes)
    } catch let error as SerialError where error.code == EEXIST {
      throw SimulatorError(.data, "\(path): there is a file already; nothing was changed")
    }
  }

  /// The body in a file.
  static func read(_ path: String) throws -> Body {
    guard let file = try RawFile.open(path) else {
      throw SimulatorError(.data, "\(path): there is no such file; nothing was changed")
    }
    let bytes = try file.readAll(limit: mostBytes + 1)
    guard bytes.starts(with: magic), bytes.count >= headerBytes else {
      throw SimulatorError(.data, "\(path): this is no file of a body; nothing was changed")
    }
    let found = bytes.littleEndian(at: magic.count)
    guard found == version || found == patientVersion else {
      throw SimulatorError(
        .data, "\(path): it was written by another version; nothing was changed")
    }
    guard let body = body(in: bytes, withPatient: found == patientVersion) else {
      throw SimulatorError(.data, "\(path): it is damaged; nothing was changed")
    }
    return body
  }

  private static func body(in bytes: [UInt8], withPatient hasPatient: Bool) -> Body? {
    let covered = hasPatient ? mostBytes - 4 : patientOffset
    guard bytes.count == covered + 4,
      CRC32C.checksum(bytes.span.extracting(first: covered)) == bytes.littleEndian(at: covered),
      var body = Body.decode(bytes.span.extracting(headerBytes..<patientOffset)) ?? nil
    else { return nil }
    guard hasPatient else { return body }
    guard let patient = Patient(snapshot: bytes.span.extracting(patientOffset..<covered)),
      body.restore(patient, received: body.received)
    else { return nil }
    return body
  }

  /// Takes the file away: whoever is in it lies with a pump now.
  static func remove(_ path: String) throws {
    if unsafe unlink(path) != 0 {
      throw SerialError(operation: "remove", code: errno, path: path)
    }
  }
}
