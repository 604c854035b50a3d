import CLIXML

/// An input that can be read only once, copied on the way so that it can be read again.
final class CopiedInput {
    private var spool = InputSpool()
    private var offset = 0

    /// Makes a source that hands on the bytes of another and keeps them.
    func copying(_ source: ByteSource) -> ByteSource {
        ByteSource(nextChunk: { [self] chunk in
            guard try source.nextChunk(&chunk) else { return false }
            let bytes = chunk
            try spool.append(bytes.span)
            return true
        })
    }

    /// What was copied, from its start.
    var again: ByteSource {
        ByteSource(
            nextChunk: { [self] chunk in
                chunk.removeAll(keepingCapacity: true)
                let count = try spool.read(from: offset, limit: 128 << 10, into: &chunk)
                offset += count
                return count > 0
            },
            read: { [self] offset, limit, buffer in try spool.read(from: offset, limit: limit, into: &buffer) }
        )
    }
}
