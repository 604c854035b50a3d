internal import CLIXML
internal import PSRP
internal import PSRPCapture

/// Any bytes are packets, texts, diagnostics or an error, the same however they are cut; a recording gives the same timeline.
public func checkLines(_ input: FuzzInput) throws(Violation) {
    let strictness: OutOfProcReader.Strictness = input.has(0) ? .recording : .engine
    let whole = HeardLines([input.content], strictness)
    let cut = HeardLines(input.pieces, strictness)
    try require(
        whole == cut,
        "cut differently: \(whole.error ?? "") \(whole.diagnostics) / \(cut.error ?? "") \(cut.diagnostics)"
    )
    guard input.has(0) else { return }
    let direction: StreamKey.Direction? = input.has(1) ? nil : input.has(2) ? .clientToServer : .serverToClient
    let isClient = input.has(2)
    let lines = input.has(3) ? MessageScript.lines(input.content, to: isClient ? .server : .client) : input.content
    let timeline = TimelineText.of([lines], direction)
    try requireEqual(timeline, TimelineText.of(input.pieces(of: lines), direction), "the timeline of pieces differs")
}

private struct HeardLines: Equatable {
    var events: [OutOfProcEvent] = []
    var error: String?
    var diagnostics: [PSRPDiagnostic] = []

    init(_ pieces: [[UInt8]], _ strictness: OutOfProcReader.Strictness) {
        var reader = OutOfProcReader(strictness: strictness, maximumLineByteCount: 16 << 10)
        do {
            for piece in pieces {
                try reader.append(piece.span)
                while let event = try reader.nextEvent() { events.append(event) }
            }
            reader.finish()
            while let event = try reader.nextEvent() { events.append(event) }
        } catch {
            self.error = error.description
        }
        diagnostics = reader.takeDiagnostics()
    }
}
