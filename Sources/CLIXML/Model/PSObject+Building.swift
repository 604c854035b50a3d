// Objects that a program makes. What is put inside is attached, not copied, so that an object used twice is written once and
// referred to after that. For objects that refer to each other there is ``PSObjectBuilder``.
extension PSObject {
    /// Makes an object.
    ///
    /// ```swift
    /// let host = PSObject(typeNames: ["Demo.Host", "System.Object"], extendedProperties: ["Name": "web01", "Id": 7])
    /// ```
    ///
    /// - Parameters:
    ///   - typeNames: most derived first. `nil` stands for those of the base value or of a property bag, an empty list for no
    ///     type names at all.
    ///   - stringRepresentation: the object's text; a property bag has none.
    ///   - baseValue: the value that the object wraps.
    ///   - adaptedProperties: the properties of a .NET object.
    ///   - extendedProperties: properties added to the object; all those of a property bag.
    /// - Complexity: O(*n*) in the number of properties.
    public init(
        typeNames: PSTypeNames? = nil,
        stringRepresentation: String? = nil,
        baseValue: PSValue? = nil,
        adaptedProperties: PSMembers = [:],
        extendedProperties: PSMembers = [:]
    ) {
        var builder = NodeStoreBuilder()
        builder.begin(.object)
        if let typeNames { builder.add(typeNames) }
        if let stringRepresentation { builder.addStringRepresentation(stringRepresentation) }
        if let baseValue { builder.add(baseValue) }
        builder.add(.adapted, adaptedProperties)
        builder.add(.extended, extendedProperties)
        self.init(builder.finish(), 0)
    }

    /// Makes a list, stack or queue.
    ///
    /// - Parameters:
    ///   - items: a stack's top first, a queue's first out first.
    ///   - kind: any kind but the dictionaries.
    ///   - typeNames: most derived first; `nil` stands for those of the collection that PowerShell makes on reading.
    /// - Complexity: O(*n*) in the number of items.
    public init(
        list items: [PSValue],
        kind: PSContainer.Kind = .list,
        typeNames: PSTypeNames? = nil,
        extendedProperties: PSMembers = [:]
    ) {
        var builder = NodeStoreBuilder()
        builder.begin(.object)
        if let typeNames { builder.add(typeNames) }
        builder.begin(NodeKind(kind.isDictionary ? .list : kind))
        for item in items { builder.add(item) }
        builder.end()
        builder.add(.extended, extendedProperties)
        self.init(builder.finish(), 0)
    }

    /// Makes a dictionary.
    ///
    /// - Parameters:
    ///   - entries: keys and values in order. A key is not null.
    ///   - typeNames: most derived first; `nil` stands for `System.Collections.Hashtable`. Where the first name is
    ///     `System.Collections.Specialized.OrderedDictionary`, PowerShell keeps the order on reading.
    /// - Complexity: O(*n*) in the number of entries.
    public init(
        dictionary entries: KeyValuePairs<PSValue, PSValue>,
        typeNames: PSTypeNames? = nil,
        extendedProperties: PSMembers = [:]
    ) {
        self.init(entries: Array(entries), typeNames: typeNames, extendedProperties: extendedProperties)
    }

    /// Makes a dictionary of entries that are not written down one by one; otherwise as
    /// ``init(dictionary:typeNames:extendedProperties:)``.
    public init(
        entries: [(key: PSValue, value: PSValue)],
        typeNames: PSTypeNames? = nil,
        extendedProperties: PSMembers = [:]
    ) {
        var builder = NodeStoreBuilder()
        builder.begin(.object)
        if let typeNames { builder.add(typeNames) }
        builder.begin(NodeKind.dictionary(typeNames))
        for (key, value) in entries {
            precondition(!key.isNull, "a key of a dictionary is not null")
            builder.add(key)
            builder.add(value)
        }
        builder.end()
        builder.add(.extended, extendedProperties)
        self.init(builder.finish(), 0)
    }
}

extension PSObject: ExpressibleByDictionaryLiteral {
    /// Makes a property bag.
    public init(dictionaryLiteral elements: (String, PSValue)...) {
        self.init(extendedProperties: PSMembers(elements))
    }
}

extension PSContainer.Kind {
    var isDictionary: Bool { self == .dictionary || self == .orderedDictionary }
}

extension NodeKind {
    init(_ kind: PSContainer.Kind) {
        switch kind {
        case .list: self = .list
        case .enumerable: self = .enumerable
        case .stack: self = .stack
        case .queue: self = .queue
        case .dictionary: self = .dictionary
        case .orderedDictionary: self = .orderedDictionary
        }
    }

    /// The kind of dictionary that the reader makes where an object has these type names.
    static func dictionary(_ typeNames: PSTypeNames?) -> NodeKind {
        let isOrdered = typeNames?.firstIs("System.Collections.Specialized.OrderedDictionary") ?? false
        return isOrdered ? .orderedDictionary : .dictionary
    }
}

extension PSValue {
    /// Whether the value is null.
    public var isNull: Bool {
        if case .null = self { return true }
        return false
    }
}

extension NodeStoreBuilder {
    /// Adds the remembered ToString of the object whose branch is open.
    package mutating func addStringRepresentation(_ text: String) {
        add(.stringRepresentation, Array(text.utf8).span, flags: [])
    }

    /// Adds `Props`, `MS` or a member set, unless there are no members.
    mutating func add(_ kind: NodeKind, _ members: PSMembers, name: UInt32 = Node.noName) {
        guard !members.isEmpty || kind == .memberSet else { return }
        begin(kind, name: name)
        // A set in a set in a set: as deep as the program wrote it down, member by member.
        var open = [(members.members, 0)]
        while let (list, next) = open.popLast() {
            guard next < list.count else {
                end()
                continue
            }
            open.append((list, next + 1))
            switch list[next].content {
            case .value(let value): add(value, name: self.name(list[next].name))
            case .set(let set):
                begin(.memberSet, name: self.name(list[next].name))
                open.append((set.members, 0))
            }
        }
    }
}
