/// Why the benchmark's pump cannot be made: that of `pump-bench` has exit codes, and text.
struct BenchmarkError: Error {
  enum Cause { case wrong }

  init(_ cause: Cause, _ message: String) {}
}
