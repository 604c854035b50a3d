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
    name: "Benchmarks",
    platforms: [.macOS(.v26)],
    products: [.executable(name: "benchmarks", targets: ["Benchmarks"])],
    dependencies: [.package(name: "clixml", path: "..")],
    targets: [
        .systemLibrary(
            name: "CGoogleBenchmark",
            pkgConfig: "benchmark",
            providers: [.apt(["libbenchmark-dev"]), .brew(["google-benchmark"])]
        ),
        .systemLibrary(
            name: "CLibXML2Floor",
            pkgConfig: "libxml-2.0",
            providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]
        ),
        .target(name: "CBenchmark", dependencies: ["CGoogleBenchmark"]),
        .target(name: "CXMLFloor", dependencies: ["CLibXML2Floor"]),
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "CBenchmark",
                "CXMLFloor",
                .product(name: "CLIXML", package: "clixml"),
                .product(name: "CLIXMLConvert", package: "clixml"),
                .product(name: "PSRP", package: "clixml"),
                .product(name: "PSRPCapture", package: "clixml"),
            ],
            swiftSettings: settings
        ),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
