import CLIXML
import Testing

@Suite struct IgnoringCaseTests {
    @Test(arguments: [
        ("Name", "nAME"), ("", ""), ("a_b-1", "A_B-1"), ("ä", "Ä"), ("Straße", "STRAßE"), ("ÿ", "Ÿ"), ("µ", "Μ"),
        ("ſ", "ſ"),
        ("ǆ", "Ǆ"), ("ᾳ", "ᾼ"), ("ᾀ", "ᾈ"), ("ά", "Ά"), ("ⓐ", "Ⓐ"), ("𐐨", "𐐀"), ("aäZ", "AÄz"),
    ])
    func findsEqual(_ left: String, _ right: String) {
        expect(left, right, equal: true)
    }

    /// .NET compares simple upper case: no letter becomes two, and the Turkish dotless i and the long s stay apart.
    @Test(arguments: [
        ("ß", "SS"), ("ı", "I"), ("ſ", "S"), ("İ", "i"), ("\u{212A}", "K"), ("é", "e\u{301}"), ("a", "ab"), ("ab", "a"),
        ("a", "ä"),
        ("@", "`"), ("[", "{"), ("ŉ", "ʼN"), ("ﬁ", "FI"), ("", "a"),
    ])
    func findsDifferent(_ left: String, _ right: String) {
        expect(left, right, equal: false)
        expect(right, left, equal: false)
    }

    private func expect(_ left: String, _ right: String, equal: Bool) {
        let first = Array(left.utf8)
        let second = Array(right.utf8)
        let found = TextEscapes.equalIgnoringCase(first.span, second.span)
        #expect(found == equal)
        let hashes = [TextEscapes.foldedHash(first.span), TextEscapes.foldedHash(second.span)]
        #expect((hashes[0] == hashes[1]) == equal)
        let seeded = TextEscapes.foldedHash(first.span, seed: 1)
        #expect(left.isEmpty || seeded != hashes[0])
    }

    @Test func comparesLoneSurrogates() {
        var first: [UInt8] = []
        var second: [UInt8] = []
        TextEscapes.appendCodeUnit(0xD83D, into: &first)
        TextEscapes.appendCodeUnit(0xD83C, into: &second)
        let same = TextEscapes.equalIgnoringCase(first.span, first.span)
        let other = TextEscapes.equalIgnoringCase(first.span, second.span)
        #expect(same)
        #expect(!other)
    }
}
