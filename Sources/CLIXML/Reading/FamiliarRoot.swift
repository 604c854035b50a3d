/// The start tag of the root element as the document before had it, and what it said.
///
/// Documents that follow one another have the same one, with a version and a namespace that are long to look at beside a small
/// document. Its bytes are compared instead, exactly, so nothing but time depends on what is kept here.
struct FamiliarRoot {
    /// The tag, with a word of zeros behind it; empty before the first root.
    private var bytes: [UInt8] = []
    private(set) var tagByteCount = 0
    private(set) var nameByteCount = 0
    private(set) var packedName: UInt64 = 0
    private(set) var namespace = NamespaceScope.Namespace.none
    private(set) var toleratesUnknown = false

    private static let maximumByteCount = 1 << 10

    /// Keeps a tag that was just scanned and understood, if it declares one namespace, without prefix.
    mutating func keep(
        _ tag: Span<UInt8>,
        nameByteCount: Int,
        packedName: UInt64,
        _ namespaces: NamespaceScope,
        toleratesUnknown: Bool
    ) {
        guard tag.count <= FamiliarRoot.maximumByteCount, namespaces.isOneDefault else { return removeAll() }
        bytes.removeAll(keepingCapacity: true)
        bytes.append(tag)
        bytes.append(contentsOf: repeatElement(0, count: ByteWord.count))
        tagByteCount = tag.count
        self.nameByteCount = nameByteCount
        self.packedName = packedName
        namespace = namespaces.unprefixed
        self.toleratesUnknown = toleratesUnknown
    }

    /// Forgets the tag: another root was opened.
    mutating func removeAll() { tagByteCount = 0 }

    /// Whether the same tag stands at an offset of the source, whole and with a word behind it.
    func stands(in source: Span<UInt8>, at offset: Int) -> Bool {
        guard tagByteCount > 0, source.count &- offset >= tagByteCount &+ ByteWord.count else { return false }
        let there = source.extracting(offset..<(offset &+ tagByteCount &+ ByteWord.count))
        return ByteWord.areEqual(there, bytes.span, count: tagByteCount)
    }
}
