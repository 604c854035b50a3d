/// What the containers of one decoding share.
final class DecodingState {
    let options: CLIXMLDecoder.Options
    let userInfo: [CodingUserInfoKey: any Sendable]
    /// Finds the objects of earlier top-level values.
    var resolver: ((PSReference) throws -> PSObject?)?
    private var types = CodedTypes()
    /// How many types are being decoded inside one another. Bounded, because references can lead in a circle.
    private var depth = 0
    /// How many of them are behind references, and how many were altogether.
    private var referenceDepth = 0
    private var expansionCount = 0
    /// For the type-name lists of one table whether they are those of an enumeration.
    private var enumerations: [UInt32: Bool] = [:]
    private var epoch: Symbols.Epoch?

    /// A level of a document takes at most an array and an optional, so no document of 50 levels comes near.
    static let maximumDepth = 200
    /// A base in a base in a base: more than the reader's limit of levels lets through.
    private static let maximumWrapperCount = 1 << 10

    let ignoresCase: Bool
    let renamesKeys: Bool
    private let checksNames: Bool
    let refusesExtras: Bool
    let fillsMissing: Bool

    init(_ decoder: CLIXMLDecoder) {
        options = decoder.options
        userInfo = decoder.userInfo
        if case .exact = options.keys { ignoresCase = false } else { ignoresCase = true }
        if case .custom = options.keys { renamesKeys = true } else { renamesKeys = false }
        if case .ignored = options.typeNames { checksNames = false } else { checksNames = true }
        if case .refused = options.extraMembers { refusesExtras = true } else { refusesExtras = false }
        if case .empty = options.missingMembers { fillsMissing = true } else { fillsMissing = false }
    }

    // MARK: - Values

    /// Decodes the values of a document.
    func decodeDocument<T: Decodable>(_ type: T.Type, _ values: [NodePlace]) throws -> T {
        let isWhole: Bool
        switch options.root {
        case .value: isWhole = false
        case .values: isWhole = true
        case .automatic: isWhole = try !(values.count == 1 && isCollection(values[0]))
        }
        if isWhole, case .plain = types.known(type).kind {
            let root = values.first ?? NodePlace(DecodingState.emptyStore, -1)
            let decoder = NodeDecoder(self, root, nil, .root, documents: (type, values))
            return try finish(T(from: decoder), decoder)
        }
        guard values.count == 1 else { throw severalValues(type, values, nil, .root) }
        return try decode(type, values[0], nil, .root)
    }

    private static let emptyStore = NodeStore(nodes: [], bytes: [], snapshot: SymbolSnapshot(Symbols()))

    private func isCollection(_ place: NodePlace) throws -> Bool {
        let target = try follow(place)
        guard target.kind == .object else { return false }
        return try base(of: target).kind.isContainer
    }

    /// Decodes a value of any type.
    func decode<T: Decodable>(
        _ type: T.Type,
        _ place: NodePlace,
        _ parent: NodeDecoder?,
        _ step: @autoclosure () -> PathStep
    ) throws -> T {
        let coded = types.known(type)
        switch coded.kind {
        case .plain:
            return try plain(type, coded, place, parent, step())
        case .primitive(let primitive):
            if let value: T = try self.primitive(primitive, as: type, place, parent, step()) { return value }
        case .convertible(let convertible):
            let value = try convert(convertible, coded, place, parent, step())
            if let value = value as? T { return value }
        case .dictionary(let dictionary):
            guard let dictionary else { return try plain(type, coded, place, parent, step()) }
            let target = try enter(place, parent, step())
            defer { leave(target) }
            let decoder = NodeDecoder(self, target.place, parent, step())
            if let value = try dictionary.decode(from: decoder) as? T { return value }
        case .enumeration(let enumeration):
            if let value = try name(of: place, as: enumeration) as? T { return value }
            return try plain(type, coded, place, parent, step())
        case .foreign(let name):
            throw failure(.typeMismatch, type, place, parent, step(), CodedType.foreignMessage(name))
        }
        throw mismatch(type, place, parent, step())
    }

