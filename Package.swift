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

let package = Package(
    name: "clixml",
    platforms: [.macOS(.v26)],
    products: [
        .library(name: "CLIXML", targets: ["CLIXML"]),
        .library(name: "CLIXMLFoundation", targets: ["CLIXMLFoundation"]),
        .library(name: "CLIXMLConvert", targets: ["CLIXMLConvert"]),
        .library(name: "PSRP", targets: ["PSRP"]),
        .library(name: "PSRPCapture", targets: ["PSRPCapture"]),
        .library(name: "PSRPTap", targets: ["PSRPTap"]),
        .executable(name: "clixml", targets: ["ClixmlTool"]),
    ],
    targets: [
        .systemLibrary(
            name: "CLibXML2",
            pkgConfig: "libxml-2.0",
            providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]
        ),
        .systemLibrary(
            name: "CLibZstd",
            pkgConfig: "libzstd",
            providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]
        ),
        .systemLibrary(
            name: "COpenSSL",
            pkgConfig: "libcrypto",
            providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]
        ),
        .systemLibrary(
            name: "CLibSSL",
            pkgConfig: "openssl",
            providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]
        ),
        .systemLibrary(
            name: "CLibPcap",
            pkgConfig: "libpcap",
            providers: [.apt(["libpcap-dev"]), .brew(["libpcap"])]
        ),
        .systemLibrary(
            name: "CLibHTP",
            pkgConfig: "htp",
            providers: [.apt(["libhtp-dev"])]
        ),
        .target(name: "CFileStream"),
        .target(name: "CXMLPush", dependencies: ["CLibXML2"]),
        .target(name: "CLIXML", dependencies: ["CXMLPush"], swiftSettings: settings),
        .target(name: "CLIXMLFoundation", dependencies: ["CLIXML"], swiftSettings: settings),
        .target(name: "CLIXMLConvert", dependencies: ["CLIXML"], swiftSettings: settings),
        .target(name: "PSRP", dependencies: ["CLIXML", "COpenSSL"], swiftSettings: settings),
        .target(
            name: "PSRPCapture",
            dependencies: ["CFileStream", "CLIXML", "CLibHTP", "CLibPcap", "PSRP", "ZstdStream"],
            swiftSettings: settings
        ),
        .target(name: "PSRPTap", dependencies: ["CLibSSL", "CLIXML", "PSRP", "PSRPCapture"], swiftSettings: settings),
        .target(name: "ZstdStream", dependencies: ["CLibZstd"], swiftSettings: settings),
        .target(name: "CommandLine", swiftSettings: settings),
        .target(
            name: "CLIXMLCommands",
            dependencies: [
                "CLIXML", "CLIXMLConvert", "CommandLine", "PSRP", "PSRPCapture", "PSRPTap", "ZstdStream",
            ],
            swiftSettings: settings
        ),
        .executableTarget(name: "ClixmlTool", dependencies: ["CLIXMLCommands"], swiftSettings: settings),

        .target(name: "TestSupport", dependencies: ["CLIXML"], path: "Tests/TestSupport", swiftSettings: settings),
        .testTarget(
            name: "CLIXMLTests",
            dependencies: ["CLIXML", "CLIXMLConvert", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "CLIXMLFoundationTests",
            dependencies: ["CLIXML", "CLIXMLFoundation"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "CLIXMLConvertTests",
            dependencies: ["CLIXML", "CLIXMLConvert", "TestSupport"],
            swiftSettings: settings
        ),
        .target(
            name: "PSRPTestSupport",
            dependencies: ["CLIXML", "PSRP"],
            path: "Tests/PSRPTestSupport",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "InteropPeer",
            dependencies: ["CLIXML", "PSRP", "PSRPTestSupport"],
            path: "Tests/InteropPeer",
            exclude: ["interop.py", "run"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "PSRPTests",
            dependencies: ["CLIXML", "PSRP", "PSRPTestSupport", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "PSRPCaptureTests",
            dependencies: ["CLIXML", "PSRP", "PSRPCapture", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "PSRPTapTests",
            dependencies: ["CLIXML", "PSRP", "PSRPCapture", "PSRPTap", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(name: "ZstdStreamTests", dependencies: ["TestSupport", "ZstdStream"], swiftSettings: settings),
        .testTarget(name: "CommandLineTests", dependencies: ["CommandLine", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "CLIXMLCommandsTests",
            dependencies: ["CLIXML", "CLIXMLCommands", "CommandLine", "TestSupport"],
            swiftSettings: settings
        ),
        // What the fuzzers hold their inputs to; the package in Fuzz/ builds the same files with the fuzzer's instruments.
        .target(
            name: "FuzzedProperties",
            dependencies: ["CLIXML", "CLIXMLConvert", "PSRP", "PSRPCapture"],
            path: "Fuzz/Sources/FuzzProperties",
            swiftSettings: settings
        ),
        .testTarget(
            name: "FuzzRegressionTests",
            dependencies: ["CLIXML", "FuzzedProperties"],
            swiftSettings: settings
        ),
        .testTarget(name: "EndToEndTests", dependencies: ["ClixmlTool", "TestSupport"], swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)
