/// A copy of an input that cannot be read twice: in memory at first, then in a temporary file without a name.
package struct InputSpool: ~Copyable {
    private var memory: [UInt8] = []
    private var file: TemporaryFile?

    /// Inputs up to this size never touch the disk.
    private static let memoryByteCount = 8 << 20

    /// An empty copy.
    package init() {}

    /// Adds what follows.
    ///
    /// - Throws: `FileError` when the temporary file cannot be written.
    package mutating func append(_ bytes: Span<UInt8>) throws(FileError) {
        memory.append(bytes)
        guard memory.count > InputSpool.memoryByteCount || file != nil && memory.count > 256 << 10 else { return }
        if file == nil { file = try TemporaryFile() }
        let full = memory
        memory = []
        memory.reserveCapacity(512 << 10)
        try file?.append(full.span)
    }

    /// Appends bytes from `offset` on to `buffer`; 0 is the end of what was added.
    ///
    /// - Throws: `FileError` when the temporary file cannot be read.
    package mutating func read(from offset: Int, limit: Int, into buffer: inout [UInt8]) throws(FileError) -> Int {
        let stored = file?.byteCount ?? 0
        if offset < stored { return try file?.read(at: offset, into: &buffer, limit: min(limit, stored - offset)) ?? 0 }
        let start = offset - stored
        guard start < memory.count else { return 0 }
        let end = min(memory.count, start + limit)
        buffer.append(contentsOf: memory[start..<end])
        return end - start
    }
}
