internal import CLIXML

/// Takes strict JSON apart token by token.
struct JSONScanner {
    private let bytes: [UInt8]
    private var offset = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { offset == bytes.count }

    /// Whether `null` comes next.
    var isAtNull: Bool { offset < bytes.count && bytes[offset] == UInt8(ascii: "n") }

    func defect(_ message: String) -> TypedJSONTranslator.Defect {
        TypedJSONTranslator.Defect(message: message, offset: offset)
    }

    mutating func passBlanks() {
        while offset < bytes.count, [0x20, 0x09, 0x0D, 0x0A].contains(bytes[offset]) { offset += 1 }
    }

    /// Takes a byte, and the white space around it.
    mutating func take(_ byte: UInt8) throws {
        guard try takeIfPresent(byte) else { throw defect("'\(Character(Unicode.Scalar(byte)))' is expected") }
    }

    /// Takes a byte, and the white space around it, if it comes next.
    mutating func takeIfPresent(_ byte: UInt8) throws -> Bool {
        passBlanks()
        guard offset < bytes.count else { throw defect("the line ends inside a value") }
        guard bytes[offset] == byte else { return false }
        offset += 1
        passBlanks()
        return true
    }

    /// Takes a word such as `null`.
    mutating func word(_ word: String) throws {
        guard bytes[offset...].starts(with: word.utf8) else { throw defect("'\(word)' is expected") }
        offset += word.utf8.count
        passBlanks()
    }

    /// Takes a string; gives its text as WTF-8.
    mutating func string() throws -> [UInt8] {
        passBlanks()
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") else { throw defect("a string is expected") }
        offset += 1
        var text: [UInt8] = []
        while true {
            guard offset < bytes.count else { throw defect("the line ends inside a string") }
            let byte = bytes[offset]
            switch byte {
            case UInt8(ascii: "\""):
                offset += 1
                passBlanks()
                return text
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0..<0x20: throw defect("a control character stands in a string")
            default:
                text.append(byte)
                offset += 1
            }
        }
    }

    private mutating func escape(into text: inout [UInt8]) throws {
        guard offset + 1 < bytes.count else { throw defect("the line ends inside an escape") }
        let letter = bytes[offset + 1]
        let plain: [UInt8: UInt8] = [
            0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F, 0x62: 0x08, 0x66: 0x0C, 0x6E: 0x0A, 0x72: 0x0D, 0x74: 0x09,
        ]
        if let character = plain[letter] {
            text.append(character)
            offset += 2
            return
        }
        guard letter == UInt8(ascii: "u"), offset + 5 < bytes.count else { throw defect("an escape is not JSON's") }
        var unit: UInt16 = 0
        for index in (offset + 2)...(offset + 5) {
            guard let digit = Character(Unicode.Scalar(bytes[index])).hexDigitValue else {
                throw defect("an escape is not JSON's")
            }
            unit = unit << 4 | UInt16(digit)
        }
        TextEscapes.appendCodeUnit(unit, into: &text)
        offset += 6
    }

    /// Takes a string, number or truth value as text.
    mutating func scalar() throws -> [UInt8] {
        passBlanks()
        if offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") { return try string() }
        let start = offset
        while offset < bytes.count, ![0x2C, 0x7D, 0x5D, 0x20, 0x09, 0x0D].contains(bytes[offset]) { offset += 1 }
        guard offset > start else { throw defect("a string or number is expected") }
        defer { passBlanks() }
        return Array(bytes[start..<offset])
    }

    /// The string of the last member of the object that fills the line, if it has this name.
    func lastMember(named name: String) throws -> [UInt8]? {
        var end = bytes.count
        while end > 0, [0x20, 0x09, 0x0D].contains(bytes[end - 1]) { end -= 1 }
        guard end > 0, bytes[end - 1] == UInt8(ascii: "}") else { return nil }
        end -= 1
        while end > 0, [0x20, 0x09, 0x0D].contains(bytes[end - 1]) { end -= 1 }
        guard end > 1, bytes[end - 1] == UInt8(ascii: "\"") else { return nil }
        // Stream names hold no quotation marks; one that does is no stream of a document.
        guard let start = bytes[..<(end - 1)].lastIndex(of: UInt8(ascii: "\"")) else { return nil }
        var key = start
        while key > 0, [0x20, 0x09, UInt8(ascii: ":")].contains(bytes[key - 1]) { key -= 1 }
        guard key < start, bytes[..<key].suffix(name.utf8.count + 2).elementsEqual("\"\(name)\"".utf8) else {
            return nil
        }
        guard bytes[..<key].dropLast(name.utf8.count + 2).last(where: { $0 != 0x20 && $0 != 0x09 }) == UInt8(ascii: ",")
        else { return nil }
        var scanner = self
        scanner.offset = start
        return try scanner.string()
    }
}
