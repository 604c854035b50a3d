/// A fixture cut at its reference numbers, so that it can be written again and again with the numbers that Export-Clixml
/// would give.
///
/// It reads the form Export-Clixml writes, indented and with double quotation marks, and nothing else.
struct DocumentTemplate {
    enum Piece {
        case bytes(Range<Int>)
        /// The number of an object defined here.
        case object(Int)
        /// The number of an object defined before.
        case reference(Int)
        /// A `TN` or `TNRef` element.
        case typeNames(list: Int)
    }

    /// A list of type names: the key that equal lists share, and the content of its `TN` element.
    struct TypeNameList {
        let key: [UInt8]
        let content: Range<Int>
    }

    let bytes: [UInt8]
    /// What is written once, before anything is repeated.
    private(set) var head: [Piece] = []
    private(set) var repeated: [Piece] = []
    private(set) var lists: [TypeNameList] = []

    /// Cuts a fixture.
    ///
    /// - Parameter keepsFirstValue: whether its first value becomes the head.
    init(_ bytes: [UInt8], keepsFirstValue: Bool) throws(InputError) {
        self.bytes = bytes
        guard let headerEnd = DocumentTemplate.find(">", in: bytes, from: 0),
            let end = DocumentTemplate.find("\n</Objs>", in: bytes, from: 0)
        else { throw InputError("a fixture has no Objs element") }
        var start = headerEnd + 1
        if keepsFirstValue {
            let closing = "\n  </Obj>"
            guard let last = DocumentTemplate.find(closing, in: bytes, from: start) else {
                throw InputError("a fixture has no first value")
            }
            head = try cut(start..<(last + closing.utf8.count))
            start = last + closing.utf8.count
        }
        repeated = try cut(start..<end)
    }

    private mutating func cut(_ range: Range<Int>) throws(InputError) -> [Piece] {
        var pieces: [Piece] = []
        var done = range.lowerBound
        let marker = "RefId=\""
        while let found = DocumentTemplate.find(marker, in: bytes, from: done), found < range.upperBound {
            let start = found + marker.utf8.count
            guard let end = DocumentTemplate.find("\"", in: bytes, from: start),
                let number = Int(String(decoding: bytes[start..<end], as: UTF8.self)),
                let tagStart = bytes[..<found].lastIndex(of: UInt8(ascii: "<")),
                let nameEnd = bytes[tagStart...].firstIndex(of: UInt8(ascii: " "))
            else { throw InputError("a fixture has a RefId that is no number") }
            switch String(decoding: bytes[tagStart..<nameEnd], as: UTF8.self) {
            case "<Obj":
                pieces += [.bytes(done..<start), .object(number)]
                done = end
            case "<Ref":
                pieces += [.bytes(done..<start), .reference(number)]
                done = end
            case "<TN":
                guard let close = DocumentTemplate.find("</TN>", in: bytes, from: end), number == lists.count else {
                    throw InputError("a fixture has type names out of order")
                }
                let content = (end + 2)..<close
                let key = bytes[content].filter { $0 > 0x20 }
                lists.append(TypeNameList(key: key, content: content))
                pieces += [.bytes(done..<tagStart), .typeNames(list: number)]
                done = close + "</TN>".utf8.count
            case "<TNRef":
                pieces += [.bytes(done..<tagStart), .typeNames(list: number)]
                done = end + "\" />".utf8.count
            default: throw InputError("a fixture has a RefId in an element that has none")
            }
        }
        pieces.append(.bytes(done..<range.upperBound))
        return pieces
    }

    private static func find(_ word: String, in bytes: [UInt8], from start: Int) -> Int? {
        let word = Array(word.utf8)
        guard start + word.count <= bytes.count else { return nil }
        return (start...(bytes.count - word.count)).first { bytes[$0..<($0 + word.count)].elementsEqual(word) }
    }
}

/// An input that cannot be made.
struct InputError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
