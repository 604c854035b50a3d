/// A top-level value of a document and where it stands.
public struct DocumentValue: Sendable {
    package let store: NodeStore

    /// The stream of the `S` attribute, or `nil` without one.
    public let stream: PSStream?

    package init(store: NodeStore, stream: PSStream?) {
        self.store = store
        self.stream = stream
    }

    /// The value.
    public var value: PSValue { PSValue(store, 0) }

    /// Where the value's element begins in the input, in bytes from 0.
    public var byteOffset: Int { store.byteOffset }

    /// The line it begins in, from 1.
    public var line: Int { store.line }

    /// How many values stand before it in the document.
    public var ordinal: UInt64 { store.valueOrdinal }

    /// The size of the value's markup in bytes of UTF-8.
    public var byteCount: Int { store.bytes.count }
}
