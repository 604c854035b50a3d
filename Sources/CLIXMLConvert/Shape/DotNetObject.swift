package import CLIXML

/// The live .NET value inside a wrapper, for the properties that PowerShell lists of it (conversion spec, section 6).
///
/// Properties are numbered in PowerShell's order.
package struct DotNetObject: Sendable {
    private enum Subject: Sendable {
        case nothing
        case length(Int)
        case decimal(PSDecimal)
        case dateTime(DotNetDateTime)
        case duration(PSDuration)
        case guid(PSGUID)
        case version(PSVersion)
        case collection(DotNetCollection, [DotNetProperty<DotNetCollection>])
        case progress(DotNetProgress)
        case uri(DotNetURI)
        case xml(PSXMLDocument, [PSXMLDocument.Property])
    }

    private let subject: Subject

    /// Takes the value of a node: a primitive, a collection or a progress record; others have no properties.
    ///
    /// - Parameter zone: where local dates are shown.
    /// - Complexity: O(*n*) in the value's text, or in the number of a collection's items.
    package init(_ store: NodeStore, base: Int, zone: LocalZone) {
        guard base >= 0 else {
            subject = .nothing
            return
        }
        subject = DotNetObject.subject(store, base, store.nodes[base].kind, zone)
    }

    private static func subject(_ store: NodeStore, _ base: Int, _ kind: NodeKind, _ zone: LocalZone) -> Subject {
        switch kind {
        case .string, .scriptBlock:
            return .length(TextEscapes.utf16Length(of: store.text(of: base).span))
        case .secureString:
            return .length(store.text(of: base).count / 4)
        case .xml:
            let text = store.text(of: base)
            guard let document = try? PSXMLDocument.parse(text.span) else { return .nothing }
            return .xml(document, document.properties)
        case .list, .enumerable:
            return .collection(collection(store, base), DotNetProperty<DotNetCollection>.arrayList)
        case .stack, .queue:
            return .collection(collection(store, base), DotNetProperty<DotNetCollection>.stackOrQueue)
        case .dictionary, .orderedDictionary:
            let items = collection(store, base)
            let entries = DotNetCollection(node: base, count: items.count / 2)
            let properties =
                kind == .dictionary
                ? DotNetProperty<DotNetCollection>.dictionary : DotNetProperty<DotNetCollection>.orderedDictionary
            return .collection(entries, properties)
        case .bytes:
            let text = store.text(of: base)
            let count = PrimitiveParser.base64ByteCount(text.span) ?? 0
            return .collection(
                DotNetCollection(node: base, count: count),
                DotNetProperty<DotNetCollection>.bytes
            )
        case .progress:
            let fields = store.progressFields(of: base)
            let hasOperation = store.nodes[fields.currentOperation].kind != .null
            return .progress(DotNetProgress(fields: fields, hasOperation: hasOperation))
        default:
            return scalar(PSValue(store, base), zone)
        }
    }

    private static func scalar(_ value: PSValue, _ zone: LocalZone) -> Subject {
        switch value {
        case .decimal(let value): .decimal(value)
        case .dateTime(let value): .dateTime(DotNetDateTime(value, zone: zone))
        case .duration(let value): .duration(value)
        case .guid(let value): .guid(value)
        case .version(let value): .version(value)
        case .uri(let value): .uri(DotNetURI(value))
        default: .nothing
        }
    }

    private static func collection(_ store: NodeStore, _ node: Int) -> DotNetCollection {
        var count = 0
        var child = node + 1
        while child < Int(store.nodes[node].extent) {
            count += 1
            child = store.end(of: child)
        }
        return DotNetCollection(node: node, count: count)
    }

    /// How many properties there are.
    package var count: Int {
        switch subject {
        case .nothing: 0
        case .length: DotNetProperty<Int>.length.count
        case .decimal: DotNetProperty<PSDecimal>.decimal.count
        case .dateTime: DotNetProperty<DotNetDateTime>.dateTime.count
        case .duration: DotNetProperty<PSDuration>.duration.count
        case .guid: DotNetProperty<PSGUID>.guid.count
        case .version: DotNetProperty<PSVersion>.version.count
        case .collection(_, let properties): properties.count
        case .progress: DotNetProperty<DotNetProgress>.progress.count
        case .uri: DotNetProperty<DotNetURI>.uri.count
        case .xml(_, let properties): properties.count
        }
    }

    /// The name of a property, as WTF-8.
    package func name(_ index: Int) -> [UInt8] {
        switch subject {
        case .nothing: []
        case .length: DotNetProperty<Int>.length[index].name
        case .decimal: DotNetProperty<PSDecimal>.decimal[index].name
        case .dateTime: DotNetProperty<DotNetDateTime>.dateTime[index].name
        case .duration: DotNetProperty<PSDuration>.duration[index].name
        case .guid: DotNetProperty<PSGUID>.guid[index].name
        case .version: DotNetProperty<PSVersion>.version[index].name
        case .collection(_, let properties): properties[index].name
        case .progress: DotNetProperty<DotNetProgress>.progress[index].name
        case .uri: DotNetProperty<DotNetURI>.uri[index].name
        case .xml(_, let properties): properties[index].name
        }
    }

    /// The value of a property.
    package func value(_ index: Int) -> DotNetValue {
        switch subject {
        case .nothing: .null
        case .length(let value): DotNetProperty<Int>.length[index].value(value)
        case .decimal(let value): DotNetProperty<PSDecimal>.decimal[index].value(value)
        case .dateTime(let value): DotNetProperty<DotNetDateTime>.dateTime[index].value(value)
        case .duration(let value): DotNetProperty<PSDuration>.duration[index].value(value)
        case .guid(let value): DotNetProperty<PSGUID>.guid[index].value(value)
        case .version(let value): DotNetProperty<PSVersion>.version[index].value(value)
        case .collection(let value, let properties): properties[index].value(value)
        case .progress(let value): DotNetProperty<DotNetProgress>.progress[index].value(value)
        case .uri(let value): DotNetProperty<DotNetURI>.uri[index].value(value)
        case .xml(let document, let properties): DotNetObject.value(of: properties[index], document)
        }
    }

    /// The number of the property of this name, ignoring case, or `nil`.
    ///
    /// - Complexity: O(*n*) in the number of properties.
    package func index(of name: Span<UInt8>) -> Int? {
        for index in 0..<count {
            let candidate = self.name(index)
            if TextEscapes.equalIgnoringCase(candidate.span, name) { return index }
        }
        return nil
    }

    /// How many properties there are besides that are found by name but not listed: those of an XML document itself.
    package var unlistedCount: Int {
        if case .xml = subject { DotNetProperty<PSXMLDocument>.xmlDocument.count } else { 0 }
    }

    /// The name of a property that is not listed.
    package func unlistedName(_ index: Int) -> [UInt8] { DotNetProperty<PSXMLDocument>.xmlDocument[index].name }

    /// The value of a property that is not listed.
    package func unlistedValue(_ index: Int) -> DotNetValue {
        guard case .xml(let document, _) = subject else { return .null }
        return DotNetProperty<PSXMLDocument>.xmlDocument[index].value(document)
    }

    /// The nodes of an XML document below its root, always as a list.
    var childNodes: DotNetValue {
        guard case .xml(let document, _) = subject else { return .null }
        return .texts(document.children().map { document.name(of: $0) })
    }

    private static func value(of property: PSXMLDocument.Property, _ document: PSXMLDocument) -> DotNetValue {
        if property.nodes.count == 1, let text = document.simpleText(of: property.nodes[0]) {
            return .text(Array(text))
        }
        return .xml(document, property.nodes)
    }
}
