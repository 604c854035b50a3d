/// Writes values of `Encodable` types one after another into a document.
///
/// ```swift
/// var writer = EncodedValueWriter(CLIXMLEncoder())
/// for service in services { try writer.write(service, into: &output) }
/// writer.finish(into: &output)
/// ```
///
/// When a value cannot be encoded the output is as it was before it, and the writer can go on. A writer belongs to one task.
public struct EncodedValueWriter {
    private let state: EncodingState
    private var writer: CLIXMLWriter

    /// Makes a writer.
    public init(_ encoder: CLIXMLEncoder) {
        state = EncodingState(encoder)
        writer = CLIXMLWriter(options: encoder.options.writer)
    }

    /// Appends a value, or with ``CLIXMLEncoder/RootStrategy/elements`` the elements of an array.
    ///
    /// - Parameter stream: the stream it belongs to, for console output.
    /// - Throws: `EncodingError`.
    /// - Complexity: O(*n*) in the size of the value.
    public mutating func write(
        _ value: some Encodable,
        stream: PSStream? = nil,
        into output: inout [UInt8]
    ) throws {
        let store = try state.encode(value)
        let count = output.count
        // Roughly what there will be, so that a large document is not moved again and again.
        if count == 0 { output.reserveCapacity(store.bytes.count + 28 * store.nodes.count) }
        do {
            for node in rootNodes(of: store) {
                try writer.write(.object(PSObject(store, node)), stream: stream, into: &output)
            }
        } catch {
            output.removeLast(output.count - count)
            let context = EncodingError.Context(
                codingPath: [],
                debugDescription: error.message,
                underlyingError: error
            )
            throw EncodingError.invalidValue(value, context)
        }
    }

    private func rootNodes(of store: NodeStore) -> [Int] {
        guard state.options.root == .elements, store.nodes[0].kind == .object else { return [0] }
        return PSObject(store, 0).container.flatMap { $0.isDictionary ? nil : $0.itemNodes } ?? [0]
    }

    /// Appends what ends the document.
    public mutating func finish(into output: inout [UInt8]) { writer.finish(into: &output) }

    /// Begins a new document; costs less than a new writer.
    public mutating func reset() { writer.reset() }
}
