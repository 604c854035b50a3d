internal import CLIXML
internal import CLIXMLConvert

/// Console output gives the same text and notes however it is cut, and where no block can be in it, comes out as it is.
public func checkConsoleText(_ input: FuzzInput) throws(Violation) {
    var options = ConsoleFilterOptions()
    options.limits = .small
    options.isColored = input.has(0)
    options.omitsRepeatedInformation = !input.has(1)
    if input.has(2) { options.streams = [.error, .output] }
    let (whole, notes) = filter([input.content], options)
    let (cut, cutNotes) = filter(input.pieces, options)
    try requireEqual(whole, cut, "the text of pieces differs")
    try require(notes == cutNotes, "cut differently: \(notes) / \(cutNotes)")
    // Without zero bytes UTF-16 is spelled as UTF-8 is.
    let letters = input.content.filter { $0 != 0 }
    // What a byte order mark says is UTF-16 or UTF-32 comes out as UTF-8.
    let marks: [[UInt8]] = [[0xFF, 0xFE], [0xFE, 0xFF], [0, 0, 0xFE, 0xFF]]
    let isMarked = marks.contains { input.content.starts(with: $0) }
    if !isMarked, !ByteSearch.contains(letters, "#< CLIXML"), !ByteSearch.contains(letters, "Objs") {
        try requireEqual(whole, input.content, "plain text was changed")
    }
}

private func filter(_ pieces: [[UInt8]], _ options: ConsoleFilterOptions) -> ([UInt8], [String]) {
    var filter = ConsoleFilter(options: options)
    var output: [UInt8] = []
    for piece in pieces { filter.append(piece.span, to: &output) }
    filter.finish(to: &output)
    return (output, filter.takeNotes().map { "\($0)" })
}
