extension [UInt8] {
    /// Appends all bytes of a span.
    @inlinable
    package mutating func append(_ bytes: Span<UInt8>) {
        appendThroughSink(room: bytes.count) { $0.put(bytes, from: 0, count: bytes.count) }
    }

    /// Appends the bytes of a span in a range of its indices.
    @inlinable
    package mutating func append(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        append(bytes.extracting(range))
    }

    /// Appends the UTF-8 bytes of a short literal.
    @inlinable
    package mutating func append(text: String) {
        append(text.utf8.span)
    }
}
