/// The values of a document, each decoded as it is read, in constant memory.
///
/// Made by ``CLIXMLDecoder/values(_:from:)``. A value that does not fit the type throws, and the next call goes on with the
/// one after it; an error in the document itself ends the values.
public struct DecodedValues<Value: Decodable>: ~Copyable {
    private let source: Source
    private let state: DecodingState

    /// Holds the reader, which decoding asks for the objects of earlier values.
    private final class Source {
        var reader: CLIXMLReader

        init(_ reader: consuming CLIXMLReader) { self.reader = reader }
    }

    init(_ decoder: CLIXMLDecoder, _ reader: consuming CLIXMLReader) {
        let source = Source(reader)
        self.source = source
        state = DecodingState(decoder)
        state.resolver = { try source.reader.object(for: $0) }
    }

    /// The next value, or `nil` after the last. Once `nil`, always `nil`.
    ///
    /// - Throws: `DecodingError` for a value that does not fit the type, `CLIXMLError` for a document that is not valid, and
    ///   what the source throws.
    public mutating func next() throws -> Value? {
        guard let value = try source.reader.nextDocumentValue() else { return nil }
        return try state.decode(Value.self, NodePlace(value.store, 0), nil, .index(Int(clamping: value.ordinal)))
    }
}
