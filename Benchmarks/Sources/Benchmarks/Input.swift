internal import CLIXML
internal import Foundation

/// An input: a file for the time that this is kept, and its bytes mapped into memory.
final class Input {
    /// How many bytes are handed over at once; what the reader of files asks for.
    static let chunkByteCount = 128 << 10

    let kind: InputKind
    let bytes: Data
    /// The parts of `bytes` that are documents.
    let documents: [Range<Int>]
    let path: String

    /// All of it in memory, or `nil` where that would be too much.
    private(set) lazy var array: [UInt8]? = bytes.count <= 256 << 20 ? Array(bytes) : nil

    /// Makes an input of at least `byteCount` bytes.
    init(_ kind: InputKind, byteCount: Int) throws {
        self.kind = kind
        path = FileManager.default.temporaryDirectory.appending(path: "clixml-\(UUID().uuidString)").path
        documents = try InputFile.write(kind, byteCount: byteCount, path: path)
        bytes = try Data(contentsOf: URL(filePath: path), options: .alwaysMapped)
    }

    /// A reader of the input, which is in memory as it is for libxml2.
    func reader() throws -> CLIXMLReader {
        if let array { return CLIXMLReader(bytes: array) }
        return try CLIXMLReader(path: path)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Hands over the documents in order.
    func forEachDocument(_ body: (Span<UInt8>) throws -> Void) rethrows {
        let span = bytes.span
        for document in documents { try body(span.extracting(document)) }
    }
}
