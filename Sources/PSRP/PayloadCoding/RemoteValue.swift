public import CLIXML

/// A value inside a message: as it stood in a message that was read, or made by a program.
///
/// What was read is written again as it stood, texts and numbers to the byte, so that passing a value on changes nothing.
public struct RemoteValue: Sendable {
    enum Origin: Sendable {
        case node(NodeStore, Int)
        case value(PSValue)
        case composed(ComposedValue)
    }

    let origin: Origin

    init(_ store: NodeStore, _ node: Int) {
        // What a reference means is the object, wherever it stands.
        let entry = store.nodes[node]
        let isReference = entry.kind == .reference && entry.extent != Node.elsewhere
        origin = .node(store, isReference ? Int(entry.extent) : node)
    }

    init(_ property: PSProperty) { self.init(property.store, property.node) }

    init(_ composed: ComposedValue) { origin = .composed(composed) }

    /// Wraps a value.
    public init(_ value: PSValue) {
        if case .object(let object) = value {
            origin = .node(object.store, object.node)
        } else {
            origin = .value(value)
        }
    }

    /// The value, decoded.
    ///
    /// - Complexity: O(1), but O(*n*) for a list or dictionary that was made with the functions of this type.
    public var value: PSValue {
        switch origin {
        case .node(let store, let node): PSValue(store, node)
        case .value(let value): value
        case .composed: decodedComposition
        }
    }

    private var decodedComposition: PSValue {
        var writer = PayloadWriter(hasByteOrderMark: false)
        writer.value(nil, self)
        let bytes = writer.finish()
        return (try? RemoteValue.read(MessageData(bytes)))??.value ?? .null
    }

    /// Null.
    public static let null = RemoteValue(.null)

    /// A text.
    public static func string(_ text: String) -> RemoteValue { RemoteValue(.string(text)) }

    /// A list, by default an array of objects.
    public static func list(
        _ items: [RemoteValue],
        typeNames: [String] = ["System.Object[]", "System.Array", "System.Object"]
    ) -> RemoteValue {
        RemoteValue(.list(typeNames: typeNames, items: items))
    }

    /// A dictionary, by default a Hashtable.
    public static func dictionary(
        _ entries: [(key: RemoteValue, value: RemoteValue)],
        typeNames: [String] = ["System.Collections.Hashtable", "System.Object"]
    ) -> RemoteValue {
        RemoteValue(.dictionary(typeNames: typeNames, keys: entries.map(\.key), values: entries.map(\.value)))
    }

    /// A dictionary of primitives with text keys, as application arguments and application private data are.
    public static func primitiveDictionary(_ entries: [(key: String, value: RemoteValue)]) -> RemoteValue {
        dictionary(
            entries.map { (.string($0.key), $0.value) },
            typeNames: [
                "System.Management.Automation.PSPrimitiveDictionary", "System.Collections.Hashtable", "System.Object",
            ]
        )
    }

    /// An object with added members, by default a custom object.
    public static func object(
        _ members: [(name: String, value: RemoteValue)],
        typeNames: [String] = ["System.Management.Automation.PSCustomObject", "System.Object"],
        stringRepresentation: String? = nil
    ) -> RemoteValue {
        RemoteValue(
            .object(
                typeNames: typeNames,
                stringRepresentation: stringRepresentation,
                names: members.map(\.name),
                values: members.map(\.value)
            )
        )
    }

    /// A member of an enumeration, as the engine writes one on its own.
    static func enumeration(_ type: String, _ value: Int32, _ text: String) -> RemoteValue {
        RemoteValue(.enumeration(type: type, value: value, text: text))
    }
}

/// A value that a program puts together for a message.
indirect enum ComposedValue: Sendable {
    case list(typeNames: [String], items: [RemoteValue])
    case dictionary(typeNames: [String], keys: [RemoteValue], values: [RemoteValue])
    case object(typeNames: [String], stringRepresentation: String?, names: [String], values: [RemoteValue])
    case enumeration(type: String, value: Int32, text: String)
}

extension RemoteValue {
    /// Reads the data of a message; `nil` for none, which means null.
    ///
    /// - Throws: `malformed-payload`, with what the CLIXML reader says.
    static func read(
        _ data: MessageData,
        limits: CLIXMLLimits = CLIXMLLimits()
    ) throws(PSRPError) -> RemoteValue? {
        guard !data.isEmpty else { return nil }
        do {
            var parser = CLIXMLParser(limits: limits, form: .payload)
            for segment in data.segments { try parser.append(segment.span) }
            let first = try parser.nextValue()
            // The rest is read too: it may hold what does not belong there.
            try parser.finish()
            return first.map { RemoteValue($0.store, 0) }
        } catch {
            throw PSRPError(
                code: .malformedPayload,
                byteOffset: error.position.map { Message.headerByteCount + $0.byteOffset },
                message: error.description
            )
        }
    }
}

extension RemoteValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral {
    /// A text.
    public init(stringLiteral value: String) { self.init(.string(value)) }
    /// A Boolean.
    public init(booleanLiteral value: Bool) { self.init(.boolean(value)) }
    /// A number of 32 bits, as PowerShell's own literals are.
    public init(integerLiteral value: Int32) { self.init(.int32(value)) }
}

extension RemoteValue {
    /// Whether the value is null.
    public var isNull: Bool {
        if case .null = value { return true }
        return false
    }
}
