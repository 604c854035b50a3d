/// Appends values in the text forms of PowerShell 7: those of CLIXML elements, of JSON, and of plain .NET text.
///
/// Everything is ASCII but for URIs, and culture-invariant. The type families are in files beside this one.
@usableFromInline
package enum PrimitiveFormatter {
    /// Appends an integer in decimal digits; `-` before negative ones.
    @inlinable @inline(__always)
    package static func integer<T: FixedWidthInteger>(_ value: T, into output: inout [UInt8]) {
        if value < 0 { output.append(0x2D) }
        unsigned(UInt64(truncatingIfNeeded: value.magnitude), into: &output)
    }

    /// Appends a Boolean as CLIXML and JSON have it, in lower case.
    package static func boolean(_ value: Bool, into output: inout [UInt8]) {
        output.append(text: value ? "true" : "false")
    }

    /// Appends a Boolean as .NET shows it, with a capital.
    package static func booleanText(_ value: Bool, into output: inout [UInt8]) {
        output.append(text: value ? "True" : "False")
    }

    /// Appends a character as CLIXML has it: the number of its code unit.
    package static func char(_ unit: UInt16, into output: inout [UInt8]) { integer(unit, into: &output) }

    /// Appends a number of up to twenty digits.
    @usableFromInline
    static func unsigned(_ value: UInt64, into output: inout [UInt8]) {
        if value < 10 {
            output.append(0x30 &+ UInt8(truncatingIfNeeded: value))
            return
        }
        var digits: [20 of UInt8] = .init(repeating: 0)
        var first = 20
        var rest = value
        while rest > 0 {
            first -= 1
            digits[first] = 0x30 &+ UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        output.append(digits.span, first..<20)
    }

    /// Appends a number with zeros before it up to a count of digits.
    static func padded(_ value: Int, _ count: Int, into output: inout [UInt8]) {
        output.append(addingCapacity: count) { $0.appendPadded(value, count) }
    }

    /// Appends a fraction of a second: `.` and the digits up to the last that is not zero; nothing when all are.
    static func fraction(_ ticks: Int, into output: inout [UInt8]) {
        output.append(addingCapacity: 8) { $0.appendFraction(ticks) }
    }
}

extension OutputSpan<UInt8> {
    /// Appends a number with zeros before it up to a count of digits.
    @inline(__always)
    mutating func appendPadded(_ value: Int, _ count: Int) {
        var divisor = 1
        for _ in 1..<count { divisor *= 10 }
        while divisor > 0 {
            append(0x30 &+ UInt8(truncatingIfNeeded: value / divisor % 10))
            divisor /= 10
        }
    }

    /// Appends two digits.
    @inline(__always)
    mutating func appendTwoDigits(_ value: Int) {
        let value = UInt8(truncatingIfNeeded: value)
        append(0x30 &+ value / 10)
        append(0x30 &+ value % 10)
    }

    /// Appends a fraction of a second as `fraction(_:into:)` does.
    mutating func appendFraction(_ ticks: Int) {
        guard ticks > 0 else { return }
        append(0x2E)
        var rest = UInt32(truncatingIfNeeded: ticks)
        var divisor: UInt32 = 1_000_000
        while rest > 0 {
            append(0x30 &+ UInt8(truncatingIfNeeded: rest / divisor))
            rest %= divisor
            divisor /= 10
        }
    }
}
