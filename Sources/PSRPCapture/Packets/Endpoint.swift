/// One end of a TCP connection.
struct Endpoint: Hashable, Sendable {
    /// The address: the last 32 bits of `low` for IPv4.
    let high: UInt64
    let low: UInt64
    let isVersionSix: Bool
    let port: UInt16

    /// The address as text.
    var address: String {
        guard isVersionSix else {
            return [24, 16, 8, 0].map { String(low >> UInt64($0) & 0xFF) }.joined(separator: ".")
        }
        let groups = (0..<8).map { (index: Int) -> UInt64 in
            (index < 4 ? high : low) >> UInt64(48 - 16 * (index & 3)) & 0xFFFF
        }
        // RFC 5952: the first longest run of zeros is left out.
        var best = 0..<0
        var start = 0
        for index in 0...8 where index == 8 || groups[index] != 0 {
            if index - start > max(1, best.count) { best = start..<index }
            start = index + 1
        }
        func text(_ range: Range<Int>) -> String {
            range.map { String(groups[$0], radix: 16) }.joined(separator: ":")
        }
        return best.isEmpty ? text(0..<8) : text(0..<best.lowerBound) + "::" + text(best.upperBound..<8)
    }

    /// Address and port as text.
    var text: String { isVersionSix ? "[\(address)]:\(port)" : "\(address):\(port)" }
}
