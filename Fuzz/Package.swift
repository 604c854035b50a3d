// swift-tools-version: 6.3
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

/// A program of libFuzzer; its main function is the fuzzer's own.
func fuzzer(_ name: String, _ others: [Target.Dependency] = []) -> Target {
    .executableTarget(name: name, dependencies: ["FuzzProperties", "FuzzSupport"] + others, swiftSettings: settings)
}

let package = Package(
    name: "Fuzz",
    platforms: [.macOS(.v26)],
    dependencies: [.package(name: "clixml", path: "..")],
    targets: [
        .systemLibrary(
            name: "CLibXML2Second",
            pkgConfig: "libxml-2.0",
            providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]
        ),
        .target(name: "CSecondOpinion", dependencies: ["CLibXML2Second"]),
        .target(
            name: "FuzzProperties",
            dependencies: [
                .product(name: "CLIXML", package: "clixml"),
                .product(name: "CLIXMLConvert", package: "clixml"),
                .product(name: "PSRP", package: "clixml"),
                .product(name: "PSRPCapture", package: "clixml"),
            ],
            swiftSettings: settings
        ),
        .target(name: "FuzzSupport", dependencies: ["FuzzProperties"], swiftSettings: settings),
        .target(name: "CLibFuzzer"),
        .target(name: "FuzzMutator", dependencies: ["CLibFuzzer"], swiftSettings: settings),
        fuzzer("FuzzRead", ["FuzzMutator"]),
        fuzzer("FuzzMarkup", ["CSecondOpinion", "FuzzMutator"]),
        fuzzer("FuzzWrite", ["FuzzMutator"]),
        fuzzer("FuzzCodable", ["FuzzMutator"]),
        fuzzer("FuzzConvert", ["FuzzMutator"]),
        fuzzer("FuzzText", ["FuzzMutator"]),
        fuzzer("FuzzRecover", ["FuzzMutator"]),
        fuzzer("FuzzFragments"),
        fuzzer("FuzzPayloads", ["FuzzMutator"]),
        fuzzer("FuzzLines"),
        fuzzer("FuzzSessions", ["FuzzMutator"]),
        fuzzer("FuzzCapture"),
    ],
    swiftLanguageModes: [.v6]
)
