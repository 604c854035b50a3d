/// The names of elements as the writer needs them: packed into a number, first byte lowest, so that appending one costs no
/// more than its bytes.
struct ElementName: Sendable, BitwiseCopyable {
    fileprivate let bits: UInt64

    private init(bits: UInt64) { self.bits = bits }

    /// How many bytes the name has, from 1 to 8.
    @inline(__always)
    var count: Int { (71 &- bits.leadingZeroBitCount) >> 3 }

    /// The element of a kind of node.
    @inline(__always)
    init(_ kind: NodeKind) {
        // Constants, which the compiler puts into a table.
        switch kind {
        case .string: bits = 0x53
        case .scriptBlock: bits = 0x4B4253
        case .uri: bits = 0x495255
        case .xml: bits = 0x4458
        case .char: bits = 0x43
        case .boolean: bits = 0x42
        case .uint8: bits = 0x7942
        case .int8: bits = 0x4253
        case .int16: bits = 0x363149
        case .uint16: bits = 0x363155
        case .int32: bits = 0x323349
        case .uint32: bits = 0x323355
        case .int64: bits = 0x343649
        case .uint64: bits = 0x343655
        case .single: bits = 0x6753
        case .double: bits = 0x6244
        case .decimal: bits = 0x44
        case .dateTime: bits = 0x5444
        case .duration: bits = 0x5354
        case .guid: bits = 0x47
        case .version: bits = 0x6E6F6973726556
        case .bytes: bits = 0x4142
        case .secureString: bits = 0x5353
        case .null: bits = 0x6C694E
        case .stringRepresentation: bits = 0x676E697274536F54
        case .typeNames: bits = 0x4E54
        case .reference: bits = 0x666552
        case .object, .attached: bits = 0x6A624F
        case .progress: bits = 0x5250
        case .list: bits = 0x54534C
        case .enumerable: bits = 0x4549
        case .stack: bits = 0x4B5453
        case .queue: bits = 0x455551
        case .dictionary, .orderedDictionary: bits = 0x544344
        case .adapted: bits = 0x73706F7250
        case .extended, .memberSet: bits = 0x534D
        }
    }

    static var object: ElementName { ElementName(.object) }
    static var reference: ElementName { ElementName(.reference) }
    static var null: ElementName { ElementName(.null) }
    static var string: ElementName { ElementName(.string) }
    static var typeNames: ElementName { ElementName(.typeNames) }
    static var stringRepresentation: ElementName { ElementName(.stringRepresentation) }
    static var progress: ElementName { ElementName(.progress) }
    /// `TNRef`
    static var typeNamesReference: ElementName { ElementName(bits: 0x6665524E54) }
    /// `T`
    static var typeName: ElementName { ElementName(bits: 0x54) }
    /// `En`
    static var entry: ElementName { ElementName(bits: 0x6E45) }
    /// `AV`
    static var activity: ElementName { ElementName(bits: 0x5641) }
    /// `AI`
    static var activityID: ElementName { ElementName(bits: 0x4941) }
    /// `PI`
    static var parentActivityID: ElementName { ElementName(bits: 0x4950) }
    /// `PC`
    static var percentComplete: ElementName { ElementName(bits: 0x4350) }
    /// `SR`
    static var secondsRemaining: ElementName { ElementName(bits: 0x5253) }
    /// `SD`
    static var statusDescription: ElementName { ElementName(bits: 0x4453) }

    // MARK: - Tags

    /// Appends `<` and the name.
    @inline(__always)
    func appendStart(to output: inout [UInt8]) {
        output.append(addingCapacity: 9) { $0.appendStart(self) }
    }

    /// Appends `<`, the name and `>`.
    @inline(__always)
    func appendStartTag(to output: inout [UInt8]) {
        output.append(addingCapacity: 10) { text in
            text.appendStart(self)
            text.append(UInt8(ascii: ">"))
        }
    }

    /// Appends the end tag.
    @inline(__always)
    func appendEndTag(to output: inout [UInt8]) {
        output.append(addingCapacity: 11) { $0.appendEndTag(self) }
    }
}

extension OutputSpan<UInt8> {
    /// Appends the bytes of a number that are not zero, the lowest first.
    @inline(__always)
    fileprivate mutating func append(packed bits: UInt64) {
        var rest = bits
        while rest != 0 {
            append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
    }

    @inline(__always)
    fileprivate mutating func appendStart(_ name: ElementName) {
        append(UInt8(ascii: "<"))
        append(packed: name.bits)
    }

    /// Appends a `RefId` attribute.
    @inline(__always)
    fileprivate mutating func append(refID id: UInt64) {
        append(packed: 0x223D_6449_6665_5220)
        // Division by a constant is a multiplication; the digits come last first.
        var digits = InlineArray<20, UInt8>(repeating: 0)
        var first = 20
        var rest = id
        repeat {
            first &-= 1
            digits[first] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest > 0
        for index in first..<20 { append(digits[index]) }
        append(UInt8(ascii: "\""))
    }

    @inline(__always)
    fileprivate mutating func appendEndTag(_ name: ElementName) {
        append(UInt8(ascii: "<"))
        append(UInt8(ascii: "/"))
        append(packed: name.bits)
        append(UInt8(ascii: ">"))
    }
}

/// What stands at the end of a start tag, packed, first byte lowest.
enum TagEnding: UInt64 {
    case open = 0x3E
    case empty = 0x3E2F20
}

// Pieces of markup that go together are appended in one go, so that room is made once.
extension [UInt8] {
    /// Appends a line's beginning, and an element with an attribute and a text that need no escapes.
    @inline(__always)
    mutating func appendElement(
        margin: Span<UInt8>,
        _ name: ElementName,
        attribute: Span<UInt8>,
        _ text: Span<UInt8>
    ) {
        let byteCount = margin.count &+ attribute.count &+ text.count &+ 2 &* name.count &+ 5
        append(addingCapacity: byteCount) { output in
            for index in margin.indices { output.append(margin[index]) }
            output.appendStart(name)
            for index in attribute.indices { output.append(attribute[index]) }
            output.append(UInt8(ascii: ">"))
            for index in text.indices { output.append(text[index]) }
            output.appendEndTag(name)
        }
    }

    /// Appends a line's beginning and a tag with at most a name that is ready and a RefId.
    @inline(__always)
    mutating func appendTag(
        margin: Span<UInt8>,
        _ name: ElementName,
        attribute: Span<UInt8>,
        refID: UInt64?,
        _ ending: TagEnding
    ) {
        append(addingCapacity: margin.count &+ attribute.count &+ 41) { output in
            for index in margin.indices { output.append(margin[index]) }
            output.appendStart(name)
            for index in attribute.indices { output.append(attribute[index]) }
            if let refID { output.append(refID: refID) }
            output.append(packed: ending.rawValue)
        }
    }

    /// Appends a line's beginning and an end tag.
    @inline(__always)
    mutating func appendEndTag(margin: Span<UInt8>, _ name: ElementName) {
        append(addingCapacity: margin.count &+ 11) { output in
            for index in margin.indices { output.append(margin[index]) }
            output.appendEndTag(name)
        }
    }

    /// Appends what ends an element without content.
    @inline(__always)
    mutating func appendEmptyEnd() {
        append(addingCapacity: 3) { $0.append(packed: TagEnding.empty.rawValue) }
    }

    /// Appends a `RefId` attribute.
    @inline(__always)
    mutating func appendRefID(_ id: UInt64) {
        append(addingCapacity: 29) { $0.append(refID: id) }
    }
}
