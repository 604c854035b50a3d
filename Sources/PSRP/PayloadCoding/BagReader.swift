import CLIXML

/// A property that a message has beyond those of its type, kept so that writing the message loses nothing.
public struct UnknownProperty: Sendable {
    /// The name of the property; empty only in `Props`, and left out in writing then.
    public let name: String

    /// Its value.
    public let value: RemoteValue

    /// Makes a property.
    public init(name: String, value: RemoteValue) {
        self.name = name
        self.value = value
    }
}

/// Takes the properties of a bag by name, ignoring case, from `MS` or `Props` (spec/psrp.md section 2.3), and tells in the
/// end which were not asked for.
struct BagReader {
    /// What the bag is, for messages.
    let what: String
    let object: PSObject
    private var properties: [PSProperty?]

    init(_ value: RemoteValue?, _ what: String) throws(PSRPError) {
        guard let value, case .object(let object) = value.value else {
            throw PSRPError(code: .wrongPropertyType, message: "\(what) is no object")
        }
        self.what = what
        self.object = object
        // An added member hides a property of its name.
        let added = object.extendedProperties.map { $0 }
        let hidden = Set(added.map(Self.foldedName))
        properties = added + object.adaptedProperties.filter { !hidden.contains(Self.foldedName($0)) }
    }

    /// A number that names have in common which are equal but for case.
    private static func foldedName(_ property: PSProperty) -> UInt32 {
        property.store.snapshot.symbols.foldedNames[Int(property.store.nodes[property.node].name)]
    }

    /// Takes a property, `nil` where there is none.
    mutating func take(_ name: String) -> RemoteValue? {
        guard let index = properties.firstIndex(where: { $0.map { Self.matches($0.name, name) } ?? false }),
            let property = properties[index]
        else { return nil }
        properties[index] = nil
        return RemoteValue(property)
    }

    private static func matches(_ left: String, _ right: String) -> Bool {
        if left == right { return true }
        return TextEscapes.equalIgnoringCase(Array(left.utf8).span, Array(right.utf8).span)
    }

    /// Takes a property that may be null; missing counts as null.
    mutating func takeUnlessNull(_ name: String) -> RemoteValue? {
        guard let value = take(name) else { return nil }
        if case .null = value.value { return nil }
        return value
    }

    /// Takes a property that must be there.
    mutating func require(_ name: String) throws(PSRPError) -> RemoteValue {
        guard let value = take(name) else { throw missing(name) }
        return value
    }

    /// What was not taken.
    var unknown: [UnknownProperty] {
        properties.compactMap { $0.map { UnknownProperty(name: $0.name, value: RemoteValue($0)) } }
    }

    @inline(never)
    func missing(_ name: String) -> PSRPError {
        PSRPError(code: .missingProperty, message: "\(what) has no \(name)")
    }

    @inline(never)
    func wrongType(_ name: String, _ wanted: String) -> PSRPError {
        PSRPError(code: .wrongPropertyType, message: "\(name) of \(what) is no \(wanted)")
    }
}

// MARK: - Typed properties

extension BagReader {
    mutating func string(_ name: String) throws(PSRPError) -> String {
        guard let text = try optionalString(name) else { throw missing(name) }
        return text
    }

    mutating func optionalString(_ name: String) throws(PSRPError) -> String? {
        guard let value = takeUnlessNull(name) else { return nil }
        guard let text = value.value.textValue else { throw wrongType(name, "text") }
        return text
    }

    mutating func boolean(_ name: String) throws(PSRPError) -> Bool {
        guard let value = try optionalBoolean(name) else { throw missing(name) }
        return value
    }

    mutating func optionalBoolean(_ name: String) throws(PSRPError) -> Bool? {
        guard let value = takeUnlessNull(name) else { return nil }
        guard case .boolean(let boolean) = value.value.unwrapped else { throw wrongType(name, "Boolean") }
        return boolean
    }

    /// Numbers of any width are taken where they fit, as the engine converts them.
    mutating func int32(_ name: String) throws(PSRPError) -> Int32 {
        guard let value = try optionalInt32(name) else { throw missing(name) }
        return value
    }

    mutating func optionalInt32(_ name: String) throws(PSRPError) -> Int32? {
        guard let value = takeUnlessNull(name) else { return nil }
        guard let number = value.value.integerValue.flatMap(Int32.init(exactly:)) else {
            throw wrongType(name, "number of 32 bits")
        }
        return number
    }

    mutating func int64(_ name: String) throws(PSRPError) -> Int64 {
        guard let number = try require(name).value.integerValue else { throw wrongType(name, "number of 64 bits") }
        return number
    }

    mutating func uint32(_ name: String) throws(PSRPError) -> UInt32 {
        guard let number = try require(name).value.integerValue.flatMap(UInt32.init(exactly:)) else {
            throw wrongType(name, "number of 32 bits without sign")
        }
        return number
    }

