internal import CLIXML

/// Puts values together of the tokens of JSON texts (convert.md 7.2): the grammar, by a stack of what is open.
///
/// | state | what comes next |
/// | --- | --- |
/// | `value` | a value, or nothing before `,` and `]`; the end of an array after a comma |
/// | `name` | the name of a member, or the end of the object after a comma |
/// | `colon` | the colon after a name |
/// | `separator` | a comma or an end |
/// | `nothing` | no more: the text is complete |
struct JSONAssembler: ~Copyable {
    private enum Container: UInt8 {
        case bag, hashtable, array
        /// An array at the top that is taken apart: part of no value.
        case elements
        /// `new Date(…)`
        case date

        var isObject: Bool { self == .bag || self == .hashtable }
        var isArray: Bool { self == .array || self == .elements }
    }

    private struct Frame {
        let container: Container
        let members: JSONMemberNames.Mark
        var isEmpty = true
    }

    private(set) var expectation = JSONTokenizer.Expectation.value
    /// Where the value that is being read begins, or -1 between values.
    private(set) var valueStart = -1
    /// Where the constructor that is being read begins.
    private var dateStart = 0
    /// Whether the token taken last was a comma that belongs after a value left out.
    private(set) var hasSkipped = false

    var builder = ValueSequenceBuilder()
    let lists: ImportedTypeNames
    let options: JSONImportOptions
    private var frames: [Frame] = []
    private var members = JSONMemberNames()
    /// The name of the member whose value comes next.
    var pendingName = Node.noName
    /// The numbers in `new Date(…)`.
    private var arguments: [Int64] = []
    /// Where escapes are undone.
    var decoded: [UInt8] = []

    init(_ options: JSONImportOptions) {
        self.options = options
        lists = ImportedTypeNames(&builder)
    }

    /// Whether nothing of a text was read.
    var isAtStart: Bool { frames.isEmpty && expectation == .value }

    /// Whether a text was read to its end.
    var isAtEnd: Bool { expectation == .nothing }

    /// The source lost its first `count` bytes.
    mutating func dropFirst(_ count: Int) {
        if valueStart >= 0 { valueStart -= count }
        dateStart -= count
    }

    /// Another text begins.
    mutating func beginText() { expectation = .value }

    /// Hands over the value that is complete.
    mutating func takeValue(byteOffset: Int, ordinal: UInt64) -> NodeStore {
        if members.hasSupersededEntries { builder.removeSupersededEntries() }
        let epoch = builder.epoch
        let store = builder.takeValue(byteOffset: byteOffset, ordinal: ordinal)
        members.endValue(namesAreVoid: builder.epoch != epoch)
        valueStart = -1
        return store
    }

    // MARK: - Tokens

    /// Takes a token that was asked for with ``expectation``; true if it completes a value.
    mutating func take(_ token: JSONToken, _ source: Span<UInt8>) throws(JSONFault) -> Bool {
        hasSkipped = false
        let isComplete: Bool
        switch expectation {
        case .value, .any: isComplete = try takeValue(token, source)
        case .name:
            isComplete = false
            if token.kind == .endObject { return try end(token) }
            try takeName(token, source)
            expectation = .colon
        case .colon:
            isComplete = false
            expectation = .value
        case .separator:
            guard token.kind == .comma else { return try end(token) }
            isComplete = false
            expectation = (frames.last?.container.isObject ?? false) ? .name : .value
        case .nothing: return false
        }
        if builder.nodes.count > options.limits.maximumNodeCount {
            let limit = options.limits.maximumNodeCount
            throw JSONFault(.tooManyNodes, at: token.outset, "the value has more than \(limit) elements")
        }
        return isComplete
    }

