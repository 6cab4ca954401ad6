package import Testing

/// Adds to the failures of a test how to have them again.
package enum Replay {
  /// Runs a test; what `note` says when something fails stands under it.
  package static func noting(
    _ note: @escaping @Sendable () -> String, for test: Test, _ testCase: Test.Case?,
    _ function: @Sendable () async throws -> Void
  ) async throws {
    let notes: IssueHandlingTrait = .compactMapIssues { issue in
      var issue = issue
      issue.comments.append(Comment(rawValue: note()))
      return issue
    }
    try await notes.provideScope(for: test, testCase: testCase) {
      do {
        try await function()
      } catch  where !Task.isCancelled && !(error is ExpectationFailedError) {
        // Out of this scope nobody would add the note to it.
        Issue.record(error, sourceLocation: test.sourceLocation)
      }
    }
  }
}
