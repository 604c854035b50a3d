internal import CLIXML

/// What the formatter knows of a type by its names.
struct TypeFacts: Sendable {
    /// Types whose values are never part of a list or a table.
    enum OutOfBand: Sendable {
        case errorRecord
        /// A warning, or a message that a command wrote for those who look closely.
        case messageRecord
        case informationRecord
    }

    /// Whether values are shown as their text alone.
    let isScalar: Bool
    let outOfBand: OutOfBand?
    /// The number of the built-in view, or -1.
    let view: Int
    /// The numbers of the views that the object can be shown in.
    let views: Set<Int>
    let propertySet: [String]?
    let isDictionaryEntry: Bool
    /// The kind of what a formatter put out, or `nil`.
    let formattedKind: Substring?
    /// Whether PowerShell's property sets of processes come first when all properties are shown.
    let isDeserializedProcess: Bool

    private static let prefix = "Deserialized."

    init(_ names: [String]) {
        let bare = names.map { $0.hasPrefix(TypeFacts.prefix) ? String($0.dropFirst(TypeFacts.prefix.count)) : $0 }
        let first = bare.first ?? ""
        isScalar = TypeFacts.scalars.contains(first) || names.dropFirst().first == "System.Enum"
        var outOfBand: OutOfBand?
        for name in bare where outOfBand == nil { outOfBand = TypeFacts.outOfBand(name) }
        self.outOfBand = outOfBand
        let keys = names.map { $0.lowercased() }
        let bareKeys = bare.map { $0.lowercased() }
        view = TypeFacts.view(keys) ?? TypeFacts.view(bareKeys) ?? -1
        views = Set((keys + bareKeys).compactMap { TypeFacts.views[$0] })
        let sets = DefaultPropertySets.all
        propertySet = keys.compactMap { sets[$0] }.first ?? bareKeys.compactMap { sets[$0] }.first
        formattedKind =
            first.hasPrefix(FormattedObjects.prefix) && TypeFacts.formattedKinds.contains(first)
            ? first.dropFirst(FormattedObjects.prefix.count) : nil
        isDictionaryEntry = first == "System.Collections.DictionaryEntry"
        isDeserializedProcess = keys.contains("deserialized.system.diagnostics.process")
    }

    private static let formattedKinds = Set(
        ["FormatStartData", "GroupStartData", "FormatEntryData", "GroupEndData", "FormatEndData"]
            .map { FormattedObjects.prefix + $0 }
    )

    private static func view(_ keys: [String]) -> Int? {
        for key in keys {
            if let view = views[key] { return view }
        }
        return nil
    }

    /// The number of the view of each type, by its lower-case name. Of several the first is meant.
    private static let views: [String: Int] = {
        var views: [String: Int] = [:]
        for (number, view) in BuiltInViews.all.enumerated() {
            for name in view.typeNames where views[name.lowercased()] == nil { views[name.lowercased()] = number }
        }
        return views
    }()

    private static func outOfBand(_ name: String) -> OutOfBand? {
        switch name {
        case "System.Management.Automation.ErrorRecord": .errorRecord
        case "System.Management.Automation.InformationalRecord": .messageRecord
        case "System.Management.Automation.InformationRecord": .informationRecord
        default: nil
        }
    }

    /// The types whose values are shown as their text, and numbers on the right of a column; a text is one of them.
    static func isRightAligned(_ name: String) -> Bool {
        let bare = name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
        return bare != "System.String" && scalars.contains(bare)
    }

    private static let scalars: Set<String> = [
        "System.String", "System.SByte", "System.Byte", "System.Int16", "System.UInt16", "System.Int32",
        "System.UInt32",
        "System.Int64", "System.UInt64", "System.Char", "System.Single", "System.Double", "System.Boolean",
        "System.Decimal", "System.IntPtr", "System.Security.SecureString", "System.Numerics.BigInteger",
    ]
}

/// Remembers ``TypeFacts`` for the lists of type names of a document, and for kinds of values that have none.
struct TypeFactsTable {
    private var epoch: Symbols.Epoch?
    private var byList: [TypeFacts?] = []
    private var byKind: [UInt8: TypeFacts] = [:]

    mutating func facts(of wrapper: Wrapper, _ store: NodeStore) -> TypeFacts {
        guard wrapper.typeNames >= 0 else {
            if let facts = byKind[wrapper.baseKind.rawValue] { return facts }
            let facts = TypeFacts([wrapper.baseKind.typeName, "System.Object"])
            byKind[wrapper.baseKind.rawValue] = facts
            return facts
        }
        let list = Int(store.nodes[wrapper.typeNames].extent)
        if epoch !== store.snapshot.symbols.epoch {
            epoch = store.snapshot.symbols.epoch
            byList.removeAll(keepingCapacity: true)
        }
        while byList.count <= list { byList.append(nil) }
        if let facts = byList[list] { return facts }
        let facts = TypeFacts(Array(store.snapshot.symbols.typeLists[list]))
        byList[list] = facts
        return facts
    }
}
