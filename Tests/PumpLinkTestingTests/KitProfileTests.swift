import PumpFirmware
import PumpPlant
import PumpWorld
import TestLimits
import Testing

@testable import PumpLinkTesting
@testable import PumpSimulator

/// The kit's pumps are the simulator's: whoever goes from one to the other finds the same pump.
@Suite(.limited)
struct KitProfileTests {
  @Test(arguments: [("adult-40ml", PumpProfile.adult40ml), ("child-20ml", .child20ml)])
  func `a profile is the file's of the same name`(_ name: String, _ profile: PumpProfile) throws {
    let keys = PairingKeys(
      clinician: AsconBlock(low: 1, high: 2), patient: AsconBlock(low: 3, high: 4))
    let serial = ShortText<12>(letters: "PLT-234567")
    let text = try #require(ProfileFile.builtIn[name])
    let read = try ProfileReader.read(
      String(decoding: text, as: UTF8.self), file: name, serial: serial, keys)
    let made = try profile.setup(
      serial: serial, PumpSecrets(factoryKeys: keys, noise: AsconBlock(low: 0, high: 0)))
    #expect(made.plant == read.plant)
    #expect(made.implant == read.implant)
    #expect(made.isPrimed == read.isPrimed)
    #expect(Self.told(made.device) == Self.told(read.device))
  }

  /// All of a device. What lies in an inline array does not tell itself.
  private static func told(_ device: DeviceProfile) -> [String] {
    let drug = device.drugs[.baclofen]
    let strengths = [50, 500, 1000, 2000, 4000].filter {
      drug.strengths.contains(.mcgPerMillilitre($0))
    }
    return [String(reflecting: device), String(reflecting: drug), "\(strengths)"]
      + (1...4).map { String(reflecting: device.path.models[$0]) }
  }

  @Test func `what is compared tells devices apart`() throws {
    let keys = PairingKeys(
      clinician: AsconBlock(low: 1, high: 2), patient: AsconBlock(low: 3, high: 4))
    let secrets = PumpSecrets(factoryKeys: keys, noise: AsconBlock(low: 0, high: 0))
    let serial = ShortText<12>(letters: "PLT-234567")
    let one = try PumpProfile.adult40ml.setup(serial: serial, secrets).device
    for change in [
      { $0.grid.stepMinutes = 15 }, { $0.limits.maximumBolus = .millilitres(2) },
      { $0.drugs[.baclofen].strengths = .init(500) }, { $0.alarmTimings.longestStop = .hours(1) },
      { $0.path.models.tolerance = 6 }, { $0.path.models = CatheterModels() },
      { $0.temporary.longestStop = 1 },
    ] as [(inout DeviceProfile) -> Void] {
      var other = one
      change(&other)
      #expect(Self.told(one) != Self.told(other))
    }
  }
}
