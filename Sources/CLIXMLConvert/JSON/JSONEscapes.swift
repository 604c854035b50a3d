internal import CLIXML

/// Escapes texts for JSON strings (convert.md 3.7), by a look-up for each byte.
struct JSONEscapes {
    /// What a byte of WTF-8 asks for.
    private enum Class {
        /// It is copied.
        static let plain: UInt8 = 0
        /// It is escaped: the letter of its short escape, or `u` for the long one.
        static let long = UInt8(ascii: "u")
        /// It may begin U+0085, U+2028, U+2029 or a lone surrogate.
        static let lead: UInt8 = 1
        /// It begins a character that is escaped because it is not ASCII.
        static let foreign: UInt8 = 2
    }

    /// An array, since the writer that has it is copied for some calls.
    private let classes: [UInt8]
    /// Whether texts with no flag set can be copied as they are: `'` and `>` have none.
    private let flagsSuffice: Bool

    // Raw values: an option set of another module is compared in a generic way.
    private static let canonical: UInt8 = 128

    /// Whether a text with these flags can be copied as it is.
    @inline(__always)
    func canCopy(_ flags: TextFlags) -> Bool { flagsSuffice && flags.rawValue & ~JSONEscapes.canonical == 0 }

    /// Whether what ``ByteSink/putPlain(_:from:to:)`` puts in needs no escapes.
    @inline(__always)
    var canCopyPlain: Bool { flagsSuffice }

    /// Whether ``put(_:from:count:_:into:)`` may be able to write a text with these flags.
    @inline(__always)
    func mayPut(_ flags: TextFlags) -> Bool { flagsSuffice && flags.rawValue & ~CodedText.manageable == 0 }

    init(_ handling: JSONEscapeHandling) {
        var classes = [UInt8](repeating: Class.plain, count: 256)
        for byte in 0..<0x20 { classes[byte] = Class.long }
        for (byte, letter) in [(8, "b"), (9, "t"), (10, "n"), (12, "f"), (13, "r"), (0x5C, "\\")]
            as [(Int, Unicode.Scalar)]
        {
            classes[byte] = UInt8(ascii: letter)
        }
        classes[0x22] = UInt8(ascii: "\"")
        if handling == .html {
            for byte in [0x22, 0x26, 0x27, 0x3C, 0x3E] { classes[byte] = Class.long }
        }
        if handling == .nonASCII {
            for byte in 0x80...0xFF { classes[byte] = Class.foreign }
        } else {
            for byte in [0xC2, 0xE2, 0xED] { classes[byte] = Class.lead }
        }
        self.classes = classes
        flagsSuffice = handling != .html
    }

    /// Appends the characters of a text, escaped, without quotation marks.
    ///
    /// - Complexity: O(*n*) in the bytes.
    func append(_ text: Span<UInt8>, to output: inout [UInt8]) {
        let count = text.count
        var copied = 0
        var index = 0
        while index < count {
            let byte = text[index]
            let kind = classes[Int(byte)]
            if kind == Class.plain {
                index &+= 1
                continue
            }
            var length = 1
            if kind == Class.lead || kind == Class.foreign {
                guard let (unit, bytes) = escapedUnit(text, at: index, isForeign: kind == Class.foreign) else {
                    index &+= 1
                    continue
                }
                output.append(text, copied..<index)
                length = bytes
                if unit >= 0x1_0000 {
                    appendUnit(UInt16(truncatingIfNeeded: 0xD7C0 &+ unit >> 10), to: &output)
                    appendUnit(UInt16(truncatingIfNeeded: 0xDC00 | unit & 0x3FF), to: &output)
                } else if unit & 0xF800 == 0xD800, kind == Class.lead {
                    // PowerShell leaves the code unit as it is, and UTF-8 has no place for it.
                    output.append(contentsOf: [0xEF, 0xBF, 0xBD])
                } else {
                    appendUnit(UInt16(truncatingIfNeeded: unit), to: &output)
                }
            } else {
                output.append(text, copied..<index)
                if kind == Class.long {
                    appendUnit(UInt16(byte), to: &output)
                } else {
                    output.append(0x5C)
                    output.append(kind)
                }
            }
            index &+= length
            copied = index
        }
        output.append(text, copied..<count)
    }

