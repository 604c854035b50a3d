extension PrimitiveFormatter {
    /// Appends a decimal number with all its digits, those after the point even where they are zero.
    package static func decimal(_ value: PSDecimal, into output: inout [UInt8]) {
        var digits: [30 of UInt8] = .init(repeating: 0x30)
        var first = 30
        var rest = value.magnitude
        while rest > UInt128(UInt64.max) {
            first -= 1
            digits[first] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        var small = UInt64(truncatingIfNeeded: rest)
        while small > 0 {
            first -= 1
            digits[first] = 0x30 + UInt8(truncatingIfNeeded: small % 10)
            small /= 10
        }
        // At least one digit stands before the point.
        first = min(first, 29 - value.scale)
        if value.isNegative { output.append(0x2D) }
        output.append(digits.span, first..<(30 - value.scale))
        if value.scale > 0 {
            output.append(0x2E)
            output.append(digits.span, (30 - value.scale)..<30)
        }
    }

    /// Appends a decimal number for JSON: with `.0` where it has no point.
    package static func decimalJSON(_ value: PSDecimal, into output: inout [UInt8]) {
        decimal(value, into: &output)
        if value.scale == 0 { output.append(text: ".0") }
    }
}
