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
    private var held: Held?
    private var count = 0

    private enum Held {
        case value(PSObject)
        /// What it becomes alone and as an item, written at once because later nobody may find what it refers to.
        case texts(alone: Rendition, item: Rendition)
    }

    /// A value as it was written, and the warnings that gave.
    private struct Rendition {
        var text: [UInt8] = []
        var warnings: [ConversionWarning] = []
    }

    /// Makes an exporter.
    ///
    /// - Parameter zone: the zone that local dates are shown in, as PowerShell shows them in its machine's.
    public init(options: JSONOptions = JSONOptions(), zone: LocalZone = .utc) {
        self.options = options
        writer = JSONWriter(
            JSONSettings(
                depth: min(max(options.depth ?? 100, 0), 100),
                marksCycles: options.depth == nil,
                maximumExpandedNodeCount: options.effectiveExpandedNodeCount,
                isCompressed: options.isCompressed || options.form == .lines,
                isLines: options.form == .lines,
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
        if options.form == .lines {
            writer.hasTruncated = false
            try append(store, node, depth: 0, level: 0, resolving, into: &output)
            output.append(0x0A)
            return
        }
        let value = PSObject(store, node)
        if count == 0, !options.writesArray {
            guard let first = held else {
                held = try hold(value, resolving)
                return
            }
            held = nil
            switch first {
            case .value(let first): try writeItem(first, into: &output, resolving)
            case .texts(_, let item):
                beginItem(into: &output)
                output.append(contentsOf: item.text)
                writer.warnings += item.warnings
                count += 1
            }
        }
        try writeItem(value, into: &output, resolving)
    }

    /// Ends the output: writes the value that was held, or closes the array. No line end follows.
    ///
    /// - Throws: `CLIXMLError`, if the value that was held has an XML document that cannot be read.
    public mutating func finish(into output: inout [UInt8]) throws {
        switch held {
        case .value(let first): try append(first.store, first.node, depth: 0, level: 0, { _ in nil }, into: &output)
        case .texts(let alone, _):
            output.append(contentsOf: alone.text)
            writer.warnings += alone.warnings
        case nil:
            guard count > 0 else { return }
            if !options.isCompressed { output.append(0x0A) }
            output.append(UInt8(ascii: "]"))
        }
        held = nil
    }

    /// The warnings since the last call.
    public mutating func takeWarnings() -> [ConversionWarning] {
        defer { writer.warnings.removeAll() }
        return writer.warnings
    }

    /// Keeps the first value until it is clear whether it is the only one.
    private mutating func hold(_ value: PSObject, _ resolving: Resolver) throws -> Held {
        let nodes = value.store.nodes
        let refersElsewhere = nodes.contains { $0.kind == .reference && $0.extent == Node.elsewhere }
        guard refersElsewhere else { return .value(value) }
        let unwritten = writer
        var alone = Rendition()
        try append(value.store, value.node, depth: 0, level: 0, resolving, into: &alone.text)
        alone.warnings = takeWarnings()
        writer = unwritten
        writer.pointerPrefix = Array("/0".utf8)
        var item = Rendition()
        try append(value.store, value.node, depth: 1, level: 1, resolving, into: &item.text)
        item.warnings = takeWarnings()
        return .texts(alone: alone, item: item)
    }

    private func beginItem(into output: inout [UInt8]) {
        output.append(UInt8(ascii: count == 0 ? "[" : ","))
        if !options.isCompressed { output.append(contentsOf: [0x0A, 0x20, 0x20]) }
    }

    private mutating func writeItem(_ value: PSObject, into output: inout [UInt8], _ resolving: Resolver) throws {
        let start = output.count
        beginItem(into: &output)
        writer.pointerPrefix = Array("/\(count)".utf8)
        do {
            try append(value.store, value.node, depth: 1, level: 1, resolving, into: &output)
        } catch {
            output.removeLast(output.count - start)
            throw error
        }
        count += 1
    }

    private mutating func append(
        _ store: NodeStore,
        _ node: Int,
        depth: Int,
        level: Int,
        _ resolving: Resolver,
        into output: inout [UInt8]
    ) throws {
        let start = output.count
        do {
            try writer.write(store, node, depth: depth, level: level, resolving: resolving, into: &output)
        } catch {
            output.removeLast(output.count - start)
            throw error
        }
    }
}
