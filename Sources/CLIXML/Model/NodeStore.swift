/// One top-level value: its nodes in document order beside the bytes they point into.
///
/// ```
///  NodeStore
///  +----------+----------+-----------+----------------------------------------------+
///  | nodes    | bytes    | symbols   | firstNumber, place in the document           |
///  +----|-----+----|-----+-----|-----+----------------------------------------------+
///       v          v           v
///   [Node] 16 B  [UInt8]    names and type-name lists, shared by the values read
///   each, node 0 the value's   between two new names
///   is the root  markup as read
/// ```
///
/// A store is immutable and `Sendable`, and holds on to no other store: references inside the value are indices, and one to
/// an earlier value stays a ``RefID`` that the reader resolves on request. So releasing a store releases three arrays and
/// nothing behind them, whatever the values refer to. A value has at most 2^31 bytes and as many nodes.
///
/// Values that a program builds use the same layout: their texts are ``TextFlags/literal``, and objects put inside them are
/// attached by handle.
package final class NodeStore: Sendable {
    package let nodes: [Node]
    package let bytes: [UInt8]
    package let snapshot: SymbolSnapshot
    /// Objects that a program put into a value it built.
    package var attachments: AttachmentList { ownAttachments ?? AttachmentList.none }
    /// `nil` where there are none, as in all values of documents.
    private let ownAttachments: AttachmentList?
    /// The number of node 0 (``ObjectNumbers``), so that an object has the same number however often it is read.
    package let firstNumber: UInt64
    /// Where the value begins in the input, in bytes from 0.
    package let byteOffset: Int
    /// The line it begins in, from 1; 0 for a value that a program built.
    package let line: Int
    /// The column it begins in, from 1.
    package let column: Int
    /// How many values stand before it in the document.
    package let valueOrdinal: UInt64

    package init(
        nodes: [Node],
        bytes: [UInt8],
        snapshot: SymbolSnapshot,
        attachments: AttachmentList? = nil,
        firstNumber: UInt64? = nil,
        byteOffset: Int = 0,
        line: Int = 0,
        column: Int = 1,
        valueOrdinal: UInt64 = 0
    ) {
        self.nodes = nodes
        self.bytes = bytes
        self.snapshot = snapshot
        ownAttachments = attachments
        // Objects of different values must not be taken for one another.
        self.firstNumber = firstNumber ?? ObjectNumbers.take(nodes.count)
        self.byteOffset = byteOffset
        self.line = line
        self.column = column
        self.valueOrdinal = valueOrdinal
    }

    package var symbols: Symbols { snapshot.symbols }

    /// Whether the value was read from a document, and not built by a program.
    package var isFromDocument: Bool { line > 0 }

    /// The index after the subtree of a node.
    @inline(__always)
    package func end(of node: Int) -> Int { nodes[node].kind.isBranch ? Int(nodes[node].extent) : node &+ 1 }

    /// Appends the text of a node as WTF-8.
    package func appendText(of node: Int, to output: inout [UInt8]) {
        let entry = nodes[node]
        let bytes = bytes
        let start = Int(entry.start)
        NodeText.append(
            bytes.span.extracting(start..<(start &+ Int(entry.extent))),
            entry.flags,
            isCoded: entry.kind.isText,
            to: &output
        )
    }

    /// The text of a node as WTF-8.
    package func text(of node: Int) -> [UInt8] {
        var output: [UInt8] = []
        appendText(of: node, to: &output)
        return output
    }

    /// The text of a node in which `_xHHHH_` stands for characters whatever its kind: a child of a `PR`.
    package func codedText(of node: Int) -> [UInt8] {
        let entry = nodes[node]
        let bytes = bytes
        let start = Int(entry.start)
        return NodeText.bytes(bytes.span.extracting(start..<(start &+ Int(entry.extent))), entry.flags, isCoded: true)
    }

    /// The text of a node; a lone surrogate shows as U+FFFD.
    package func string(of node: Int) -> String {
        let entry = nodes[node]
        let bytes = bytes
        let start = Int(entry.start)
        let source = bytes.span.extracting(start..<(start &+ Int(entry.extent)))
        if entry.flags.isDisjoint(with: .coded) || entry.flags.contains(.literal) {
            return TextEscapes.string(fromWTF8: source)
        }
        return TextEscapes.string(fromWTF8: text(of: node).span)
    }

    /// The `RefId` of an object or reference as the document has it, or `nil`.
    package func refID(of node: Int) -> RefID? {
        guard isFromDocument else { return nil }
        let bytes = bytes
        guard let range = StartTag.refID(bytes.span, at: Int(nodes[node].start)) else { return nil }
        let text = bytes.span.extracting(range)
        if let number = RefID.plainNumber(text) { return RefID(number: number) }
        var plain: [UInt8] = []
        TextEscapes.unescapeXML(text, in: .attribute, into: &plain)
        return RefID(plain.span)
    }

    /// The fields of a progress record.
    package func progressFields(of node: Int) -> ProgressFields {
        let nodes = nodes
        let bytes = bytes
        return ProgressFields(nodes.span, node: node) { child in
            let start = Int(child.start)
            return NodeText.bytes(
                bytes.span.extracting(start..<(start &+ Int(child.extent))),
                child.flags,
                isCoded: true
            )
        }
    }
}
