/// Host names in ASCII (RFC 3492 and what IDNA asks of a label before it).
enum Punycode {
    /// The ASCII form of a host name in lower case, or `nil` when a label gets too long or has a lone surrogate.
    ///
    /// Labels beyond ASCII are brought to lower case and composed; the many mappings of Unicode's IDNA tables are not
    /// made, so that a name in other forms of letters keeps them where .NET would replace them.
    static func hostName(_ name: [UInt16]) -> [UInt16]? {
        if name.allSatisfy({ $0 < 0x80 }) {
            return name.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
        }
        var output: [UInt16] = []
        let labels = name.split(omittingEmptySubsequences: false) { unit in
            unit == 0x2E || unit == 0x3002 || unit == 0xFF0E || unit == 0xFF61
        }
        for (position, label) in labels.enumerated() {
            if position > 0 { output.append(0x2E) }
            guard let encoded = self.label(label) else { return nil }
            output += encoded
        }
        return output
    }

    private static func label(_ label: ArraySlice<UInt16>) -> [UInt16]? {
        let text = String(decoding: label, as: UTF16.self)
        guard text.utf16.elementsEqual(label) else { return nil }
        let scalars = Array(String(decoding: text.lowercased()._nfcCodeUnits, as: UTF8.self).unicodeScalars)
        guard scalars.contains(where: { !$0.isASCII }) else {
            return label.count <= 63 ? scalars.map { UInt16(truncatingIfNeeded: $0.value) } : nil
        }
        // A label has at most 63 octets of which four are `xn--`, so a longer one cannot have a form.
        guard scalars.count <= 59, let encoded = encode(scalars.map(\.value)), encoded.count <= 59 else { return nil }
        return Array("xn--".utf16) + encoded.map(UInt16.init)
    }

    /// RFC 3492, 6.3.
    private static func encode(_ scalars: [UInt32]) -> [UInt8]? {
        var output = scalars.filter { $0 < 0x80 }.map { UInt8(truncatingIfNeeded: $0) }
        let basicCount = UInt32(output.count)
        var handled = basicCount
        if basicCount > 0 { output.append(0x2D) }
        var code: UInt32 = 0x80
        var delta: UInt32 = 0
        var bias: UInt32 = 72
        while handled < scalars.count {
            guard let next = scalars.filter({ $0 >= code }).min() else { return nil }
            delta += (next - code) * (handled + 1)
            code = next
            for scalar in scalars {
                if scalar < code { delta += 1 }
                guard scalar == code else { continue }
                var rest = delta
                var position: UInt32 = 36
                while true {
                    let threshold = position <= bias ? 1 : position >= bias + 26 ? 26 : position - bias
                    if rest < threshold { break }
                    output.append(digit(threshold + (rest - threshold) % (36 - threshold)))
                    rest = (rest - threshold) / (36 - threshold)
                    position += 36
                }
                output.append(digit(rest))
                bias = adapted(delta, handled + 1, isFirst: handled == basicCount)
                delta = 0
                handled += 1
            }
            delta += 1
            code += 1
        }
        return output
    }

    private static func digit(_ value: UInt32) -> UInt8 {
        UInt8(truncatingIfNeeded: value < 26 ? 0x61 + value : 0x16 + value)
    }

    private static func adapted(_ delta: UInt32, _ count: UInt32, isFirst: Bool) -> UInt32 {
        var rest = isFirst ? delta / 700 : delta / 2
        rest += rest / count
        var position: UInt32 = 0
        while rest > 455 {
            rest /= 35
            position += 36
        }
        return position + 36 * rest / (rest + 38)
    }
}
