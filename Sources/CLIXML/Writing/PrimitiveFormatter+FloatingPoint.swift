/// How a double or a single becomes text.
package enum FloatingPointForm: Sendable {
    /// The text of a CLIXML element: shortest digits; `INF` and `-INF` (clixml.md 2.4).
    case clixml

    /// .NET's round-trip text: shortest digits; `Infinity` and `-Infinity` (convert.md 2.1).
    case roundTrip

    /// PowerShell's text: 15 significant digits of a double, 7 of a single (convert.md 2.2).
    case general

    /// JSON: as round-trip, with `.0` where nothing else shows a fraction; the three that are no numbers as strings.
    case json
}

extension PrimitiveFormatter {
    /// Appends a double in one of its text forms.
    package static func double(
        _ value: Double,
        as form: FloatingPointForm = .clixml,
        into output: inout [UInt8]
    ) {
        guard !special(value, form, into: &output) else { return }
        if value.sign == .minus { output.append(0x2D) }
        let magnitude = value.magnitude
        // Compared by way of an integer: rounding would need the C library's mathematics.
        if magnitude < (form == .general ? 1e15 : 0x1p53), Double(UInt64(magnitude)) == magnitude {
            unsigned(UInt64(magnitude), into: &output)
            if form == .json { output.append(text: ".0") }
            return
        }
        // In this range the standard library's text, which has the fewest digits too, is the plain form that is wanted.
        if form != .general, magnitude >= 1e-4, magnitude < 0x1p53 {
            if let number = DecimalNumber(shortest: magnitude) { return number.append(to: &output) }
            output.append(contentsOf: magnitude.description.utf8)
            return
        }
        let digits =
            form == .general
            ? DecimalDigits(magnitude, significant: 15) : DecimalDigits(shortestIn: magnitude.description)
        number(digits, plainBelow: form == .general ? 15 : 17, form, into: &output)
    }

    /// Appends a single in one of its text forms.
    package static func single(_ value: Float, as form: FloatingPointForm = .clixml, into output: inout [UInt8]) {
        guard !special(Double(value), form, into: &output) else { return }
        if value.sign == .minus { output.append(0x2D) }
        let magnitude = value.magnitude
        if magnitude < (form == .general ? 1e7 : 0x1p24), Float(UInt64(magnitude)) == magnitude {
            unsigned(UInt64(magnitude), into: &output)
            if form == .json { output.append(text: ".0") }
            return
        }
        if form != .general, magnitude >= 1e-4, magnitude < 0x1p24 {
            output.append(contentsOf: magnitude.description.utf8)
            return
        }
        let digits =
            form == .general
            ? DecimalDigits(Double(magnitude), significant: 7) : DecimalDigits(shortestIn: magnitude.description)
        number(digits, plainBelow: form == .general ? 7 : 9, form, into: &output)
    }

    /// Appends what is not a finite number; returns false for all others.
    private static func special(_ value: Double, _ form: FloatingPointForm, into output: inout [UInt8]) -> Bool {
        if value.isFinite { return false }
        if form == .json { output.append(0x22) }
        if value.isNaN {
            output.append(text: "NaN")
        } else {
            if value < 0 { output.append(0x2D) }
            output.append(text: form == .clixml ? "INF" : "Infinity")
        }
        if form == .json { output.append(0x22) }
        return true
    }

    private static func number(
        _ digits: DecimalDigits,
        plainBelow limit: Int,
        _ form: FloatingPointForm,
        into output: inout [UInt8]
    ) {
        let exponent = digits.exponent
        guard exponent > -5, exponent < limit else {
            output.append(0x30 + digits[0])
            if digits.count > 1 {
                output.append(0x2E)
                for index in 1..<digits.count { output.append(0x30 + digits[index]) }
            }
            output.append(0x45)
            output.append(exponent < 0 ? 0x2D : 0x2B)
            padded(abs(exponent), abs(exponent) < 100 ? 2 : 3, into: &output)
            return
        }
        if exponent < 0 {
            output.append(text: "0.")
            for _ in 1..<(0 - exponent) { output.append(0x30) }
            for index in 0..<digits.count { output.append(0x30 + digits[index]) }
            return
        }
        for index in 0...exponent { output.append(index < digits.count ? 0x30 + digits[index] : 0x30) }
        if digits.count > exponent + 1 {
            output.append(0x2E)
            for index in (exponent + 1)..<digits.count { output.append(0x30 + digits[index]) }
        } else if form == .json {
            output.append(text: ".0")
        }
    }
}
