/// A host as .NET recognises it, in its canonical text.
struct URIHost: Sendable {
    enum Kind: Sendable {
        case dns, ipv4, ipv6, share, basic
        /// There is no authority.
        case absent
    }

    var kind: Kind
    /// Lower case where .NET lowers it; an IPv6 address stands in brackets, without its scope.
    var text: [UInt16]
    var isLoopback: Bool
    /// The scope of an IPv6 address with its `%`.
    var scope: [UInt16] = []

    /// Makes the canonical form of a host that was found valid; text from its first `:` on is the port.
    init(kind: Kind, _ source: ArraySlice<UInt16>) {
        self.kind = kind
        isLoopback = false
        switch kind {
        case .dns, .share:
            text = Array(source.prefix { $0 != 0x3A })
            if text.contains(where: { $0 &- 0x41 < 26 }) { text = text.map(Self.lowered) }
            isLoopback = text == Self.localhost || text == Array("loopback".utf16)
            if isLoopback { text = Self.localhost }
        case .ipv4:
            let value = URIAddress.ipv4(source, isPlainFile: false)?.value ?? 0
            text = URIAddress.text(ipv4: value)
            isLoopback = value >> 24 == 127
        case .ipv6:
            let address = URIAddress(ipv6: source)
            text = address.text
            scope = address.scope
            isLoopback = address.isLoopback
        case .basic:
            text = Array(source)
            isLoopback = source.isEmpty
        case .absent:
            text = []
        }
    }

    private static let localhost = Array("localhost".utf16)

    /// The host in Punycode, in lower case; `nil` when a label has no such form.
    var ascii: [UInt16]? {
        switch kind {
        case .dns: Punycode.hostName(text)
        case .ipv6: Array(text.dropFirst().dropLast()) + scope
        default: text
        }
    }

    /// The lower case of a unit where it is one unit.
    private static func lowered(_ unit: UInt16) -> UInt16 {
        guard let scalar = Unicode.Scalar(unit) else { return unit }
        let mapped = Array(scalar.properties.lowercaseMapping.utf16)
        return mapped.count == 1 ? mapped[0] : unit
    }

    // MARK: - Recognition

    /// Says whether a unit ends the host; in a plain file name only slashes do.
    static func isEnd(_ unit: UInt16, isPlainFile: Bool) -> Bool {
        URIText.isSlash(unit) || (!isPlainFile && (unit == 0x3A || unit == 0x3F || unit == 0x23))
    }

    /// The end of a host name that begins a text, or `nil`: labels of letters, digits, `-`, `_` and anything from
    /// U+00A0 on, which begin with a letter or digit.
    static func nameEnd(_ text: ArraySlice<UInt16>, isPlainFile: Bool) -> Int? {
        var labelStart = text.startIndex
        // Octets of the label: characters above U+00FF count twice, and `xn--` is counted where it will be needed.
        var octets = 0
        var isASCII = true
        var index = text.startIndex
        while index < text.endIndex, !isEnd(text[index], isPlainFile: isPlainFile) {
            let unit = text[index]
            switch unit {
            case 0x2E, 0x3002, 0xFF0E, 0xFF61:
                guard isLabelLength(octets, isASCII) else { return nil }
                (labelStart, octets, isASCII) = (index + 1, 0, true)
            default:
                if unit < 0xA0 {
                    let isAlphanumeric = URIText.isLetter(unit) || URIText.isDigit(unit)
                    guard isAlphanumeric || (index > labelStart && (unit == 0x2D || unit == 0x5F)) else { return nil }
                } else {
                    isASCII = false
                }
                octets += unit > 0xFF ? 2 : 1
            }
            index += 1
        }
        // The last label may be empty when a dot came before it.
        if index > labelStart || labelStart == text.startIndex {
            guard isLabelLength(octets, isASCII) else { return nil }
        }
        return index
    }

    private static func isLabelLength(_ octets: Int, _ isASCII: Bool) -> Bool {
        octets > 0 && (isASCII ? octets : octets + 4) <= 63
    }

    /// The end of the name of a Windows share that begins a text, or `nil`.
    ///
    /// The first segment may be `-` and `_` only but not digits only; later ones begin with a letter or digit.
    static func shareEnd(_ text: ArraySlice<UInt16>, isPlainFile: Bool) -> Int? {
        var index = text.startIndex
        var hasLetter = false
        var isFirstSegment = true
        while index < text.endIndex, !isEnd(text[index], isPlainFile: isPlainFile) {
            let unit = text[index]
            if isFirstSegment {
                if unit == 0x2E {
                    guard hasLetter else { return nil }
                    isFirstSegment = false
                } else if isLetter(unit) || unit == 0x2D || unit == 0x5F {
                    hasLetter = true
                } else if !URIText.isDigit(unit) {
                    return nil
                }
            } else if unit == 0x2E {
                guard hasLetter, text[index - 1] != 0x2E else { return nil }
                hasLetter = false
            } else if unit == 0x2D || unit == 0x5F {
                guard hasLetter else { return nil }
            } else if isLetter(unit) || URIText.isDigit(unit) {
                hasLetter = true
            } else {
                return nil
            }
            index += 1
        }
        guard index > text.startIndex, hasLetter || text[index - 1] == 0x2E, index - text.startIndex <= 256
        else { return nil }
        return index
    }

    private static func isLetter(_ unit: UInt16) -> Bool {
        guard let scalar = Unicode.Scalar(unit) else { return false }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: return true
        default: return false
        }
    }
}