    mutating func version(_ name: String) throws(PSRPError) -> PSVersion {
        let value = try require(name).value.unwrapped
        if case .version(let version) = value { return version }
        if case .string(let text) = value, let version = try? PrimitiveParser.version(Array(text.utf8).span) {
            return version
        }
        throw wrongType(name, "version")
    }

    mutating func dateTime(_ name: String) throws(PSRPError) -> PSDateTime {
        guard case .dateTime(let date) = try require(name).value.unwrapped else { throw wrongType(name, "date") }
        return date
    }

    mutating func optionalGUID(_ name: String) throws(PSRPError) -> PSGUID? {
        guard let value = takeUnlessNull(name) else { return nil }
        guard case .guid(let guid) = value.value.unwrapped else { throw wrongType(name, "GUID") }
        return guid
    }

    mutating func optionalBytes(_ name: String) throws(PSRPError) -> [UInt8]? {
        guard let value = takeUnlessNull(name) else { return nil }
        guard case .bytes(let bytes) = value.value.unwrapped else { throw wrongType(name, "byte array") }
        return bytes
    }

    /// The number of a member of an enumeration: alone, in an object of its type, or by name.
    mutating func enumeration<Member: RemoteEnumeration>(_ name: String) throws(PSRPError) -> Member {
        guard let member: Member = try optionalEnumeration(name) else { throw missing(name) }
        return member
    }

    mutating func optionalEnumeration<Member: RemoteEnumeration>(_ name: String) throws(PSRPError) -> Member? {
        guard let value = takeUnlessNull(name) else { return nil }
        guard let member = Member(value) else { throw wrongType(name, "member of \(Member.typeName)") }
        return member
    }

    /// The items of a list, `nil` where it is null or missing.
    mutating func optionalItems(_ name: String) throws(PSRPError) -> [RemoteValue]? {
        guard let value = takeUnlessNull(name) else { return nil }
        guard let items = value.items else { throw wrongType(name, "list") }
        return items
    }

    mutating func optionalStrings(_ name: String) throws(PSRPError) -> [String]? {
        guard let items = try optionalItems(name) else { return nil }
        var texts: [String] = []
        for item in items {
            guard let text = item.value.textValue else { throw wrongType(name, "list of texts") }
            texts.append(text)
        }
        return texts
    }
}

extension PSValue {
    /// The value without an object around a primitive.
    var unwrapped: PSValue {
        var value = self
        // An object around an object around …: sixteen are more than any writer makes.
        for _ in 0..<16 {
            guard case .object(let object) = value, let base = object.baseValue else { return value }
            value = base
        }
        return value
    }

    /// The text of a string, in an object or not.
    var textValue: String? {
        switch unwrapped {
        case .string(let text), .scriptBlock(let text), .xml(let text): text
        default: nil
        }
    }

    /// The value of a whole number of any width, in an object or not.
    var integerValue: Int64? {
        switch unwrapped {
        case .int8(let value): Int64(value)
        case .int16(let value): Int64(value)
        case .int32(let value): Int64(value)
        case .int64(let value): value
        case .uint8(let value): Int64(value)
        case .uint16(let value): Int64(value)
        case .uint32(let value): Int64(value)
        case .uint64(let value): Int64(exactly: value)
        case .char(let value): Int64(value)
        default: nil
        }
    }
}

extension RemoteValue {
    /// The items of a list, stack or queue, or `nil` for other values.
    public var items: [RemoteValue]? {
        if case .composed(.list(_, let items)) = origin { return items }
        guard case .object(let object) = value, let container = object.container, !container.isDictionary else {
            return nil
        }
        return container.itemNodes.map { RemoteValue(container.store, $0) }
    }

    /// The entries of a dictionary in order, or `nil` for other values.
    public var entries: [(key: RemoteValue, value: RemoteValue)]? {
        if case .composed(.dictionary(_, let keys, let values)) = origin { return zip(keys, values).map { ($0, $1) } }
        guard case .object(let object) = value, let container = object.container, container.isDictionary else {
            return nil
        }
        let nodes = container.itemNodes
        return stride(from: 0, to: nodes.count - 1, by: 2).map {
            (RemoteValue(container.store, nodes[$0]), RemoteValue(container.store, nodes[$0 + 1]))
        }
    }

    /// The value of the entry of a dictionary that has this text as its key, ignoring case as PowerShell does.
    public subscript(key: String) -> RemoteValue? {
        entries?.first { entry in
            guard let text = entry.key.value.textValue else { return false }
            return TextEscapes.equalIgnoringCase(Array(text.utf8).span, Array(key.utf8).span)
        }?.value
    }
}
