import CSerialShim
import Glibc

extension Descriptor {
  /// The next connection waiting at a listening socket, or `nil` if none is.
  borrowing func accept(named name: String) throws(SerialError) -> Descriptor? {
    let number = number
    let result = SystemCall.retrying { Int(cserial_accept(number)) }
    switch Int32(-result) {
    // It gave up while it waited, or its network did: Linux hands on what is wrong with the new
    // connection as if it were wrong with the listening.
    case EAGAIN, ECONNABORTED, EPROTO, ENOPROTOOPT, EOPNOTSUPP, ENETDOWN, ENETUNREACH, EHOSTDOWN,
      EHOSTUNREACH, ENONET:
      return nil
    default: return try SystemCall.descriptor(Operation.accept, name, isSocket: true) { result }
    }
  }

  /// Sends small messages at once instead of collecting them, which would cost 40 ms each.
  borrowing func disableDelay() throws(SerialError) {
    let number = number
    var on: Int32 = 1
    try SystemCall.checked(Operation.configure, path) {
      unsafe SystemCall.result(
        setsockopt(
          number, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size)))
    }
  }
}
