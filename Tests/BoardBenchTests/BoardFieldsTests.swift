import BoardBench
import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry
import TestLimits
import Testing

/// What a bench sends of a pump, read again.
@Suite(.limited) struct BoardFieldsTests {
  private static func written(_ body: (inout FieldCoder) -> Void) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: BoardFrameReader.mostPayload)
    let count = unsafe bytes.withUnsafeMutableBytes { raw -> Int in
      guard let base = raw.baseAddress else { return 0 }
      var fields = unsafe FieldCoder(ByteWriter(base, capacity: raw.count))
      body(&fields)
      return fields.written
    }
    return Array(bytes.prefix(count))
  }

  private static func read(_ bytes: [UInt8], _ body: (inout FieldCoder) -> Bool) -> Bool {
    unsafe bytes.withUnsafeBytes { raw in
      guard let base = raw.baseAddress else { return false }
      var fields = unsafe FieldCoder(ByteReader(base, count: raw.count))
      return body(&fields) && fields.isWhole
    }
  }

  private static func factory(_ pump: StandardPump, _ serial: String) throws -> FactoryFields {
    let keys = PairingKeys(
      clinician: AsconBlock(low: 11, high: 12), patient: AsconBlock(low: 13, high: 14))
    let secrets = PumpSecrets(factoryKeys: keys, noise: AsconBlock(low: 0, high: 0))
    let setup = try pump.setup(serial: ShortText(letters: serial), secrets)
    return FactoryFields(device: setup.device, keys: keys, plant: setup.plant)
  }

  private static func bytes(of factory: FactoryFields) -> [UInt8] {
    written { fields in
      var sent = factory
      _ = sent.code(&fields)
    }
  }

  @Test func aPumpIsMadeOfItsFieldsWhateverStoodThereBefore() throws {
    var adult = try Self.factory(.adult40ml, "PL40-ABCDEF")
    adult.device.drugs.set(
      .baclofen, adult.device.drugs[.baclofen])
    let child = try Self.factory(.child20ml, "PL20-GHJKLM")
    var read = adult
    let isRead1 = Self.read(Self.bytes(of: child), { read.code(&$0) })
    #expect(isRead1)
    #expect(Self.bytes(of: read) == Self.bytes(of: child))
    #expect(Self.bytes(of: read) != Self.bytes(of: adult))
  }

  @Test func fieldsThatAreCutOffOrTooManyAreNone() throws {
    let whole = Self.bytes(of: try Self.factory(.adult40ml, "PL40-ABCDEF"))
    var read = try Self.factory(.child20ml, "PL20-GHJKLM")
    for bytes in [Array(whole.dropLast()), whole + [0], [], [1]] {
      let isRead2 = Self.read(bytes, { read.code(&$0) })
      #expect(!isRead2)
    }
  }

  /// Whatever comes, nothing traps, and what is taken can be a pump.
  @Test func noFieldsTrap() throws {
    let whole = Self.bytes(of: try Self.factory(.adult40ml, "PL40-ABCDEF"))
    var random = SeededGenerator(seed: 3)
    for _ in 0..<3000 {
      var bytes = whole
      for _ in 0..<3 {
        bytes[Int.random(in: bytes.indices, using: &random)] =
          [0, 1, 0xFF].randomElement(using: &random) ?? 0
      }
      var read = try Self.factory(.child20ml, "PL20-GHJKLM")
      guard Self.read(bytes, { read.code(&$0) }) else { continue }
      #expect(read.device.strokeVolume > .zero)
    }
  }

  @Test func surroundingsAreReadAsTheyWereSent() {
    var around = BoardSurroundings()
    around.isPowered = true
    around.head = 1
    around.isProcessorFailing = true
    around.oscillator.drift(by: -1200, from: TherapyTime(rawValue: 86_400_001))
    var cut = BoardSurroundings.PowerCut()
    cut.left = 3
    cut.part = 13
    cut.kind = 2
    cut.isBrief = true
    cut.noise = AsconBlock(low: 5, high: 6)
    around.cut = cut
    let bytes = Self.written { _ = around.code(&$0) }
    var read = BoardSurroundings()
    let isRead3 = Self.read(bytes, { read.code(&$0) })
    #expect(isRead3)
    #expect(read == around)
    // A head that is nowhere.
    var wrong = bytes
    wrong[8] = 3
    let isRead4 = Self.read(wrong, { read.code(&$0) })
    #expect(!isRead4)
  }

  @Test func lengthsOfAnswersAreTheirs() {
    var state = BoardState()
    #expect(Self.written { state.code(&$0) }.count == BoardState.bytes)
    var greeting = BoardGreeting()
    #expect(Self.written { greeting.code(&$0) }.count == BoardGreeting.bytes)
  }
}
