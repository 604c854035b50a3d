/// Recognises the URIs that most documents have without taking them apart.
///
/// Why it is fast: it looks at each byte once and makes nothing, where ``URIParser`` makes an array for each part.
enum PlainURI {
    /// Whether the text is a URI at a glance: what `URIParser` then does not refuse. False says nothing.
    static func isValid(_ text: Span<UInt8>) -> Bool {
        if text.isEmpty { return true }
        // Blanks and slashes at the start, drives and what only looks like one are left to the parser.
        guard isAlphanumeric(text[0]), text.count == 1 || text[1] != UInt8(ascii: ":") && text[1] != UInt8(ascii: "|")
        else { return false }
        guard let colon = colon(text) else { return true }
        guard text.count &- colon > 3, text[colon &+ 1] == UInt8(ascii: "/"), text[colon &+ 2] == UInt8(ascii: "/")
        else { return false }
        let start = colon &+ 3
        if starts(text, "http", colon) || starts(text, "https", colon) { return hasPlainHost(text, from: start) }
        return starts(text, "file", colon) && hasPlainPath(text, from: start)
    }

    /// Whether the text is a relative URI that .NET shows as it is. False says nothing.
    private static func isPlainlyRelative(_ text: Span<UInt8>) -> Bool {
        if text.isEmpty { return true }
        guard isAlphanumeric(text[0]), text.count == 1 || text[1] != UInt8(ascii: "|") else { return false }
        for index in text.indices
        where text[index] == UInt8(ascii: ":") || text[index] == UInt8(ascii: "%") || text[index] >= 0x80 {
            return false
        }
        return true
    }

    /// Whether .NET shows the text, which is a URI, as it is. False says nothing.
    static func isShownAsItIs(_ text: Span<UInt8>) -> Bool {
        if isPlainlyRelative(text) { return true }
        guard isValid(text), let colon = colon(text), colon < text.count &- 3 else { return false }
        let start = colon &+ 3
        if starts(text, "file", colon) { return hasOnlyPlain(text, from: start, isFile: true) }
        // The one name that is shown as another.
        guard let slash = endOfPlainHost(text, from: start),
            !starts(text.extracting(start...), "loopback", slash &- start)
        else { return false }
        return hasOnlyPlain(text, from: slash, isFile: false)
    }

    /// The slash after a host in small letters that is not Punycode; `isValid` has looked at the rest.
    private static func endOfPlainHost(_ text: Span<UInt8>, from start: Int) -> Int? {
        for index in start..<text.count {
            switch text[index] {
            case UInt8(ascii: "/"): return index
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): return nil
            case UInt8(ascii: "-"):
                guard isAlphanumeric(text[index &- 1]), index &+ 1 < text.count, isAlphanumeric(text[index &+ 1])
                else { return nil }
            default: continue
            }
        }
        return nil
    }

    /// Whether a path and what comes after it have nothing that .NET would leave out, escape or unescape.
    private static func hasOnlyPlain(_ text: Span<UInt8>, from start: Int, isFile: Bool) -> Bool {
        for index in start..<text.count {
            let byte = text[index]
            switch byte {
            case UInt8(ascii: "."), UInt8(ascii: "/"):
                // Dots may be a step to the directory around; of a file's path slashes become one.
                if index > start, text[index &- 1] == UInt8(ascii: "/"), isFile || byte == UInt8(ascii: ".") {
                    return false
                }
            case UInt8(ascii: "?"), UInt8(ascii: "#"):
                if isFile { return false }
            case UInt8(ascii: " "):
                if index == text.count &- 1 { return false }
            case UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "="), UInt8(ascii: "&"),
                UInt8(ascii: "+"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "~"), UInt8(ascii: "@"):
                continue
            default:
                guard isAlphanumeric(byte) else { return false }
            }
        }
        return true
    }

    private static func colon(_ text: Span<UInt8>) -> Int? {
        for index in text.indices where text[index] == UInt8(ascii: ":") { return index }
        return nil
    }

    private static func starts(_ text: Span<UInt8>, _ word: StaticString, _ count: Int) -> Bool {
        guard word.utf8CodeUnitCount == count else { return false }
        var index = 0
        for byte in word.description.utf8 {
            if text[index] != byte { return false }
            index &+= 1
        }
        return true
    }

    /// One label of letters, digits and hyphens that begins with a letter, or some with dots between them, up to the path or
    /// the end.
    private static func hasPlainHost(_ text: Span<UInt8>, from start: Int) -> Bool {
        var label = start
        var index = start
        while index < text.count {
            let byte = text[index]
            if byte == UInt8(ascii: "/") { break }
            if byte == UInt8(ascii: ".") {
                guard index > label, index &- label <= 63 else { return false }
                label = index &+ 1
            } else {
                let mayFollow = index > label && byte == UInt8(ascii: "-")
                guard isLetter(byte) || index > start && isAlphanumeric(byte) || mayFollow else { return false }
            }
            index &+= 1
        }
        return index > label && index &- label <= 63
    }

    /// `/c:/` or a path of this system.
    private static func hasPlainPath(_ text: Span<UInt8>, from start: Int) -> Bool {
        guard text.count &- start > 3, text[start] == UInt8(ascii: "/"), isLetter(text[start &+ 1])
        else { return false }
        let second = text[start &+ 2]
        return isAlphanumeric(second) || second == UInt8(ascii: ":") && text[start &+ 3] == UInt8(ascii: "/")
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool { isLetter(byte) || byte &- 0x30 < 10 }
}
