import Synchronization

/// Gathers notices for whoever shows them in a place of their own.
final class NoticeList: Sendable {
  private let words = Mutex<[String]>([])

  /// Takes a notice.
  func add(_ notice: String) { words.withLock { $0.append(notice) } }

  /// What was said, in its order.
  var all: [String] { words.withLock { $0 } }
}
