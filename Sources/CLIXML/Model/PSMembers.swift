/// Named values in order, for an object that a program makes.
///
/// ```swift
/// var members: PSMembers = ["Name": "web01", "Id": 7]
/// members["Tags"] = .object(PSObject(list: ["a", "b"]))
/// ```
///
/// Names are unique ignoring case. Setting one again replaces the value and the spelling of the name, and keeps its place,
/// as PowerShell's reader does.
public struct PSMembers: Sendable, ExpressibleByDictionaryLiteral {
    enum Content: Sendable {
        case value(PSValue)
        case set(PSMembers)
    }

    private(set) var members: [(name: String, content: Content)] = []
    /// Where the names are, by their upper-case form, once there are many.
    private var places: [[UInt8]: Int] = [:]

    private static let shortCount = 16

    /// Makes an empty list.
    public init() {}

    /// Makes a list of names and values in order.
    public init(_ members: some Sequence<(String, PSValue)>) {
        for (name, value) in members { self[name] = value }
    }

    /// Makes a list of names and values in order.
    public init(dictionaryLiteral elements: (String, PSValue)...) { self.init(elements) }

    /// How many members there are.
    public var count: Int { members.count }

    /// Whether there are none.
    public var isEmpty: Bool { members.isEmpty }

    /// The value of a member, ignoring case. A member set has none; setting `nil` changes nothing.
    ///
    /// - Complexity: O(1) in the number of members.
    public subscript(name: String) -> PSValue? {
        get {
            guard let place = place(of: name), case .value(let value) = members[place].content else { return nil }
            return value
        }
        set {
            if let newValue { set(name, .value(newValue)) }
        }
    }

    /// Sets a member that is itself a list of members.
    ///
    /// Inside another set PowerShell's reader loses what is in it (spec section 4.9).
    public mutating func setMemberSet(_ name: String, to set: PSMembers) { self.set(name, .set(set)) }

    private mutating func set(_ name: String, _ content: Content) {
        if let place = place(of: name) {
            members[place] = (name, content)
            return
        }
        members.append((name, content))
        if members.count > PSMembers.shortCount {
            let first = places.isEmpty ? 0 : members.count - 1
            for place in first..<members.count { places[PSMembers.folded(members[place].name)] = place }
        }
    }

    private func place(of name: String) -> Int? {
        if !places.isEmpty { return places[PSMembers.folded(name)] }
        return members.firstIndex { member in
            member.name == name
                || TextEscapes.equalIgnoringCase(Array(member.name.utf8).span, Array(name.utf8).span)
        }
    }

    private static func folded(_ name: String) -> [UInt8] { TextEscapes.upperCased(Array(name.utf8).span) }
}
