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

/// Mistakes that can be switched on in single pumps and programmers: in debug builds only.
let canaries: SwiftSetting = .define("CANARIES", .when(configuration: .debug))

let package = Package(
  name: "PumpLink",
  products: [
    .executable(name: "PumpFirmwareSim", targets: ["PumpFirmwareSim"]),
    .executable(name: "programmer", targets: ["programmer"]),
    .executable(name: "pump-bench", targets: ["pump-bench"]),
    .executable(name: "pump-soak", targets: ["pump-soak"]),
    .library(
      name: "PumpLink",
      targets: ["Quantities", "Telemetry", "PumpFirmware", "PumpPlant", "ProgrammerSession"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    .target(name: "Quantities", swiftSettings: pure),
    .target(name: "Telemetry", dependencies: ["Quantities"], swiftSettings: pure + [canaries]),
    .target(
      name: "PumpFirmware", dependencies: ["Quantities", "Telemetry"],
      swiftSettings: pure + [canaries]),
    .target(name: "PumpPlant", dependencies: ["Quantities"], swiftSettings: pure),
    .target(
      name: "ProgrammerSession", dependencies: ["Quantities", "Telemetry"],
      swiftSettings: pure + [canaries]),
    .target(
      name: "PumpWorld",
      dependencies: ["Quantities", "Telemetry", "PumpFirmware", "PumpPlant", "ProgrammerSession"],
      swiftSettings: strict + [canaries]),
    .target(name: "PumpText", dependencies: ["Quantities", "Telemetry"], swiftSettings: strict),
    .target(name: "CSerialShim", linkerSettings: [.linkedLibrary("udev")]),
    .target(name: "SerialLink", dependencies: ["CSerialShim"], swiftSettings: strict),
    .executableTarget(
      name: "PumpFirmwareSim",
      dependencies: [
        "Quantities", "Telemetry", "PumpFirmware", "PumpPlant", "PumpWorld", "PumpText",
        "SerialLink", "Yams",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      resources: [
        .embedInCode("Profiles/adult-40ml.yaml"), .embedInCode("Profiles/child-20ml.yaml"),
        .embedInCode("Profiles/schedule-40ml.yaml"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "programmer",
      dependencies: [
        "Quantities", "Telemetry", "ProgrammerSession", "PumpText", "SerialLink", "Yams",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .target(name: "CBenchEcho"),
    .executableTarget(
      name: "pump-bench",
      dependencies: [
        "CBenchEcho", "Quantities", "Telemetry", "PumpFirmware", "PumpPlant", "PumpWorld",
        "ProgrammerSession", "PumpText", "SerialLink",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "pump-soak",
      dependencies: [
        "Quantities", "Telemetry", "PumpWorld", "PumpText", "SerialLink",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict + [canaries]),
    .target(
      name: "TestSupport",
      dependencies: ["Quantities", "Telemetry", "PumpFirmware", "PumpPlant", "PumpWorld"],
      path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(name: "TestSupportTests", dependencies: ["TestSupport"], swiftSettings: strict),
    .testTarget(name: "TraceabilityTests", swiftSettings: strict),
    .testTarget(name: "QuantitiesTests", dependencies: ["Quantities"], swiftSettings: strict),
    .testTarget(
      name: "TelemetryTests", dependencies: ["Quantities", "Telemetry", "TestSupport"],
      exclude: ["Tools"],
      swiftSettings: strict),
    .testTarget(
      name: "PumpPlantTests", dependencies: ["Quantities", "PumpPlant", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "PumpFirmwareTests",
      dependencies: ["Quantities", "Telemetry", "PumpFirmware", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "PumpWorldTests",
      dependencies: [
        "Quantities", "Telemetry", "PumpFirmware", "PumpPlant", "PumpWorld", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ProgrammerSessionTests",
      dependencies: [
        "Quantities", "Telemetry", "PumpFirmware", "PumpPlant", "PumpWorld", "ProgrammerSession",
        "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "PumpTextTests", dependencies: ["Quantities", "Telemetry", "PumpText"],
      swiftSettings: strict),
    .testTarget(
      name: "PumpFirmwareSimTests",
      dependencies: [
        "Quantities", "Telemetry", "PumpFirmware", "PumpPlant", "PumpText", "PumpWorld",
        "SerialLink", "PumpFirmwareSim", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "programmerTests",
      dependencies: [
        "Quantities", "Telemetry", "ProgrammerSession", "PumpText", "SerialLink", "programmer",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "pump-benchTests",
      dependencies: [
        "pump-bench", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "EndToEnd",
      dependencies: ["Telemetry", "SerialLink", "PumpFirmwareSim", "programmer", "TestSupport"],
      exclude: ["Fixtures", "Tools"], swiftSettings: strict),
    .testTarget(
      name: "SerialLinkTests", dependencies: ["SerialLink"], exclude: ["Fixtures"],
      swiftSettings: strict),
  ]
)