    /// Puts the characters of a node's text into a sink, escaped, without quotation marks.
    ///
    /// The sink needs room for six times the text. What ``CodedText`` knows is undone here.
    ///
    /// - Returns: false if more is in the text than that; the sink is then as it was.
    /// - Complexity: O(*n*) in the bytes.
    func put(_ source: Span<UInt8>, from first: Int, count: Int, _ flags: TextFlags, into sink: inout ByteSink) -> Bool
    {
        let mark = sink.count
        let isCoded = flags.rawValue & CodedText.literal == 0
        let end = first &+ count
        var index = first
        while true {
            index = sink.putPlain(source, from: index, to: end)
            guard index < end else { return true }
            var character = source[index]
            var length = 1
            if isCoded, character == UInt8(ascii: "&") || character == UInt8(ascii: "_") {
                let decoded = CodedText.character(source, at: index, upTo: end)
                guard decoded.length > 0 else { break }
                length = decoded.length
                guard decoded.scalar < 0x80 else {
                    putForeign(decoded.scalar, into: &sink)
                    index &+= length
                    continue
                }
                character = UInt8(truncatingIfNeeded: decoded.scalar)
            }
            switch classes[Int(character)] {
            case Class.plain:
                sink.put(character)
                index &+= length
                // Texts in other scripts: their bytes come in runs.
                var run = index
                while run < end, source[run] >= 0x80, classes[Int(source[run])] == Class.plain { run &+= 1 }
                if run > index { sink.put(source, from: index, count: run &- index) }
                index = run
                continue
            case Class.long:
                putUnit(UInt16(character), into: &sink)
            case Class.lead:
                guard let (unit, bytes) = escapedUnit(source, at: index, isForeign: false) else {
                    sink.put(character)
                    break
                }
                guard unit & 0xF800 != 0xD800 else {
                    sink.rewind(to: mark)
                    return false
                }
                putUnit(UInt16(truncatingIfNeeded: unit), into: &sink)
                length = bytes
            case Class.foreign:
                guard let (unit, bytes) = escapedUnit(source, at: index, isForeign: true) else {
                    sink.put(character)
                    break
                }
                putUnits(unit, into: &sink)
                length = bytes
            case let letter:
                sink.put(UInt32(0x5C) | UInt32(letter) << 8, count: 2)
            }
            index &+= length
        }
        sink.rewind(to: mark)
        return false
    }

    /// Puts in a character outside ASCII that was coded as ASCII.
    private func putForeign(_ scalar: UInt32, into sink: inout ByteSink) {
        if classes[0x80] == Class.foreign || scalar == 0x85 || scalar & ~1 == 0x2028 {
            putUnits(scalar, into: &sink)
        } else {
            sink.put(scalar: scalar)
        }
    }

    private func putUnits(_ scalar: UInt32, into sink: inout ByteSink) {
        if scalar >= 0x1_0000 {
            putUnit(UInt16(truncatingIfNeeded: 0xD7C0 &+ scalar >> 10), into: &sink)
            putUnit(UInt16(truncatingIfNeeded: 0xDC00 | scalar & 0x3FF), into: &sink)
        } else {
            putUnit(UInt16(truncatingIfNeeded: scalar), into: &sink)
        }
    }

    private func putUnit(_ unit: UInt16, into sink: inout ByteSink) {
        sink.put(0x5C)
        sink.put(0x75)
        for shift: UInt16 in [12, 8, 4, 0] { sink.put(JSONEscapes.digit(unit >> shift)) }
    }

    @inline(__always)
    private static func digit(_ value: UInt16) -> UInt8 {
        let digit = UInt8(truncatingIfNeeded: value) & 0xF
        return digit < 10 ? 0x30 &+ digit : 0x57 &+ digit
    }

    /// The code point at an index and its length in bytes, if it is one to be escaped.
    private func escapedUnit(_ text: Span<UInt8>, at index: Int, isForeign: Bool) -> (UInt32, Int)? {
        let left = text.count &- index
        let lead = text[index]
        guard lead >= 0xC2, left >= 2 else { return nil }
        let second = UInt32(text[index &+ 1] & 0x3F)
        if lead < 0xE0 {
            let value = UInt32(lead & 0x1F) << 6 | second
            return isForeign || value == 0x85 ? (value, 2) : nil
        }
        guard left >= 3 else { return nil }
        let third = UInt32(text[index &+ 2] & 0x3F)
        if lead < 0xF0 {
            let value = UInt32(lead & 0xF) << 12 | second << 6 | third
            return isForeign || value & 0xFFFE == 0x2028 || value & 0xF800 == 0xD800 ? (value, 3) : nil
        }
        guard isForeign, left >= 4 else { return nil }
        return (UInt32(lead & 7) << 18 | second << 12 | third << 6 | UInt32(text[index &+ 3] & 0x3F), 4)
    }

    private func appendUnit(_ unit: UInt16, to output: inout [UInt8]) {
        output.append(0x5C)
        output.append(0x75)
        for shift: UInt16 in [12, 8, 4, 0] { output.append(JSONEscapes.digit(unit >> shift)) }
    }
}
