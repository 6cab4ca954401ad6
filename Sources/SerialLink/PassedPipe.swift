import Glibc

/// A named pipe that another process writes into, whose bytes are passed on as they come. Its name
/// goes with it.
package struct PassedPipe: ~Copyable {
  /// Where it is: an absolute path that only this user can reach.
  package let path: String
  private let folder: String
  private let input: Descriptor

  /// Makes one.
  package init() throws(SerialError) {
    let place = Environment.value("TMPDIR") ?? "/tmp"
    var name = Array("\(place)/pumplink-XXXXXX".utf8CString)
    let isMade = unsafe name.withUnsafeMutableBufferPointer { buffer in
      unsafe buffer.baseAddress.map { unsafe mkdtemp($0) != nil } ?? false
    }
    guard isMade else { throw SerialError(operation: Operation.open, code: errno, path: place) }
    let folder = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let path = folder + "/line"
    do throws(SerialError) {
      try SystemCall.checked(Operation.open, path) {
        unsafe SystemCall.result(mkfifo(path, 0o600))
      }
      input = try SystemCall.descriptor(Operation.open, path) {
        unsafe SystemCall.result(open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC))
      }
    } catch {
      _ = unsafe unlink(path)
      _ = unsafe rmdir(folder)
      throw error
    }
    self.path = path
    self.folder = folder
  }

  deinit {
    _ = unsafe unlink(path)
    _ = unsafe rmdir(folder)
  }

  /// Passes bytes on until the other process closes the pipe, nobody reads them any more, or a
  /// signal comes.
  package borrowing func pass(
    to output: borrowing Descriptor, until signals: borrowing SignalPipe
  ) throws(SerialError) {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    var set = PollSet(capacity: 3)
    while true {
      set.removeAll()
      let signal = set.add(signals.fileDescriptor, .readable)
      let source = set.add(input.number, .readable)
      let reader = set.add(output.number, [])
      try set.wait(timeoutMilliseconds: nil)
      if set.isReady(signal), try signals.next() != nil { return }
      if set.isReady(source) {
        var span = buffer.mutableSpan
        switch try input.read(into: &span) {
        case .bytes(let count):
          guard try Self.write(buffer.span.extracting(first: count), to: output) else { return }
        case .wouldBlock: break
        case .closed: return
        }
      } else if set.isReady(reader) {
        return
      }
    }
  }

  /// False once nobody reads.
  private static func write(
    _ bytes: Span<UInt8>, to output: borrowing Descriptor
  ) throws(SerialError) -> Bool {
    do throws(SerialError) {
      var done = 0
      while done < bytes.count { done += try output.write(bytes.extracting(done...)) }
      return true
    } catch {
      if error.kind == .unplugged { return false }
      throw error
    }
  }
}
