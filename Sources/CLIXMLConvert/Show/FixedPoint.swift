internal import CLIXML

/// Numbers with two decimals, as PowerShell shows them in tables (show.md 2.5).
enum FixedPoint {
    /// Appends a double or a single: rounded as the binary number that it is, an exact half to the even digit.
    ///
    /// - Parameter separator: what stands between thousands, or `nil` for nothing.
    static func append(_ value: Double, separator: UInt8? = nil, to output: inout [UInt8]) {
        guard value.isFinite else { return PrimitiveFormatter.double(value, as: .roundTrip, into: &output) }
        if value.sign == .minus { output.append(UInt8(ascii: "-")) }
        if separator == nil, let count = smallHundredths(value.magnitude) {
            PrimitiveFormatter.integer(count / 100, into: &output)
            output.append(UInt8(ascii: "."))
            output.append(0x30 + UInt8(truncatingIfNeeded: count / 10 % 10))
            output.append(0x30 + UInt8(truncatingIfNeeded: count % 10))
            return
        }
        append(hundredths: hundredths(value.magnitude), separator, to: &output)
    }

    /// A number in hundredths, rounded, if it is one of those that 64 bits are enough for.
    private static func smallHundredths(_ value: Double) -> UInt64? {
        guard value == 0 || value.isNormal && value < 0x1p46 && value >= 0x1p-10 else { return nil }
        if value == 0 { return 0 }
        // Below 2^60, and moved to the right by 7 to 62 bits.
        let scaled = (value.significandBitPattern | 1 << 52) * 100
        let shift = UInt64(1075 - value.exponentBitPattern)
        let quotient = scaled >> shift
        let rest = scaled - quotient << shift
        let half = UInt64(1) << (shift - 1)
        return quotient + (rest > half || rest == half && quotient & 1 == 1 ? 1 : 0)
    }

    /// Appends a decimal number: a half is rounded up, and zero has no sign.
    static func append(_ value: PSDecimal, separator: UInt8? = nil, to output: inout [UInt8]) {
        var hundredths = value.magnitude
        if value.scale < 2 {
            for _ in value.scale..<2 { hundredths *= 10 }
        } else if value.scale > 2 {
            var divisor: UInt128 = 1
            for _ in 2..<value.scale { divisor *= 10 }
            hundredths = hundredths / divisor + (hundredths % divisor >= divisor - hundredths % divisor ? 1 : 0)
        }
        if value.isNegative, hundredths > 0 { output.append(UInt8(ascii: "-")) }
        append(hundredths: digits(hundredths), separator, to: &output)
    }

    /// The decimal digits of a number in hundredths, the last one first.
    private static func hundredths(_ value: Double) -> [UInt8] {
        let bits = value.significandBitPattern
        let mantissa = UInt128(value.exponentBitPattern == 0 ? bits : bits | 1 << 52) * 100
        let power = Int(max(value.exponentBitPattern, 1)) - 1075
        if power >= 0 { return digits(mantissa, timesTwoTo: power) }
        // Less than 2^60 hundredths, moved so far, are nothing.
        guard power > -64 else { return [] }
        let shift = UInt128(0 - power)
        let quotient = mantissa >> shift
        let rest = mantissa - quotient << shift
        let half = UInt128(1) << (shift - 1)
        return digits(quotient + (rest > half || rest == half && quotient & 1 == 1 ? 1 : 0))
    }

    private static func digits(_ value: UInt128) -> [UInt8] {
        var digits: [UInt8] = []
        var rest = value
        while rest > 0 {
            digits.append(UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        }
        return digits
    }

    private static func digits(_ value: UInt128, timesTwoTo power: Int) -> [UInt8] {
        // Nine digits a limb, so that a limb can be moved by thirty bits at once.
        let base: UInt64 = 1_000_000_000
        var limbs: [UInt64] = []
        var rest = value
        while rest > 0 {
            limbs.append(UInt64(truncatingIfNeeded: rest % UInt128(base)))
            rest /= UInt128(base)
        }
        var left = power
        while left > 0 {
            let shift = min(left, 30)
            left -= shift
            var carry: UInt64 = 0
            for index in limbs.indices {
                let moved = limbs[index] << UInt64(shift) + carry
                limbs[index] = moved % base
                carry = moved / base
            }
            while carry > 0 {
                limbs.append(carry % base)
                carry /= base
            }
        }
        var digits: [UInt8] = []
        for limb in limbs {
            var limb = limb
            for _ in 0..<9 {
                digits.append(UInt8(truncatingIfNeeded: limb % 10))
                limb /= 10
            }
        }
        while digits.last == 0 { digits.removeLast() }
        return digits
    }

    /// Appends a number of hundredths given by its digits, the last one first.
    private static func append(hundredths digits: [UInt8], _ separator: UInt8?, to output: inout [UInt8]) {
        let digits = digits + Array(repeating: 0, count: max(0, 3 - digits.count))
        for index in (2..<digits.count).reversed() {
            output.append(0x30 + digits[index])
            if let separator, index > 2, (index - 2) % 3 == 0 { output.append(separator) }
        }
        output.append(UInt8(ascii: "."))
        output.append(0x30 + digits[1])
        output.append(0x30 + digits[0])
    }
}
