/// The values of a document whose bytes come as an asynchronous sequence of chunks, each decoded as soon as it is there.
///
/// Made by ``CLIXMLDecoder/values(_:from:form:)``. A value that does not fit the type throws, and the next call goes on with
/// the one after it; an error in the document itself ends the values. Objects of earlier values are not kept, so a
/// reference to one cannot be decoded; ``DecodedValues`` can.
public struct AsyncDecodedValues<Value: Decodable, Chunks: AsyncSequence>: AsyncSequence
where Chunks.Element == [UInt8] {
    /// A decoded top-level value.
    public typealias Element = Value

    /// `DecodingError`, `CLIXMLError`, and what the chunks throw.
    public typealias Failure = any Error

    private let decoder: CLIXMLDecoder
    private let values: CLIXMLValues<Chunks>

    init(_ decoder: CLIXMLDecoder, _ values: CLIXMLValues<Chunks>) {
        self.decoder = decoder
        self.values = values
    }

    /// Starts from the first value.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(values.makeAsyncIterator(), DecodingState(decoder))
    }

    /// Passes over the values in order. Copies share one place in the document.
    public struct AsyncIterator: AsyncIteratorProtocol {
        private var values: CLIXMLValues<Chunks>.AsyncIterator
        private let state: DecodingState

        fileprivate init(_ values: CLIXMLValues<Chunks>.AsyncIterator, _ state: DecodingState) {
            self.values = values
            self.state = state
        }

        /// The next value, or `nil` after the last and after an error in the document.
        ///
        /// - Throws: `DecodingError`, `CLIXMLError`, and what the chunks throw.
        public mutating func next() async throws -> Value? { try await next(isolation: #isolation) }

        /// The next value, or `nil` after the last and after an error in the document.
        ///
        /// - Throws: `DecodingError`, `CLIXMLError`, and what the chunks throw.
        public mutating func next(isolation actor: isolated (any Actor)?) async throws -> Value? {
            guard let value = try await values.next(isolation: actor) else { return nil }
            return try state.decode(Value.self, NodePlace(value.store, 0), nil, .index(Int(clamping: value.ordinal)))
        }
    }
}

extension AsyncDecodedValues: Sendable where Chunks: Sendable {}