    private mutating func takeValue(_ token: JSONToken, _ source: Span<UInt8>) throws(JSONFault) -> Bool {
        let container = frames.last?.container
        if container == .date { return try takeArgument(token, source) }
        if token.kind == .endArray, container?.isArray ?? false { return try end(token) }
        if container == nil || container == .elements {
            let takesApart = container == nil && token.kind == .beginArray && options.enumeratesArrays
            if !takesApart { valueStart = token.outset }
        }
        if container != nil { frames[frames.count &- 1].isEmpty = false }
        switch token.kind {
        case .string: try addString(token, source)
        case .number: try addNumber(token, source)
        case .true, .false: addScalar(.boolean, token.kind == .true ? "true" : "false")
        case .null, .undefined: builder.addNull(name: pendingName)
        case .notANumber: addScalar(.double, "NaN")
        case .infinity: addScalar(.double, "INF")
        case .negativeInfinity: addScalar(.double, "-INF")
        case .comma where container != nil:
            hasSkipped = true
            builder.addNull(name: pendingName)
        case .beginObject:
            try begin(options.makesHashtables ? .hashtable : .bag, at: token.start)
            return false
        case .beginArray:
            try begin(container == nil && options.enumeratesArrays ? .elements : .array, at: token.start)
            return false
        case .beginConstructor where container != nil && JSONAssembler.isDate(source, token):
            try begin(.date, at: token.start)
            return false
        default:
            throw JSONFault(
                .invalidJSON,
                at: token.outset,
                "\(JSONAssembler.shown(token)) stands where a value is expected"
            )
        }
        return endOfValue()
    }

    /// A value is complete; true if it is no part of another.
    private mutating func endOfValue() -> Bool {
        pendingName = Node.noName
        expectation = frames.isEmpty ? .nothing : .separator
        return frames.isEmpty || frames[frames.count &- 1].container == .elements
    }

    /// Whether the name of a constructor, which stands after a blank, is `Date`.
    private static func isDate(_ source: Span<UInt8>, _ token: JSONToken) -> Bool {
        let name = Array(" Date".utf8)
        let start = token.end &- name.count
        guard start > token.start else { return false }
        for index in 1..<name.count where source[start &+ index] != name[index] { return false }
        let before = source[start]
        return before &- 0x30 > 9 && (before | 0x20) &- 0x61 > 25
    }

    static func shown(_ token: JSONToken) -> String {
        switch token.kind {
        case .comma: "','"
        case .endArray: "']'"
        case .endObject: "'}'"
        case .endConstructor: "')'"
        case .beginConstructor: "a constructor"
        case .beginObject: "'{'"
        case .beginArray: "'['"
        default: "this"
        }
    }

    // MARK: - Containers

    private mutating func begin(_ container: Container, at start: Int) throws(JSONFault) {
        guard frames.count < options.maximumDepth else {
            let limit = options.maximumDepth
            throw JSONFault(
                .nestedTooDeeply,
                at: start,
                "objects and arrays are nested deeper than the limit of \(limit)"
            )
        }
        frames.append(Frame(container: container, members: members.beginObject()))
        switch container {
        case .bag:
            builder.begin(.object, name: pendingName)
            builder.addTypeNames(lists.bag)
            expectation = .name
        case .hashtable:
            builder.begin(.object, name: pendingName)
            builder.addTypeNames(lists.hashtable)
            builder.begin(.dictionary)
            expectation = .name
        case .array:
            builder.begin(.object, name: pendingName)
            builder.addTypeNames(lists.array)
            builder.begin(.list)
            expectation = .value
        case .elements: expectation = .value
        case .date:
            arguments = []
            dateStart = start
            expectation = .value
        }
        if container != .date { pendingName = Node.noName }
    }

    /// Ends the innermost container, which the token has to match; true if that completes a value.
    private mutating func end(_ token: JSONToken) throws(JSONFault) -> Bool {
        guard let frame = frames.last else { return false }
        let isMatch =
            switch token.kind {
            case .endObject: frame.container.isObject
            case .endArray: frame.container.isArray
            default: frame.container == .date
            }
        guard isMatch else {
            let expected = frame.container.isObject ? "'}'" : frame.container.isArray ? "']'" : "')'"
            throw JSONFault(
                .invalidJSON,
                at: token.start,
                "\(JSONAssembler.shown(token)) stands where \(expected) is expected"
            )
        }
        if frame.container == .date { try addDate(at: dateStart) }
        return close()
    }

    /// Ends the innermost container; true if that completes a value.
    private mutating func close() -> Bool {
        guard let frame = frames.popLast() else { return false }
        members.endObject(frame.members)
        switch frame.container {
        case .bag:
            // An object without members has no `MS` at all.
            if !frame.isEmpty { builder.end() }
            builder.end()
        case .hashtable, .array:
            builder.end()
            builder.end()
        case .elements:
            expectation = .nothing
            return false
        case .date: break
        }
        return endOfValue()
    }

