import CLIXML

/// A .NET enumeration that messages use: a number that keeps values nobody knows yet.
protocol RemoteEnumeration: RawRepresentable, Sendable, Hashable where RawValue == Int32 {
    /// The .NET name of the type.
    static var typeName: String { get }

    /// The known members, in order of their numbers.
    static var names: [(Int32, String)] { get }

    /// Whether members are flags, written joined by commas.
    static var isFlags: Bool { get }

    init(rawValue: Int32)
}

extension RemoteEnumeration {
    static var isFlags: Bool { false }

    /// Reads a member as the engine does: a number of any width, in an object of the type or alone, or the names.
    init?(_ value: RemoteValue) {
        let value = value.value.unwrapped
        if let number = value.integerValue {
            guard let raw = Int32(exactly: number) else { return nil }
            self.init(rawValue: raw)
            return
        }
        guard case .string(let text) = value else { return nil }
        if let number = Int32(text) {
            self.init(rawValue: number)
            return
        }
        var raw: Int32 = 0
        for part in text.split(separator: ",") {
            let name = part.drop { $0 == " " }.lowercased()
            guard let member = Self.names.first(where: { $0.1.lowercased() == name }) else { return nil }
            raw |= member.0
        }
        self.init(rawValue: raw)
    }

    /// The name of the member, or its number, as .NET shows it.
    var text: String {
        if let name = Self.names.first(where: { $0.0 == rawValue })?.1 { return name }
        guard Self.isFlags, rawValue != 0 else { return String(rawValue) }
        var rest = rawValue
        var parts: [String] = []
        for (value, name) in Self.names.reversed() where value != 0 && rest & value == value {
            parts.insert(name, at: 0)
            rest &= ~value
        }
        return rest == 0 ? parts.joined(separator: ", ") : String(rawValue)
    }

    /// The name of the member, or its number.
    public var description: String { text }
}

extension PayloadWriter {
    /// Writes a member of an enumeration as an object of its type.
    mutating func enumeration<Member: RemoteEnumeration>(_ name: String?, _ member: Member) {
        enumeration(name, Member.typeName, member.rawValue, member.text)
    }

    /// Writes the properties that were not understood and that have names: any other in `MS` makes readers refuse the message.
    mutating func unknown(_ properties: [UnknownProperty]) {
        for property in properties where !property.name.isEmpty { value(property.name, property.value) }
    }
}
