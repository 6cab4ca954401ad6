package import PumpFirmware
package import PumpPlant
import Quantities
import Telemetry

/// What a pump has from its factory, as a bench programs it into a board: the device's profile, the
/// keys, and the physics that stand in for its motor and battery.
package struct FactoryFields {
  /// Factory data of the firmware.
  package var device: DeviceProfile
  /// The keys it was made with.
  package var keys: PairingKeys
  /// The physics.
  package var plant: PlantProfile

  /// Fields from their parts.
  package init(device: DeviceProfile, keys: PairingKeys, plant: PlantProfile) {
    self.device = device
    self.keys = keys
    self.plant = plant
  }

  /// Goes over its fields, in their order; false where what came cannot be a pump.
  package mutating func code(_ fields: inout FieldCoder) -> Bool {
    device.code(&fields)
    keys.clinician = fields.block(keys.clinician)
    keys.patient = fields.block(keys.patient)
    return code(plant: &fields) && device.isPossible
  }

  private mutating func code(plant fields: inout FieldCoder) -> Bool {
    let was = plant
    do throws(PlantProfileError) {
      plant = try PlantProfile(
        strokeVolume: fields.volume(was.strokeVolume),
        strokeErrorPPM: Int32(bitPattern: fields.half(UInt32(bitPattern: was.strokeErrorPPM))),
        pathVolume: fields.volume(was.pathVolume), tubingVolume: fields.volume(was.tubingVolume),
        frontSmear: fields.volume(was.frontSmear),
        reservoirCapacity: fields.volume(was.reservoirCapacity),
        residualVolume: fields.volume(was.residualVolume),
        batteryCapacity: fields.energy(was.batteryCapacity),
        idlePower: fields.number(was.idlePower), strokeEnergy: fields.energy(was.strokeEnergy))
      return true
    } catch {
      return false
    }
  }
}

extension FieldCoder {
  mutating func volume(_ value: Nanolitres) -> Nanolitres {
    Nanolitres(rawValue: number(value.rawValue))
  }
  mutating func flow(_ value: FlowRate) -> FlowRate { FlowRate(rawValue: number(value.rawValue)) }
  mutating func energy(_ value: Nanojoules) -> Nanojoules {
    Nanojoules(rawValue: number(value.rawValue))
  }
  mutating func time(_ value: Milliseconds) -> Milliseconds {
    Milliseconds(rawValue: number(value.rawValue))
  }
  mutating func dose(_ value: DoseRate) -> DoseRate {
    DoseRate(nanogramsPerDay: half(value.nanogramsPerDay)) ?? value
  }
}