    /// A text without a value is null.
    mutating func takeNull(at offset: Int) throws(JSONFault) -> Bool {
        valueStart = offset
        builder.addNull()
        return endOfValue()
    }

    /// The text ends inside arrays, which PowerShell then takes as closed; true if that completes a value.
    ///
    /// - Throws: `truncated` inside anything else.
    mutating func endInsideArrays(at offset: Int) throws(JSONFault) -> Bool {
        guard !frames.contains(where: { !$0.container.isArray }) else {
            let expected =
                switch expectation {
                case .name: "the name of a member or '}'"
                case .colon: "':'"
                case .value: "a value"
                default: frames.last?.container.isObject ?? true ? "',' or '}'" : "',' or an end"
                }
            throw JSONFault(.truncated, at: offset, "the text ends inside an object, where \(expected) is expected")
        }
        var isComplete = false
        while !frames.isEmpty { isComplete = close() || isComplete }
        return isComplete
    }

    // MARK: - Members

    private mutating func takeName(_ token: JSONToken, _ source: Span<UInt8>) throws(JSONFault) {
        let last = frames.count &- 1
        guard token.end &- token.start <= options.limits.maximumNameByteCount else {
            let limit = options.limits.maximumNameByteCount
            throw JSONFault(.nameTooLong, at: token.outset, "a name is longer than the limit of \(limit) bytes")
        }
        let isBag = frames[last].container == .bag
        if isBag, frames[last].isEmpty { builder.begin(.extended) }
        frames[last].isEmpty = false
        if token.hasEscapes {
            decoded.removeAll(keepingCapacity: true)
            try JSONStringText.append(source, token.start..<token.end, .powerShell, to: &decoded)
            let name = decoded
            try setName(name.span, isBag, at: token.outset)
        } else {
            try setName(source.extracting(token.start..<token.end), isBag, at: token.outset)
        }
    }

    private mutating func setName(_ name: Span<UInt8>, _ isBag: Bool, at offset: Int) throws(JSONFault) {
        let index = builder.name(name)
        let node = UInt32(truncatingIfNeeded: builder.nodes.count)
        guard isBag else {
            if let entry = members.add(index, at: node) {
                builder.supersede(Int(entry))
                builder.supersede(Int(entry) + 1)
                members.hasSupersededEntries = true
            }
            let start = builder.bytes.count
            builder.bytes.append(name)
            builder.addLeaf(.string, from: start)
            return
        }
        guard name.count > 0 else {
            throw JSONFault(.emptyMemberName, at: offset, "a name is empty, which only hash tables can have")
        }
        if ReservedNames.contains(name) {
            let shown = builder.string(ofName: index)
            throw JSONFault(.reservedMemberName, at: offset, "the name '\(shown)' is reserved by PowerShell")
        }
        if let member = members.add(builder.foldedName(index), at: node) {
            let earlier = builder.nodes[Int(member)].name
            guard earlier == index else {
                let names = "'\(builder.string(ofName: earlier))' and '\(builder.string(ofName: index))'"
                throw JSONFault(
                    .namesDifferInCase,
                    at: offset,
                    "\(names) differ in case only, which hash tables alone can have"
                )
            }
            builder.supersede(Int(member))
        }
        pendingName = index
    }

    // MARK: - Dates

    private mutating func takeArgument(_ token: JSONToken, _ source: Span<UInt8>) throws(JSONFault) -> Bool {
        if token.kind == .endConstructor { return try end(token) }
        guard token.kind == .number, arguments.count < 7,
            case .integer(let value) = JSONNumber(source.extracting(token.start..<token.end))
        else { throw JSONFault(.invalidJSON, at: token.outset, "a date is made of whole numbers, at most seven") }
        arguments.append(value)
        expectation = .separator
        return false
    }

    private mutating func addDate(at offset: Int) throws(JSONFault) {
        guard let date = JSONDate(arguments: arguments) else {
            throw JSONFault(.valueOutOfRange, at: offset, "there is no such date")
        }
        add(date.dateTime(.standard, in: .utc))
    }
}
