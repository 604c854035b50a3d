/// An error inside the reader, before its offset is turned into a position and a path.
struct Fault: Error {
    let code: CLIXMLError.Code
    /// Where the construct begins in the source.
    let offset: Int
    let message: String

    @inline(never)
    init(_ code: CLIXMLError.Code, at offset: Int, _ message: String) {
        self.code = code
        self.offset = offset
        self.message = message
    }

    @inline(never)
    static func invalidCharacter(_ byte: UInt8, at offset: Int) -> Fault {
        Fault(
            .invalidCharacter,
            at: offset,
            "the character 0x\(hexadecimal(UInt32(byte), digits: 2)) is not allowed in XML"
        )
    }

    static func longText(_ limit: Int) -> String { "the text is longer than the limit of \(limit) bytes" }
    static func longName(_ limit: Int) -> String { "a name or attribute is longer than the limit of \(limit) bytes" }

    /// The character at `offset` for a message.
    static func shown(_ source: Span<UInt8>, _ offset: Int, _ end: Int) -> String {
        guard offset < end else { return "the end" }
        let byte = source[offset]
        if byte >= 0x80 {
            let character = TextEscapes.string(fromWTF8: source.extracting(offset..<min(offset &+ 4, end)))
            guard let scalar = character.unicodeScalars.first, scalar != "\u{FFFD}" else {
                return "a malformed character"
            }
            return "U+" + hexadecimal(scalar.value, digits: 4)
        }
        guard byte >= 0x20, byte < 0x7F else { return "0x" + hexadecimal(UInt32(byte), digits: 2) }
        return "'\(Character(Unicode.Scalar(byte)))'"
    }

    private static func hexadecimal(_ number: UInt32, digits count: Int) -> String {
        let digits = String(number, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(count - digits.utf8.count, 0)) + digits
    }
}
