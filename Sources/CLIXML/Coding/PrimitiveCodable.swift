/// A type of the standard library that is one primitive of the format.
protocol PrimitiveCodable {
    /// What a node that is a primitive says, or `nil` when that is no value of the type.
    static func read(_ store: NodeStore, _ node: Int) -> Self?

    /// What PowerShell makes of null.
    static var empty: Self { get }

    /// Whether the value of an enumeration is its name, and not its number.
    static var isText: Bool { get }

    /// Adds the value to a branch. The result is false for a number that the format does not have.
    ///
    /// - Parameter isNarrow: whether numbers of no certain width become as short as they can be.
    func add(to builder: inout NodeStoreBuilder, name: UInt32, isNarrow: Bool) -> Bool
}

extension PrimitiveCodable {
    static var isText: Bool { false }
}

extension NodeStore {
    /// Hands the text of a primitive to `body`, without escapes.
    @inline(__always)
    fileprivate func withText<Result>(of entry: Node, _ node: Int, _ body: (Span<UInt8>) -> Result) -> Result {
        if !entry.flags.isDisjoint(with: .coded), !entry.flags.contains(.literal) {
            let plain = text(of: node)
            return body(plain.span)
        }
        let bytes = bytes
        let start = Int(entry.start)
        return body(bytes.span.extracting(start..<(start &+ Int(entry.extent))))
    }

    /// The number of a node that is an integer or a character, or of another number that is one, if the type holds it.
    @inline(__always)
    fileprivate func integer<Integer: FixedWidthInteger>(_ node: Int, as type: Integer.Type) -> Integer? {
        let entry = nodes[node]
        switch entry.kind {
        case .int32, .int64, .int16, .int8, .uint8, .uint16, .uint32, .char:
            return withText(of: entry, node) { PrimitiveParser.integer($0, as: Int64.self) }
                .flatMap { Integer(exactly: $0) }
        case .uint64:
            return withText(of: entry, node) { PrimitiveParser.integer($0, as: UInt64.self) }
                .flatMap { Integer(exactly: $0) }
        case .single, .double, .decimal:
            return exactInteger(PSValue(self, node))
        default:
            return nil
        }
    }

    private func exactInteger<Integer: FixedWidthInteger>(_ value: PSValue) -> Integer? {
        switch value {
        case .single(let number): return Integer(exactly: number)
        case .double(let number): return Integer(exactly: number)
        case .decimal(let number):
            var magnitude = number.magnitude
            for _ in 0..<number.scale {
                guard magnitude % 10 == 0 else { return nil }
                magnitude /= 10
            }
            return Integer(exactly: number.isNegative ? 0 - Int128(magnitude) : Int128(magnitude))
        default: return nil
        }
    }

    /// The number of a node, rounded to the nearest.
    fileprivate func double(_ node: Int) -> Double? {
        let entry = nodes[node]
        switch entry.kind {
        case .double: return withText(of: entry, node) { PrimitiveParser.double($0) }
        case .single: return withText(of: entry, node) { PrimitiveParser.single($0) }.map { Double($0) }
        // A decimal's text is that of a double too.
        case .decimal: return withText(of: entry, node) { PrimitiveParser.double($0) }
        case .char: return nil
        case .uint64: return integer(node, as: UInt64.self).map { Double($0) }
        default: return integer(node, as: Int64.self).map { Double($0) }
        }
    }
}

extension String: PrimitiveCodable {
    static func read(_ store: NodeStore, _ node: Int) -> String? {
        switch store.nodes[node].kind {
        case .string, .scriptBlock, .xml, .uri: return store.string(of: node)
        case .guid:
            guard case .guid(let value) = PSValue(store, node) else { return nil }
            return value.description
        case .version:
            guard case .version(let value) = PSValue(store, node) else { return nil }
            return value.description
        case .char:
            guard case .char(let unit) = PSValue(store, node) else { return nil }
            return String(decoding: [unit], as: UTF16.self)
        default: return nil
        }
    }

    static var empty: String { "" }
    static var isText: Bool { true }

    func add(to builder: inout NodeStoreBuilder, name: UInt32, isNarrow: Bool) -> Bool {
        builder.addText(.string, self, name: name)
        return true
    }
}

extension Bool: PrimitiveCodable {
    static func read(_ store: NodeStore, _ node: Int) -> Bool? {
        guard store.nodes[node].kind == .boolean, case .boolean(let value) = PSValue(store, node) else { return nil }
        return value
    }

