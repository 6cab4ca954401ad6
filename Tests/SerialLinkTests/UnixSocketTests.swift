import Glibc
import SerialLink
import Testing

@Suite(.serialized)
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

  @Test func `a path of more than 107 bytes is named as the reason`() throws {
    let directory = TemporaryDirectory()
    let path = directory.file(String(repeating: "s", count: 107))
    for error in [
      failure { () throws(SerialError) in try UnixListener(listeningAt: path) },
      failure { () throws(SerialError) in try UnixConnection(connectingTo: path) },
    ] {
      #expect(
        error?.description == "\(path): the path is too long for a socket (107 bytes at most)")
    }
  }
}
