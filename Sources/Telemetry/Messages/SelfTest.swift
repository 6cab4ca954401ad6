import Quantities

/// What a self-test found unsound. Spec: therapy.md, "Self-tests".
public struct SelfTest: Hashable, Sendable {
  /// One bit per part: 1 processor, 2 program memory, 4 working memory, 8 stored record; 0 when all
  /// is sound.
  public private(set) var bits: UInt8

  /// A result from its bits, or `nil` when one of them belongs to no part.
  public init?(bits: UInt8) {
    guard bits < 16 else { return nil }
    self.bits = bits
  }

  private init(one bit: UInt8) { bits = bit }

  /// Nothing is wrong.
  public static var sound: SelfTest { SelfTest(one: 0) }
  /// The processor computes wrongly.
  public static var processor: SelfTest { SelfTest(one: 1) }
  /// The program memory does not hold what was put there.
  public static var programMemory: SelfTest { SelfTest(one: 2) }
  /// The working memory does not keep what is written to it.
  public static var workingMemory: SelfTest { SelfTest(one: 4) }
  /// The stored record no longer reads as it was written; it is written again.
  public static var storedRecord: SelfTest { SelfTest(one: 8) }

  /// Whether the pump cannot be trusted to infuse.
  public var isFatal: Bool { bits & ~Self.storedRecord.bits != 0 }

  /// Whether the processor computed wrongly.
  public var processorFailed: Bool { bits & 1 != 0 }
  /// Whether the program memory does not hold what was put there.
  public var programMemoryFailed: Bool { bits & 2 != 0 }
  /// Whether the working memory did not keep what was written to it.
  public var workingMemoryFailed: Bool { bits & 4 != 0 }
  /// Whether the stored record no longer read as it was written; it was written again.
  public var storedRecordFailed: Bool { bits & 8 != 0 }
  /// Whether nothing failed.
  public var isSound: Bool { bits == 0 }
}
