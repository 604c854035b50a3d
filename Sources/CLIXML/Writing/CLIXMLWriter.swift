/// Writes values as CLIXML, byte for byte as PowerShell does, into any buffer.
///
/// ```swift
/// var writer = CLIXMLWriter()
/// try writer.write(.object(host), into: &output)
/// try writer.write("text", into: &output)
/// writer.finish(into: &output)
/// ```
///
/// Values go out as they come. What the writer keeps is the names of types and which objects it wrote: an object that comes
/// again, in the same value or a later one, is written as a `Ref`. For objects of a document that takes about two bits for
/// each of its elements. After about 250 million elements the table is emptied between two values, and objects written
/// before are written in full where they recur.
///
/// When a value cannot be written the output is as it was before it, and the writer can go on; objects written before are
/// then written in full again. A writer belongs to one task.
public struct CLIXMLWriter: Sendable {
    private enum State { case unopened, open, finished }

    /// How values are written.
    public let options: CLIXMLWriterOptions
    private var values: ValueWriter
    private var state = State.unopened
    /// Where UTF-8 waits to become UTF-16.
    private var pending: [UInt8] = []

    /// Makes a writer.
    public init(options: CLIXMLWriterOptions = CLIXMLWriterOptions()) {
        self.options = options
        values = ValueWriter(options)
    }

    // MARK: - Values

    /// Appends a value.
    ///
    /// - Parameter stream: the stream it belongs to, for console output.
    /// - Throws: `CLIXMLError`: `unresolved-reference` for a ``PSValue/reference(_:)`` to an object that was not written
    ///   before, `noncharacter` where the options refuse it.
    /// - Complexity: O(*n*) in the size of the value.
    public mutating func write(
        _ value: PSValue,
        stream: PSStream? = nil,
        into output: inout [UInt8]
    ) throws(CLIXMLError) {
        do {
            try write(value, stream: stream, into: &output) { _ in nil }
        } catch let error as CLIXMLError {
            throw error
        } catch {
            // Only a resolver throws anything else.
            throw CLIXMLError(code: .unresolvedReference, message: "\(error)")
        }
    }

    /// Appends a value that may refer to objects of earlier values of its document.
    ///
    /// - Parameter object: finds the object that a reference means; asked only for objects that were not written before.
    /// - Throws: what `object` throws, and `CLIXMLError` as the other method.
    /// - Complexity: O(*n*) in the size of the value.
    public mutating func write(
        _ value: PSValue,
        stream: PSStream? = nil,
        into output: inout [UInt8],
        resolving object: (PSReference) throws -> PSObject?
    ) throws {
        var value = value
        if case .reference(let reference) = value {
            guard let found = try object(reference) else { throw ValueWriter.unresolved(reference.refID) }
            value = .object(found)
        }
        let place = value.located
        try write(place.store, place.node, stream, isWhole: false, into: &output, resolving: object)
    }

    /// Appends a value of a document.
    ///
    /// The stream is kept with ``CLIXMLWriterOptions/isVerbatim`` only; PowerShell's reader drops it.
    ///
    /// - Parameter object: finds the object that a reference means; asked only for objects that were not written before.
    /// - Throws: what `object` throws, and `CLIXMLError` as the other methods.
    /// - Complexity: O(*n*) in the size of the value.
    public mutating func write(
        _ value: DocumentValue,
        into output: inout [UInt8],
        resolving object: (PSReference) throws -> PSObject? = { _ in nil }
    ) throws {
        let stream = options.isVerbatim ? value.stream : nil
        try write(value.store, 0, stream, isWhole: value.store.isFromDocument, into: &output, resolving: object)
    }

    private mutating func write(
        _ store: NodeStore,
        _ node: Int,
        _ stream: PSStream?,
        isWhole: Bool,
        into output: inout [UInt8],
        resolving object: (PSReference) throws -> PSObject?
    ) throws {
        guard options.encoding == .utf16 else {
            return try append(store, node, stream, isWhole: isWhole, into: &output, resolving: object)
        }
        var text = pending
        pending = []
        defer {
            text.removeAll(keepingCapacity: true)
            pending = text
        }
        try append(store, node, stream, isWhole: isWhole, into: &text, resolving: object)
        UTF16Output.append(text.span, to: &output)
    }

    private mutating func append(
        _ store: NodeStore,
        _ node: Int,
        _ stream: PSStream?,
        isWhole: Bool,
        into output: inout [UInt8],
        resolving object: (PSReference) throws -> PSObject?
    ) throws {
        precondition(state != .finished, "nothing can be written after finish()")
        let start = output.count
        let saved = (state, values.layout.indentation, values.layout.isAtStart)
        open(into: &output)
        let indentation = values.layout.indentation
        do {
            try values.write(store, node, stream: stream, isWhole: isWhole, into: &output, resolving: object)
            if options.refusesNoncharacters, values.hasNoncharacter || values.names.hasNoncharacter {
                throw CLIXMLError(code: .noncharacter, message: "a text of the value has U+FFFE or U+FFFF in it")
            }
        } catch {
            output.removeLast(output.count - start)
            (state, values.layout.indentation, values.layout.isAtStart) = saved
            values.abandon()
            throw error
        }
        assert(values.layout.indentation == indentation, "every element that was opened is closed")
    }

    // MARK: - The document

    /// Appends what ends the document.
    ///
    /// A document without values is the root element alone, or nothing where a header line would come first.
    public mutating func finish(into output: inout [UInt8]) {
        guard options.encoding == .utf16 else { return close(into: &output) }
        var text: [UInt8] = []
        close(into: &text)
        UTF16Output.append(text.span, to: &output)
    }

    private mutating func close(into output: inout [UInt8]) {
        defer { state = .finished }
        guard options.form == .document, state != .finished else { return }
        if state == .unopened {
            guard !options.hasHeaderLine else { return }
            begin(into: &output)
            output.append(text: CLIXMLWriter.root)
            output.append(text: " />")
        } else {
            values.layout.indentation = 0
            values.layout.beginLine(into: &output)
            output.append(text: "</Objs>")
        }
    }

    /// Begins a new document: nothing written before is referred to, and numbers begin at 0.
    ///
    /// Costs less than a new writer, because tables keep their memory.
    public mutating func reset() {
        state = .unopened
        values.reset()
    }

    private static let root = "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\""

    /// Appends what comes before the first value.
    private mutating func open(into output: inout [UInt8]) {
        guard state == .unopened else { return }
        state = .open
        begin(into: &output)
        guard options.form == .document else { return }
        output.append(text: CLIXMLWriter.root)
        output.append(UInt8(ascii: ">"))
        values.layout.isAtStart = false
        values.layout.indentation = 1
    }

    private func begin(into output: inout [UInt8]) {
        let newline = options.newline == .crlf ? "\r\n" : "\n"
        if options.hasByteOrderMark { output.append(contentsOf: [0xEF, 0xBB, 0xBF]) }
        if options.hasHeaderLine { output.append(text: "#< CLIXML" + newline) }
        if options.hasDeclaration {
            let name = options.encoding == .utf16 ? "utf-16" : "utf-8"
            output.append(text: "<?xml version=\"1.0\" encoding=\"\(name)\"?>")
            if options.layout == .indented { output.append(text: newline) }
        }
    }
}
