/// The numbers of an IPv6 address, and IPv4 addresses in all their spellings.
struct URIAddress {
    private(set) var groups: [8 of UInt16] = .init(repeating: 0)

    /// The scope with its `%`, empty when there is none.
    private(set) var scope: [UInt16] = []

    // MARK: - IPv4

    /// Reads one to four numbers in decimal, octal or hexadecimal; the last stands for all bytes that are left.
    static func ipv4(_ text: ArraySlice<UInt16>, isPlainFile: Bool) -> (value: UInt32, end: Int)? {
        var parts: [UInt64] = []
        var index = text.startIndex
        while true {
            var base: UInt64 = 10
            var value: UInt64 = 0
            var hasDigits = false
            if index < text.endIndex, text[index] == 0x30 {
                hasDigits = true
                index += 1
                if index < text.endIndex, text[index] | 0x20 == 0x78 {
                    (base, hasDigits) = (16, false)
                    index += 1
                } else {
                    base = 8
                }
            }
            while index < text.endIndex, let digit = digit(text[index], base: base) {
                value = value * base + digit
                guard value <= UInt64(UInt32.max) else { return nil }
                hasDigits = true
                index += 1
            }
            guard hasDigits else { return nil }
            parts.append(value)
            guard index < text.endIndex, text[index] == 0x2E else { break }
            guard parts.count < 4, value <= 255 else { return nil }
            index += 1
        }
        if index < text.endIndex, !URIHost.isEnd(text[index], isPlainFile: isPlainFile) { return nil }
        let last = parts.removeLast()
        guard last <= UInt64(UInt32.max) >> UInt64(8 * parts.count) else { return nil }
        var value = last
        for (position, part) in parts.enumerated() { value |= part << UInt64(24 - 8 * position) }
        return (UInt32(truncatingIfNeeded: value), index)
    }

    /// Finds the end of four plain decimal numbers below 256, as unknown schemes and IPv6 addresses want them.
    static func plainIPv4End(_ text: ArraySlice<UInt16>, inIPv6: Bool, isPlainFile: Bool) -> Int? {
        var index = text.startIndex
        var dots = 0
        var digits = 0
        var value = 0
        var beginsWithZero = false
        while index < text.endIndex {
            let unit = text[index]
            if inIPv6 ? unit == 0x25 || unit == 0x2F || unit == 0x5D : URIHost.isEnd(unit, isPlainFile: isPlainFile) {
                break
            }
            if URIText.isDigit(unit) {
                if digits == 0, unit == 0x30 {
                    if index + 1 < text.endIndex, text[index + 1] == 0x30 { return nil }
                    beginsWithZero = true
                }
                digits += 1
                value = value * 10 + Int(unit - 0x30)
                guard value <= 255 else { return nil }
            } else if unit == 0x2E {
                guard digits > 0, value == 0 || !beginsWithZero else { return nil }
                dots += 1
                (digits, value, beginsWithZero) = (0, 0, false)
            } else {
                return nil
            }
            index += 1
        }
        return dots == 3 && digits > 0 ? index : nil
    }

    private static func digit(_ unit: UInt16, base: UInt64) -> UInt64? {
        guard unit < 0x80, let value = hexDigitValue(UInt8(truncatingIfNeeded: unit)), UInt64(value) < base
        else { return nil }
        return UInt64(value)
    }

    /// Four decimal numbers with dots.
    static func text(ipv4 value: UInt32) -> [UInt16] {
        Array("\(value >> 24).\(value >> 16 & 255).\(value >> 8 & 255).\(value & 255)".utf16)
    }

    // MARK: - IPv6

    /// Finds the end of an address in brackets that begins a text, or `nil`.
    static func ipv6End(_ text: ArraySlice<UInt16>) -> Int? {
        let start = text.startIndex + 1
        guard start < text.endIndex, text[start - 1] == 0x5B else { return nil }
        if text[start] == 0x3A, start + 1 >= text.endIndex || text[start + 1] != 0x3A { return nil }
        var groupCount = 0
        var length = 0
        var groupStart = start
        var hasGap = false
        var hasIPv4 = false
        var hasPrefix = false
        var expectsNumber = true
        var index = start
        while index < text.endIndex {
            let unit = text[index]
            if hasPrefix ? URIText.isDigit(unit) : digit(unit, base: 16) != nil {
                length += 1
                expectsNumber = false
                index += 1
                continue
            }
            guard length <= 4 else { return nil }
            if length > 0 {
                groupCount += 1
                groupStart = index - length
            }
            var mark = unit
            if mark == 0x25 {
                while true {
                    index += 1
                    guard index < text.endIndex else { return nil }
                    mark = text[index]
                    if mark == 0x5D || mark == 0x2F { break }
                }
            }
            switch mark {
            case 0x5D:
                if hasPrefix, !(1...2).contains(length) { return nil }
                let expected = hasPrefix ? 9 : 8
                guard !expectsNumber, hasGap ? groupCount < expected : groupCount == expected else { return nil }
                return index + 1
            case 0x3A:
                if text[index - 1] == 0x3A {
                    guard !hasGap else { return nil }
                    hasGap = true
                    expectsNumber = false
                } else {
                    expectsNumber = true
                }
            case 0x2F:
                guard groupCount > 0, !hasPrefix else { return nil }
                hasPrefix = true
                expectsNumber = true
            case 0x2E:
                guard !hasIPv4,
                    let end = plainIPv4End(text[groupStart...], inIPv6: true, isPlainFile: false)
                else { return nil }
                index = end - 1
                groupCount += 1
                hasIPv4 = true
            default:
                return nil
            }
            length = 0
            index += 1
        }
        return nil
    }

