import Glibc
import SerialLink

/// The peer of the codec: MAVLink 2 in C with a message of about a status's size, in a program of
/// its own, which `.ci/mavlink` builds where there is pymavlink.
struct MavlinkPeer {
  private let program: String
  /// The best of all runs.
  private(set) var encodePerSecond = 0.0
  private(set) var decodePerSecond = 0.0
  /// The length of its frame.
  private(set) var wireBytes = 0

  /// Throws when the program cannot be run.
  init(_ path: String) throws { program = try Program.path(of: "mavlink-peer", given: path) }

  /// Measures once more.
  mutating func run(messages: Int) throws {
    let words = try output(of: messages).split(separator: " ")
    guard words.count == 3, let encode = Double(words[0]), let decode = Double(words[1]),
      let length = Int(words[2])
    else { throw BenchmarkError(.wrong, "\(program) did not say what it measured") }
    encodePerSecond = max(encodePerSecond, encode)
    decodePerSecond = max(decodePerSecond, decode)
    wireBytes = length
  }

  private func output(of messages: Int) throws -> String {
    var ends: [Int32] = [0, 0]
    guard unsafe pipe(&ends) == 0 else {
      throw SerialError(operation: "make a pipe", code: errno, path: "pipe")
    }
    let answer = Descriptor(owning: ends[0], path: program)
    let output = Descriptor(owning: ends[1], path: program)
    _ = fcntl(answer.number, F_SETFD, FD_CLOEXEC)
    _ = fcntl(output.number, F_SETFD, FD_CLOEXEC)
    let process = try ChildProcess(starting: program, ["\(messages)"], output: output.number)
    _ = consume output
    var buffer = [UInt8](repeating: 0, count: 256)
    var text: [UInt8] = []
    while true {
      let count = unsafe read(answer.number, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { break }
      text += buffer.prefix(count)
    }
    let code = process.wait()
    if code != 0 { throw BenchmarkError(.wrong, "\(program) ended with \(code)") }
    return String(decoding: text.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }
}

/// The codec's speed as a share of its peer's.
struct MavlinkRatio: Encodable {
  let wireBytes: Int
  let encodePerSecond: Double
  let decodePerSecond: Double
  let encodeRatio: Double
  let decodeRatio: Double

  enum CodingKeys: String, CodingKey {
    case wireBytes = "wire_bytes"
    case encodePerSecond = "encode_per_s"
    case decodePerSecond = "decode_per_s"
    case encodeRatio = "encode_ratio"
    case decodeRatio = "decode_ratio"
  }

  init(_ peer: MavlinkPeer, encode: Double, decode: Double) {
    wireBytes = peer.wireBytes
    encodePerSecond = peer.encodePerSecond
    decodePerSecond = peer.decodePerSecond
    encodeRatio = encode / peer.encodePerSecond
    decodeRatio = decode / peer.decodePerSecond
  }
}
