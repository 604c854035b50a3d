/// The names of elements as the writer needs them: packed into a number, first byte lowest, so that appending one costs no
/// more than its bytes.
struct ElementName: Sendable, BitwiseCopyable {
    private let bits: UInt64
    private let byteCount: UInt8

    /// Packs a name of at most eight ASCII characters.
    private init(_ text: StaticString) {
        var bits: UInt64 = 0
        var byteCount: UInt8 = 0
        for byte in text.description.utf8.prefix(8) {
            bits |= UInt64(byte) << UInt64(8 &* byteCount)
            byteCount &+= 1
        }
        self.bits = bits
        self.byteCount = byteCount
    }

    /// Appends `<` and the name.
    @inline(__always)
    func appendStart(to output: inout [UInt8]) {
        output.append(addingCapacity: 9) { text in
            text.append(UInt8(ascii: "<"))
            appendName(to: &text)
        }
    }

    /// Appends `<`, the name and `>`.
    @inline(__always)
    func appendStartTag(to output: inout [UInt8]) {
        output.append(addingCapacity: 10) { text in
            text.append(UInt8(ascii: "<"))
            appendName(to: &text)
            text.append(UInt8(ascii: ">"))
        }
    }

    /// Appends the end tag.
    @inline(__always)
    func appendEndTag(to output: inout [UInt8]) {
        output.append(addingCapacity: 11) { text in
            text.append(UInt8(ascii: "<"))
            text.append(UInt8(ascii: "/"))
            appendName(to: &text)
            text.append(UInt8(ascii: ">"))
        }
    }

    @inline(__always)
    private func appendName(to text: inout OutputSpan<UInt8>) {
        var rest = bits
        for _ in 0..<byteCount {
            text.append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
    }

    static let object = ElementName("Obj")
    static let reference = ElementName("Ref")
    static let null = ElementName("Nil")
    static let string = ElementName("S")
    static let typeNames = ElementName("TN")
    static let typeNamesReference = ElementName("TNRef")
    static let typeName = ElementName("T")
    static let stringRepresentation = ElementName("ToString")
    static let entry = ElementName("En")
    static let progress = ElementName("PR")
    static let activity = ElementName("AV")
    static let activityID = ElementName("AI")
    static let parentActivityID = ElementName("PI")
    static let percentComplete = ElementName("PC")
    static let secondsRemaining = ElementName("SR")
    static let statusDescription = ElementName("SD")

    private static let kinds: [ElementName] = (0...NodeKind.memberSet.rawValue).map { raw in
        ElementName(NodeKind(rawValue: raw)?.elementName ?? "")
    }

    /// The element of a kind of node.
    @inline(__always)
    init(_ kind: NodeKind) { self = ElementName.kinds[Int(kind.rawValue)] }
}
