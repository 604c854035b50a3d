extension PrimitiveParser {
    /// Reads a version of two to four parts, each as lenient as a signed integer (clixml.md 2.8).
    ///
    /// - Throws: `outOfRange` when a part passes 31 bits, `malformed` for everything else.
    package static func version(_ text: Span<UInt8>) throws(PrimitiveError) -> PSVersion {
        var ends: [4 of Int] = .init(repeating: text.count)
        var count = 1
        for index in text.indices where text[index] == 0x2E {
            guard count < 4 else { throw .malformed }
            ends[count - 1] = index
            count += 1
        }
        guard count >= 2 else { throw .malformed }
        var parts: [4 of Int32?] = .init(repeating: nil)
        var start = 0
        for part in 0..<count {
            parts[part] = try integerAmongBlanks(text.extracting(start..<ends[part]), as: Int32.self)
            // .NET stops at the first bad part, so a later one cannot turn this into an overflow.
            guard let value = parts[part], value >= 0 else { throw .malformed }
            start = ends[part] + 1
        }
        guard let major = parts[0], let minor = parts[1],
            let version = PSVersion(major: major, minor: minor, build: parts[2], revision: parts[3])
        else { throw .malformed }
        return version
    }

    /// Says whether a valid version text is canonical: digits without needless zeros, and points.
    package static func isCanonicalVersion(_ text: Span<UInt8>) -> Bool {
        var start = 0
        for index in 0...text.count where index == text.count || text[index] == 0x2E {
            let part = text.extracting(start..<index)
            guard part.count > 0, part[0] != 0x2D, isCanonicalInteger(part) else { return false }
            start = index + 1
        }
        return true
    }
}
