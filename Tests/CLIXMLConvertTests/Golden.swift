import Foundation
import TestSupport

/// The recorded answers of a real PowerShell, where they are at hand.
enum Golden {
    /// The folder of all recordings, or `nil`: `CLIXML_GOLDEN`, or the one beside the package.
    static let folder: URL? = {
        let place = ProcessInfo.processInfo.environment["CLIXML_GOLDEN"].map { URL(filePath: $0) }
        let folder = place ?? URL(filePath: Fixture.folder).appending(path: "../../shared/golden").standardizedFileURL
        return FileManager.default.fileExists(atPath: folder.appending(path: "types").path) ? folder : nil
    }()

    /// What a command made of a document.
    struct Row: Decodable, Sendable {
        let input: String
        let command: String
        let output: String?
        let outputSHA256: String?
        let error: String?
        let timeZone: String?

        /// The words of the command after its name.
        var switches: [String] { command.split(separator: " ").dropFirst().map(String.init) }

        /// The document: beside the recordings, or beside their folder.
        var path: String {
            guard let folder else { return input }
            let inside = folder.appending(path: input).path
            guard !FileManager.default.fileExists(atPath: inside) else { return inside }
            return folder.deletingLastPathComponent().appending(path: input).path
        }
    }

    /// The rows of a file of recordings, for example `types/csv.jsonl`; none without the recordings.
    static func rows(_ name: String) throws -> [Row] {
        guard let folder else { return [] }
        return try decode(Row.self, from: folder.appending(path: name))
    }

    /// The lines of a file, each a JSON object.
    static func decode<T: Decodable>(_ type: T.Type, from file: URL) throws -> [T] {
        let lines = try Data(contentsOf: file).split(separator: UInt8(ascii: "\n"))
        let decoder = JSONDecoder()
        return try lines.map { try decoder.decode(type, from: $0) }
    }
}
