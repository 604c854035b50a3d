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
    func appendStart(to output: inout [UInt8]) {
        output.appendThroughSink(room: ByteSink.tagRoom) { $0.putStart(self) }
    }

    /// Appends `<`, the name and `>`.
    func appendStartTag(to output: inout [UInt8]) {
        output.appendThroughSink(room: ByteSink.tagRoom) { sink in
            sink.putStart(self)
            sink.put(.open)
        }
    }

    /// Appends the end tag.
    func appendEndTag(to output: inout [UInt8]) {
        output.appendThroughSink(room: ByteSink.tagRoom) { $0.putEndTag(self) }
    }
}

/// What stands at the end of a start tag, packed, first byte lowest.
enum TagEnding: UInt64 {
    case open = 0x3E
    case empty = 0x3E2F20
}

// Tags are put in as words, a name with the characters around it at once.
extension ByteSink {
    /// The room that the tags of an element need, beside those of margin, attribute and text.
    static var tagRoom: Int { 96 }

    @inline(__always)
    mutating func putStart(_ name: ElementName) {
        let count = name.count
        if count < 8 {
            put(word: name.bits << 8 | 0x3C, count: count &+ 1)
        } else {
            put(UInt8(ascii: "<"))
            put(word: name.bits, count: 8)
        }
    }

    @inline(__always)
    mutating func putEndTag(_ name: ElementName) {
        let count = name.count
        if count <= 5 {
            let end: UInt64 = 0x3E << UInt64(truncatingIfNeeded: 16 &+ 8 &* count)
            put(word: 0x2F3C | name.bits << 16 | end, count: count &+ 3)
        } else {
            put(word: 0x2F3C, count: 2)
            put(word: name.bits, count: count)
            put(UInt8(ascii: ">"))
        }
    }

    /// Puts in a line's beginning and an end tag.
    @inline(__always)
    mutating func putEndTag(_ margin: Span<UInt8>, _ marginByteCount: Int, _ name: ElementName) {
        put(margin, from: 0, count: marginByteCount)
        putEndTag(name)
    }

    @inline(__always)
    mutating func put(_ ending: TagEnding) { put(word: ending.rawValue, count: ending == .open ? 1 : 3) }

    /// Puts in a `RefId` attribute.
    @inline(__always)
    mutating func put(refID id: UInt64) {
        put(word: 0x223D_6449_6665_5220, count: 8)
        put(number: id)
        put(UInt8(ascii: "\""))
    }

    /// Puts in a line's beginning, and an element with an attribute and a text that need no escapes.
    @inline(__always)
    mutating func putElement(
        _ margin: Span<UInt8>,
        _ marginByteCount: Int,
        _ name: ElementName,
        _ attributes: Span<UInt8>,
        _ attribute: Range<Int>,
        _ bytes: Span<UInt8>,
        _ text: Range<Int>
    ) {
        put(margin, from: 0, count: marginByteCount)
        putStart(name)
        put(attributes, from: attribute.lowerBound, count: attribute.count)
        put(.open)
        put(bytes, from: text.lowerBound, count: text.count)
        putEndTag(name)
    }

    /// Puts in a line's beginning and a tag with at most a name that is ready and a RefId.
    @inline(__always)
    mutating func putTag(
        _ margin: Span<UInt8>,
        _ marginByteCount: Int,
        _ name: ElementName,
        _ attributes: Span<UInt8>,
        _ attribute: Range<Int>,
        refID: UInt64?,
        _ ending: TagEnding
    ) {
        put(margin, from: 0, count: marginByteCount)
        putStart(name)
        put(attributes, from: attribute.lowerBound, count: attribute.count)
        if let refID { put(refID: refID) }
        put(ending)
    }
}

extension [UInt8] {
    /// Appends what ends an element without content.
    mutating func appendEmptyEnd() {
        appendThroughSink(room: ByteSink.tagRoom) { $0.put(TagEnding.empty) }
    }

    /// Appends a `RefId` attribute.
    mutating func appendRefID(_ id: UInt64) {
        appendThroughSink(room: ByteSink.tagRoom) { $0.put(refID: id) }
    }
}