    static var empty: Bool { false }

    func add(to builder: inout NodeStoreBuilder, name: UInt32, isNarrow: Bool) -> Bool {
        builder.addPrimitive(.boolean, name: name) { PrimitiveFormatter.boolean(self, into: &$0) }
        return true
    }
}

extension Double: PrimitiveCodable {
    static func read(_ store: NodeStore, _ node: Int) -> Double? { store.double(node) }
    static var empty: Double { 0 }

    func add(to builder: inout NodeStoreBuilder, name: UInt32, isNarrow: Bool) -> Bool {
        builder.addPrimitive(.double, name: name) { PrimitiveFormatter.double(self, into: &$0) }
        return true
    }
}

extension Float: PrimitiveCodable {
    static func read(_ store: NodeStore, _ node: Int) -> Float? {
        guard store.nodes[node].kind != .single else {
            guard case .single(let value) = PSValue(store, node) else { return nil }
            return value
        }
        return store.double(node).map { Float($0) }
    }

    static var empty: Float { 0 }

    func add(to builder: inout NodeStoreBuilder, name: UInt32, isNarrow: Bool) -> Bool {
        builder.addPrimitive(.single, name: name) { PrimitiveFormatter.single(self, into: &$0) }
        return true
    }
}

/// An integer with an element of its own.
private protocol ElementInteger: PrimitiveCodable, FixedWidthInteger {
    static var kind: NodeKind { get }
}

extension ElementInteger {
    static func read(_ store: NodeStore, _ node: Int) -> Self? { store.integer(node, as: Self.self) }
    static var empty: Self { 0 }

    @inline(__always)
    func add(to builder: inout NodeStoreBuilder, name: UInt32, isNarrow: Bool) -> Bool {
        builder.addPrimitive(Self.kind, name: name) { PrimitiveFormatter.integer(self, into: &$0) }
        return true
    }
}

extension Int8: ElementInteger { static var kind: NodeKind { .int8 } }
extension Int16: ElementInteger { static var kind: NodeKind { .int16 } }
extension Int32: ElementInteger { static var kind: NodeKind { .int32 } }
extension Int64: ElementInteger { static var kind: NodeKind { .int64 } }
extension UInt8: ElementInteger { static var kind: NodeKind { .uint8 } }
extension UInt16: ElementInteger { static var kind: NodeKind { .uint16 } }
extension UInt32: ElementInteger { static var kind: NodeKind { .uint32 } }
extension UInt64: ElementInteger { static var kind: NodeKind { .uint64 } }

extension Int: PrimitiveCodable {
    static func read(_ store: NodeStore, _ node: Int) -> Int? { store.integer(node, as: Int.self) }
    static var empty: Int { 0 }

    func add(to builder: inout NodeStoreBuilder, name: UInt32, isNarrow: Bool) -> Bool {
        if isNarrow, let narrow = Int32(exactly: self) {
            return narrow.add(to: &builder, name: name, isNarrow: isNarrow)
        }
        return Int64(self).add(to: &builder, name: name, isNarrow: isNarrow)
    }
}

extension UInt: PrimitiveCodable {
    static func read(_ store: NodeStore, _ node: Int) -> UInt? { store.integer(node, as: UInt.self) }
    static var empty: UInt { 0 }

    func add(to builder: inout NodeStoreBuilder, name: UInt32, isNarrow: Bool) -> Bool {
        if isNarrow, let narrow = Int32(exactly: self) {
            return narrow.add(to: &builder, name: name, isNarrow: isNarrow)
        }
        return UInt64(self).add(to: &builder, name: name, isNarrow: isNarrow)
    }
}

/// An integer that only a decimal can hold, up to 96 bits of it.
private protocol WideInteger: PrimitiveCodable, FixedWidthInteger {}

extension WideInteger {
    static func read(_ store: NodeStore, _ node: Int) -> Self? { store.integer(node, as: Self.self) }
    static var empty: Self { 0 }

    func add(to builder: inout NodeStoreBuilder, name: UInt32, isNarrow: Bool) -> Bool {
        guard let magnitude = UInt128(exactly: magnitude),
            let value = PSDecimal(magnitude: magnitude, scale: 0, isNegative: self < 0)
        else { return false }
        builder.add(.decimal(value), name: name)
        return true
    }
}

extension Int128: WideInteger {}
extension UInt128: WideInteger {}
