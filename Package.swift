// swift-tools-version: 6.3
import PackageDescription

/// Settings of every target of our own: the newest language mode, and no warning left standing.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// Settings of the rooms that also compile for a bare microcontroller.
let pure: [SwiftSetting] = strict + [.treatWarning("EmbeddedRestrictions", as: .error)]

let package = Package(
  name: "PumpLink",
  products: [
    .library(name: "Telemetry", targets: ["Quantities", "Telemetry"]),
  ],
  dependencies: [
  ],
  targets: [
    .target(name: "Quantities", swiftSettings: pure),
    .target(name: "Telemetry", dependencies: ["Quantities"], swiftSettings: pure),
    .target(
      name: "PumpFirmware", dependencies: ["Quantities", "Telemetry"], swiftSettings: pure),
    .target(name: "PumpPlant", dependencies: ["Quantities"], swiftSettings: pure),
  ]
)
