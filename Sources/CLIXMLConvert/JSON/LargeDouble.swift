internal import CLIXML

/// A whole double from 2^53 to below 2^70 as the fewest digits that read back as it: where time spans have their totals.
///
/// Such a double is a whole number times a power of two, so its last digits, which alone can be others, and the distance to
/// the next double are small whole numbers, and all comparisons are exact.
struct LargeDouble {
    /// All digits but for zeros behind them.
    let digits: UInt64
    /// How many digits there are, zeros behind them included.
    let digitCount: Int

    /// - Returns: `nil` for other doubles, powers of two, and some whose digits stand exactly between two choices.
    init?(_ value: Double) {
        guard value >= 0x1p53, value < 0x1p70 else { return nil }
        let mantissa = value.significandBitPattern | 1 << 52
        guard mantissa != 1 << 52 else { return nil }
        let shift = UInt64(value.exponent - 52)
        let million: UInt64 = 1_000_000
        // 10^6 is 2^6 times 15,625; what is shifted less far fits anyway.
        let high = shift < 11 ? (mantissa << shift) / million : (mantissa << (shift - 6)) / 15_625
        let low = (mantissa % million) * (1 << shift % million) % million
        let half: UInt64 = 1 << (shift - 1)

        var rounded = low
        var power: UInt64 = 1
        var next: UInt64 = 10
        while next <= million {
            let below = low % next
            let above = next - below
            let nearest = min(below, above)
            guard nearest != half, below != above else { return nil }
            guard nearest < half else { break }
            rounded = low - below + (above < below ? next : 0)
            power = next
            next *= 10
        }
        var digits = high * (million / power) + rounded / power
        var digitCount = 0
        while power > 1 {
            power /= 10
            digitCount += 1
        }
        while digits % 10 == 0 {
            digits /= 10
            digitCount += 1
        }
        self.digits = digits
        var rest = digits
        while rest > 0 {
            rest /= 10
            digitCount += 1
        }
        self.digitCount = digitCount
    }

    /// Puts in the number as JSON has it (convert.md 3.5): from 18 digits on with an exponent. Room for 40 bytes must be there.
    func put(into sink: inout ByteSink) {
        var count = 0
        var power: UInt64 = 1
        while digits / power >= 10 {
            power *= 10
            count += 1
        }
        if digitCount <= 17 {
            sink.put(number: digits)
            for _ in (count + 1)..<digitCount { sink.put(UInt8(ascii: "0")) }
            sink.put(0x302E, count: 2)
            return
        }
        sink.put(0x30 + UInt8(truncatingIfNeeded: digits / power))
        if count > 0 {
            sink.put(UInt8(ascii: "."))
            sink.put(number: digits % power, digitCount: count)
        }
        sink.put(0x2B45, count: 2)
        sink.put(number: UInt64(digitCount - 1), digitCount: 2)
    }
}
