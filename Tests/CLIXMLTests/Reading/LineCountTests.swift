import CLIXML
import Testing

/// Where a value stands, after any number of line ends of any kind.
@Suite struct LineCountTests {
    @Test(arguments: [
        ["\n"], ["\r\n"], ["\r"], ["\n", " "], ["\n", "\r\n", "\r", " "], [" ", " ", " ", " ", " ", "\n"], [" "],
    ])
    func countsLineEnds(_ pieces: [String]) throws {
        var generator = SplitMix(seed: UInt64(pieces.count))
        for count in Array(0...70) + [255, 256, 1000, 8159, 8160, 8161, 8192, 8193, 20_000] {
            var text = ""
            var (line, column) = (1, Reading.rootTag.count + 1)
            for _ in 0..<count {
                var piece = pieces[Int(generator.next() % UInt64(pieces.count))]
                // Behind a CR a LF would be part of the same line end.
                if piece.hasPrefix("\n"), text.hasSuffix("\r") { piece = "\r\n" }
                text += piece
                if piece == " " { column += 1 } else { (line, column) = (line + 1, 1) }
            }
            let values = try Reading.values(Reading.document(text + "<S>a</S>"))
            let store = try #require(values.first).store
            #expect(store.line == line, "\(count)")
            #expect(store.column == column, "\(count)")
        }
    }
}
