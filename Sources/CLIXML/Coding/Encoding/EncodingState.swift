/// What the containers of one encoding share.
final class EncodingState {
    let options: CLIXMLEncoder.Options
    let userInfo: [CodingUserInfoKey: any Sendable]
    let isNarrow: Bool
    let writesNil: Bool
    let keyStyle: KeyStyle
    let levelLimit: Int
    private let writesAllNames: Bool

    /// What is done with keys, as a plain number: the option itself may hold a closure.
    enum KeyStyle { case asWritten, capitalized, custom }

    /// Knows the names of the values before.
    private var builder: NodeStoreBuilder? = NodeStoreBuilder()
    /// The parts beside the first one, each after the one it stands in.
    private var parts: [EncodedPart] = []
    /// Parts that go nowhere.
    private var strays: [EncodedPart] = []
    private var types = CodedTypes()
    /// How many types are being encoded inside one another, be it at one place of the document.
    private var depth = 0
    /// What went wrong where nothing could be thrown.
    private var failure: EncodingError?

    private static let maximumDepth = 400

    init(_ encoder: CLIXMLEncoder) {
        options = encoder.options
        userInfo = encoder.userInfo
        isNarrow = options.integers == .narrow
        writesNil = options.nils == .written
        levelLimit = options.maximumDepth
        switch options.keys {
        case .asWritten: keyStyle = .asWritten
        case .capitalized: keyStyle = .capitalized
        case .custom: keyStyle = .custom
        }
        if case .all = options.typeNames { writesAllNames = true } else { writesAllNames = false }
    }

    /// Encodes a top-level value.
    func encode<T: Encodable>(_ value: T) throws -> NodeStore {
        depth = 0
        failure = nil
        // A part that an error left half done is not used again.
        let root = EncodedPart(self, builder.take() ?? NodeStoreBuilder())
        defer { release(root) }
        try encode(value, in: root, name: Node.noName, nil, .root, level: 1)
        // A part stands in one that was made before it.
        while let part = parts.popLast() {
            let object = PSObject(part.finish(), 0)
            if let place = part.attachment { place.part.builder.setAttachment(place.index, to: object) }
        }
        if let failure { throw failure }
        let store = root.finish()
        builder = root.takeBuilder()
        return store
    }

    /// Lets go of all parts. One that an error left half done and the encoder of its value hold on to each other.
    private func release(_ root: EncodedPart) {
        root.current = nil
        for part in parts { part.current = nil }
        for part in strays { part.current = nil }
        parts = []
        strays = []
    }

    /// Makes a part whose content goes nowhere.
    func makeStray() -> EncodedPart {
        let made = EncodedPart(self)
        strays.append(made)
        return made
    }

    /// Makes a part that stands where the next node of another one would.
    func makePart(in part: EncodedPart, name: UInt32) -> EncodedPart {
        let index = part.builder.attachLater(name: name)
        let made = EncodedPart(self, NodeStoreBuilder(), in: (part, index))
        parts.append(made)
        return made
    }

    /// Notes an error to be thrown when the encoding is done.
    func fail(_ error: EncodingError) {
        if failure == nil { failure = error }
    }

    /// Encodes a value of any type at the end of a part.
    func encode<T: Encodable>(
        _ value: T,
        in part: EncodedPart,
        name: UInt32,
        _ parent: PartEncoder?,
        _ step: @autoclosure () -> PathStep,
        level: Int
    ) throws {
        let coded = types.known(T.self)
        switch coded.kind {
        case .plain:
            break
        case .primitive(let primitive):
            guard add(value, as: primitive, to: part, name: name) else { throw unwritable(value, parent, step()) }
            return
        case .convertible:
            if let converted = (value as? any PSValueConvertible)?.psValue(dates: options.dates) {
                if case .reference = converted { throw unwritable(value, parent, step()) }
                return part.builder.add(converted, name: name)
            }
            throw unwritable(value, parent, step())
        case .dictionary:
            if let value = value as? any DictionaryEncodable {
                let encoder = PartEncoder(part, coded, T.self, name, parent, step(), level)
                return try encode(with: encoder) { try value.encodeEntries(to: encoder) }
            }
        case .enumeration:
            if let value = value as? any PSEnumeration { return add(value, coded, T.self, to: part, name: name) }
        case .foreign(let name):
            throw failed(.typeMismatch, value, parent, step(), CodedType.foreignMessage(name))
        }
        let encoder = PartEncoder(part, coded, T.self, name, parent, step(), level)
        try encode(with: encoder) { try value.encode(to: encoder) }
    }

