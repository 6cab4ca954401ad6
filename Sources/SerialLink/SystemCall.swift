import Glibc

/// The two habits of system calls, handled in one place each: results and interruptions.
enum SystemCall {
  /// A C library result in the shim's form: the value, or the negative error number.
  static func result(_ value: some SignedInteger) -> Int {
    value >= 0 ? Int(value) : -Int(errno)
  }

  /// Repeats a call for as long as signals interrupt it.
  static func retrying(_ call: () -> Int) -> Int {
    while true {
      let result = call()
      if result != -Int(EINTR) { return result }
    }
  }

  /// Repeats a call for as long as signals interrupt it, and throws its error if it has one.
  @discardableResult
  static func checked(
    _ operation: String, _ path: String, _ call: () -> Int
  ) throws(SerialError) -> Int {
    let result = retrying(call)
    guard result >= 0 else {
      throw SerialError(operation: operation, code: Int32(-result), path: path)
    }
    return result
  }

  /// Like `checked`, for a call that makes a file descriptor.
  static func descriptor(
    _ operation: String, _ path: String, isSocket: Bool = false, _ call: () -> Int
  ) throws(SerialError) -> Descriptor {
    let number = try checked(operation, path, call)
    return Descriptor(owning: Int32(number), path: path, isSocket: isSocket)
  }
}
