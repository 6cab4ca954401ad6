import CSerialShim
import Glibc

/// The sockets of a folder that umockdev's preload takes for a computer: where programs ask what is
/// to become of their calls, and those by which they hear of devices.
package final class UsbTestbedSockets {
  /// The longest path of a folder whose sockets have room in an address: the preload makes
  /// `ioctl/_default` and `event1023` of it.
  package static let longestRoot = SocketName.longest - "/ioctl/_default".utf8.count

  /// The most programs that are served at once; others wait until one of them ends.
  package static let mostPrograms = 64

  private let root: String
  private let listener: UnixListener
  private var programs: [Program] = []
  /// Where in the list of what is waited for its own are.
  private var places = 0..<0

  /// A program with a terminal open.
  private final class Program {
    let stream: UnixConnection
    let answer: ([UInt8]) -> [UInt8]?
    var hasEnded = false

    init(_ stream: consuming UnixConnection, _ answer: @escaping ([UInt8]) -> [UInt8]?) {
      self.stream = stream
      self.answer = answer
    }
  }

  private let newAnswer: () -> ([UInt8]) -> [UInt8]?
  private var buffer = [UInt8](repeating: 0, count: 4096)

  /// Listens in the folder, which has one named `ioctl`.
  /// - Parameter newAnswer: Makes, for each program, what its bytes are answered by; that answers
  ///   `nil` to what nobody says, and the program is let go.
  package init(
    in root: String, _ newAnswer: @escaping () -> ([UInt8]) -> [UInt8]?
  ) throws(SerialError) {
    self.root = root
    self.newAnswer = newAnswer
    listener = try UnixListener(listeningAt: "\(root)/ioctl/_default")
  }

  /// Adds what is to be waited for.
  package func addInterests(to set: inout PollSet) {
    let first = set.count
    if programs.count < Self.mostPrograms { set.add(listener.fileDescriptor, .readable) }
    for program in programs { set.add(program.stream.fileDescriptor, .readable) }
    places = first..<set.count
  }

  /// Answers those that asked.
  package func serve(_ set: borrowing PollSet) {
    guard places.contains(where: { set.isReady($0) }) else { return }
    while programs.count < Self.mostPrograms, let next = try? listener.accept() {
      programs.append(Program(next, newAnswer()))
    }
    for program in programs { serve(program) }
    programs.removeAll { $0.hasEnded }
  }

  private func serve(_ program: Program) {
    while !program.hasEnded {
      switch (try? program.stream.read(into: &buffer)) ?? .closed {
      case .wouldBlock: return
      case .closed: program.hasEnded = true
      case .bytes(let count):
        guard let said = program.answer(Array(buffer.prefix(count))) else {
          program.hasEnded = true
          return
        }
        // It waits for each answer, so there is always room; whoever does not is no preload.
        let taken = try? program.stream.write(said.span)
        if taken != said.count { program.hasEnded = true }
      }
    }
  }

  /// Tells every program that watches for devices; a socket that nobody has open is removed.
  package func tell(_ datagram: [UInt8], among names: [String]) {
    for name in names where name.hasPrefix("event") {
      let path = "\(root)/\(name)"
      let result = SystemCall.retrying {
        unsafe datagram.withUnsafeBufferPointer { bytes in
          guard let base = bytes.baseAddress else { return 0 }
          return unsafe Int(cserial_local_send(path, base, bytes.count))
        }
      }
      if result == -Int(ECONNREFUSED) { _ = unsafe unlink(path) }
    }
  }
}
