extension PrimitiveParser {
    /// Reads a version of two to four parts, each as lenient as a signed integer (clixml.md 2.8).
    ///
    /// - Throws: `outOfRange` when a part passes 31 bits, `malformed` for everything else.
    package static func version(_ text: Span<UInt8>) throws(PrimitiveError) -> PSVersion {
        if let version = plainVersion(text) { return version }
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

    /// A version of short numbers and points, or `nil` for any other and what is none.
    private static func plainVersion(_ text: Span<UInt8>) -> PSVersion? {
        var parts = SIMD4<Int32>(repeating: -1)
        var count = 0
        var index = 0
        while count < 4 {
            let first = index
            var value: Int32 = 0
            while index < text.count, text[index] &- 0x30 < 10 {
                guard index &- first < 9 else { return nil }
                value = value &* 10 &+ Int32(text[index] &- 0x30)
                index &+= 1
            }
            guard index > first else { return nil }
            parts[count] = value
            count &+= 1
            if index == text.count { break }
            guard text[index] == 0x2E else { return nil }
            index &+= 1
        }
        guard index == text.count, count >= 2, text[index &- 1] != 0x2E else { return nil }
        return PSVersion(
            major: parts[0],
            minor: parts[1],
            build: count > 2 ? parts[2] : nil,
            revision: count > 3 ? parts[3] : nil
        )
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
