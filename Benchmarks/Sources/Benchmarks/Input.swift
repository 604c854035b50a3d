internal import Foundation

/// An input in memory, or mapped from a file where it is large.
struct Input {
    /// How many bytes are handed over at once; what the reader of files asks for.
    static let chunkByteCount = 128 << 10

    /// Above this size an input is written to a file and mapped.
    private static let mappedByteCount = 256 << 20

    let bytes: Data
    /// The parts of `bytes` that are documents.
    let documents: [Range<Int>]

    /// Makes an input of at least `byteCount` bytes.
    init(_ kind: InputKind, byteCount: Int) throws {
        if kind.isManyDocuments {
            self.init(documents: try kind.fixtures.map(Input.fixture), byteCount: byteCount)
        } else if byteCount > Input.mappedByteCount {
            let path = FileManager.default.temporaryDirectory.appending(path: "clixml-\(UUID().uuidString)").path
            defer { try? FileManager.default.removeItem(atPath: path) }
            try Input.write(kind, byteCount: byteCount, path: path)
            self.init(document: try Data(contentsOf: URL(filePath: path), options: .alwaysMapped))
        } else {
            var bytes: [UInt8] = []
            bytes.reserveCapacity(byteCount + byteCount / 8)
            try Input.generate(kind, byteCount: byteCount) { bytes += $0 }
            self.init(document: Data(bytes))
        }
    }

    private init(document: Data) {
        bytes = document
        documents = [0..<document.count]
    }

    private init(documents parts: [[UInt8]], byteCount: Int) {
        var bytes: [UInt8] = []
        var documents: [Range<Int>] = []
        while bytes.count < byteCount {
            for part in parts {
                documents.append(bytes.count..<(bytes.count + part.count))
                bytes += part
            }
        }
        self.bytes = Data(bytes)
        self.documents = documents
    }

    /// Hands over the documents in order.
    func forEachDocument(_ body: (Span<UInt8>) throws -> Void) rethrows {
        let span = bytes.span
        for document in documents { try body(span.extracting(document)) }
    }

    /// Writes an input of at least `byteCount` bytes to a file, a megabyte at a time.
    static func write(_ kind: InputKind, byteCount: Int, path: String) throws {
        guard !kind.isManyDocuments else { throw InputError("'\(kind.rawValue)' is many documents and no file") }
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let file = FileHandle(forWritingAtPath: path)
        else { throw InputError("cannot write \(path)") }
        var buffer: [UInt8] = []
        try generate(kind, byteCount: byteCount) { part in
            buffer += part
            if buffer.count > 1 << 20 {
                try file.write(contentsOf: buffer)
                buffer.removeAll(keepingCapacity: true)
            }
        }
        try file.write(contentsOf: buffer)
        try file.close()
    }

    private static func generate(_ kind: InputKind, byteCount: Int, _ take: ([UInt8]) throws -> Void) throws {
        var generator = try InputGenerator(kind, fixture: fixture)
        var part: [UInt8] = []
        var total = 0
        repeat {
            part.removeAll(keepingCapacity: true)
            generator.appendNext(to: &part)
            total += part.count
            try take(part)
        } while total < byteCount
        part.removeAll()
        generator.finish(into: &part)
        try take(part)
    }

    private static func fixture(_ name: String) throws -> [UInt8] {
        // Three folders up from this file's is the root of the repository.
        var folder = URL(filePath: #filePath)
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        return Array(try Data(contentsOf: folder.appending(path: "Fixtures/benchmarks/\(name).clixml")))
    }
}
