package import CLIXML

/// An input as the source of a `CLIXMLReader`, with its progress shown on the way.
package final class ReaderInput {
    /// The input as diagnostics show it.
    package let name: String

    /// The bytes stored, or `nil` where that is not known.
    package let byteCount: Int?

    /// Called before more is asked of a live source, so that results need not wait for it.
    package var willWait: () throws -> Void = {}

    /// Called with the bytes taken from storage so far, after each chunk.
    package var didRead: (Int) -> Void = { _ in }

    /// Whether the whole input can be read again by opening it once more.
    package var isReopenable: Bool { source.isReopenable }

    private var source: InputSource
    /// The first bytes of a plain file, taken at once to see whether they are compressed.
    private var beginning: [UInt8]?

    /// Opens an input.
    ///
    /// - Throws: `FileError`, `ZstdError`.
    package init(_ argument: String) throws {
        source = try InputSource(argument)
        name = source.name
        byteCount = source.byteCount
        if !source.isLive {
            var chunk: [UInt8] = []
            beginning = try source.nextChunk(into: &chunk) ? chunk : []
        }
    }

    /// The input for a reader.
    package var byteSource: ByteSource {
        ByteSource(
            nextChunk: { [self] chunk in
                if source.isLive { try willWait() }
                defer { didRead(source.consumedByteCount) }
                guard let first = beginning else { return try source.nextChunk(into: &chunk) }
                beginning = nil
                chunk = first
                return !first.isEmpty
            },
            read: source.isRereadable
                ? { [self] offset, limit, buffer in try source.read(at: offset, into: &buffer, limit: limit) } : nil
        )
    }
}
