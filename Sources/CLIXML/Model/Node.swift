/// What a node of a ``NodeStore`` stands for.
@usableFromInline package enum NodeKind: UInt8, Sendable, BitwiseCopyable {
    // Leaves whose text says the value, in the order of spec section 2.1.
    case string, scriptBlock, uri, xml
    case char, boolean, uint8, int8, int16, uint16, int32, uint32, int64, uint64
    case single, double, decimal, dateTime, duration, guid, version, bytes, secureString
    case null
    /// The remembered `ToString` of the object around it: text.
    case stringRepresentation
    /// One type-name list; `extent` is its index in the symbols, not a length.
    case typeNames
    /// A back reference; `extent` is the node it means, or ``Node/elsewhere``.
    case reference
    /// An object made by a program and put here by its handle; `extent` is its index among the store's attachments.
    case attached

    // Branches: the nodes up to `extent` are their content.
    case object
    case progress
    case list, enumerable, stack, queue
    /// Children alternate: key, value, key, value.
    case dictionary
    /// A dictionary that PowerShell reads as an OrderedDictionary.
    case orderedDictionary
    /// `Props`
    case adapted
    /// `MS` directly in an object.
    case extended
    /// `MS` with a name, inside another `MS`.
    case memberSet

    /// Whether `extent` is the index one past the subtree.
    @inlinable @inline(always) package var isBranch: Bool { rawValue >= NodeKind.object.rawValue }

    /// Whether the value is written as characters with `_xHHHH_` coding (spec section 3.2).
    @inlinable package var isText: Bool {
        rawValue <= NodeKind.xml.rawValue || self == .stringRepresentation
    }

    /// Whether the node is a primitive with text, null left out.
    @inlinable package var isScalar: Bool { rawValue < NodeKind.null.rawValue }

    /// Whether the node holds a collection's items.
    @inlinable package var isContainer: Bool {
        rawValue >= NodeKind.list.rawValue && rawValue <= NodeKind.orderedDictionary.rawValue
    }

    // Of a type with package access other modules call the derived operators through a witness table.
    @inlinable @inline(always)
    package static func == (left: NodeKind, right: NodeKind) -> Bool { left.rawValue == right.rawValue }
    @inlinable @inline(always)
    package static func != (left: NodeKind, right: NodeKind) -> Bool { left.rawValue != right.rawValue }

    /// Whether the node is a dictionary of either kind.
    @inlinable package var isDictionary: Bool { self == .dictionary || self == .orderedDictionary }
}

/// What a reader noticed in a text while passing over it, so that a converter knows which texts it can copy as they are.
@usableFromInline package struct TextFlags: OptionSet, Sendable, Hashable, BitwiseCopyable {
    @usableFromInline package let rawValue: UInt8
    @inlinable package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// An entity or character reference stands in it.
    @inlinable package static var entity: TextFlags { TextFlags(rawValue: 1) }
    /// `_x` or `_X` stands in it, so that an escape may.
    @inlinable package static var underscore: TextFlags { TextFlags(rawValue: 2) }
    /// A carriage return stands in it, which XML reads as a line feed.
    @inlinable package static var carriageReturn: TextFlags { TextFlags(rawValue: 4) }
    /// CDATA, a comment or a processing instruction stands in it.
    @inlinable package static var markup: TextFlags { TextFlags(rawValue: 8) }
    /// A quotation mark, backslash or control character stands in it, which JSON escapes.
    @inlinable package static var quoting: TextFlags { TextFlags(rawValue: 16) }
    /// A character outside ASCII stands in it.
    @inlinable package static var nonASCII: TextFlags { TextFlags(rawValue: 32) }
    /// The bytes are the final text: nothing is to be undone (texts that a program put in).
    @inlinable package static var literal: TextFlags { TextFlags(rawValue: 64) }
    /// For the scalars that are not text: the bytes are what the writer would write.
    @inlinable package static var canonical: TextFlags { TextFlags(rawValue: 128) }

    // The same as the standard library's, which other modules would call through a witness table.
    @inlinable package func contains(_ other: TextFlags) -> Bool { rawValue & other.rawValue == other.rawValue }
    @inlinable package func isDisjoint(with other: TextFlags) -> Bool { rawValue & other.rawValue == 0 }

    /// The flags that say that the bytes are not the text.
    @inlinable package static var coded: TextFlags { TextFlags(rawValue: 15) }
}

/// One element of a document, 16 bytes.
///
/// ```
///  0     1      2        4          8          12         16
///  +-----+------+--------+----------+----------+----------+
///  | kind| flags| detail | name     | start    | extent   |
///  +-----+------+--------+----------+----------+----------+
/// ```
///
/// - `name` is an index into the symbols' names, or ``Node/noName``.
/// - `start` is, for a leaf with text, where its text begins among the store's bytes; for all others where the `<` of the
///   element stands.
/// - `extent` is the length of the text, or the index one past the subtree, or what the kind says.
@usableFromInline package struct Node: Sendable, BitwiseCopyable {
    @usableFromInline package var kind: NodeKind
    @usableFromInline package var flags: TextFlags
    @usableFromInline package var detail: UInt16
    @usableFromInline package var name: UInt32
    @usableFromInline package var start: UInt32
    @usableFromInline package var extent: UInt32

    @inlinable package init(kind: NodeKind, flags: TextFlags = [], name: UInt32, start: UInt32, extent: UInt32) {
        self.kind = kind
        self.flags = flags
        self.detail = 0
        self.name = name
        self.start = start
        self.extent = extent
    }

    /// The `name` of a node without one.
    @inlinable package static var noName: UInt32 { .max }
    /// The `extent` of a reference whose object is not in the same store.
    @inlinable package static var elsewhere: UInt32 { .max }
    /// A `detail` bit: a later part of the same object took this one's place.
    @inlinable package static var superseded: UInt16 { 1 }
    /// A `detail` bit of an object: a note called ToString replaced the method that its `ToString` element makes.
    package static let toStringReplaced: UInt16 = 2

    @inlinable @inline(always) package var isSuperseded: Bool { detail & Node.superseded != 0 }
    @inlinable @inline(always) package var hasName: Bool { name != Node.noName }
}
