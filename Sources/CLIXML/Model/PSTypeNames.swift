/// The type names of an object, most derived first.
///
/// Names are kept as the document has them. Reading as PowerShell shows them puts `Deserialized.` in front of each name
/// that does not have it (spec section 6.5): the collection's elements do, ``writtenNames`` do not. Lists are shared, the
/// way `TN` and `TNRef` share them; copying one copies a reference.
public struct PSTypeNames: Sendable, Hashable, RandomAccessCollection {
    private final class Storage: Sendable {
        let bytes: [UInt8]
        let ends: [UInt32]
        let isFromDocument: Bool

        init(bytes: [UInt8], ends: [UInt32], isFromDocument: Bool) {
            self.bytes = bytes
            self.ends = ends
            self.isFromDocument = isFromDocument
        }
    }

    private let storage: Storage
    private static let prefix = Array("Deserialized.".utf8)

    /// A list of names that came out of a document, as WTF-8 after one another.
    package init(written bytes: [UInt8], ends: [UInt32]) {
        storage = Storage(bytes: bytes, ends: ends, isFromDocument: true)
    }

    /// A list of names for a value that a program builds, kept as they are.
    public init(_ names: [String]) {
        var bytes: [UInt8] = []
        var ends: [UInt32] = []
        for name in names {
            bytes.append(contentsOf: name.utf8)
            ends.append(UInt32(bytes.count))
        }
        storage = Storage(bytes: bytes, ends: ends, isFromDocument: false)
    }

    /// The names as they stood in the document.
    public var writtenNames: [String] { indices.map { written($0) } }

    /// Hands each name as it stood in the document to `body`, as WTF-8.
    package func forEachWrittenName(_ body: (Span<UInt8>) -> Void) {
        let bytes = storage.bytes
        for index in indices { body(bytes.span.extracting(range(index))) }
    }

    /// Whether the list came out of a document with these names, given as ``init(written:ends:)`` takes them.
    package func isWritten(_ bytes: [UInt8], ends: [UInt32]) -> Bool {
        storage.isFromDocument && storage.ends == ends && storage.bytes == bytes
    }

    /// Appends name `index` as it stood in the document, as WTF-8.
    package func appendWritten(_ index: Int, to output: inout [UInt8]) {
        let bytes = storage.bytes
        output.append(bytes.span.extracting(range(index)))
    }

    /// Whether name `index` lacks the `Deserialized.` that reading puts in front of it.
    package func isPrefixed(_ index: Int) -> Bool {
        storage.isFromDocument && !hasPrefix(index)
    }

    private func written(_ index: Int) -> String {
        let bytes = storage.bytes
        return TextEscapes.string(fromWTF8: bytes.span.extracting(range(index)))
    }

    private func range(_ index: Int) -> Range<Int> {
        (index == 0 ? 0 : Int(storage.ends[index - 1]))..<Int(storage.ends[index])
    }

    private func hasPrefix(_ index: Int) -> Bool {
        let bytes = storage.bytes
        let prefix = PSTypeNames.prefix
        let start = range(index).lowerBound
        guard range(index).count >= prefix.count else { return false }
        return TextEscapes.equalIgnoringCase(bytes.span.extracting(start..<(start + prefix.count)), prefix.span)
    }

    /// The size of the list in bytes.
    package var byteCount: Int { storage.bytes.count + storage.ends.count * 4 + 64 }

    /// Whether the first name is, without `Deserialized.`, exactly `name`.
    package func firstIs(_ name: StaticString) -> Bool {
        guard !isEmpty else { return false }
        let first = range(0)
        let prefixCount = PSTypeNames.prefix.count
        let isLong = first.count == name.utf8CodeUnitCount + prefixCount
        guard first.count == name.utf8CodeUnitCount || isLong, hasPrefix(0) == isLong else { return false }
        let bytes = storage.bytes
        var index = first.lowerBound + (isLong ? prefixCount : 0)
        for byte in name.description.utf8 {
            if bytes[index] != byte { return false }
            index += 1
        }
        return true
    }

    /// Whether the names came out of a document, so that each is shown with `Deserialized.`.
    public var isDeserialized: Bool {
        guard !isEmpty else { return false }
        return storage.isFromDocument || hasPrefix(0)
    }

    /// The first name without `Deserialized.`, or `nil` for an empty list.
    public var baseName: String? {
        guard let first = writtenNames.first else { return nil }
        return hasPrefix(0) ? String(first.dropFirst(PSTypeNames.prefix.count)) : first
    }

    /// The position of the first name.
    public var startIndex: Int { 0 }

    /// The position after the last name.
    public var endIndex: Int { storage.ends.count }

    /// A name as PowerShell shows it after reading.
    public subscript(position: Int) -> String {
        let text = written(position)
        return isPrefixed(position) ? "Deserialized." + text : text
    }

    /// Whether one of the names, as shown, is `name` ignoring case.
    ///
    /// - Complexity: O(*n*) in the bytes of all names.
    public func contains(ignoringCase name: String) -> Bool {
        let wanted = Array(name.utf8)
        return contains { shown in TextEscapes.equalIgnoringCase(Array(shown.utf8).span, wanted.span) }
    }

    /// Whether both have the same names as they stood in a document, and both or neither came out of one.
    package func isSameText(as other: PSTypeNames) -> Bool {
        storage === other.storage
            || storage.bytes.count == other.storage.bytes.count
                && storage.isFromDocument == other.storage.isFromDocument
                && storage.ends == other.storage.ends && storage.bytes == other.storage.bytes
    }

    /// Whether both are the very same list, not only equal ones.
    package func isIdentical(to other: PSTypeNames) -> Bool { storage === other.storage }

    /// Compares the names as shown.
    public static func == (left: PSTypeNames, right: PSTypeNames) -> Bool {
        left.storage === right.storage || left.elementsEqual(right)
    }

    /// Hashes the names as shown.
    public func hash(into hasher: inout Hasher) {
        for name in self { hasher.combine(name) }
    }
}

extension PSTypeNames: ExpressibleByArrayLiteral {
    /// A list of names for a value that a program builds.
    public init(arrayLiteral elements: String...) { self.init(elements) }
}
