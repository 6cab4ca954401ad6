import Quantities
import Telemetry
import TestSupport

// The bodies, made field by field from the names in messages.json. A field that the Swift types and
// the data do not agree on stops the test here, by its name.

extension WireValues {
  func u8(_ field: String) -> UInt8 { UInt8(exactly: self[field]) ?? fit(field) }
  func u16(_ field: String) -> UInt16 { UInt16(exactly: self[field]) ?? fit(field) }
  func u32(_ field: String) -> UInt32 { UInt32(exactly: self[field]) ?? fit(field) }
  func flag(_ field: String) -> Bool { self[field] != 0 }
  func minutes(_ field: String) -> UInt32? { self[field] == 0xFFFF_FFFF ? nil : u32(field) }

  func choice<Choice: RawRepresentable>(_ field: String) -> Choice
  where Choice.RawValue == UInt8 {
    Choice(rawValue: u8(field)) ?? fit(field)
  }

  func dose(_ field: String) -> DoseRate { DoseRate(nanogramsPerDay: u32(field)) ?? fit(field) }

  func concentration(_ field: String = "concentrationMicrogramsPerMillilitre") -> Concentration {
    Concentration(microgramsPerMillilitre: u32(field)) ?? fit(field)
  }

  func block(_ field: String) -> AsconBlock { AsconBlock(self[bytes: field]) }

  func text<let capacity: Int>(_ field: String) -> ShortText<capacity> {
    ShortText(self[bytes: field].span) ?? fit(field)
  }

  func fit<Value>(_ field: String) -> Value {
    preconditionFailure("\(field) does not fit its Swift type")
  }
}

extension OpenSession {
  init(_ values: WireValues) {
    self.init(
      role: values.choice("role"), schema: values.u32("schema"), nonce: values.block("nonce"))
  }
}

extension StartBolus {
  init(_ values: WireValues) {
    self.init(
      nanograms: values.u32("nanograms"), milliseconds: values.u32("milliseconds"),
      overridesSoftLimits: values.flag("overridesSoftLimits"),
      confirmedNanograms: values.u32("confirmedNanograms"))
  }
}

extension Identity {
  init(_ values: WireValues, _ prefix: String) {
    self.init(
      model: values.text(prefix + "model"), serial: values.text(prefix + "serial"),
      firmware: FirmwareVersion(
        major: values.u8(prefix + "firmware.major"), minor: values.u8(prefix + "firmware.minor"),
        patch: values.u8(prefix + "firmware.patch")))
    protocolVersion = ProtocolVersion(
      major: values.u8(prefix + "protocolVersion.major"),
      minor: values.u8(prefix + "protocolVersion.minor"))
    schema = values.u32(prefix + "schema")
  }
}

extension SessionOpened {
  init(_ values: WireValues) {
    self.init(
      session: values.u32("session"), linkClock: values.u32("linkClock"),
      idleSeconds: values.u16("idleSeconds"))
  }
}

extension SessionOffered {
  init(_ values: WireValues) {
    self.init(
      session: values.u32("session"), nonce: values.block("nonce"),
      pumpNonce: values.block("pumpNonce"))
  }
}

extension RotateKey {
  init(_ values: WireValues) {
    self.init(
      role: values.choice("role"), key: values.block("key"))
  }
}

extension Acknowledgement {
  init(_ values: WireValues) {
    self.init(
      values.choice("request"), therapySeconds: values.u32("therapySeconds"),
      withheldNanograms: values.u32("withheldNanograms"))
  }
}

extension Refusal {
  init(_ values: WireValues) {
    self.init(
      values.choice("request"), values.choice("code"), asked: values["asked"],
      limit: values["limit"])
  }
}

extension SetClock {
  init(_ values: WireValues) {
    self.init(
      WallClock(rawValue: values.u32("clock")), reason: values.choice("reason"),
      acceptsShift: values.flag("acceptsShift"))
  }
}

extension StartPrime {
  init(_ values: WireValues) {
    self.init(
      values.choice("path"), volumesVersion: values.u16("volumesVersion"),
      confirmedNanograms: values.u32("confirmedNanograms"))
  }
}

extension StartBridge {
  init(_ values: WireValues) {
    self.init(
      flowNanolitresPerDay: values.u32("flowNanolitresPerDay"),
      volumesVersion: values.u16("volumesVersion"),
      confirmedNanograms: values.u32("confirmedNanograms"))
  }
}
