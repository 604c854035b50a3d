internal import CLIXML

/// A pattern for names as PowerShell has them: `*`, `?`, `[a-z]`, and a back-tick before a character that is meant as such;
/// letters match ignoring case.
struct WildcardPattern: Sendable {
    private enum Element: Sendable {
        case anything
        case one
        case scalar(UInt32)
        case set([ClosedRange<UInt32>])
    }

    private let elements: [Element]
    /// The name that is meant when the pattern has no wildcard, as written.
    let literal: [UInt8]?

    /// Takes a pattern. A bracket that is not closed means itself.
    init(_ pattern: String) {
        let scalars = pattern.unicodeScalars.map(\.value)
        var elements: [Element] = []
        var hasWildcard = false
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            index += 1
            switch Unicode.Scalar(scalar) {
            case "*":
                elements.append(.anything)
                hasWildcard = true
            case "?":
                elements.append(.one)
                hasWildcard = true
            case "[":
                hasWildcard = true
                if let set = WildcardPattern.set(scalars, &index) {
                    elements.append(.set(set))
                } else {
                    elements.append(.scalar(scalar))
                }
            case "]":
                hasWildcard = true
                elements.append(.scalar(scalar))
            case "`" where index < scalars.count:
                elements.append(.scalar(WildcardPattern.upper(scalars[index])))
                index += 1
            default: elements.append(.scalar(WildcardPattern.upper(scalar)))
            }
        }
        self.elements = elements
        literal = hasWildcard ? nil : Array(pattern.utf8)
    }

    /// Reads the ranges behind an opening bracket; `nil`, and the index as it was, where none closes it.
    private static func set(_ scalars: [UInt32], _ index: inout Int) -> [ClosedRange<UInt32>]? {
        guard let end = scalars[index...].firstIndex(of: 0x5D) else { return nil }
        var ranges: [ClosedRange<UInt32>] = []
        var at = index
        while at < end {
            let first = upper(scalars[at])
            if at + 2 < end, scalars[at + 1] == 0x2D {
                let last = upper(scalars[at + 2])
                if first <= last { ranges.append(first...last) }
                at += 3
            } else {
                ranges.append(first...first)
                at += 1
            }
        }
        index = end + 1
        return ranges
    }

    private static func upper(_ scalar: UInt32) -> UInt32 {
        var bytes: [UInt8] = []
        TextEscapes.appendCodePoint(scalar, into: &bytes)
        return scalars(TextEscapes.upperCased(bytes.span)).first ?? scalar
    }

    /// The code points of WTF-8.
    private static func scalars(_ text: [UInt8]) -> [UInt32] {
        var scalars: [UInt32] = []
        for byte in text {
            if byte & 0xC0 == 0x80, let last = scalars.last {
                scalars[scalars.count - 1] = last << 6 | UInt32(byte & 0x3F)
            } else {
                scalars.append(
                    UInt32(byte < 0x80 ? byte : byte < 0xE0 ? byte & 0x1F : byte < 0xF0 ? byte & 15 : byte & 7)
                )
            }
        }
        return scalars
    }

    /// Whether a name is one that the pattern means.
    ///
    /// - Complexity: O(*n* · *m*) in the lengths of name and pattern.
    func matches(_ name: Span<UInt8>) -> Bool {
        if let literal { return TextEscapes.equalIgnoringCase(name, literal.span) }
        let text = WildcardPattern.scalars(TextEscapes.upperCased(name))
        var (at, element) = (0, 0)
        // Where to go on after the last asterisk: its successor, and how much of the text it takes at least.
        var retry: (element: Int, at: Int)?
        while true {
            if element < elements.count, case .anything = elements[element] {
                element += 1
                retry = (element, at)
                continue
            }
            if element == elements.count, at == text.count { return true }
            if element < elements.count, at < text.count, WildcardPattern.matches(elements[element], text[at]) {
                element += 1
                at += 1
                continue
            }
            guard let last = retry, last.at < text.count else { return false }
            retry = (last.element, last.at + 1)
            (element, at) = (last.element, last.at + 1)
        }
    }

    private static func matches(_ element: Element, _ scalar: UInt32) -> Bool {
        switch element {
        case .anything, .one: true
        case .scalar(let wanted): wanted == scalar
        case .set(let ranges): ranges.contains { $0.contains(scalar) }
        }
    }
}
