public import CLIXML

/// Writes values as JSON, byte for byte as PowerShell's ConvertTo-Json does at the same settings.
///
/// Make one for a run, hand it the values in order, then finish:
///
/// ```swift
/// var exporter = JSONExporter()
/// while let value = try reader.nextDocumentValue() {
///     try exporter.write(value, into: &output) { try reader.object(for: $0) }
/// }
/// try exporter.finish(into: &output)
/// ```
///
/// As a document (`.document`) one value is written as it is and several as one array, so the first is held until it is
/// clear whether a second comes. As lines (`.lines`) each value is a line of its own, compact. Text is UTF-8; lone surrogates
/// become U+FFFD. For JSON that reads back without loss use ``TypedJSONExporter``.
public struct JSONExporter {
    /// Finds the object that a reference to an earlier top-level value means, or `nil`.
    public typealias Resolver = (PSReference) throws -> PSObject?

    private let options: JSONOptions
    private var writer: JSONWriter
    /// The first value of a document, until a second comes.
    private var held: PSObject?
    private var count = 0

    /// Makes an exporter.
    ///
    /// - Parameter zone: the zone that local dates are shown in, as PowerShell shows them in its machine's.
    public init(options: JSONOptions = JSONOptions(), zone: LocalZone = .utc) {
        self.options = options
        writer = JSONWriter(
            JSONSettings(
                depth: min(max(options.depth ?? 100, 0), 100),
                marksCycles: options.depth == nil,
                maximumExpandedNodeCount: options.maximumExpandedNodeCount,
                isCompressed: options.isCompressed || options.form == .lines,
                writesEnumNames: options.writesEnumNames,
                zone: zone,
                escapeHandling: options.escapeHandling
            )
        )
    }

    /// Appends a value, or holds it until the next call.
    ///
    /// - Throws: what `resolving` throws; nothing of the value is then in the output.
    /// - Complexity: O(*n*) in what is written.
    public mutating func write(
        _ value: DocumentValue,
        into output: inout [UInt8],
        resolving: Resolver = { _ in nil }
    ) throws {
        try write(value.store, 0, into: &output, resolving)
    }

    /// Appends a value, or holds it until the next call.
    ///
    /// - Throws: what `resolving` throws; nothing of the value is then in the output.
    /// - Complexity: O(*n*) in what is written.
    public mutating func write(
        _ value: PSValue,
        into output: inout [UInt8],
        resolving: Resolver = { _ in nil }
    ) throws {
        if case .reference(let reference) = value, let object = try resolving(reference) {
            try write(object.store, object.node, into: &output, resolving)
        } else {
            let (store, node) = value.located
            try write(store, node, into: &output, resolving)
        }
    }

    private mutating func write(
        _ store: NodeStore,
        _ node: Int,
        into output: inout [UInt8],
        _ resolving: Resolver
    ) throws {
        let value = PSObject(store, node)
        if options.form == .lines {
            writer.hasTruncated = false
            try append(value, depth: 0, level: 0, resolving, into: &output)
            output.append(0x0A)
            return
        }
        if count == 0, !options.writesArray {
            if let first = held {
                held = nil
                try writeItem(first, into: &output, resolving)
            } else {
                held = value
                return
            }
        }
        try writeItem(value, into: &output, resolving)
    }

    /// Ends the output: writes the value that was held, or closes the array. No line end follows.
    ///
    /// - Throws: what `resolving` throws.
    public mutating func finish(into output: inout [UInt8], resolving: Resolver = { _ in nil }) throws {
        if let first = held {
            held = nil
            try append(first, depth: 0, level: 0, resolving, into: &output)
        } else if count > 0 {
            if !options.isCompressed { output.append(0x0A) }
            output.append(UInt8(ascii: "]"))
        }
    }

    /// The warnings since the last call.
    public mutating func takeWarnings() -> [ConversionWarning] {
        defer { writer.warnings.removeAll() }
        return writer.warnings
    }

    private mutating func writeItem(_ value: PSObject, into output: inout [UInt8], _ resolving: Resolver) throws {
        let start = output.count
        output.append(UInt8(ascii: count == 0 ? "[" : ","))
        if !options.isCompressed { output.append(contentsOf: [0x0A, 0x20, 0x20]) }
        writer.pointerPrefix = Array("/\(count)".utf8)
        do {
            try append(value, depth: 1, level: 1, resolving, into: &output)
        } catch {
            output.removeLast(output.count - start)
            throw error
        }
        count += 1
    }

    private mutating func append(
        _ value: PSObject,
        depth: Int,
        level: Int,
        _ resolving: Resolver,
        into output: inout [UInt8]
    ) throws {
        let start = output.count
        do {
            try writer.write(value.store, value.node, depth: depth, level: level, resolving: resolving, into: &output)
        } catch {
            output.removeLast(output.count - start)
            throw error
        }
    }
}