    /// Adds a value whose type is known to be a primitive's, without asking the runtime for its conformance.
    private func add<T, Primitive: PrimitiveCodable>(
        _ value: T,
        as type: Primitive.Type,
        to part: EncodedPart,
        name: UInt32
    ) -> Bool {
        (value as? Primitive)?.add(to: &part.builder, name: name, isNarrow: isNarrow) ?? false
    }

    @inline(__always)
    private func encode(with encoder: PartEncoder, _ body: () throws -> Void) throws {
        guard depth < EncodingState.maximumDepth else { throw tooDeep(encoder) }
        let outer = encoder.part.current
        encoder.part.current = encoder
        depth &+= 1
        defer {
            depth &-= 1
            encoder.part.current = outer
        }
        try body()
        encoder.end()
        if let failure { throw failure }
    }

    private func add(
        _ value: any PSEnumeration,
        _ coded: CodedType,
        _ type: any Any.Type,
        to part: EncodedPart,
        name: UInt32
    ) {
        part.builder.begin(.object, name: name)
        if let names = names(coded, type, EncodingState.numberNames) { part.builder.add(names) }
        part.builder.addStringRepresentation(value.enumerationName)
        part.builder.add(value.number)
        part.builder.end()
    }

    // MARK: - Type names

    static let bagNames: PSTypeNames = ["System.Management.Automation.PSCustomObject", "System.Object"]
    static let listNames: PSTypeNames = ["System.Object[]", "System.Array", "System.Object"]
    static let dictionaryNames: PSTypeNames = ["System.Collections.Hashtable", "System.Object"]
    private static let numberNames: PSTypeNames = ["System.Enum", "System.ValueType", "System.Object"]

    /// The names to be written for a type whose values are of a kind that PowerShell gives some.
    func names(_ coded: CodedType, _ type: any Any.Type, _ native: PSTypeNames) -> PSTypeNames? {
        if writesAllNames { return coded.typeNames ?? native }
        return switch options.typeNames {
        case .all: coded.typeNames ?? native
        case .declared: coded.typeNames
        case .custom(let choose): choose(type, coded.typeNames ?? native)
        }
    }

    /// Whether the members of a type are those of a .NET object.
    func isAdapted(_ type: any Any.Type) -> Bool {
        switch options.members {
        case .extended: false
        case .adapted: true
        case .custom(let choose): choose(type)
        }
    }

    // MARK: - Errors

    @inline(never)
    func failed(
        _ code: CLIXMLError.Code,
        _ value: Any,
        _ parent: PartEncoder?,
        _ step: PathStep,
        _ message: String
    ) -> EncodingError {
        let path = (parent?.codingPath ?? []) + (step.codingKey.map { [$0] } ?? [])
        let error = CLIXMLError(code: code, message: message)
        let context = EncodingError.Context(codingPath: path, debugDescription: message, underlyingError: error)
        return .invalidValue(value, context)
    }

    @inline(never)
    func unwritable(_ value: Any, _ parent: PartEncoder?, _ step: PathStep) -> EncodingError {
        failed(.typeMismatch, value, parent, step, "the format has no value for this one")
    }

    @inline(never)
    func tooDeep(_ encoder: PartEncoder) -> EncodingError {
        failed(
            .nestedTooDeeply,
            encoder.type,
            encoder.parent,
            encoder.step,
            "values are nested deeper than can be read, as when an instance holds itself"
        )
    }

    @inline(never)
    func outOfTurn(_ value: Any, _ encoder: PartEncoder) -> EncodingError {
        failed(
            .typeMismatch,
            value,
            encoder.parent,
            encoder.step,
            "a container was used while another value was being encoded, or after its own, or with one of another kind"
        )
    }
}
