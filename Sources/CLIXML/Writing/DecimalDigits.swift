/// The significant digits of a floating-point number and the place of its point, without sign.
struct DecimalDigits {
    private var storage: [24 of UInt8] = .init(repeating: 0)

    /// How many digits there are; the last one is not zero.
    ///
    /// At least 1.
    private(set) var count = 0

    /// The power of ten of the first digit.
    private(set) var exponent = 0

    /// A digit's value, from 0 to 9.
    subscript(index: Int) -> UInt8 { storage[index] }

    /// The fewest digits that read back as the same number.
    ///
    /// - Parameter description: the standard library's text of a finite number above zero, which has those digits.
    init(shortestIn description: String) {
        var position = 0
        var pointPosition: Int?
        var written = 0
        var isExponentNegative = false
        var isExponent = false
        for byte in description.utf8 {
            switch byte {
            case 0x30...0x39:
                if isExponent {
                    written = written * 10 + Int(byte - 0x30)
                } else {
                    if count > 0 || byte != 0x30 {
                        if count == 0 { exponent = position }
                        if count < 24 { storage[count] = byte - 0x30 }
                        count += 1
                    }
                    position += 1
                }
            case 0x2E: pointPosition = position
            case 0x65: isExponent = true
            case 0x2D where isExponent: isExponentNegative = true
            default: break
            }
        }
        // So far the first digit's place counts from the left.
        exponent = (pointPosition ?? position) - 1 - exponent + (isExponentNegative ? 0 - written : written)
        trim()
    }

    /// The number rounded to a count of digits, an exact half to an even digit.
    ///
    /// - Parameters:
    ///   - value: finite and above zero.
    ///   - significant: from 1 to 17.
    init(_ value: Double, significant: Int) {
        self.init(shortestIn: value.description)
        // Where 15 digits always tell doubles apart, the shortest digits are the right ones or round to them, except
        // when they end in a 5 just behind the cut: then the number itself may lie on either side.
        if value.isNormal {
            if count <= significant { return }
            if !(count == significant + 1 && storage[significant] == 5) {
                round(to: significant, upward: storage[significant] >= 5)
                return
            }
        }
        self.init(exact: value, significant: significant)
    }

    /// The same from the number's whole decimal expansion, which is long but finite.
    private init(exact value: Double, significant: Int) {
        // value = mantissa × 2^power. A negative power is 5^-power with the point moved.
        let bits = value.significandBitPattern
        let mantissa = value.exponentBitPattern == 0 ? bits : bits | 1 << 52
        let power = Int(max(value.exponentBitPattern, 1)) - 1075
        var limbs: [UInt32] = [UInt32(truncatingIfNeeded: mantissa), UInt32(truncatingIfNeeded: mantissa >> 32)]
        for _ in 0..<abs(power) { Self.multiply(&limbs, by: power < 0 ? 5 : 2) }
        var digits: [UInt8] = []
        while !limbs.isEmpty { digits.append(Self.divideByTen(&limbs)) }
        while digits.count > 1, digits.last == 0 { digits.removeLast() }
        exponent = digits.count - 1 + min(power, 0)
        count = min(digits.count, significant)
        for index in 0..<count { storage[index] = digits[digits.count - 1 - index] }
        let tail = digits.dropLast(count)
        if let next = tail.last {
            let isHalf = next == 5 && tail.dropLast().allSatisfy { $0 == 0 }
            round(to: count, upward: isHalf ? storage[count - 1] & 1 == 1 : next >= 5)
        } else {
            trim()
        }
    }

    /// Keeps the first digits and adds one to the last of them if asked to.
    private mutating func round(to kept: Int, upward: Bool) {
        count = kept
        if upward {
            var index = kept - 1
            while index >= 0, storage[index] == 9 { index -= 1 }
            if index < 0 {
                storage[0] = 1
                count = 1
                exponent += 1
                return
            }
            storage[index] += 1
            count = index + 1
        }
        trim()
    }

    private mutating func trim() {
        count = min(count, 24)
        while count > 1, storage[count - 1] == 0 { count -= 1 }
    }

    private static func multiply(_ limbs: inout [UInt32], by factor: UInt64) {
        var carry: UInt64 = 0
        for index in limbs.indices {
            let product = UInt64(limbs[index]) * factor + carry
            limbs[index] = UInt32(truncatingIfNeeded: product)
            carry = product >> 32
        }
        if carry > 0 { limbs.append(UInt32(truncatingIfNeeded: carry)) }
    }

    /// Divides by ten, drops empty limbs and returns the remainder.
    private static func divideByTen(_ limbs: inout [UInt32]) -> UInt8 {
        var remainder: UInt64 = 0
        for index in limbs.indices.reversed() {
            let value = remainder << 32 | UInt64(limbs[index])
            limbs[index] = UInt32(truncatingIfNeeded: value / 10)
            remainder = value % 10
        }
        while limbs.last == 0 { limbs.removeLast() }
        return UInt8(truncatingIfNeeded: remainder)
    }
}