    /// Reads an address in brackets that was found valid.
    init(ipv6 text: ArraySlice<UInt16>) {
        var before: [UInt16] = []
        var after: [UInt16] = []
        var hasGap = false
        var index = text.startIndex + 1
        var value: UInt32 = 0
        var digits = 0
        func take() {
            guard digits > 0 else { return }
            let group = UInt16(truncatingIfNeeded: value)
            if hasGap { after.append(group) } else { before.append(group) }
            (value, digits) = (0, 0)
        }
        scan: while index < text.endIndex {
            switch text[index] {
            case 0x3A:
                take()
                if index + 1 < text.endIndex, text[index + 1] == 0x3A {
                    hasGap = true
                    index += 1
                }
            case 0x25:
                take()
                scope = Array(text[index...].prefix { $0 != 0x5D && $0 != 0x2F })
                break scan
            case 0x2F, 0x5D:
                take()
                break scan
            case 0x2E:
                // The digits so far are the first of four decimal numbers.
                if let (address, end) = Self.ipv4Tail(text, endingGroupAt: index, digits: digits) {
                    for group in [UInt16(truncatingIfNeeded: address >> 16), UInt16(truncatingIfNeeded: address)] {
                        if hasGap { after.append(group) } else { before.append(group) }
                    }
                    (value, digits) = (0, 0)
                    index = end - 1
                }
            case let unit:
                value = value << 4 | UInt32(Self.digit(unit, base: 16) ?? 0)
                digits += 1
            }
            index += 1
        }
        for (position, group) in before.prefix(8).enumerated() { groups[position] = group }
        for (position, group) in after.suffix(8).reversed().enumerated() { groups[7 - position] = group }
    }

    private static func ipv4Tail(
        _ text: ArraySlice<UInt16>,
        endingGroupAt index: Int,
        digits: Int
    ) -> (UInt32, Int)? {
        let start = index - digits
        guard let end = plainIPv4End(text[start...], inIPv6: true, isPlainFile: false) else { return nil }
        var address: UInt32 = 0
        for part in text[start..<end].split(separator: 0x2E) {
            let value = part.reduce(UInt32(0)) { $0 &* 10 &+ UInt32($1 &- 0x30) }
            address = address << 8 | value & 255
        }
        return (address, end)
    }

    /// `::1`, `::127.0.0.1` and `::ffff:127.0.0.1`.
    var isLoopback: Bool {
        for index in 0..<5 where groups[index] != 0 { return false }
        if groups[5] == 0, groups[6] == 0, groups[7] == 1 { return true }
        return groups[6] == 0x7F00 && groups[7] == 1 && (groups[5] == 0 || groups[5] == 0xFFFF)
    }

    /// The canonical text in brackets (RFC 5952): lower case, the longest run of zeros left out, IPv4 where embedded.
    var text: [UInt16] {
        var longest = 0..<0
        var index = 0
        while index < 8 {
            var end = index
            while end < 8, groups[end] == 0 { end += 1 }
            if end - index > max(longest.count, 1) { longest = index..<end }
            index = max(end, index + 1)
        }
        var output = "["
        index = 0
        while index < 8 {
            if index == 6, embedsIPv4 {
                let value = UInt32(groups[6]) << 16 | UInt32(groups[7])
                // A run of zeros that reaches this far leaves no colon of its own.
                output += ":" + String(decoding: Self.text(ipv4: value), as: UTF16.self)
                break
            }
            if index == longest.lowerBound, !longest.isEmpty {
                output += longest.upperBound == 8 ? "::" : ":"
                index = longest.upperBound
                continue
            }
            if index > 0 { output += ":" }
            output += String(groups[index], radix: 16)
            index += 1
        }
        return Array((output + "]").utf16)
    }

    /// Whether the last two groups are shown as an IPv4 address.
    private var embedsIPv4: Bool {
        let zeros = groups[0] == 0 && groups[1] == 0 && groups[2] == 0 && groups[3] == 0
        if zeros, groups[6] != 0 {
            if groups[4] == 0, groups[5] == 0 || groups[5] == 0xFFFF { return true }
            if groups[4] == 0xFFFF, groups[5] == 0 { return true }
        }
        return groups[4] == 0 && groups[5] == 0x5EFE
    }
}
