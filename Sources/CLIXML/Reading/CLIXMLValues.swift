/// The values of a CLIXML document whose bytes come as an asynchronous sequence of chunks.
///
/// ```swift
/// for try await value in CLIXMLValues(chunks) { use(value) }
/// ```
///
/// A value is handed out as soon as its bytes are there, and no more chunks are asked for before the next one is wanted; how
/// the chunks are cut makes no difference. A reference to an object of an earlier value stays a ``PSValue/reference(_:)``.
/// For a file use ``CLIXMLReader``, which finds those objects; for bytes at hand ``CLIXMLParser``.
public struct CLIXMLValues<Chunks: AsyncSequence>: AsyncSequence where Chunks.Element == [UInt8] {
    /// A top-level value and where it stands.
    public typealias Element = DocumentValue

    /// `CLIXMLError`, and what the chunks throw.
    public typealias Failure = any Error

    private let chunks: Chunks
    private let limits: CLIXMLLimits
    private let form: DocumentForm

    /// Reads values from chunks of a document, of any size.
    ///
    /// - Parameters:
    ///   - limits: what a document may ask of the parser.
    ///   - form: whether the chunks are a document or the payload of a remoting message.
    public init(_ chunks: Chunks, limits: CLIXMLLimits = CLIXMLLimits(), form: DocumentForm = .document) {
        self.chunks = chunks
        self.limits = limits
        self.form = form
    }

    /// Starts from the first value, with a parser of its own.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(chunks.makeAsyncIterator(), ParserBox(CLIXMLParser(limits: limits, form: form)))
    }

    /// Passes over the values in order. Copies share one place in the document.
    public struct AsyncIterator: AsyncIteratorProtocol {
        private var chunks: Chunks.AsyncIterator
        private let box: ParserBox

        fileprivate init(_ chunks: Chunks.AsyncIterator, _ box: ParserBox) {
            self.chunks = chunks
            self.box = box
        }

        /// The next value, or `nil` after the last and after an error.
        ///
        /// - Throws: `CLIXMLError`, and what the chunks throw.
        public mutating func next() async throws -> DocumentValue? { try await next(isolation: #isolation) }

        /// The next value, or `nil` after the last and after an error.
        ///
        /// - Throws: `CLIXMLError`, and what the chunks throw.
        public mutating func next(isolation actor: isolated (any Actor)?) async throws -> DocumentValue? {
            guard !box.isAtEnd else { return nil }
            do {
                while true {
                    if let value = try box.parser.nextValue() { return value }
                    guard let chunk = try await chunks.next(isolation: actor) else { break }
                    try box.parser.append(chunk.span)
                }
                try box.parser.finish()
            } catch {
                box.isAtEnd = true
                throw error
            }
            box.isAtEnd = true
            return nil
        }
    }
}

extension CLIXMLValues: Sendable where Chunks: Sendable {}

/// Holds the parser: an iterator can be copied, and a parser cannot.
private final class ParserBox {
    var parser: CLIXMLParser
    var isAtEnd = false

    init(_ parser: consuming CLIXMLParser) { self.parser = parser }
}
