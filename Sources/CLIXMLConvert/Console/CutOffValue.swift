/// The beginning of a value of a console document, made whole again where that makes sense.
enum CutOffValue {
    /// A string with what there is of its text; empty for progress, and where not even the start tag is whole; `nil` for
    /// everything else.
    static func closed(_ bytes: [UInt8]) -> [UInt8]? {
        guard let start = bytes.firstIndex(of: UInt8(ascii: "<")) else { return nil }
        let value = bytes[start...]
        guard let tagEnd = value.firstIndex(of: UInt8(ascii: ">")) else {
            return value.starts(with: "<Objs".utf8) ? nil : []
        }
        let tag = value[start...tagEnd]
        if tag.starts(with: "<Obj ".utf8) { return isProgress(Array(tag)) ? [] : nil }
        guard tag.starts(with: "<S ".utf8) || tag.starts(with: "<S>".utf8) else { return nil }
        var text = value[(tagEnd + 1)...]
        if let next = text.firstIndex(of: UInt8(ascii: "<")) { text = text[..<next] }
        if let reference = text.lastIndex(of: UInt8(ascii: "&")), !text[reference...].contains(UInt8(ascii: ";")) {
            text = text[..<reference]
        }
        text = withoutCutOffEscape(text)
        return Array(tag) + text + Array("</S>".utf8)
    }

    /// Whether the start tag of a value says that it belongs to the progress stream.
    static func isProgress(_ value: [UInt8]) -> Bool {
        let tag = value.prefix { $0 != UInt8(ascii: ">") }
        let mark = Array("S=\"progress\"".utf8)
        return tag.indices.contains { tag[$0...].starts(with: mark) }
    }

    /// The text without the first characters of an escape at its end.
    private static func withoutCutOffEscape(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let mark = text.suffix(6).lastIndex(of: UInt8(ascii: "_")) else { return text }
        let rest = text[(mark + 1)...]
        guard let first = rest.first else {
            // The last character of an escape, or the first.
            let escape = text.suffix(7)
            return escape.count == 7 && escape.starts(with: "_x".utf8) ? text : text.dropLast()
        }
        guard first == UInt8(ascii: "x") || first == UInt8(ascii: "X") else { return text }
        let isEscape = rest.dropFirst().allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
        return isEscape ? text[..<mark] : text
    }
}
