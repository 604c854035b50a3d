/// The text of a double in the plain form that .NET gives numbers of common size: digits, perhaps a point among them.
///
/// Nearly all texts of doubles were written by .NET, and then the text at hand is the one that a converter would write.
/// One multiplication by a reciprocal power of ten finds where the text lies between two doubles, closely enough to say so
/// for all but a few in a hundred, without making the double or its shortest text.
package struct PlainDecimal: Sendable, BitwiseCopyable {
    private let isNegative: Bool
    /// The significant digits as one number, below 10^17.
    private let digits: UInt64
    private let digitCount: Int
    /// How many digits stand behind the point, the zeros before the significant ones included; at most 20.
    private let fractionCount: Int

    /// Takes a text apart, or returns `nil` when it has more than 17 significant digits or is not what .NET writes for some
    /// number of that size: padding, a sign other than minus, an exponent.
    ///
    /// - Complexity: O(*n*) in its bytes.
    package init?(_ text: Span<UInt8>) {
        let count = text.count
        guard count > 0, count <= 23 else { return nil }
        var index = text[0] == UInt8(ascii: "-") ? 1 : 0
        isNegative = index == 1
        guard index < count else { return nil }
        var digits: UInt64 = 0
        let first = index
        while index < count, text[index] &- 0x30 <= 9 {
            digits = digits &* 10 &+ UInt64(text[index] &- 0x30)
            index &+= 1
        }
        let wholeCount = index &- first
        guard wholeCount > 0, wholeCount <= 17, text[first] != UInt8(ascii: "0") || wholeCount == 1 else { return nil }
        let isFraction = text[first] == UInt8(ascii: "0")
        var significantCount = isFraction ? 0 : wholeCount
        if index < count {
            guard text[index] == UInt8(ascii: "."), text[count &- 1] != UInt8(ascii: "0") else { return nil }
            fractionCount = count &- index &- 1
            index &+= 1
            guard index < count else { return nil }
            significantCount &+= fractionCount
            if isFraction {
                var zero = index
                while text[zero] == UInt8(ascii: "0") { zero &+= 1 }
                // From four zeros on there is an exponent.
                guard zero &- index <= 3 else { return nil }
                significantCount &-= zero &- index
            }
            guard significantCount <= 17 else { return nil }
            while index < count {
                guard text[index] &- 0x30 <= 9 else { return nil }
                digits = digits &* 10 &+ UInt64(text[index] &- 0x30)
                index &+= 1
            }
        } else {
            fractionCount = 0
        }
        self.digits = digits
        digitCount = significantCount
    }

    /// Whether the text has a point.
    package var hasPoint: Bool { fractionCount > 0 }

    /// Whether it is zero, with either sign.
    package var isZero: Bool { digits == 0 }

    /// Whether it is for sure the shortest text that reads back as the same double, and of those the closest to it: the one
    /// that .NET writes. False also for the few texts that are too close to the middle between two doubles to tell.
    package var isShortest: Bool {
        guard digitCount > 15 else { return true }
        // Whole numbers below 2^53 are doubles themselves; of larger ones other digits may be .NET's.
        guard fractionCount > 0 else { return digits < 1 << 53 }
        guard let place = placeAmongDoubles else { return false }
        // Below a power of two the doubles are closer than above.
        guard place.mantissa != 1 << 52, place.mantissa != 1 << 53 else { return false }
        let reciprocal = PlainDecimal.reciprocals[fractionCount]
        let last = digits % 10
        let lower = place.offset &- Int64((last &* (reciprocal >> 4)) >> (60 &- place.shift))
        let upper = place.offset &+ Int64(((10 &- last) &* (reciprocal >> 4)) >> (60 &- place.shift))
        // The nearest numbers with a digit less must be other doubles.
        let nearest = 1 << (place.ulpBits &- 1) &+ PlainDecimal.margin
        guard abs(lower) > nearest, abs(upper) > nearest else { return false }
        return 2 &* abs(place.offset) &+ 2 &* PlainDecimal.margin < Int64(reciprocal >> (64 &- place.shift))
    }

    /// The double, or `nil` where the text is too close to the middle between two.
    package var value: Double? {
        let magnitude: Double
        if digits < 1 << 53 {
            // Both are exact, so the one division rounds correctly.
            magnitude = Double(digits) / Double(DecimalNumber.powersOfTen[min(fractionCount, 19)])
            guard fractionCount < 20 else { return nil }
        } else if fractionCount == 0 {
            magnitude = Double(digits)
        } else {
            guard let place = placeAmongDoubles else { return nil }
            let power = DecimalNumber.powersOfTen[min(fractionCount, 19)]
            guard fractionCount < 20 else { return nil }
            // The reciprocal was scaled by 2^63 and by the power of two that is not below the power of ten.
            let scale = 127 &- (power &- 1).leadingZeroBitCount
            let exponent = Int(place.ulpBits) &+ 64 &- Int(place.shift) &- scale
            magnitude = Double(sign: .plus, exponent: exponent, significand: Double(place.mantissa))
        }
        return isNegative ? -magnitude : magnitude
    }

    /// Where a number between doubles is.
    private struct Place {
        /// The nearest double, as a whole number of 53 bits times a power of two.
        let mantissa: UInt64
        /// How far the number is above it, in units of which `1 << ulpBits` lie between two doubles; at most 1 wrong.
        let offset: Int64
        let ulpBits: UInt64
        /// By how many bits the digits were moved to fill 64.
        let shift: UInt64
    }

    /// Where the number is, or `nil` if that is too close to the middle between two doubles.
    @inline(__always)
    private var placeAmongDoubles: Place? {
        let shift = UInt64(digits.leadingZeroBitCount)
        // The number scaled by a power of two: less than 2 more than this.
        let scaled = (digits << shift).multipliedFullWidth(by: PlainDecimal.reciprocals[fractionCount]).high
        let ulpBits = UInt64(11 &- scaled.leadingZeroBitCount)
        let half: Int64 = 1 << Int64(ulpBits &- 1)
        let position = Int64(scaled & (1 << ulpBits &- 1)) &+ 1
        guard abs(position &- half) > PlainDecimal.margin else { return nil }
        let isBelow = position < half
        return Place(
            mantissa: scaled >> ulpBits &+ (isBelow ? 0 : 1),
            offset: isBelow ? position : position &- 2 &* half,
            ulpBits: ulpBits,
            shift: shift
        )
    }

    /// Appends what PowerShell shows of the double: 15 digits (convert.md 2.2).
    ///
    /// - Returns: false, with nothing appended, where the text alone does not say how the double rounds, or the number is
    ///   too large for a plain text.
    package func appendGeneral(to output: inout [UInt8]) -> Bool {
        guard digitCount &- fractionCount <= 15 else { return false }
        var digits = digits
        var fractionCount = fractionCount
        if digitCount > 15 {
            let power: UInt64 = digitCount == 16 ? 10 : 100
            guard let isUp = isAboveMiddle(of: power) else { return false }
            digits = digits / power &+ (isUp ? 1 : 0)
            fractionCount &-= digitCount &- 15
            while fractionCount > 0, digits % 10 == 0 {
                digits /= 10
                fractionCount &-= 1
            }
            // Rounded up to a digit more before the point.
            guard fractionCount > 0 || digits < 1_000_000_000_000_000 else { return false }
        }
        if isNegative { output.append(UInt8(ascii: "-")) }
        DecimalNumber(digits: digits, fractionCount: fractionCount).append(to: &output)
        return true
    }

    /// Whether the double is above the middle between the two numbers that end in zeros from a place on; `nil` if the text
    /// does not say so.
    ///
    /// - Parameter power: 10 or 100, for a last zero or two.
    private func isAboveMiddle(of power: UInt64) -> Bool? {
        let distance = Int64(digits % power) &- Int64(power / 2)
        // The double is not more than 1.2 units of the last of 16 digits, or 12 of 17, away from the text, and not more
        // than half a unit if there is no text as short that is closer.
        if abs(distance) > (power == 10 ? 1 : 12) || distance != 0 && isShortest { return distance > 0 }
        guard distance == 0, fractionCount > 0, let place = placeAmongDoubles, abs(place.offset) > PlainDecimal.margin
        else { return nil }
        return place.offset < 0
    }

    /// By how much more than enough a distance must be more or less than another to be told apart.
    private static let margin: Int64 = 3

    /// The reciprocals of the powers of ten from 10^0 on, each times the power of two that makes it fill 64 bits, cut off.
    private static let reciprocals: [21 of UInt64] = [
        0x8000_0000_0000_0000, 0xCCCC_CCCC_CCCC_CCCC, 0xA3D7_0A3D_70A3_D70A, 0x8312_6E97_8D4F_DF3B,
        0xD1B7_1758_E219_652B, 0xA7C5_AC47_1B47_8423, 0x8637_BD05_AF6C_69B5, 0xD6BF_94D5_E57A_42BC,
        0xABCC_7711_8461_CEFC, 0x8970_5F41_36B4_A597, 0xDBE6_FECE_BDED_D5BE, 0xAFEB_FF0B_CB24_AAFE,
        0x8CBC_CC09_6F50_88CB, 0xE12E_1342_4BB4_0E13, 0xB424_DC35_095C_D80F, 0x901D_7CF7_3AB0_ACD9,
        0xE695_94BE_C44D_E15B, 0xB877_AA32_36A4_B449, 0x9392_EE8E_921D_5D07, 0xEC1E_4A7D_B695_61A5,
        0xBCE5_0864_9211_1AEA,
    ]
}