    private func plain<T: Decodable>(
        _ type: T.Type,
        _ coded: CodedType,
        _ place: NodePlace,
        _ parent: NodeDecoder?,
        _ step: @autoclosure () -> PathStep
    ) throws -> T {
        let target = try enter(place, parent, step())
        defer { leave(target) }
        if checksNames { try checkNames(type, coded, target.place, parent, step()) }
        let decoder = NodeDecoder(self, target.place, parent, step())
        return try finish(T(from: decoder), decoder)
    }

    @inline(__always)
    private func finish<T>(_ value: T, _ decoder: NodeDecoder) throws -> T {
        if refusesExtras { try decoder.refuseExtras() }
        return value
    }

    private func convert(
        _ type: any PSValueConvertible.Type,
        _ coded: CodedType,
        _ place: NodePlace,
        _ parent: NodeDecoder?,
        _ step: PathStep
    ) throws -> any PSValueConvertible {
        if type == PSValue.self {
            guard !place.isMissing else { return PSValue.null }
            let target = place.kind == .reference ? (try? follow(place)) ?? place : place
            return PSValue(target.store, target.node)
        }
        var target = try follow(place)
        guard !target.isMissing, !target.isNull else { throw nullFound(type, place, parent, step) }
        if !coded.keepsWrapper, target.kind == .object {
            let inner = try base(of: target)
            // A list stays in its object.
            if !inner.isMissing, !inner.kind.isContainer { target = inner }
        }
        guard !target.isNull else { throw nullFound(type, place, parent, step) }
        guard let value = type.init(psValue: PSValue(target.store, target.node), zone: options.zone) else {
            throw mismatch(type, target, parent, step)
        }
        return value
    }

    // MARK: - Primitives

    /// Decodes a primitive.
    @inline(__always)
    func primitive<T: PrimitiveCodable>(
        _ type: T.Type,
        _ place: NodePlace,
        _ parent: NodeDecoder?,
        _ step: @autoclosure () -> PathStep
    ) throws -> T {
        if place.node >= 0, let value = T.read(place.store, place.node) { return value }
        return try wrapped(type, place, parent, step())
    }

    /// Decodes a type that is known to be a primitive's.
    private func primitive<T, Primitive: PrimitiveCodable>(
        _ primitive: Primitive.Type,
        as type: T.Type,
        _ place: NodePlace,
        _ parent: NodeDecoder?,
        _ step: @autoclosure () -> PathStep
    ) throws -> T? {
        try self.primitive(primitive, place, parent, step()) as? T
    }

    /// A primitive that is not there as it is: in an object, behind a reference, or missing.
    @inline(never)
    private func wrapped<T: PrimitiveCodable>(
        _ type: T.Type,
        _ place: NodePlace,
        _ parent: NodeDecoder?,
        _ step: PathStep
    ) throws -> T {
        var target = try follow(place)
        if target.kind == .object {
            if T.isText, let text = enumerationName(of: target) as? T { return text }
            let inner = try base(of: target)
            if !inner.isMissing, !inner.kind.isContainer { target = inner }
        }
        if target.isMissing || target.isNull {
            if fillsMissing { return T.empty }
            throw nullFound(type, place, parent, step)
        }
        guard target.kind.isScalar, let value = T.read(target.store, target.node) else {
            throw mismatch(type, target, parent, step)
        }
        return value
    }

    /// The remembered text of an object that is the value of an enumeration, or `nil`.
    private func enumerationName(of place: NodePlace) -> String? {
        let parts = PSObject(place.store, place.node).parts
        guard parts.stringRepresentation >= 0, parts.typeNames >= 0 else { return nil }
        let symbols = place.store.snapshot.symbols
        if symbols.epoch !== epoch {
            epoch = symbols.epoch
            enumerations.removeAll(keepingCapacity: true)
        }
        let list = place.store.nodes[parts.typeNames].extent
        let names = symbols.typeLists[Int(list)]
        let isEnumeration =
            enumerations[list]
            ?? (names.contains(ignoringCase: "Deserialized.System.Enum") || names.contains(ignoringCase: "System.Enum"))
        enumerations[list] = isEnumeration
        return isEnumeration ? place.store.string(of: parts.stringRepresentation) : nil
    }

