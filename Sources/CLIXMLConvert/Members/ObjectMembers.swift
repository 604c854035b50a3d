internal import CLIXML

/// Lists the members of one value as `Get-Member` does (show.md 8.2 to 8.4).
struct ObjectMembers {
    private let zone: LocalZone
    private let text: PowerShellText
    private var collector = MemberCollector()

    init(zone: LocalZone) {
        self.zone = zone
        text = PowerShellText(plain: PlainText(zone: zone))
    }

    /// The rows of a value, in order.
    ///
    /// - Throws: what `resolving` throws.
    mutating func rows(_ value: LocatedValue, resolving: LocatedValue.Resolver) throws -> [MemberRow] {
        let (store, wrapper) = (value.store, value.wrapper)
        var members: [Member] = []
        collector.append(.all, of: wrapper, in: store, zone: zone, to: &members)
        var rows: [MemberRow] = []
        for member in members {
            switch member.source {
            case .node(let node):
                let isAdapted = wrapper.adapted >= 0 && isInside(node, wrapper.adapted, store)
                if isAdapted, wrapper.hidesAdapted(store.nodes[node].name, in: store) { continue }
                rows.append(try isAdapted ? property(node, store) : note(node, store, resolving))
            case .typeTable(let added): rows.append(ObjectMembers.row(added))
            case .dotNet: break
            }
        }
        for set in memberSets(wrapper, store) { rows.append(set) }
        rows += ObjectMembers.propertySets(PSObject(store, wrapper.node).typeNames)
        let names = Set(rows.map { TextEscapes.upperCased($0.name.span) })
        rows += ObjectMembers.inherited(wrapper, store).filter { !names.contains(TextEscapes.upperCased($0.name.span)) }
        return MemberRow.sorted(rows)
    }

    private func isInside(_ node: Int, _ parent: Int, _ store: NodeStore) -> Bool {
        node > parent && node < Int(store.nodes[parent].extent)
    }

    // MARK: - Properties of the document

    private func note(_ node: Int, _ store: NodeStore, _ resolving: LocatedValue.Resolver) throws -> MemberRow {
        let name = ObjectMembers.name(node, store)
        var definition: [UInt8] = []
        let value = try LocatedValue(store, node, resolving: resolving)
        if let value {
            let kind = value.store.nodes[value.node].kind
            definition.append(
                text: kind == .object ? PSObject(value.store, value.node).firstTypeName : kind.shortClassName
            )
        } else {
            definition.append(text: "object")
        }
        definition.append(UInt8(ascii: " "))
        definition.append(contentsOf: name)
        definition.append(UInt8(ascii: "="))
        if let value {
            if value.store.nodes[value.node].kind == .object {
                try text.append(value.store, value.node, resolving: resolving, to: &definition)
            } else {
                text.plain.append(value.store, value.node, to: &definition)
            }
        } else {
            definition.append(text: "null")
        }
        return MemberRow(type: .noteProperty, name: name, definition: definition)
    }

    private func property(_ node: Int, _ store: NodeStore) -> MemberRow {
        // An object of an earlier value has the same names wherever it is found.
        let value = try? LocatedValue(store, node, resolving: { _ in nil })
        var definition: [UInt8] = []
        if let value { definition.append(text: PSObject(value.store, value.node).firstTypeName) }
        definition.append(text: " {get;set;}")
        return MemberRow(type: .property, name: ObjectMembers.name(node, store), definition: definition)
    }

    /// The member sets, which are empty after reading.
    private func memberSets(_ wrapper: Wrapper, _ store: NodeStore) -> [MemberRow] {
        let nodes = store.nodes
        var rows: [MemberRow] = []
        for part in wrapper.extendedParts(nodes.span) {
            var child = part + 1
            while child < Int(nodes[part].extent) {
                if nodes[child].kind == .memberSet, !nodes[child].isSuperseded {
                    let name = ObjectMembers.name(child, store)
                    rows.append(MemberRow(type: .memberSet, name: name, definition: name + " {}".utf8))
                }
                child = store.end(of: child)
            }
        }
        return rows
    }

    private static func name(_ node: Int, _ store: NodeStore) -> [UInt8] {
        let symbols = store.snapshot.symbols
        return Array(symbols.nameBytes[symbols.nameRange(store.nodes[node].name)])
    }

    // MARK: - Members of the type

    private static func row(_ member: TypeTableMember) -> MemberRow {
        let definition =
            switch member {
            case .enumValue: "System.Object Value {get=$this.ToString();}"
            case .guid: "System.Object Guid {get=$this.ToString();}"
            case .dateTime: dateTimeDefinition
            }
        return MemberRow(type: .scriptProperty, name: member.name, definition: Array(definition.utf8))
    }

