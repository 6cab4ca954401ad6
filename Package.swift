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

/// Settings of the modules that also compile for a bare microcontroller.
let pure: [SwiftSetting] = strict + [.treatWarning("EmbeddedRestrictions", as: .error)]

/// Values of kilobytes are handed to what only reads them by their address: otherwise each call
/// would copy them, and the copies of one function share no stack.
let addressed: SwiftSetting = .enableExperimentalFeature("AddressableParameters")

/// Mistakes that can be switched on in single pumps and programmers: in debug builds only.
let canaries: SwiftSetting = .define("CANARIES", .when(configuration: .debug))

let package = Package(
  name: "PumpLink",
  products: [
    .executable(name: "PumpFirmwareSim", targets: ["PumpFirmwareSim"]),
    .executable(name: "programmer", targets: ["programmer"]),
    .executable(name: "pump-bench", targets: ["pump-bench"]),
    .executable(name: "pump-gateway", targets: ["pump-gateway"]),
    .executable(name: "pump-soak", targets: ["pump-soak"]),
    .library(
      name: "PumpLink",
      targets: ["Quantities", "Telemetry", "PumpFirmware", "PumpPlant", "ProgrammerSession"]),
    .library(name: "PumpLinkTesting", targets: ["PumpLinkTesting", "Quantities", "Telemetry"]),
    .library(name: "PumpLinkTestingProcesses", targets: ["PumpLinkTestingProcesses"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
  ],
  targets: [
    .target(name: "Quantities", swiftSettings: pure),
    .target(name: "CChecksum"),
    .target(
      name: "Telemetry", dependencies: ["CChecksum", "Quantities"], swiftSettings: pure + [canaries]
    ),
    .target(
      name: "PumpFirmware", dependencies: ["Quantities", "Telemetry"],
      swiftSettings: pure + [addressed, canaries]),
    .target(
      name: "PumpPlant", dependencies: ["Quantities"], swiftSettings: pure + [addressed]),
    .target(
      name: "BoardFlash", dependencies: ["Quantities", "Telemetry", "PumpFirmware"],
      swiftSettings: pure + [addressed]),
    .target(
      name: "BoardBench", dependencies: ["Quantities", "Telemetry", "PumpFirmware", "PumpPlant"],
      swiftSettings: pure + [addressed]),
    .target(
      name: "ProgrammerSession", dependencies: ["Quantities", "Telemetry"],
      swiftSettings: pure + [addressed, canaries]),
    .target(name: "BadLink", dependencies: ["Quantities"], swiftSettings: pure),
    .target(
      name: "Clinic", dependencies: ["Quantities", "Telemetry", "ProgrammerSession"],
      swiftSettings: pure + [canaries]),
    .target(name: "LifeHash", dependencies: ["Quantities", "Telemetry"], swiftSettings: pure),
    .target(
      name: "Trace", dependencies: ["Quantities", "Telemetry", "LifeHash"], swiftSettings: pure),
    .target(
      name: "ReportFigures", dependencies: ["Quantities", "Telemetry", "Clinic"],
      swiftSettings: pure),
    .target(name: "RawClient", dependencies: ["Quantities", "Telemetry"], swiftSettings: pure),
    .target(
      name: "PumpWorld",
      dependencies: ["Quantities", "Telemetry", "PumpFirmware", "PumpPlant", "LifeHash", "Trace"],
      swiftSettings: pure + [addressed]),
    .target(
      name: "Soak",
      dependencies: [
        "Quantities", "Telemetry", "PumpFirmware", "PumpPlant", "ProgrammerSession", "BadLink",
        "PumpWorld", "Trace", "RawClient", "Clinic",
      ],
      swiftSettings: pure + [addressed, canaries]),
    .target(
      name: "ClientJudge",
      dependencies: [
        "Quantities", "Telemetry", "PumpFirmware", "PumpPlant", "BadLink", "PumpWorld", "Trace",
        "RawClient",
      ],
      swiftSettings: pure + [addressed]),
    .target(
      name: "BenchControl", dependencies: ["Quantities", "Telemetry", "BadLink", "PumpWorld"],
      swiftSettings: pure),
    .target(name: "Console", swiftSettings: strict),
    .target(
      name: "PumpText", dependencies: ["Quantities", "Telemetry", "Console"],
      swiftSettings: strict),
    .target(
      name: "ClinicText",
      dependencies: [
        "Quantities", "Telemetry", "ProgrammerSession", "Clinic", "PumpText", "Console",
      ],
      swiftSettings: pure),
    .target(
      name: "Decode",
      dependencies: ["Quantities", "Telemetry", "ProgrammerSession", "PumpText", "Console"],
      swiftSettings: pure),
    .target(name: "Campaigns", dependencies: ["Quantities", "Telemetry"], swiftSettings: strict),
    .target(
      name: "CaptureFiles", dependencies: ["Quantities", "Telemetry", "PumpText"],
      swiftSettings: pure),
    .target(
      name: "BenchText",
      dependencies: ["Quantities", "Console", "PumpText", "PumpPlant", "PumpWorld"],
      swiftSettings: strict),
    .target(
      name: "PumpPage",
      dependencies: [
        "Quantities", "Telemetry", "PumpFirmware", "PumpPlant", "PumpWorld", "BadLink",
        "ProgrammerSession", "Clinic", "Console", "PumpText", "ClinicText", "Decode", "BenchText",
        "Trace",
      ],
      exclude: ["page", "wasm"], swiftSettings: pure + [addressed]),
    .target(
      name: "PumpLinkTesting",
      dependencies: [
        "Quantities", "Telemetry", "PumpFirmware", "PumpPlant", "PumpWorld", "BadLink",
        "ProgrammerSession", "Clinic", "PumpText",
      ],
      swiftSettings: strict + [addressed]),
    .target(name: "CSerialShim", linkerSettings: [.linkedLibrary("udev")]),
    .target(
      name: "SerialLink", dependencies: ["CSerialShim", "Console", "CaptureFiles"],
      swiftSettings: strict),
    .target(name: "UsbTree", swiftSettings: strict),
    .target(
      name: "YamlFiles", dependencies: ["Quantities", "Telemetry", "PumpText", "Console", "Yams"],
      swiftSettings: strict),
    .target(name: "VerbOutput", dependencies: ["Console"], swiftSettings: strict),
    .target(name: "CCommit", exclude: ["generated"]),
    .target(
      name: "CommandEntry",
      dependencies: [
        "CCommit", "Campaigns", "Telemetry", "Console", "PumpText", "SerialLink", "VerbOutput",
        "YamlFiles",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .target(
      name: "CampaignFiles",
      dependencies: [
        "Quantities", "Telemetry", "Campaigns", "Console", "PumpText", "SerialLink", "VerbOutput",
      ],
      swiftSettings: strict),
    .target(
      name: "BenchClient",
      dependencies: ["BenchControl", "Console", "PumpText", "SerialLink", "VerbOutput"],
      swiftSettings: strict),
    .target(
      name: "PumpLinkTestingProcesses",
      dependencies: [
        "PumpLinkTesting", "BenchClient", "BenchControl", "BadLink", "PumpWorld", "PumpText",
        "SerialLink",
      ],
      swiftSettings: strict),
    .target(
      name: "BoardClient",
      dependencies: [
        "Quantities", "Telemetry", "PumpFirmware", "PumpPlant", "PumpWorld", "BoardBench",
        "SerialLink",
      ],
      swiftSettings: strict + [addressed]),
    .target(
      name: "PumpSimulator",
      dependencies: [
        "Quantities", "Telemetry", "PumpFirmware", "PumpPlant", "ProgrammerSession", "BadLink",
        "PumpWorld", "BoardClient", "Trace", "BenchControl", "BenchClient", "BenchText",
        "ClientJudge", "PumpText",
        "Console", "Decode", "CaptureFiles", "UsbTree", "SerialLink", "CommandEntry", "VerbOutput",
        "YamlFiles", "Yams",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      resources: [
        .embedInCode("Readers/Profiles/adult-40ml.yaml"),
        .embedInCode("Readers/Profiles/child-20ml.yaml"),
        .embedInCode("Readers/Profiles/replacement-40ml.yaml"),
        .embedInCode("Readers/Profiles/schedule-40ml.yaml"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "PumpFirmwareSim", dependencies: ["PumpSimulator"], swiftSettings: strict),
    .target(
      name: "Handheld",
      dependencies: [
        "Quantities", "Telemetry", "ProgrammerSession", "Clinic", "ClinicText", "ReportFigures",
        "PumpText", "Decode", "CaptureFiles", "Console", "SerialLink", "Trace", "VerbOutput",
        "YamlFiles", "Yams",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .target(
      name: "Scenario",
      dependencies: [
        "Quantities", "Telemetry", "Trace", "PumpText", "Console", "VerbOutput", "YamlFiles",
        "Yams",
      ],
      swiftSettings: strict),
    .target(
      name: "ScenarioTargets",
      dependencies: [
        "Scenario", "Quantities", "Telemetry", "PumpText", "Console", "SerialLink", "VerbOutput",
        "CommandEntry", "BenchClient", "ClientJudge", "PumpSimulator", "Handheld", "ClinicText",
        "Decode", "Trace", "YamlFiles", "Campaigns", "CampaignFiles", "BuiltPage", "BoardClient",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .target(
      name: "Demo",
      dependencies: ["Clinic", "ClinicText", "Console", "Handheld", "PumpText", "SerialLink"],
      swiftSettings: strict),
    .executableTarget(
      name: "programmer",
      dependencies: [
        "BoardClient",
        "Quantities", "Telemetry", "ProgrammerSession", "Clinic", "ClinicText", "PumpText",
        "Console",
        "Decode", "CaptureFiles", "SerialLink", "VerbOutput", "Handheld", "Demo", "CommandEntry",
        "Scenario",
        "ScenarioTargets", "BuiltPage", "Trace", "Campaigns", "CampaignFiles", "YamlFiles",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .target(name: "CBenchEcho"),
    .executableTarget(
      name: "pump-bench",
      dependencies: [
        "CBenchEcho", "Quantities", "Telemetry", "PumpFirmware", "PumpPlant", "BadLink",
        "PumpWorld", "RawClient", "ProgrammerSession", "PumpText", "SerialLink", "BoardBench",
        "BoardClient", "CommandEntry", "VerbOutput",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict + [addressed]),
    .executableTarget(
      name: "pump-soak",
      dependencies: [
        "Quantities", "Telemetry", "PumpWorld", "Soak", "PumpText", "SerialLink", "BoardBench",
        "BoardClient", "CommandEntry", "VerbOutput", "Trace", "BuiltPage", "Campaigns",
        "CampaignFiles", "Console",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict + [canaries]),
    .target(name: "CPage", exclude: ["generated"]),
    .target(
      name: "BuiltPage", dependencies: ["CPage", "PumpText", "SerialLink", "Trace"],
      swiftSettings: strict),
    .target(
      name: "GatewayCore",
      dependencies: [
        "BuiltPage", "Console", "SerialLink", "VerbOutput",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOWebSocket", package: "swift-nio"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "pump-gateway",
      dependencies: [
        "Console", "PumpText", "SerialLink", "VerbOutput", "CommandEntry", "GatewayCore",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .target(
      name: "TestSupport",
      dependencies: [
        "Quantities", "Telemetry", "PumpFirmware", "PumpPlant", "PumpWorld", "RawClient",
      ],
      path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(name: "TestSupportTests", dependencies: ["TestSupport"], swiftSettings: strict),
    .target(name: "TestLimits", path: "Tests/TestLimits", swiftSettings: strict),
    .testTarget(name: "TestLimitsTests", swiftSettings: strict),
    .testTarget(name: "TraceabilityTests", swiftSettings: strict),
    .testTarget(name: "QuantitiesTests", dependencies: ["Quantities"], swiftSettings: strict),
    .testTarget(
      name: "TelemetryTests", dependencies: ["Quantities", "Telemetry", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "RawClientTests",
      dependencies: ["Quantities", "Telemetry", "RawClient", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "PumpPlantTests", dependencies: ["Quantities", "PumpPlant", "TestSupport"],
      exclude: ["Tools"], swiftSettings: strict),
    .testTarget(
      name: "BoardFlashTests", dependencies: ["Quantities", "PumpFirmware", "BoardFlash"],
      swiftSettings: strict),
    .testTarget(
      name: "BoardBenchTests",
      dependencies: [
        "Quantities", "Telemetry", "PumpFirmware", "PumpPlant", "PumpWorld", "BoardBench",
        "BoardClient", "SerialLink",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "PumpFirmwareTests",
      dependencies: ["Quantities", "Telemetry", "PumpFirmware", "RawClient", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "BadLinkTests", dependencies: ["Quantities", "BadLink", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "PumpWorldTests",
      dependencies: [
        "Quantities", "Telemetry", "PumpFirmware", "PumpPlant", "PumpWorld", "Trace",
        "RawClient", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ClientJudgeTests",
      dependencies: [
        "Quantities", "Telemetry", "PumpFirmware", "PumpPlant", "BadLink", "PumpWorld", "RawClient",
        "ClientJudge", "TestSupport", "Trace",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "CampaignsTests", dependencies: ["Quantities", "Campaigns", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "TraceTests", dependencies: ["Quantities", "Telemetry", "Trace"],
      swiftSettings: strict),
    .testTarget(
      name: "BenchControlTests",
      dependencies: [
        "Quantities", "Telemetry", "BadLink", "PumpWorld", "BenchControl", "BenchClient",
        "VerbOutput",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "SoakTests",
      dependencies: [
        "Quantities", "Telemetry", "PumpFirmware", "PumpPlant", "BadLink", "PumpWorld", "Clinic",
        "Soak", "RawClient", "TestSupport",
      ],
      swiftSettings: strict + [canaries]),
    .testTarget(
      name: "ProgrammerSessionTests",
      dependencies: [
        "Quantities", "Telemetry", "PumpFirmware", "PumpPlant", "BadLink", "PumpWorld",
        "ProgrammerSession", "RawClient", "TestSupport",
      ],
      swiftSettings: strict),
    .target(
      name: "ClinicSupport",
      dependencies: ["Quantities", "Telemetry", "ProgrammerSession", "Clinic"],
      path: "Tests/ClinicSupport", swiftSettings: strict),
    .testTarget(
      name: "ClinicTests",
      dependencies: [
        "Quantities", "Telemetry", "ProgrammerSession", "Clinic", "ClinicSupport", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ClinicTextTests",
      dependencies: [
        "Quantities", "Telemetry", "ProgrammerSession", "Clinic", "ClinicText", "PumpText",
        "ClinicSupport", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ReportFiguresTests",
      dependencies: [
        "Quantities", "Telemetry", "Clinic", "ReportFigures", "ClinicSupport", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ScenarioTests", dependencies: ["Scenario", "PumpText", "Trace"],
      swiftSettings: strict),
    .testTarget(name: "ConsoleTests", dependencies: ["Console"], swiftSettings: strict),
    .testTarget(
      name: "CommandEntryTests",
      dependencies: [
        "CommandEntry", "PumpText",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "PumpTextTests", dependencies: ["Quantities", "Telemetry", "PumpText", "Console"],
      swiftSettings: strict),
    .testTarget(
      name: "BenchTextTests",
      dependencies: ["Quantities", "PumpPlant", "PumpWorld", "PumpText", "BenchText"],
      swiftSettings: strict),
    .testTarget(
      name: "PumpPageTests",
      dependencies: [
        "Quantities", "Telemetry", "PumpFirmware", "PumpPlant", "PumpWorld", "Clinic", "PumpText",
        "ClinicText", "Decode", "PumpPage", "Trace",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "PumpSimulatorTests",
      dependencies: [
        "Quantities", "Telemetry", "PumpFirmware", "PumpPlant", "PumpText", "BadLink", "PumpWorld",
        "BenchControl", "BenchClient", "ClientJudge", "CommandEntry", "VerbOutput", "SerialLink",
        "PumpSimulator", "RawClient", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "CaptureFilesTests",
      dependencies: [
        "Quantities", "Telemetry", "PumpText", "CaptureFiles", "RawClient", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "UsbTreeTests", dependencies: ["UsbTree"], swiftSettings: strict),
    .testTarget(
      name: "HandheldTests",
      dependencies: [
        "Quantities", "Telemetry", "ProgrammerSession", "Clinic", "ClinicText", "PumpText",
        "Decode", "CaptureFiles",
        "Console", "VerbOutput", "SerialLink", "Handheld", "ClinicSupport", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "programmerTests",
      dependencies: [
        "Quantities", "Telemetry", "ProgrammerSession", "Clinic", "ClinicText", "ReportFigures",
        "PumpText", "Decode", "Console", "CommandEntry", "VerbOutput", "SerialLink", "Handheld",
        "programmer", "RawClient", "ClinicSupport",
        "TestSupport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "pump-soakTests",
      dependencies: [
        "pump-soak", "Quantities", "Telemetry", "PumpWorld", "Soak", "PumpText", "TestSupport",
        "Campaigns", "CampaignFiles",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict + [canaries]),
    .testTarget(
      name: "pump-benchTests",
      dependencies: [
        "pump-bench", "PumpText", "TestSupport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "GatewayTests",
      dependencies: [
        "Quantities", "Telemetry", "ProgrammerSession", "PumpFirmware", "PumpWorld", "PumpText",
        "SerialLink", "GatewayCore", "pump-gateway", "PumpFirmwareSim", "programmer",
        "PumpLinkTesting", "PumpLinkTestingProcesses", "TestSupport", "Console",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "EndToEnd",
      dependencies: [
        "Telemetry", "PumpPlant", "PumpWorld", "BenchControl", "ClientJudge", "PumpText",
        "UsbTree", "SerialLink", "CommandEntry", "VerbOutput", "PumpSimulator", "PumpFirmwareSim",
        "Clinic", "Campaigns", "CampaignFiles",
        "ClinicText", "Decode", "BuiltPage", "Handheld", "Scenario", "ScenarioTargets",
        "programmer",
        "PumpLinkTesting", "PumpLinkTestingProcesses", "TestSupport", "YamlFiles",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      exclude: ["Fixtures", "Tools"], swiftSettings: strict),
    .testTarget(
      name: "PumpLinkTestingTests",
      dependencies: [
        "PumpLinkTesting", "PumpFirmware", "PumpPlant", "PumpWorld", "PumpSimulator",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "PumpLinkTestingProcessesTests",
      dependencies: [
        "PumpLinkTesting", "PumpLinkTestingProcesses", "PumpFirmwareSim", "programmer",
      ],
      swiftSettings: strict),
    .target(
      name: "FuzzSupport", dependencies: ["RawClient"], path: "Tests/FuzzSupport",
      swiftSettings: strict),
    .testTarget(
      name: "FuzzTests",
      dependencies: [
        "Quantities", "Telemetry", "PumpFirmware", "PumpPlant", "PumpWorld", "ProgrammerSession",
        "PumpText", "PumpSimulator", "YamlFiles", "Clinic", "ClinicText", "Decode", "CaptureFiles",
        "Handheld", "RawClient", "FuzzSupport",
        "TestSupport",
      ],
      exclude: ["Driver"], swiftSettings: strict),
    .testTarget(
      name: "YamlFilesTests", dependencies: ["YamlFiles", "PumpText"], swiftSettings: strict),
    .testTarget(
      name: "SerialLinkTests", dependencies: ["SerialLink"], exclude: ["Fixtures"],
      swiftSettings: strict),
  ]
)

// Every suite has a time limit, and so every test target what it says it with.
for target in package.targets where target.type == .test {
  target.dependencies.append("TestLimits")
}

// With this set the package is the fuzzers and what they reach, and nothing else: simulator and
// handheld become libraries of what reads files and needs nothing else of theirs, for a fuzzer has
// an entry point of its own and reaches no archive. It is set by `.ci/fuzz`.
if Context.environment["PUMPLINK_FUZZ"] != nil {
  package.products = []
  package.targets.removeAll {
    $0.type == .executable || $0.type == .test
      || [
        "BuiltPage", "CPage", "Demo", "GatewayCore", "Handheld", "PumpSimulator", "Scenario",
        "ScenarioTargets", "PumpLinkTesting", "PumpLinkTestingProcesses",
      ].contains($0.name)
  }
  package.targets += [
    .target(
      name: "PumpSimulator",
      dependencies: [
        "Quantities", "Telemetry", "PumpFirmware", "PumpPlant", "BadLink", "PumpWorld",
        "BenchControl", "PumpText", "Console", "SerialLink", "YamlFiles", "Yams",
      ],
      path: "Sources/PumpSimulator/Readers",
      resources: [
        .embedInCode("Profiles/adult-40ml.yaml"), .embedInCode("Profiles/child-20ml.yaml"),
        .embedInCode("Profiles/replacement-40ml.yaml"),
        .embedInCode("Profiles/schedule-40ml.yaml"),
      ],
      swiftSettings: strict),
    .target(
      name: "Handheld",
      dependencies: [
        "Quantities", "Telemetry", "ProgrammerSession", "Clinic", "ClinicText", "PumpText",
        "Decode", "CaptureFiles", "Console", "SerialLink", "Trace", "VerbOutput", "YamlFiles",
        "Yams",
      ],
      path: "Sources/Handheld/Readers", swiftSettings: strict),
    .systemLibrary(name: "CLibFuzzer", path: "Tests/CLibFuzzer"),
    .target(
      name: "FuzzDriver", dependencies: ["CLibFuzzer", "FuzzSupport"], path: "Tests/FuzzDriver",
      swiftSettings: strict),
    fuzzer("Wire", ["Telemetry", "RawClient"]),
    fuzzer(
      "Sessions",
      [
        "Quantities", "Telemetry", "PumpFirmware", "PumpPlant", "PumpWorld", "ProgrammerSession",
        "RawClient", "TestSupport",
      ]),
    fuzzer(
      "Files",
      [
        "Quantities", "Telemetry", "PumpFirmware", "PumpPlant", "PumpWorld", "PumpText",
        "PumpSimulator", "YamlFiles", "Clinic", "ClinicText", "Decode", "CaptureFiles", "Handheld",
        "RawClient", "TestSupport",
      ]),
  ]
}

/// A fuzzer of its own for each folder of targets: libFuzzer looks at every counter of a program
/// after every input, so what a target cannot reach makes it slow.
func fuzzer(_ folder: String, _ reached: [Target.Dependency]) -> Target {
  .executableTarget(
    name: "fuzz-\(folder.lowercased())", dependencies: ["FuzzDriver", "FuzzSupport"] + reached,
    path: "Tests/FuzzTests", sources: [folder, "Driver/\(folder).swift"], swiftSettings: strict,
    // The GNU linkers fail on what the sanitizers leave for them.
    linkerSettings: [.unsafeFlags(["-use-ld=lld"])])
}