    /// The value of an enumeration of which the document has the name only.
    private func name(of place: NodePlace, as type: any PSEnumeration.Type) throws -> (any PSEnumeration)? {
        let target = try follow(place)
        guard target.kind == .string else { return nil }
        return type.init(enumerationName: target.store.string(of: target.node))
    }

    // MARK: - References

    /// Where the value is that a place leads to: the object of a reference, or an object that a program attached.
    func follow(_ place: NodePlace) throws -> NodePlace {
        guard place.node >= 0 else { return place }
        var place = place
        for _ in 0..<DecodingState.maximumWrapperCount {
            let entry = place.store.nodes[place.node]
            switch entry.kind {
            case .attached:
                let object = place.store.attachments[Int(entry.extent)]
                place = NodePlace(object.store, object.node)
            case .reference where entry.extent != Node.elsewhere:
                place = NodePlace(place.store, Int(entry.extent))
            case .reference:
                guard let id = place.store.refID(of: place.node),
                    let object = try resolver?(PSReference(refID: id, valueOrdinal: place.store.valueOrdinal))
                else { return place }
                place = NodePlace(object.store, object.node)
            default: return place
            }
        }
        return place
    }

    /// What an object wraps, through any number of objects: a primitive, a collection, or nothing.
    func base(of place: NodePlace) throws -> NodePlace {
        var place = place
        for _ in 0..<DecodingState.maximumWrapperCount {
            guard place.kind == .object else { return place }
            let parts = PSObject(place.store, place.node).parts
            guard parts.base >= 0 else { return NodePlace(place.store, -1) }
            place = try follow(NodePlace(place.store, parts.base))
        }
        return NodePlace(place.store, -1)
    }

    /// A value whose type decodes itself.
    struct Entered {
        let place: NodePlace
        let isReferenced: Bool
    }

    /// Notes that a type begins to decode itself.
    private func enter(
        _ place: NodePlace,
        _ parent: NodeDecoder?,
        _ step: @autoclosure () -> PathStep
    ) throws -> Entered {
        let isReferenced = place.node >= 0 && place.store.nodes[place.node].kind == .reference
        let target = try follow(place)
        if target.kind == .reference { throw unresolved(place, parent, step()) }
        guard depth < DecodingState.maximumDepth else { throw tooDeep(place, parent, step()) }
        if isReferenced || referenceDepth > 0 {
            expansionCount &+= 1
            guard expansionCount <= options.maximumExpansionCount else { throw tooMany(place, parent, step()) }
        }
        depth &+= 1
        if isReferenced { referenceDepth &+= 1 }
        return Entered(place: target, isReferenced: isReferenced)
    }

    private func leave(_ entered: Entered) {
        depth &-= 1
        if entered.isReferenced { referenceDepth &-= 1 }
    }

    // MARK: - Type names

    /// Checks the type names of what a type is decoded from.
    func checkNames(_ type: any Any.Type, _ place: NodePlace) throws {
        guard checksNames else { return }
        try checkNames(type, types.known(type), place, nil, .root)
    }

    private func checkNames(
        _ type: any Any.Type,
        _ coded: CodedType,
        _ place: NodePlace,
        _ parent: NodeDecoder?,
        _ step: @autoclosure () -> PathStep
    ) throws {
        guard place.kind == .object else { return }
        let names = PSObject(place.store, place.node).typeNames
        switch options.typeNames {
        case .ignored: return
        case .declared:
            guard let expected = coded.typeNames?.baseName else { return }
            if names?.contains(ignoringCase: expected) ?? false { return }
            if names?.contains(ignoringCase: "Deserialized." + expected) ?? false { return }
            throw unexpectedNames(type, names, "those of \(expected)", place, parent, step())
        case .custom(let accepts):
            if !accepts(type, names) { throw unexpectedNames(type, names, "others", place, parent, step()) }
        }
    }
}
