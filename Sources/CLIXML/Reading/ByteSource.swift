/// Where a ``CLIXMLReader`` takes its bytes from.
package struct ByteSource {
    /// Replaces the content of the array with the next bytes; false is the end.
    package let nextChunk: (inout [UInt8]) throws -> Bool

    /// Appends bytes from an offset on, at most the given number; `nil` where the input cannot be read twice.
    package let read: ((_ offset: Int, _ limit: Int, _ buffer: inout [UInt8]) throws -> Int)?

    /// Makes a source of its two functions.
    package init(
        nextChunk: @escaping (inout [UInt8]) throws -> Bool,
        read: ((_ offset: Int, _ limit: Int, _ buffer: inout [UInt8]) throws -> Int)? = nil
    ) {
        self.nextChunk = nextChunk
        self.read = read
    }

    /// Makes a source of bytes in memory that have been handed over already, to read them again.
    init(rereading bytes: [UInt8]) {
        self.init(nextChunk: { _ in false }) { offset, limit, buffer in
            let start = min(max(offset, 0), bytes.count)
            let count = min(bytes.count - start, limit)
            buffer.append(bytes.span.extracting(start..<(start + count)))
            return count
        }
    }
}
