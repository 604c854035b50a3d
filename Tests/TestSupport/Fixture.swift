import Foundation

/// A file under `Fixtures/`.
package struct Fixture: Sendable, CustomStringConvertible {
    /// The path below `Fixtures/`, for example `zstd/checksum.zst`.
    package let name: String

    /// Names a fixture, which need not exist.
    package init(_ name: String) { self.name = name }

    /// The path of the folder of all fixtures.
    package static let folder: String = {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return tests.deletingLastPathComponent().appending(path: "Fixtures").path
    }()

    /// The files of an area whose names end so, sorted by name.
    ///
    /// An area without such files is an error, so that a test over them cannot pass by testing nothing.
    package static func all(in area: String, suffix: String = "") throws -> [Fixture] {
        let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(area)")
        let fixtures = names.sorted().filter { $0.hasSuffix(suffix) }.map { Fixture("\(area)/\($0)") }
        if fixtures.isEmpty { throw CocoaError(.fileNoSuchFile) }
        return fixtures
    }

    /// Where the file is.
    package var path: String { "\(Fixture.folder)/\(name)" }

    /// The content.
    package var bytes: [UInt8] {
        get throws { [UInt8](try Data(contentsOf: URL(filePath: path))) }
    }

    /// The content, which must be UTF-8.
    package var text: String {
        get throws { try String(contentsOf: URL(filePath: path), encoding: .utf8) }
    }

    /// The name, for the messages of failed tests.
    package var description: String { name }
}
