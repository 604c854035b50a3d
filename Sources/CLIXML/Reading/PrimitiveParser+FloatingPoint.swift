extension PrimitiveParser {
    /// Reads a double, or returns `nil` when the text is none (clixml.md 2.4).
    ///
    /// Correctly rounded; too large is infinite.
    package static func double(_ text: Span<UInt8>) -> Double? {
        if let value = PlainDecimal(text)?.value { return value }
        guard let form = DecimalForm(text, allowsExponent: true) else {
            return special(text).map { Double($0) }
        }
        if let short = form.exactParts(text) {
            // Both operands are exact, so the one operation rounds correctly.
            let value =
                short.exponent < 0
                ? Double(short.digits) / powersOfTen[0 - short.exponent]
                : Double(short.digits) * powersOfTen[short.exponent]
            return form.isNegative ? -value : value
        }
        return Double(form.string(text))
    }

    /// Reads a single, or returns `nil` when the text is none.
    ///
    /// Rounded once, from the text.
    package static func single(_ text: Span<UInt8>) -> Float? {
        guard let form = DecimalForm(text, allowsExponent: true) else { return special(text) }
        if let short = form.exactParts(text), short.digits <= 1 << 24, abs(short.exponent) <= 10 {
            let value =
                short.exponent < 0
                ? Float(short.digits) / Float(powersOfTen[0 - short.exponent])
                : Float(short.digits) * Float(powersOfTen[short.exponent])
            return form.isNegative ? -value : value
        }
        return Float(form.string(text))
    }

    /// Says whether a text is a double or a single; the two take the same texts.
    package static func isFloatingPoint(_ text: Span<UInt8>) -> Bool {
        isPlainNumber(text) || DecimalForm(text, allowsExponent: true) != nil || special(text) != nil
    }

    /// True for plain decimals of so few digits that every one of them is another number, written as the writer would.
    ///
    /// A number that is read from such a text has no shorter text, so that it need not be read at all.
    ///
    /// - Parameter digits: 15 for a double, 6 for a single.
    package static func isShortDecimal(_ text: Span<UInt8>, digits: Int) -> Bool {
        var index = 0
        let count = text.count
        if count > 1, text[0] == UInt8(ascii: "-") { index = 1 }
        guard count > index, count &- index <= digits &+ 2 else { return false }
        let isFraction = text[index] == UInt8(ascii: "0")
        var significant = isFraction ? 0 : 1
        if text[index] &- 0x30 > 9 { return false }
        index &+= 1
        while !isFraction, index < count, text[index] &- 0x30 <= 9 {
            significant &+= 1
            index &+= 1
        }
        if index == count { return significant <= digits }
        guard text[index] == UInt8(ascii: "."), text[count &- 1] != UInt8(ascii: "0"), index &+ 1 < count else {
            return false
        }
        index &+= 1
        // From four zeros on there is an exponent.
        if isFraction, count &- index > 3, text[index] | text[index &+ 1] | text[index &+ 2] == UInt8(ascii: "0") {
            guard text[index &+ 3] != UInt8(ascii: "0") else { return false }
        }
        while index < count {
            if text[index] &- 0x30 > 9 { return false }
            significant &+= 1
            index &+= 1
        }
        return significant <= digits
    }

    /// The infinities and not-a-number in the spellings .NET takes.
    private static func special(_ text: Span<UInt8>) -> Float? {
        // XmlConvert's own spellings are tested first, exactly and only among the blanks of XML.
        let xmlTrimmed = text.extracting(trimmedXMLSpace(text))
        if equals(xmlTrimmed, "INF", ignoringCase: false) { return .infinity }
        if equals(xmlTrimmed, "-INF", ignoringCase: false) { return -.infinity }
        let trimmed = text.extracting(trimmedUnicodeSpace(text))
        guard trimmed.count > 0 else { return nil }
        let isSigned = trimmed[0] == 0x2D || trimmed[0] == 0x2B
        let word = trimmed.extracting((isSigned ? 1 : 0)..<trimmed.count)
        if equals(word, "nan", ignoringCase: true) { return .nan }
        if equals(word, "infinity", ignoringCase: true) { return trimmed[0] == 0x2D ? -.infinity : .infinity }
        return nil
    }

    private static func equals(_ text: Span<UInt8>, _ word: StaticString, ignoringCase: Bool) -> Bool {
        guard text.count == word.utf8CodeUnitCount else { return false }
        let bytes = Array(word.description.utf8)
        for index in text.indices where (ignoringCase ? text[index] | 0x20 : text[index]) != bytes[index] {
            return false
        }
        return true
    }

    /// The powers of ten that a double holds exactly.
    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]
}

extension DecimalForm {
    /// The number as whole digits times a power of ten, where both are exact doubles; `nil` where they are not.
    fileprivate func exactParts(_ text: Span<UInt8>) -> (digits: Int64, exponent: Int)? {
        guard significantCount <= 15 else { return nil }
        var digits: Int64 = 0
        var index = firstSignificant
        var left = significantCount
        while left > 0 {
            if text[index] != 0x2E {
                digits = digits &* 10 &+ Int64(text[index] &- 0x30)
                left -= 1
            }
            index += 1
        }
        if digits == 0 { return (0, 0) }
        let power = exponent + pointPosition - significantCount
        return abs(power) <= 22 ? (digits, power) : nil
    }

    /// The number without its surroundings, for the standard library.
    fileprivate func string(_ text: Span<UInt8>) -> String {
        var bytes: [UInt8] = []
        bytes.append(text, range)
        return String(decoding: bytes, as: UTF8.self)
    }
}
