import Foundation
import Glibc
import SerialLink
import Synchronization
import TestLimits
import Testing

@Suite(.waiting, .limited, .serialized)
struct UnixSocketTests {
  @Test func `bytes go both ways, only the owner may connect, and the file goes`() throws {
    let directory = TemporaryDirectory()
    let path = directory.file("control")
    do {
      let listener = try UnixListener(listeningAt: path)
      #expect(Files.permissions(path) == 0o600)
      let client = try UnixConnection(connectingTo: path)
      _ = try ready(listener.fileDescriptor)
      let accepted = try listener.accept()
      _ = try client.write(Array("{}\n".utf8))
      let received = try accepted?.receive(3)
      _ = try accepted?.write([1])
      let answered = try client.receive(1)
      #expect(received == Array("{}\n".utf8))
      #expect(answered == [1])
      let none = try listener.accept()
      let isEmpty = none == nil
      #expect(isEmpty)
    }
    #expect(Files.type(path) == nil)
  }

  @Test func `a socket that nobody listens at any more is replaced`() async throws {
    let directory = TemporaryDirectory()
    let path = directory.file("control")
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let listener = try UnixListener(listeningAt: path)
      kill(getpid(), listener.fileDescriptor >= 0 ? SIGKILL : SIGTERM)
    }
    #expect(Files.type(path) == S_IFSOCK)
    let refused = failure { () throws(SerialError) in try UnixConnection(connectingTo: path) }
    #expect(refused?.kind == .notFound)
    let listener = try UnixListener(listeningAt: path)
    let client = try UnixConnection(connectingTo: path)
    #expect(listener.fileDescriptor != client.fileDescriptor)
  }

  @Test func `what was given up can be taken again while other programs are being started`() throws
  {
    let directory = TemporaryDirectory()
    let port = try #require(Self.portOfOurOwn)
    let starting = (0..<8).map { _ in Starting() }
    defer { for one in starting { one.end() } }
    for _ in 0..<300 {
      let listener = try UnixListener(listeningAt: directory.file("control"))
      #expect(listener.fileDescriptor >= 0)
      let lock = try FileLock(locking: directory.file("lock"))
      withExtendedLifetime(lock) {}
      let tcp = try TcpListener(host: "127.0.0.1", port: port)
      #expect(tcp.port == port)
    }
  }

  @Test func `a port is free at once, though a program that is being started still has the socket`()
    throws
  {
    let port = try #require(Self.portOfOurOwn)
    var copy: Int32 = -1
    do {
      let listener = try TcpListener(host: "127.0.0.1", port: port)
      copy = dup(listener.fileDescriptor)
    }
    defer { close(copy) }
    #expect(copy >= 0)
    let again = try TcpListener(host: "127.0.0.1", port: port)
    #expect(again.port == port)
  }

  /// A free port that nobody is given who asks for any: those begin at 32768.
  private static var portOfOurOwn: UInt16? {
    let first = Int(getpid()) % 10_000
    return (0..<10_000).lazy.map { UInt16(20_000 + (first + $0) % 10_000) }
      .first { (try? TcpListener(host: "127.0.0.1", port: $0)) != nil }
  }

  /// A thread that starts one program after another.
  private final class Starting: Sendable {
    private let isOver = Atomic(false)
    private let hasEnded = DispatchSemaphore(value: 0)

    init() {
      Thread.detachNewThread { [self] in
        while !isOver.load(ordering: .relaxed) {
          let program = Process()
          program.executableURL = URL(fileURLWithPath: "/bin/true")
          try? program.run()
          program.waitUntilExit()
        }
        hasEnded.signal()
      }
    }

    func end() {
      isOver.store(true, ordering: .relaxed)
      hasEnded.wait()
    }
  }

  @Test func `a socket that somebody listens at is refused`() throws {
    let directory = TemporaryDirectory()
    let path = directory.file("control")
    let listener = try UnixListener(listeningAt: path)
    let error = failure { () throws(SerialError) in try UnixListener(listeningAt: path) }
    #expect(error?.kind == .busy)
    let client = try UnixConnection(connectingTo: path)
    #expect(client.fileDescriptor != listener.fileDescriptor)
  }

  @Test(arguments: ["SOCK_STREAM", "SOCK_DGRAM"])
  func `another program's live socket is refused, of whatever kind`(kind: String) throws {
    let directory = TemporaryDirectory()
    let path = directory.file("control")
    let fifo = directory.file("stop")
    #expect(unsafe mkfifo(fifo, 0o600) == 0)
    // It does not claim the name as we do, and holds the socket until it can read from the pipe.
    let program = """
      import socket; s = socket.socket(socket.AF_UNIX, socket.\(kind)); s.bind("\(path)"); \
      s.type == socket.SOCK_STREAM and s.listen(); print("up", flush=True); open("\(fifo)").read()
      """
    let pipe = unsafe popen("exec /usr/bin/python3 -c '\(program)'", "re")
    let running = try unsafe #require(pipe)
    #expect(unsafe fgetc(running) == Int32(UInt8(ascii: "u")))
    let inode = Files.inode(path)
    let error = failure { () throws(SerialError) in try UnixListener(listeningAt: path) }
    #expect(kind == "SOCK_STREAM" ? error?.kind == .busy : error?.code == EPROTOTYPE)
    #expect(inode != nil && Files.inode(path) == inode)
    Files.write("", to: fifo)
    #expect(unsafe pclose(running) == 0)
  }

  @Test func `a regular file is refused and untouched`() throws {
    let directory = TemporaryDirectory()
    let path = directory.file("notes")
    Files.write("keep me", to: path)
    let error = failure { () throws(SerialError) in try UnixListener(listeningAt: path) }
    #expect(error?.code == EEXIST)
    #expect(Files.read(path) == "keep me")
  }

  @Test func `a file put in the socket's place is not removed`() throws {
    let directory = TemporaryDirectory()
    let path = directory.file("control")
    do {
      let listener = try UnixListener(listeningAt: path)
      #expect(unsafe unlink(listener.path) == 0)
      Files.write("mine", to: path)
    }
    #expect(Files.read(path) == "mine")
  }

  @Test func `a socket in a folder of any depth is listened at, reached, refused and removed`()
    throws
  {
    let directory = TemporaryDirectory()
    let path = deepFolder(in: directory.path) + "/control"
    do {
      let listener = try UnixListener(listeningAt: path)
      #expect(listener.path == path && Files.permissions(path) == 0o600)
      let client = try UnixConnection(connectingTo: path)
      _ = try ready(listener.fileDescriptor)
      let accepted = try listener.accept()
      _ = try client.write([7])
      let received = try accepted?.receive(1)
      #expect(received == [7])
      let second = failure { () throws(SerialError) in try UnixListener(listeningAt: path) }
      #expect(second?.kind == .busy)
    }
    #expect(Files.type(path) == nil)
    let gone = failure { () throws(SerialError) in try UnixConnection(connectingTo: path) }
    #expect(gone?.kind == .notFound)
  }

  @Test func `a name that is too long itself is named as the reason`() throws {
    let directory = TemporaryDirectory()
    let path = deepFolder(in: directory.path) + "/" + String(repeating: "s", count: 89)
    for error in [
      failure { () throws(SerialError) in try UnixListener(listeningAt: path) },
      failure { () throws(SerialError) in try UnixConnection(connectingTo: path) },
    ] {
      #expect(error?.kind == .unusableName)
      #expect(
        error?.description == "\(path): the name is too long for a socket in so deep a folder "
          + "(88 bytes at most)")
    }
    let fits = try UnixListener(listeningAt: String(path.dropLast()))
    let client = try UnixConnection(connectingTo: fits.path)
    #expect(client.fileDescriptor != fits.fileDescriptor)
  }

  @Test func `a path that names a folder is refused as such`() throws {
    let directory = TemporaryDirectory()
    let path = directory.path + "/"
    let error = failure { () throws(SerialError) in try UnixListener(listeningAt: path) }
    #expect(error?.kind == .unusableName)
    #expect(error?.description == "\(path): this names a folder, and a file's name is needed")
  }

  /// A folder with a path of more than 200 bytes.
  private func deepFolder(in directory: String) -> String {
    let folder = directory + "/" + String(repeating: "d", count: 200)
    #expect(unsafe mkdir(folder, 0o700) == 0)
    return folder
  }
}
