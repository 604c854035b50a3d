/// What the coders know about a Swift type. Found out once for each type, because asking the runtime is slow.
final class CodedType {
    enum Kind {
        /// Its own `Codable` conformance does everything.
        case plain
        /// A type of the standard library that is one primitive.
        case primitive(any PrimitiveCodable.Type)
        case convertible(any PSValueConvertible.Type)
        case dictionary((any DictionaryDecodable.Type)?)
        case enumeration(any PSEnumeration.Type)
        /// A type of Foundation that would be taken for something else.
        case foreign(String)
    }

    let kind: Kind
    let typeNames: PSTypeNames?
    /// Whether values are wanted with the object around them.
    let keepsWrapper: Bool

    init(_ type: any Any.Type) {
        typeNames = (type as? any PSTypeNamed.Type)?.typeNames
        keepsWrapper = type == PSValue.self || type == PSObject.self
        if let type = type as? any PrimitiveCodable.Type {
            kind = .primitive(type)
        } else if let type = type as? any PSValueConvertible.Type {
            kind = .convertible(type)
        } else if type is any DictionaryDecodable.Type || type is any DictionaryEncodable.Type {
            kind = .dictionary(type as? any DictionaryDecodable.Type)
        } else if let type = type as? any PSEnumeration.Type {
            kind = .enumeration(type)
        } else {
            let name = String(reflecting: type)
            kind = CodedType.isForeign(name) ? .foreign(name) : .plain
        }
    }

    /// Whether a type is one of Foundation's that CLIXMLFoundation makes known. Without it a date would become a bare number
    /// and nobody would notice.
    private static func isForeign(_ name: String) -> Bool {
        guard name.hasPrefix("Foundation") else { return false }
        return ["Date", "Data", "UUID", "Decimal", "URL"].contains { name == "Foundation." + $0 }
            || ["Date", "Data", "UUID", "Decimal", "URL"].contains { name == "FoundationEssentials." + $0 }
    }

    static func foreignMessage(_ name: String) -> String {
        "\(name) is known only with the library CLIXMLFoundation, which the program does not link"
    }
}

/// What is known about the types that came by.
struct CodedTypes {
    private var known: [ObjectIdentifier: CodedType] = [:]
    private var recent: [4 of ObjectIdentifier?] = .init(repeating: nil)
    private var recentTypes: [4 of CodedType?] = .init(repeating: nil)
    private var next = 0

    /// What is known about a type.
    @inline(__always)
    mutating func known(_ type: any Any.Type) -> CodedType {
        let id = ObjectIdentifier(type)
        for index in 0..<4 where recent[index] == id {
            if let found = recentTypes[index] { return found }
        }
        return lookUp(type, id)
    }

    @inline(never)
    private mutating func lookUp(_ type: any Any.Type, _ id: ObjectIdentifier) -> CodedType {
        let found = known[id] ?? CodedType(type)
        known[id] = found
        recent[next] = id
        recentTypes[next] = found
        next = (next + 1) % 4
        return found
    }
}
