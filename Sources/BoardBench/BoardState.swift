/// Where a pump stands, as a board tells it after all that may have moved it.
package struct BoardState: Equatable, Sendable {
  /// True time of therapy, in ms.
  package var therapy: UInt64 = 0
  /// The firmware's own time, in ms.
  package var pump: UInt64 = 0
  /// The hash over all that happened since the pump was held.
  package var hash: UInt64 = 0
  /// The CRC-32C of the plant's snapshot.
  package var plant: UInt32 = 0
  /// How many bytes were sent on the pump's line for this order.
  package var sent: UInt32 = 0
  /// Whether the pump has power.
  package var isOn = false
  /// How many ticks of the board's clock went by while the pump did it.
  package var ticks: UInt64 = 0

  /// How long it is, in bytes.
  package static var bytes: Int { 56 }

  /// A pump that was never held.
  package init() {}

  /// Goes over its fields, in their order.
  package mutating func code(_ fields: inout FieldCoder) {
    therapy = fields.number(therapy)
    pump = fields.number(pump)
    hash = fields.number(hash)
    plant = fields.half(plant)
    sent = fields.half(sent)
    isOn = fields.flag(isOn)
    ticks = fields.number(ticks)
  }
}

/// What a board says of itself.
package struct BoardGreeting: Equatable, Sendable {
  /// The version of these messages.
  package static var version: UInt32 { 1 }

  /// The version of the messages that it knows.
  package var version = Self.version
  /// The schema of the protocol that its firmware was built with.
  package var schema: UInt32 = 0
  /// The most stack that was ever used, in bytes.
  package var stack: UInt32 = 0
  /// How much there is.
  package var stackRoom: UInt32 = 0
  /// How often the page was erased that was erased most.
  package var wear: UInt32 = 0
  /// How many ticks the board's clock has in a second.
  package var ticksPerSecond: UInt32 = 0
  /// How many errors the pump's line had: bytes that were overrun, breaks and noise.
  package var lineErrors: UInt32 = 0

  /// How long it is, in bytes.
  package static var bytes: Int { 56 }

  /// A board that says nothing yet.
  package init() {}

  /// Goes over its fields, in their order.
  package mutating func code(_ fields: inout FieldCoder) {
    version = fields.half(version)
    schema = fields.half(schema)
    stack = fields.half(stack)
    stackRoom = fields.half(stackRoom)
    wear = fields.half(wear)
    lineErrors = fields.half(lineErrors)
    ticksPerSecond = fields.half(ticksPerSecond)
  }
}
