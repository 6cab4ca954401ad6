import SerialLink

/// What a person is to know while a visit goes on, beside its result: that the line is waited for,
/// that a record is not whole, what became of an earlier order.
///
/// A notice is words alone. Where it is shown, and what stands before it, is a face's to say.
package enum Notices {
  /// Takes each notice, for the face that runs. Without a face they go to standard error as they
  /// are: none is lost.
  @TaskLocal package static var sink: @Sendable (_ words: String) -> Void = { words in
    StandardStreams.error("\(words)\n")
  }

  /// Hands a notice to whoever takes them.
  static func say(_ words: String) { sink(words) }
}
