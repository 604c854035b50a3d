internal import Foundation

/// Writes inputs of any size, a megabyte at a time.
enum InputFile {
    /// Writes an input of at least `byteCount` bytes.
    ///
    /// - Returns: The parts of it that are documents.
    @discardableResult
    static func write(_ kind: InputKind, byteCount: Int, path: String) throws -> [Range<Int>] {
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let file = FileHandle(forWritingAtPath: path)
        else { throw InputError("cannot write \(path)") }
        var buffer: [UInt8] = []
        var written = 0
        func drain(above limit: Int) throws {
            guard buffer.count > limit else { return }
            try file.write(contentsOf: buffer)
            written += buffer.count
            buffer.removeAll(keepingCapacity: true)
        }

        var documents: [Range<Int>] = []
        if kind.isManyDocuments {
            let parts = try kind.fixtures.map(fixture)
            while written + buffer.count < byteCount {
                for part in parts {
                    documents.append((written + buffer.count)..<(written + buffer.count + part.count))
                    buffer += part
                }
                try drain(above: 1 << 20)
            }
        } else {
            var generator = try InputGenerator(kind, fixture: fixture)
            repeat {
                generator.appendNext(to: &buffer)
                try drain(above: 1 << 20)
            } while written + buffer.count < byteCount
            generator.finish(into: &buffer)
            documents.append(0..<(written + buffer.count))
        }
        try drain(above: 0)
        try file.close()
        return documents
    }

    private static func fixture(_ name: String) throws -> [UInt8] {
        // Four steps up from this file is the root of the repository.
        var folder = URL(filePath: #filePath)
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        return Array(try Data(contentsOf: folder.appending(path: "Fixtures/benchmarks/\(name).clixml")))
    }
}
