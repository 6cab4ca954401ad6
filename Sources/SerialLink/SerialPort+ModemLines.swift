import CSerialShim
import Glibc

extension SerialPort {
  /// The control lines now, or `nil` if the port has none, as pseudo-terminals have none.
  /// Throws with kind `.unplugged`.
  package borrowing func modemLines() throws(SerialError) -> ModemLines? {
    let number = fileDescriptor
    var bits: UInt32 = 0
    let result = SystemCall.retrying { unsafe Int(cserial_lines_get(number, &bits)) }
    switch Int32(-result) {
    case 0: return ModemLines(rawValue: bits)
    // EINVAL is what older kernels say.
    case ENOTTY, EINVAL: return nil
    case let code: throw SerialError(operation: Operation.modemLines, code: code, path: path)
    }
  }

  /// Raises the outputs that are in `lines` and lowers the others; inputs are ignored.
  /// Throws with kind `.unsupported` if the port has no lines.
  package borrowing func setModemLines(_ lines: ModemLines) throws(SerialError) {
    let number = fileDescriptor
    let raise = lines.intersection(.outputs)
    let lower = ModemLines.outputs.subtracting(lines)
    try SystemCall.checked(Operation.modemLines, path) {
      Int(cserial_lines_change(number, raise.rawValue, lower.rawValue))
    }
  }
}
