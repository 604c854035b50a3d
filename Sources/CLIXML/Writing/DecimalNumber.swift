/// A number above or equal to zero as digits of which some stand behind the point.
package struct DecimalNumber: Sendable, BitwiseCopyable {
    /// All digits as one number.
    package let digits: UInt64
    /// How many of them stand behind the point, from 0 to 31; there may be fewer digits than that.
    package let fractionCount: Int

    package init(digits: UInt64, fractionCount: Int) {
        self.digits = digits
        self.fractionCount = fractionCount
    }

    /// The digits before the point and those behind it.
    package var parts: (whole: UInt64, fraction: UInt64) {
        guard fractionCount > 0 else { return (digits, 0) }
        guard fractionCount < 20 else { return (0, digits) }
        let power = DecimalNumber.powersOfTen[fractionCount]
        return (digits / power, digits % power)
    }

    /// Appends the number in plain form.
    func append(to output: inout [UInt8]) {
        let (whole, fraction) = parts
        PrimitiveFormatter.unsigned(whole, into: &output)
        guard fractionCount > 0 else { return }
        output.append(UInt8(ascii: "."))
        var digits: [32 of UInt8] = .init(repeating: 0x30)
        var index = 32
        var rest = fraction
        while rest > 0 {
            index &-= 1
            digits[index] = 0x30 &+ UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        output.append(digits.span, (32 &- fractionCount)..<32)
    }

    /// The powers of ten that fit in 64 bits.
    static let powersOfTen: [20 of UInt64] = [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
        100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
        10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
    ]
}

extension DecimalNumber {
    /// The fewest digits that read back as a double, and of those with as many the closest to it; or `nil` for the doubles
    /// that are not between 10^-14 and 10^15, powers of two, and some whose digits stand exactly between two choices.
    ///
    /// In that range a double times a power of ten is a whole number over a power of two that fits in 128 bits, so that all
    /// comparisons are exact and there is nothing to estimate.
    package init?(shortest value: Double) {
        guard value >= 1e-14, value < 1e15 else { return nil }
        let mantissa = value.significandBitPattern | 1 << 52
        guard mantissa != 1 << 52 else { return nil }
        let exponent = Int(value.exponent)
        // 17 digits, or one more where the logarithm of the power of two below is that of the next power of ten.
        let scale = 16 &- (exponent &* 78_913) >> 18
        var fractionCount = scale
        var shift = 53 &- exponent &- fractionCount
        var numerator = UInt128(mantissa &* 2) &* DecimalNumber.powersOfFive[fractionCount]
        var whole = UInt64(truncatingIfNeeded: numerator >> UInt128(shift))
        if whole >= 100_000_000_000_000_000 {
            fractionCount &-= 1
            shift &+= 1
            numerator = UInt128(mantissa &* 2) &* DecimalNumber.powersOfFive[fractionCount]
            whole = UInt64(truncatingIfNeeded: numerator >> UInt128(shift))
        }
        // Half the distance to the next double, and what lies behind the 17 digits.
        let half = DecimalNumber.powersOfFive[fractionCount]
        let behind = numerator & (1 << UInt128(shift) &- 1)

        // No two numbers of up to 15 digits are the same double, so that the fewest digits, if they are that few, are those
        // of the nearest number of 15 without the zeros at its end.
        var digits: UInt64
        switch Rounding(whole, behind, shift, to: 100) {
        case let near where near.distance < half:
            digits = near.digits
            fractionCount &-= 2
            DecimalNumber.dropZeros(8, power: 100_000_000, of: &digits, &fractionCount)
            DecimalNumber.dropZeros(4, power: 10_000, of: &digits, &fractionCount)
            DecimalNumber.dropZeros(2, power: 100, of: &digits, &fractionCount)
            DecimalNumber.dropZeros(1, power: 10, of: &digits, &fractionCount)
        case let near where near.distance == half: return nil
        default:
            var near = Rounding(whole, behind, shift, to: 10)
            guard near.distance != half else { return nil }
            if near.distance < half {
                fractionCount &-= 1
            } else {
                near = Rounding(whole, behind, shift, to: 1)
                guard near.distance != half else { return nil }
            }
            guard !near.isBetween else { return nil }
            digits = near.digits
        }
        while fractionCount < 0 {
            digits &*= 10
            fractionCount &+= 1
        }
        self.init(digits: digits, fractionCount: fractionCount)
    }

    /// A number as a multiple of a power of ten.
    private struct Rounding {
        /// The nearest multiple, and how far it is away.
        let digits: UInt64
        let distance: UInt128
        /// Whether two are equally near.
        let isBetween: Bool

        /// - Parameters:
        ///   - whole: the number before the point.
        ///   - behind: what stands behind it, times two to the power of `shift`, as is the distance.
        @inline(always)
        init(_ whole: UInt64, _ behind: UInt128, _ shift: Int, to power: UInt64) {
            let rest = whole % power
            let below = UInt128(rest) << UInt128(shift) | behind
            let above = UInt128(power) << UInt128(shift) &- below
            digits = whole / power &+ (above < below ? 1 : 0)
            distance = min(below, above)
            isBetween = below == above
        }
    }

    /// Takes a number of zeros from the end if they are there, so that the same number is left.
    // Inlined, so that the division is one by a constant.
    @inline(always)
    private static func dropZeros(_ count: Int, power: UInt64, of digits: inout UInt64, _ fractionCount: inout Int) {
        guard digits % power == 0 else { return }
        digits /= power
        fractionCount &-= count
    }

    /// The powers of five that fit in 128 bits beside 54 bits.
    private static let powersOfFive: [32 of UInt128] = [
        1, 5, 25, 125,
        625, 3_125, 15_625, 78_125,
        390_625, 1_953_125, 9_765_625, 48_828_125,
        244_140_625, 1_220_703_125, 6_103_515_625, 30_517_578_125,
        152_587_890_625, 762_939_453_125, 3_814_697_265_625, 19_073_486_328_125,
        95_367_431_640_625, 476_837_158_203_125, 2_384_185_791_015_625, 11_920_928_955_078_125,
        59_604_644_775_390_625, 298_023_223_876_953_125, 1_490_116_119_384_765_625, 7_450_580_596_923_828_125,
        37_252_902_984_619_140_625, 186_264_514_923_095_703_125, 931_322_574_615_478_515_625,
        4_656_612_873_077_392_578_125,
    ]
}
