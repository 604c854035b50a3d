internal import CLIXML

/// What PowerShell makes of the characters of a JSON number (convert.md 7.2, 7.3).
enum JSONNumber: Equatable {
    case integer(Int64)
    case double(Double)
    /// An integer beyond 64 bits, which becomes a BigInteger.
    case large

    /// The most characters an integer may have.
    private static let maximumIntegerLength = 380

    /// - Returns: `nil` if the characters are no number, or too long an integer.
    init?(_ text: Span<UInt8>) {
        let count = text.count
        guard count > 0 else { return nil }
        if text[0] == UInt8(ascii: "0"), count > 1, text[1] != UInt8(ascii: "."), text[1] | 0x20 != UInt8(ascii: "e") {
            let isHexadecimal = text[1] | 0x20 == UInt8(ascii: "x")
            guard let value = JSONNumber.bits(text, from: isHexadecimal ? 2 : 1, shift: isHexadecimal ? 4 : 3) else {
                return nil
            }
            self = .integer(Int64(bitPattern: value))
            return
        }
        let first = text[0] == UInt8(ascii: "-") ? 1 : 0
        guard first < count else { return nil }
        var value: Int64 = 0
        var overflows = count &- first > 19
        for index in first..<count {
            let digit = text[index] &- 0x30
            guard digit < 10 else {
                guard let value = JSONNumber.double(text) else { return nil }
                self = .double(value)
                return
            }
            // Negative, because there is one number more.
            let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10)
            let (difference, isTooSmall) = product.subtractingReportingOverflow(Int64(digit))
            overflows = overflows || isTooLarge || isTooSmall
            value = difference
        }
        if overflows || first == 0 && value == .min {
            guard count <= JSONNumber.maximumIntegerLength else { return nil }
            self = .large
        } else {
            self = .integer(first == 0 ? 0 &- value : value)
        }
    }

    /// Digits of a base that is a power of two; up to 64 bits, in which the first may be the sign.
    private static func bits(_ text: Span<UInt8>, from start: Int, shift: UInt64) -> UInt64? {
        guard start < text.count else { return nil }
        var value: UInt64 = 0
        for index in start..<text.count {
            let byte = text[index]
            let letter = (byte | 0x20) &- 0x61
            let digit = byte &- 0x30 < 10 ? byte &- 0x30 : letter < 6 ? letter &+ 10 : 255
            guard digit < 1 << shift, value >> (64 &- shift) == 0 else { return nil }
            value = value << shift | UInt64(digit)
        }
        return value
    }

    /// Digits with a point, an exponent or both.
    private static func double(_ text: Span<UInt8>) -> Double? {
        guard isDecimal(text, isStrict: false) else { return nil }
        return PrimitiveParser.double(text)
    }

    /// Whether characters are a number as JSON defines it.
    static func isStrict(_ text: Span<UInt8>) -> Bool { isDecimal(text, isStrict: true) }

    private static func isDecimal(_ text: Span<UInt8>, isStrict: Bool) -> Bool {
        var index = 0
        func passDigits() -> Int {
            let start = index
            while index < text.count, text[index] &- 0x30 < 10 { index &+= 1 }
            return index &- start
        }
        if index < text.count, text[index] == UInt8(ascii: "-") { index &+= 1 }
        let first = index
        let wholeCount = passDigits()
        if isStrict, wholeCount == 0 || wholeCount > 1 && text[first] == UInt8(ascii: "0") { return false }
        if index < text.count, text[index] == UInt8(ascii: ".") {
            index &+= 1
            let fractionCount = passDigits()
            if fractionCount == 0, isStrict || wholeCount == 0 { return false }
        } else if wholeCount == 0 {
            return false
        }
        if index < text.count, text[index] | 0x20 == UInt8(ascii: "e") {
            index &+= 1
            if index < text.count, text[index] == UInt8(ascii: "+") || text[index] == UInt8(ascii: "-") { index &+= 1 }
            if passDigits() == 0 { return false }
        }
        return index == text.count
    }
}

/// The properties of a .NET BigInteger.
struct LargeInteger {
    let isNegative: Bool
    /// Without leading zeros.
    let digits: [UInt8]
    let isPowerOfTwo: Bool

    /// - Parameter text: digits, with a minus or without, at most a few hundred.
    init(_ text: Span<UInt8>) {
        let sign = text.count > 0 && text[0] == UInt8(ascii: "-")
        var start = sign ? 1 : 0
        while start < text.count &- 1, text[start] == UInt8(ascii: "0") { start &+= 1 }
        var digits: [UInt8] = []
        digits.append(text, start..<text.count)
        self.digits = digits
        isNegative = sign && digits != [UInt8(ascii: "0")]
        isPowerOfTwo = !isNegative && LargeInteger.isPowerOfTwo(digits)
    }

    var isZero: Bool { digits == [UInt8(ascii: "0")] }
    var isOne: Bool { !isNegative && digits == [UInt8(ascii: "1")] }
    var isEven: Bool { (digits.last ?? 0x30) & 1 == 0 }
    var sign: Int32 { isZero ? 0 : isNegative ? -1 : 1 }

    /// The number in base 2^32 has one bit.
    private static func isPowerOfTwo(_ digits: [UInt8]) -> Bool {
        var words: [UInt32] = []
        for digit in digits {
            var carry = UInt64(digit &- 0x30)
            for index in words.indices {
                let value = UInt64(words[index]) * 10 + carry
                words[index] = UInt32(truncatingIfNeeded: value)
                carry = value >> 32
            }
            if carry > 0 { words.append(UInt32(truncatingIfNeeded: carry)) }
        }
        return words.reduce(0) { $0 + $1.nonzeroBitCount } == 1
    }
}
