import CommandLine
import Testing

@Suite struct ValueKindTests {
    @Test(arguments: [
        ("0", 0), ("4096", 4096), ("12B", 12), ("1k", 1024), ("512K", 524_288), ("64MiB", 67_108_864),
        ("64mib", 67_108_864), ("2M", 2_097_152), ("1kB", 1000), ("2GB", 2_000_000_000), ("1GiB", 1_073_741_824),
        ("3T", 3_298_534_883_328), ("8388607T", 9_223_370_937_343_148_032),
    ])
    func readsByteCounts(text: String, expected: Int) {
        let byteCount = ByteCountText.byteCount(of: text)
        #expect(byteCount == expected)
    }

    @Test(arguments: [
        "", "K", "-1", "+1", "1.5M", "1 M", "1Q", "1MiBs", "0x10", "8388608T", "9223372036854775808", "٣",
    ])
    func refusesOtherByteCounts(text: String) {
        let byteCount = ByteCountText.byteCount(of: text)
        #expect(byteCount == nil)
    }

    @Test(arguments: [
        (0, "0"), (1000, "1000"), (1024, "1KiB"), (1536, "1536"), (268_435_456, "256MiB"), (1 << 50, "1024TiB"),
    ])
    func showsByteCounts(byteCount: Int, expected: String) {
        let text = ByteCountText.text(of: byteCount)
        #expect(text == expected)
        #expect(ByteCountText.byteCount(of: text) == byteCount)
    }

    @Test func saysHowFarAnOpenRangeGoes() {
        let shape = ValueKind<Int>.integer(in: 1...Int.max).shape
        #expect(shape.expectation == "a whole number of at least 1")
    }

    @Test(arguments: [(";", ";"), ("\\t", "\t"), ("\t", "\t"), ("é", "é"), ("\"", "\"")] as [(String, Unicode.Scalar)])
    func readsCharacters(text: String, expected: Unicode.Scalar) {
        let scalar = ValueKind<Unicode.Scalar>.character("C").read(text)
        #expect(scalar == expected)
    }

    @Test(arguments: ["", "ab", "\\n", "e\u{301}"])
    func refusesSeveralCharacters(text: String) {
        let scalar = ValueKind<Unicode.Scalar>.character("C").read(text)
        #expect(scalar == nil)
    }
}
