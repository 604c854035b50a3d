/// One input of a fuzzer: a byte of options, a byte that says how the rest is cut, and the rest.
public struct FuzzInput: Sendable {
    /// What a property makes of it.
    public let options: UInt8
    /// The bytes under test.
    public let content: [UInt8]

    private let seed: UInt8

    /// Takes what a fuzzer hands over, or `nil` where there is nothing but options.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count > 2 else { return nil }
        options = bytes[0]
        seed = bytes[1]
        content = Array(bytes[2...])
    }

    /// Whether a bit of the options is set.
    public func has(_ bit: UInt8) -> Bool { options >> bit & 1 != 0 }

    /// The content in pieces.
    public var pieces: [[UInt8]] { pieces(of: content) }

    /// Bytes in pieces, a few hundred at most: all of one size, or of sizes that follow from the seed.
    public func pieces(of content: [UInt8]) -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        var state = UInt64(seed) &+ 1
        var start = 0
        while start < content.count {
            var size = Int(seed & 63) + 1
            if seed >= 128 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                size = Int(state >> 56) + 1
            }
            let end = min(start + max(size, content.count / 400), content.count)
            pieces.append(Array(content[start..<end]))
            start = end
        }
        return pieces
    }
}
