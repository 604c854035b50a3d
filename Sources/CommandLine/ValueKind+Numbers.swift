extension ValueKind where Value == Int {
    /// A whole number in a range.
    package static func integer(_ placeholder: String = "N", in range: ClosedRange<Int>) -> ValueKind {
        ValueKind(
            ValueShape(placeholder: placeholder, expectation: "a whole number " + bounds(range, show: String.init)),
            read: { text in Int(text).flatMap { range.contains($0) ? $0 : nil } },
            show: { String($0) }
        )
    }

    /// A number of bytes in a range, plain or with a unit.
    ///
    /// `K`, `M`, `G`, `T` and `KiB`, `MiB`, `GiB`, `TiB` are powers of 1024, `kB`, `MB`, `GB`, `TB` powers of 1000, as
    /// the GNU tools have them. Upper and lower case are the same.
    package static func byteCount(_ placeholder: String = "SIZE", in range: ClosedRange<Int>) -> ValueKind {
        ValueKind(
            ValueShape(
                placeholder: placeholder,
                expectation: "a number of bytes like 4096, 512K or 64MiB, "
                    + bounds(range, show: ByteCountText.text(of:))
            ),
            read: { text in ByteCountText.byteCount(of: text).flatMap { range.contains($0) ? $0 : nil } },
            show: ByteCountText.text(of:)
        )
    }
}

private func bounds(_ range: ClosedRange<Int>, show: (Int) -> String) -> String {
    range.upperBound == .max
        ? "of at least \(show(range.lowerBound))"
        : "from \(show(range.lowerBound)) to \(show(range.upperBound))"
}

/// Numbers of bytes as people write them.
package enum ByteCountText {
    private static let prefixes: [Character] = ["k", "m", "g", "t"]

    /// Reads `4096`, `512K`, `64MiB`, `2GB`; `nil` for anything else and for what does not fit an `Int`.
    package static func byteCount(of text: String) -> Int? {
        let digits = text.prefix(while: { $0.isASCII && $0.isNumber })
        guard let number = Int(digits) else { return nil }
        let unit = text.dropFirst(digits.count).lowercased()
        guard let first = unit.first else { return number }
        if unit == "b" { return number }
        guard let power = prefixes.firstIndex(of: first) else { return nil }
        let base: Int
        switch unit.dropFirst() {
        case "", "ib": base = 1024
        case "b": base = 1000
        default: return nil
        }
        var result = number
        for _ in 0...power {
            let (product, overflow) = result.multipliedReportingOverflow(by: base)
            if overflow { return nil }
            result = product
        }
        return result
    }

    /// The shortest exact text with a binary unit: 268435456 is `256MiB`, 1000 is `1000`.
    package static func text(of byteCount: Int) -> String {
        var number = byteCount
        var power = 0
        while power < prefixes.count, number != 0, number.isMultiple(of: 1024) {
            number /= 1024
            power += 1
        }
        return power == 0 ? String(number) : String(number) + ["KiB", "MiB", "GiB", "TiB"][power - 1]
    }
}
