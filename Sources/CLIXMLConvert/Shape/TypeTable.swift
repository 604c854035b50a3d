package import CLIXML

/// A property that PowerShell's built-in type table adds to a value by its type names (conversion spec, section 1).
package enum TypeTableMember: Sendable, BitwiseCopyable {
    /// `Guid` of a System.Guid: its text.
    case guid
    /// `DateTime` of a System.DateTime: its long text.
    case dateTime
    /// `Value` of a deserialized enum: its text.
    case enumValue

    /// The name of the property.
    package var name: [UInt8] {
        switch self {
        case .guid: TypeTableMember.guidName
        case .dateTime: TypeTableMember.dateTimeName
        case .enumValue: TypeTableMember.valueName
        }
    }

    private static let guidName = Array("Guid".utf8)
    private static let dateTimeName = Array("DateTime".utf8)
    private static let valueName = Array("Value".utf8)
}

/// Finds what the type table adds to wrappers, and remembers the answer for each type-name list.
package struct TypeTable: Sendable {
    private enum Answer: UInt8 { case unknown, nothing, guid, dateTime, enumValue }

    private var epoch: Symbols.Epoch?
    private var answers: [Answer] = []

    package init() {}

    /// The property that is added to a wrapper, or `nil`.
    ///
    /// A primitive without type names of its own has those of its class.
    ///
    /// - Complexity: O(1) but for the first object of a type.
    package mutating func member(of wrapper: Wrapper, _ nodes: Span<Node>, _ store: NodeStore) -> TypeTableMember? {
        guard wrapper.typeNames >= 0 else {
            switch wrapper.baseKind {
            case .guid: return .guid
            case .dateTime: return .dateTime
            default: return nil
            }
        }
        let list = Int(nodes[wrapper.typeNames].extent)
        let symbols = store.snapshot
        if epoch !== symbols.symbols.epoch {
            epoch = symbols.symbols.epoch
            answers.removeAll(keepingCapacity: true)
        }
        while answers.count <= list { answers.append(.unknown) }
        if answers[list] == .unknown { answers[list] = TypeTable.answer(symbols.symbols.typeLists[list]) }
        switch answers[list] {
        case .enumValue: return .enumValue
        case .guid where wrapper.baseKind == .guid: return .guid
        case .dateTime where wrapper.baseKind == .dateTime: return .dateTime
        default: return nil
        }
    }

    /// The property that a list of type names adds to a value of its class, or `nil`.
    package static func member(for names: PSTypeNames) -> TypeTableMember? {
        switch answer(names) {
        case .guid: .guid
        case .dateTime: .dateTime
        case .enumValue: .enumValue
        case .unknown, .nothing: nil
        }
    }

    private static func answer(_ names: PSTypeNames) -> Answer {
        var answer = Answer.nothing
        var index = 0
        names.forEachWrittenName { name in
            let isPrefixed = names.isPrefixed(index)
            index += 1
            if matches(name, isPrefixed ? enumName : deserializedEnumName) {
                answer = .enumValue
            } else if answer == .nothing, !isPrefixed {
                if matches(name, guidName) { answer = .guid }
                if matches(name, dateTimeName) { answer = .dateTime }
            }
        }
        return answer
    }

    private static func matches(_ name: Span<UInt8>, _ expected: [UInt8]) -> Bool {
        TextEscapes.equalIgnoringCase(name, expected.span)
    }

    private static let enumName = Array("System.Enum".utf8)
    private static let deserializedEnumName = Array("Deserialized.System.Enum".utf8)
    private static let guidName = Array("System.Guid".utf8)
    private static let dateTimeName = Array("System.DateTime".utf8)
}
