/// The primitives of a well-formed document, each with what stands around it, to tell which of them came back.
struct Inventory {
    struct Leaf {
        /// The start tags around it and its own bytes.
        let key: String
        let range: Range<Int>
        /// The bytes that it cannot do without: start tags around it, and all of an entry, a progress record or a list of
        /// type names that it is part of.
        let needed: [Range<Int>]
        let isReference: Bool
    }

    private struct Open {
        let name: String
        let tag: Range<Int>
        /// The leaves before it.
        let leafCount: Int
        var hasChildren = false
        /// The ranges of parts that count as one, by the leaves in them.
        var start: Int { tag.lowerBound }
    }

    private(set) var leaves: [Leaf] = []
    /// The top-level values.
    private(set) var values: [Range<Int>] = []

    private static let units: Set<String> = ["En", "PR", "TN"]

    init(_ bytes: [UInt8]) {
        var open: [Open] = []
        var index = 0
        var unitRanges: [(leaves: Range<Int>, range: Range<Int>)] = []
        func add(_ range: Range<Int>, _ name: String) {
            let tags = open.map { String(decoding: bytes[$0.tag], as: UTF8.self) }.joined()
            leaves.append(
                Leaf(
                    key: tags + String(decoding: bytes[range], as: UTF8.self),
                    range: range,
                    needed: open.map(\.tag),
                    isReference: name == "Ref" || name == "TNRef"
                )
            )
        }
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "<"), index + 1 < bytes.count, bytes[index + 1] != UInt8(ascii: " "),
                let end = bytes[index...].firstIndex(of: UInt8(ascii: ">"))
            else {
                index += 1
                continue
            }
            let tag = index..<(end + 1)
            let text = String(decoding: bytes[tag], as: UTF8.self)
            index = end + 1
            if text.hasPrefix("</") {
                guard let element = open.popLast() else { continue }
                let range = element.start..<index
                if open.count == 1 { values.append(range) }
                if !element.hasChildren,
                    !["Objs", "TN", "Props", "MS", "LST", "Obj", "DCT", "IE", "STK", "QUE"].contains(element.name)
                {
                    add(range, element.name)
                }
                if Inventory.units.contains(element.name) {
                    unitRanges.append((element.leafCount..<leaves.count, range))
                }
            } else if text.hasPrefix("<?") || text.hasPrefix("<!") {
                continue
            } else {
                let name = String(text.dropFirst().prefix { $0 != " " && $0 != ">" && $0 != "/" })
                if !open.isEmpty { open[open.count - 1].hasChildren = true }
                if text.hasSuffix("/>") {
                    if open.count == 1 { values.append(tag) }
                    add(tag, name)
                } else {
                    open.append(Open(name: name, tag: tag, leafCount: leaves.count))
                }
            }
        }
        for unit in unitRanges {
            for leaf in unit.leaves {
                let old = leaves[leaf]
                leaves[leaf] = Leaf(
                    key: old.key,
                    range: old.range,
                    needed: old.needed + [unit.range],
                    isReference: old.isReference
                )
            }
        }
    }
}
