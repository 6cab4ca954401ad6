import CSerialShim

/// Wakes a loop that waits for descriptors, from another thread.
package final class Wakening: Sendable {
  private let descriptor: Descriptor

  /// Throws when the system is out of descriptors or memory.
  package init() throws(SerialError) {
    descriptor = try SystemCall.descriptor(Operation.wake, "a loop") {
      Int(cserial_wakening_open())
    }
  }

  /// Readable once it was called, until it is taken.
  package var fileDescriptor: Int32 { descriptor.number }

  /// Wakes the loop, or has it not wait the next time.
  package func call() {
    let one: [UInt8] = [1, 0, 0, 0, 0, 0, 0, 0]
    // It fails only where it was called more often than anybody can count, and then it is readable.
    _ = try? descriptor.write(one.span)
  }

  /// Takes the calls there were.
  package func take() {
    var calls = InlineArray<8, UInt8>(repeating: 0)
    var span = calls.mutableSpan
    _ = try? descriptor.read(into: &span)
  }
}
