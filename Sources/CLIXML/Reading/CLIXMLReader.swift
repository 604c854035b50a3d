/// Reads the values of a CLIXML file, of standard input or of bytes in memory one after another, in constant memory.
///
/// ```swift
/// var reader = try CLIXMLReader(path: "services.xml")
/// while let value = try reader.nextDocumentValue() {
///     if case .object(let service) = value.value { print(service["Name"] ?? .null) }
/// }
/// ```
///
/// Nothing is kept of a value once it was handed out. A reference to an object of an earlier value is a
/// ``PSValue/reference(_:)``; ``object(for:)`` finds the object, reading that part of the input again where it must. An input
/// that cannot be read twice is copied to an unlinked temporary file while it is read.
///
/// A reader belongs to one task. For bytes that come piece by piece use ``CLIXMLParser``.
public struct CLIXMLReader: ~Copyable {
    private var parser: CLIXMLParser
    private let source: ByteSource
    private var chunk: [UInt8] = []
    /// Bytes in memory that are handed over before those of the source, and how many were.
    private var memory: [UInt8] = []
    private var memoryOffset = 0
    private var isAtEnd = false
    private var resolver: ReferenceResolver?
    private var spool: InputSpool?

    /// So much of the memory is handed over at once that it stays in the processor's cache.
    private static let memoryByteCount = 128 << 10

    /// Opens a file.
    ///
    /// - Throws: `FileError` when it cannot be opened.
    public init(path: String, limits: CLIXMLLimits = CLIXMLLimits()) throws {
        let file = SharedFile(try FileSource(path: path))
        try self.init(source: file.byteSource, limits: limits)
    }

    /// Reads standard input.
    ///
    /// - Throws: `FileError` when it cannot be read.
    public init(standardInput limits: CLIXMLLimits = CLIXMLLimits()) throws {
        let file = SharedFile(try FileSource(standardInputNamed: "<stdin>"))
        try self.init(source: file.byteSource, limits: limits)
    }

    /// Reads bytes that are in memory.
    public init(bytes: [UInt8], limits: CLIXMLLimits = CLIXMLLimits()) {
        parser = CLIXMLParser(limits: limits)
        source = ByteSource(rereading: bytes)
        memory = bytes
        resolver = ReferenceResolver()
    }

    /// Reads from a source.
    ///
    /// - Parameter resolvesReferences: whether ``object(for:)`` will be called; without it nothing is kept for it.
    package init(source: ByteSource, limits: CLIXMLLimits, resolvesReferences: Bool = true) throws {
        parser = CLIXMLParser(limits: limits)
        self.source = source
        if resolvesReferences {
            resolver = ReferenceResolver()
            if source.read == nil { spool = InputSpool() }
        }
    }

    /// The next value, or `nil` after the last. Once `nil`, always `nil`.
    ///
    /// - Throws: `CLIXMLError`, and what the source throws.
    public mutating func next() throws -> PSValue? { try nextDocumentValue()?.value }

    /// The next value and where it stands, or `nil` after the last.
    ///
    /// - Throws: `CLIXMLError`, and what the source throws.
    public mutating func nextDocumentValue() throws -> DocumentValue? {
        while true {
            if let value = try parser.nextValue() {
                resolver?.add(value.store, parser.lastDefinitions)
                return value
            }
            guard !isAtEnd else { return nil }
            if memoryOffset < memory.count {
                try appendFromMemory()
            } else if try source.nextChunk(&chunk) {
                let chunk = chunk
                try spool?.append(chunk.span)
                try parser.append(chunk.span)
            } else {
                isAtEnd = true
                try parser.finish()
            }
        }
    }

    private mutating func appendFromMemory() throws {
        let bytes = memory
        let end = min(memoryOffset + CLIXMLReader.memoryByteCount, bytes.count)
        try parser.append(bytes.span.extracting(memoryOffset..<end))
        memoryOffset = end
    }

    /// The object that a reference to an earlier value means, or `nil` if it cannot be found again.
    ///
    /// - Throws: what the source throws, `FileError` for the copy.
    /// - Complexity: O(1) while the object's value is among those read or asked for last, else one read of about 64 KiB.
    public mutating func object(for reference: PSReference) throws -> PSObject? {
        if let object = self.resolver?.recentObject(for: reference) { return object }
        // Taken out, since finding it reads from `self`.
        guard var resolver = self.resolver.take() else { return nil }
        defer { self.resolver = resolver }
        return try resolver.object(for: reference) { location, take throws in
            try readAgain(from: location, take)
        }
    }

    private mutating func readAgain(
        from location: CLIXMLParser.Location,
        _ take: (NodeStore, ReferenceTable.Definitions) -> Bool
    ) throws {
        var parser = parser.rereading(from: location)
        var offset = location.byteOffset
        var buffer: [UInt8] = []
        while true {
            buffer.removeAll(keepingCapacity: true)
            let count = try read(from: offset, into: &buffer)
            guard count > 0 else { return }
            offset += count
            try parser.append(buffer.span)
            while let value = try parser.nextValue() {
                guard take(value.store, parser.lastDefinitions) else { return }
            }
        }
    }

    private mutating func read(from offset: Int, into buffer: inout [UInt8]) throws -> Int {
        if let read = source.read { return try read(offset, 64 << 10, &buffer) }
        return try spool?.read(from: offset, limit: 64 << 10, into: &buffer) ?? 0
    }
}
