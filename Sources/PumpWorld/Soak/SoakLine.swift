import Quantities

/// The line between a pump and one programmer.
struct SoakLine: Sendable {
  /// Its two ends.
  enum End: Sendable { case pump, programmer }

  private var underway: [(due: LinkTime, to: End, bytes: [UInt8])] = []

  init(seed: UInt64) {}

  var deadline: LinkTime? { underway.first?.due }

  mutating func send(_ bytes: [UInt8], from end: End, at now: LinkTime) {
    underway.append((now.after(Milliseconds(rawValue: 20)), end == .pump ? .programmer : .pump, bytes))
  }

  mutating func deliver(to end: End, at now: LinkTime) -> [UInt8]? {
    guard let place = underway.firstIndex(where: { $0.to == end && $0.due <= now }) else {
      return nil
    }
    return underway.remove(at: place).bytes
  }
}
