extension ByteSink {
    /// Puts in a number in decimal digits. Room for 32 bytes must be there.
    ///
    /// Eight digits are made at once, as lanes of one word.
    @inlinable @inline(__always)
    package mutating func put(number: UInt64) {
        if number < 10 {
            put(0x30 &+ UInt8(truncatingIfNeeded: number))
        } else if number < 100_000_000 {
            putLeading(number)
        } else {
            putLarge(number)
        }
    }

    /// Puts in a number in decimal digits, `-` before negative ones. Room for 32 bytes must be there.
    @inlinable @inline(__always)
    package mutating func put(signed number: Int64) {
        if number < 0 { put(UInt8(ascii: "-")) }
        put(number: number.magnitude)
    }

    /// Puts in a number with zeros before it up to a count of digits, at most 32. Room for 40 bytes must be there.
    package mutating func put(number: UInt64, digitCount: Int) {
        var left = digitCount
        while left > 24 {
            put(UInt8(ascii: "0"))
            left &-= 1
        }
        if left > 16 {
            putPart(number / 10_000_000_000_000_000, count: left &- 16)
            left = 16
        }
        if left > 8 {
            putPart(number / 100_000_000 % 100_000_000, count: left &- 8)
            left = 8
        }
        putPart(number % 100_000_000, count: left)
    }

    @inline(never)
    @usableFromInline mutating func putLarge(_ number: UInt64) {
        let high = number / 100_000_000
        if high < 100_000_000 {
            putLeading(high)
        } else {
            putLeading(high / 100_000_000)
            put(word: ByteSink.digits(of: high % 100_000_000), count: 8)
        }
        put(word: ByteSink.digits(of: number % 100_000_000), count: 8)
    }

    /// Puts in a number below 10^8 without zeros before it.
    @inlinable @inline(__always)
    mutating func putLeading(_ number: UInt64) {
        let word = ByteSink.digits(of: number)
        // One digit stays even where all are zero.
        let zeroCount = min((word ^ 0x3030_3030_3030_3030).trailingZeroBitCount >> 3, 7)
        put(word: word >> UInt64(8 &* zeroCount), count: 8 &- zeroCount)
    }

    /// Puts in the last digits of a number below 10^8.
    @inlinable @inline(__always)
    mutating func putPart(_ number: UInt64, count: Int) {
        put(word: ByteSink.digits(of: number) >> UInt64(8 &* (8 &- count)), count: count)
    }

    /// The eight digits of a number below 10^8 as characters, the first in the lowest byte.
    @inlinable @inline(__always)
    static func digits(of number: UInt64) -> UInt64 {
        let fours = number / 10_000 | (number % 10_000) << 32
        let hundreds = ((fours &* 10_486) >> 20) & 0x7F_0000_007F
        let pairs = hundreds | (fours &- hundreds &* 100) << 16
        let tens = ((pairs &* 103) >> 10) & 0x000F_000F_000F_000F
        return tens | (pairs &- tens &* 10) << 8 | 0x3030_3030_3030_3030
    }
}
