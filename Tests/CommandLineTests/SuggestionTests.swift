import CommandLine
import Testing

@Suite struct SuggestionTests {
    @Test(arguments: [
        ("", "", 0), ("a", "", 1), ("", "ab", 2), ("kitten", "sitting", 3), ("ab", "ba", 1), ("ca", "abc", 3),
        ("depth", "depht", 1), ("same", "same", 0),
    ])
    func countsEdits(left: String, right: String, expected: Int) {
        let distance = Suggestion.editDistance(Array(left), Array(right))
        #expect(distance == expected)
    }

    @Test(arguments: [
        ("--depht", "depth"), ("--Depth", "depth"), ("-UseQuotes", "use-quotes"), ("use_quote", "use-quotes"),
        ("--quote", "quote-fields"), ("--quote-field", "quote-fields"), ("--max", nil), ("--x", nil), ("--", nil),
        ("--entirely", nil), ("--d", nil),
    ])
    func findsTheNearest(word: String, expected: String?) {
        let names = ["depth", "use-quotes", "quote-fields", "max-depth", "max-nodes", "to"]
        let nearest = Suggestion.nearest(to: word, among: names)
        #expect(nearest == expected)
    }
}
