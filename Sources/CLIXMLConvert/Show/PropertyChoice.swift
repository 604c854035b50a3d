internal import CLIXML

/// Chooses the properties that are shown of an object (show.md 3.1, 4.1).
struct PropertyChoice {
    /// The names that were asked for; empty for those that PowerShell shows of itself.
    private let patterns: [WildcardPattern]
    private let showsAll: Bool

    init(_ names: [String]) {
        patterns = names.map { WildcardPattern($0) }
        showsAll = names == ["*"]
    }

    var isStandard: Bool { patterns.isEmpty }

    /// A property that is shown, and its name.
    typealias Choice = (name: [UInt8], member: ShownMember)

    /// How many properties count when PowerShell decides between a table and a list.
    func count(_ value: LocatedValue, _ facts: TypeFacts, _ members: inout ShownMembers) -> Int {
        if isStandard {
            if let set = facts.propertySet { return set.count }
            members.take(value, facts, .standard)
            return members.members.count
        }
        return choices(of: value, facts, &members, isTable: false, computer: .none).count
    }

    /// What the properties that remoting adds say of the object.
    enum Computer: Sendable {
        case none
        /// Its name is to be shown.
        case shown
        case hidden
    }

    /// The properties that are shown.
    ///
    /// - Parameter isTable: whether they become columns, of which there are ten at most unless they were asked for.
    func choices(
        of value: LocatedValue,
        _ facts: TypeFacts,
        _ members: inout ShownMembers,
        isTable: Bool,
        computer: Computer
    ) -> [Choice] {
        members.take(value, facts, isStandard ? .standard : .all)
        let store = value.store
        guard isStandard else { return matching(&members, store) }
        var choices: [Choice] = []
        if let set = facts.propertySet {
            for name in set {
                let wanted = Array(name.utf8)
                // One that the object does not have is shown without a value.
                let member = members.member(named: wanted.span, store) ?? .missing
                choices.append((wanted, member))
            }
            if computer == .shown, let member = members.member(named: PropertyChoice.computerName.span, store) {
                choices.append((PropertyChoice.computerName, member))
            }
            return choices
        }
        for member in members.members {
            let name = members.name(of: member, store)
            if computer != .none {
                if TextEscapes.equalIgnoringCase(name.span, PropertyChoice.showComputerName.span) { continue }
                if computer == .hidden, TextEscapes.equalIgnoringCase(name.span, PropertyChoice.computerName.span) {
                    continue
                }
            }
            choices.append((name, member))
        }
        return isTable ? Array(choices.prefix(PropertyChoice.maximumColumnCount)) : choices
    }

    static let computerName = Array("PSComputerName".utf8)
    private static let showComputerName = Array("PSShowComputerName".utf8)
    private static let maximumColumnCount = 10

    private func matching(_ members: inout ShownMembers, _ store: NodeStore) -> [Choice] {
        var choices: [Choice] = []
        if showsAll {
            choices.reserveCapacity(members.members.count)
            for member in members.members { choices.append((members.name(of: member, store), member)) }
            return choices
        }
        for pattern in patterns {
            var isFound = false
            for member in members.members {
                let name = members.name(of: member, store)
                guard pattern.matches(name.span) else { continue }
                isFound = true
                choices.append((name, member))
            }
            if !isFound, let literal = pattern.literal { choices.append((literal, .missing)) }
        }
        return choices
    }
}