    /// The script as the type table has it, line breaks included.
    private static let dateTimeDefinition = #"""
        System.Object DateTime {get=if ((& { Set-StrictMode -Version 1; $this.DisplayHint }) -ieq  "Date")
                  {
                  "{0}" -f $this.ToLongDateString()
                  }
                  elseif ((& { Set-StrictMode -Version 1; $this.DisplayHint }) -ieq "Time")
                  {
                  "{0}" -f  $this.ToLongTimeString()
                  }
                  else
                  {
                  "{0} {1}" -f $this.ToLongDateString(), $this.ToLongTimeString()
                  };}
        """#

    /// The property sets that the type table has for deserialized processes.
    private static func propertySets(_ names: PSTypeNames?) -> [MemberRow] {
        guard let names, names.contains(ignoringCase: "Deserialized.System.Diagnostics.Process") else { return [] }
        return [
            propertySet("PSConfiguration", "Name, Id, PriorityClass, FileVersion"),
            propertySet(
                "PSResources",
                "Name, Id, Handlecount, WorkingSet, NonPagedMemorySize, PagedMemorySize, PrivateMemorySize, "
                    + "VirtualMemorySize, Threads.Count, TotalProcessorTime"
            ),
        ]
    }

    private static func propertySet(_ name: String, _ members: String) -> MemberRow {
        MemberRow(type: .propertySet, name: Array(name.utf8), definition: Array("\(name) {\(members)}".utf8))
    }

    /// The text of a method in a string, which is its definition; `nil` where the value has no method of the name.
    ///
    /// - Parameter name: in upper case.
    static func methodText(named name: [UInt8], of value: LocatedValue) -> [UInt8]? {
        guard methodNames.contains(name) else { return nil }
        let rows = inherited(value.wrapper, value.store)
        return rows.first { $0.type == .method && TextEscapes.upperCased($0.name.span) == name }?.definition
    }

    /// The names that methods have, in upper case.
    private static let methodNames: Set<[UInt8]> = {
        var names: Set<[UInt8]> = []
        for kind in NodeKind.string.rawValue...NodeKind.orderedDictionary.rawValue {
            guard let kind = NodeKind(rawValue: kind), let rows = DotNetMembers(kind)?.rows else { continue }
            for row in rows where row.type == .method { names.insert(TextEscapes.upperCased(row.name.span)) }
        }
        return names
    }()

    /// The methods and the properties of the .NET value.
    private static func inherited(_ wrapper: Wrapper, _ store: NodeStore) -> [MemberRow] {
        let hasText = wrapper.stringRepresentation >= 0
        if wrapper.adapted >= 0 {
            // The method comes with the Props of the object itself, not with those of one directly inside it.
            let isOwn = PSObject(store, wrapper.node).isDeserialized
            return (isOwn ? [ObjectMembers.getType] : []) + (hasText ? [ObjectMembers.rememberedToString] : [])
        }
        guard !wrapper.isBag, var rows = DotNetMembers(wrapper.baseKind)?.rows else {
            return [
                ObjectMembers.method("Equals", "bool Equals(System.Object obj)"),
                ObjectMembers.method("GetHashCode", "int GetHashCode()"), ObjectMembers.getType,
                hasText ? ObjectMembers.rememberedToString : ObjectMembers.method("ToString", "string ToString()"),
            ]
        }
        // The type table goes by the type names.
        if wrapper.typeNames >= 0 { rows.removeAll { $0.type == .codeMethod } }
        if hasText {
            rows.removeAll { $0.name == ObjectMembers.rememberedToString.name }
            rows.append(ObjectMembers.rememberedToString)
        }
        if wrapper.baseKind == .xml { rows += nodeProperties(wrapper, store) }
        return rows
    }

    /// What the nodes of an XML document make properties of it.
    private static func nodeProperties(_ wrapper: Wrapper, _ store: NodeStore) -> [MemberRow] {
        let text = store.text(of: wrapper.base)
        guard let document = try? PSXMLDocument.parse(text.span) else { return [] }
        return document.properties.map { property in
            let isSingle = property.nodes.count == 1
            let isText = isSingle && document.simpleText(of: property.nodes[0]) != nil
            let type = isText ? "string" : isSingle ? document.className(of: property.nodes[0]) : "System.Object[]"
            var definition = Array("\(type) ".utf8)
            definition.append(contentsOf: property.name)
            definition.append(text: isText ? " {get;set;}" : " {get;}")
            return MemberRow(type: .property, name: property.name, definition: definition)
        }
    }

    private static func method(_ name: String, _ definition: String) -> MemberRow {
        MemberRow(type: .method, name: Array(name.utf8), definition: Array(definition.utf8))
    }

    private static let getType = method("GetType", "type GetType()")

    /// The method that returns the remembered text.
    private static let rememberedToString = method(
        "ToString",
        "string ToString(), string ToString(string format, System.IFormatProvider formatProvider), "
            + "string IFormattable.ToString(string format, System.IFormatProvider formatProvider)"
    )
}
