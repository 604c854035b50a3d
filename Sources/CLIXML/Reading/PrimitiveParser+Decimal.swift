extension PrimitiveParser {
    /// Reads a decimal number, or returns `nil` when the text is none or the number does not fit (clixml.md 2.5).
    ///
    /// Trailing zeros are kept; digits that do not fit after the point are rounded, an exact half to even.
    package static func decimal(_ text: Span<UInt8>) -> PSDecimal? {
        guard let form = DecimalForm(text, allowsExponent: false) else { return nil }
        // Digits after the leading zeros, the point left out; the first stands before the point `scale` places.
        var index = form.firstSignificant
        var remaining = form.significantCount
        var scale = form.pointPosition
        func next() -> UInt8? {
            guard remaining > 0 else { return nil }
            if text[index] == 0x2E { index += 1 }
            defer {
                index += 1
                remaining -= 1
            }
            return text[index] &- 0x30
        }
        if remaining == 0 {
            return PSDecimal(magnitude: 0, scale: min(max(0 - scale, 0), 28))
        }
        if scale > 29 { return nil }
        let limit = UInt128(1) << 96
        var magnitude: UInt128 = 0
        var digit = next()
        while scale > 0 || (digit != nil && scale > -28) {
            let longer = magnitude * 10 + UInt128(digit ?? 0)
            // .NET tests before it multiplies: with a last digit above 5 it rounds although the number would not fit.
            guard longer < limit else { break }
            magnitude = longer
            if digit != nil { digit = next() }
            scale -= 1
        }
        if let digit, digit >= 5 {
            var roundsUp = digit > 5 || magnitude & 1 == 1
            while !roundsUp, let tail = next() { roundsUp = tail > 0 }
            if roundsUp {
                magnitude += 1
                if magnitude == limit {
                    magnitude = limit / 10 + 1
                    scale += 1
                }
            }
        }
        if scale > 0 { return nil }
        if scale <= -29 { return PSDecimal(magnitude: 0, scale: 28) }
        return PSDecimal(magnitude: magnitude, scale: 0 - scale, isNegative: form.isNegative)
    }

    /// Says whether a text is a decimal number that fits.
    package static func isDecimal(_ text: Span<UInt8>) -> Bool {
        if isPlainNumber(text) { return true }
        guard let form = DecimalForm(text, allowsExponent: false) else { return false }
        if form.pointPosition <= 28 { return true }
        return decimal(text) != nil
    }

    /// True for at most 28 characters of digits with a point between two of them or none, perhaps after a minus sign: a
    /// number of every type that can have a point.
    @inline(__always)
    static func isPlainNumber(_ text: Span<UInt8>) -> Bool {
        let count = text.count
        guard count > 0, count <= 28, isDigit(text[count &- 1]) else { return false }
        var index = text[0] == UInt8(ascii: "-") ? 1 : 0
        guard index < count, isDigit(text[index]) else { return false }
        var pointCount = 0
        while index < count {
            if !isDigit(text[index]) {
                guard text[index] == UInt8(ascii: "."), pointCount == 0 else { return false }
                pointCount = 1
            }
            index &+= 1
        }
        return true
    }

    /// Says whether a valid decimal text is canonical: no blanks, no plus, a digit before and after the point.
    package static func isCanonicalDecimal(_ text: Span<UInt8>) -> Bool {
        let count = text.count
        let first = count > 0 && text[0] == 0x2D ? 1 : 0
        guard count > first, count - first <= 28, isDigit(text[first]), isDigit(text[count - 1]) else { return false }
        if text[first] == 0x30, count > first + 1, text[first + 1] != 0x2E { return false }
        guard first == 1 else { return true }
        for index in 1..<count where text[index] != 0x30 && text[index] != 0x2E { return true }
        return false
    }
}

/// The parts of a number with a point and perhaps an exponent, checked but not yet computed.
struct DecimalForm {
    var isNegative = false
    /// The index of the first digit that is not zero.
    var firstSignificant = 0
    /// How many digits there are from that one on, trailing zeros included.
    var significantCount = 0
    /// How many places before the point the first significant digit stands; 0 when directly after the point.
    var pointPosition = 0
    /// The exponent as written, kept within ±100,000,000.
    var exponent = 0
    /// The range of the number in the text, from the sign to the exponent.
    var range: Range<Int>

    /// Checks a text: blanks, sign, digits with at most one point, exponent, blanks and NULs.
    init?(_ text: Span<UInt8>, allowsExponent: Bool) {
        let count = text.count
        var index = 0
        while index < count, PrimitiveParser.isNumberSpace(text[index]) { index += 1 }
        let start = index
        if index < count, text[index] == 0x2D || text[index] == 0x2B {
            isNegative = text[index] == 0x2D
            index += 1
        }
        var hasDigits = false
        var hasPoint = false
        while index < count {
            let byte = text[index]
            if PrimitiveParser.isDigit(byte) {
                hasDigits = true
                if byte != 0x30 || significantCount > 0 {
                    if significantCount == 0 { firstSignificant = index }
                    significantCount += 1
                    if !hasPoint { pointPosition += 1 }
                } else if hasPoint {
                    pointPosition -= 1
                }
            } else if byte == 0x2E, !hasPoint {
                hasPoint = true
            } else {
                break
            }
            index += 1
        }
        guard hasDigits else { return nil }
        if allowsExponent, index < count, text[index] | 0x20 == 0x65 {
            var end = index + 1
            var isNegativeExponent = false
            if end < count, text[end] == 0x2D || text[end] == 0x2B {
                isNegativeExponent = text[end] == 0x2D
                end += 1
            }
            guard end < count, PrimitiveParser.isDigit(text[end]) else { return nil }
            while end < count, PrimitiveParser.isDigit(text[end]) {
                if exponent < 10_000_000 { exponent = exponent * 10 + Int(text[end] &- 0x30) }
                end += 1
            }
            if isNegativeExponent { exponent = 0 - exponent }
            index = end
        }
        range = start..<index
        guard PrimitiveParser.endsNumber(text, from: index) else { return nil }
    }
}
