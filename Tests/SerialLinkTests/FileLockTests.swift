import Glibc
import SerialLink
import TestLimits
import Testing

@Suite(.waiting, .limited, .serialized)
struct FileLockTests {
  @Test func `one holder at a time`() throws {
    let directory = TemporaryDirectory()
    let path = directory.file("state.lock")
    do {
      let first = try FileLock(locking: path)
      let error = failure { () throws(SerialError) in try FileLock(locking: path) }
      #expect(error?.kind == .busy)
      #expect(Files.permissions(path) == 0o600)
      _ = consume first
    }
    _ = try eventually { () throws(SerialError) in try FileLock(locking: path) }
  }

  @Test func `a killed holder holds nothing`() async throws {
    let directory = TemporaryDirectory()
    let path = directory.file("state.lock")
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let lock = try FileLock(locking: path)
      kill(getpid(), SIGKILL)
      _ = consume lock
    }
    _ = try eventually { () throws(SerialError) in try FileLock(locking: path) }
  }

  @Test func `a link is not followed`() throws {
    let directory = TemporaryDirectory()
    Files.makeLink(to: directory.file("elsewhere"), at: directory.file("state.lock"))
    let path = directory.file("state.lock")
    let error = failure { () throws(SerialError) in try FileLock(locking: path) }
    #expect(error?.code == ELOOP)
    #expect(Files.type(directory.file("elsewhere")) == nil)
  }
}
