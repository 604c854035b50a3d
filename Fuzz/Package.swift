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
        fuzzer("FuzzRead"),
        fuzzer("FuzzMarkup", ["CSecondOpinion"]),
        fuzzer("FuzzWrite"),
        fuzzer("FuzzCodable"),
        fuzzer("FuzzConvert"),
        fuzzer("FuzzText"),
        fuzzer("FuzzRecover"),
        fuzzer("FuzzFragments"),
        fuzzer("FuzzPayloads"),
        fuzzer("FuzzLines"),
        fuzzer("FuzzSessions"),
        fuzzer("FuzzCapture"),
    ],
    swiftLanguageModes: [.v6]
)
