import SerialLink

/// What a person is to know while a visit goes on, beside its result: that the line is waited for,
/// that a record is not whole, what became of an earlier order.
///
/// A notice is words alone. Where it is shown, and what stands before it, is a face's to say.
package enum Notices {
  /// Where notices go. A type of its own, for a program that is linked statically cannot keep a
  /// mere function for a task: Swift 6.3 finds no type for it then, and crashes.
  package struct Sink: Sendable {
    let take: @Sendable (_ words: String) -> Void

    /// A place for notices.
    package init(_ take: @escaping @Sendable (_ words: String) -> Void) { self.take = take }
  }

  /// Takes each notice, for the face that runs. Without a face they go to standard error as they
  /// are: none is lost.
  @TaskLocal package static var sink = Sink { StandardStreams.error("\($0)\n") }

  /// Hands a notice to whoever takes them.
  static func say(_ words: String) { sink.take(words) }
}
