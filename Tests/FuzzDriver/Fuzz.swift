import CLibFuzzer
package import FuzzSupport
import Glibc

/// One of the targets under libFuzzer: `FUZZ_TARGET` names it, the arguments are libFuzzer's.
///
/// `--targets` prints the targets and their longest inputs; `--seeds REPOSITORY FOLDER` writes what
/// every target begins with.
package enum Fuzz {
  /// Does what the command line says with some of these targets.
  package static func main(_ targets: [FuzzTarget]) {
    let words = CommandLine.arguments
    switch words.dropFirst().first {
    case "--targets":
      for target in targets { print(target.name, target.longestInput) }
    case "--seeds" where words.count == 4:
      do {
        let fixtures = Fixtures(repository: words[2])
        for target in targets { try target.writeSeeds(from: fixtures, to: words[3]) }
      } catch {
        fatalError("the seeds cannot be written: \(error)")
      }
    default:
      let name = unsafe getenv("FUZZ_TARGET").map { unsafe String(cString: $0) }
      guard let target = targets.first(where: { $0.name == name }) else {
        fatalError("FUZZ_TARGET is to name what is fuzzed; --targets prints the names")
      }
      fuzz(target)
    }
  }

  // The loop of libFuzzer takes a function that carries nothing along.
  nonisolated(unsafe) private static var current: FuzzTarget?

  private static func fuzz(_ target: FuzzTarget) -> Never {
    unsafe current = target
    var count = CommandLine.argc
    var arguments = unsafe CommandLine.unsafeArgv
    exit(
      unsafe LLVMFuzzerRunDriver(&count, &arguments) { data, size in
        Fuzz.feed(unsafe Array(UnsafeBufferPointer(start: data, count: size)))
        return 0
      })
  }

  private static func feed(_ input: [UInt8]) {
    do throws(Broken) {
      try unsafe current?.run(input)
    } catch {
      fatalError(error.description)
    }
  }
}
