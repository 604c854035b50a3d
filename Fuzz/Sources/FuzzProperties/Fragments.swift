internal import CLIXML
internal import PSRP

/// Any bytes are messages, diagnostics or an error, the same however they are cut; a message that was cut into fragments comes back.
public func checkFragments(_ input: FuzzInput) throws(Violation) {
    if input.has(7) { return try checkFragmenter(input) }
    var options = Defragmenter.Options()
    options.strictness = input.has(0) ? .recording : .engine
    options.maximumMessageByteCount = 4 << 10
    options.maximumOpenMessageCount = Int(input.options >> 1 & 3) + 1
    options.startsInsideMessage = input.has(3)
    let stream = input.has(6) ? plausibleStream(input.content) : input.content
    let whole = DefragmentedStream([stream], options, resynchronizes: input.has(4))
    let cut = DefragmentedStream(input.pieces(of: stream), options, resynchronizes: input.has(4))
    // The search for a fragment looks at what follows it as far as that is there, so it may depend on the cut.
    if input.has(4) { return }
    try require(
        whole == cut,
        "cut differently: \(whole.error ?? "") \(whole.diagnostics) / \(cut.error ?? "") \(cut.diagnostics)"
    )
}

/// What came out of a stream.
private struct DefragmentedStream: Equatable {
    var messages: [Message] = []
    var sources: [Message.Source?] = []
    var error: String?
    var diagnostics: [PSRPDiagnostic] = []

    init(_ pieces: [[UInt8]], _ options: Defragmenter.Options, resynchronizes: Bool) {
        var defragmenter = Defragmenter(options: options)
        for piece in pieces {
            do {
                try defragmenter.append(piece.span)
            } catch {
                fail(error, &defragmenter, resynchronizes)
            }
            take(&defragmenter, resynchronizes)
            if error != nil, !resynchronizes { break }
        }
        diagnostics += defragmenter.takeDiagnostics()
        diagnostics += defragmenter.finish()
    }

    private mutating func take(_ defragmenter: inout Defragmenter, _ resynchronizes: Bool) {
        while true {
            do {
                guard let message = try defragmenter.nextMessage() else { return }
                messages.append(message)
                sources.append(message.source)
            } catch {
                guard fail(error, &defragmenter, resynchronizes) else { return }
            }
        }
    }

    @discardableResult
    private mutating func fail(_ failure: PSRPError, _ defragmenter: inout Defragmenter, _ resynchronizes: Bool) -> Bool
    {
        if error?.hasSuffix(failure.description) != true { error = "\(error ?? "")\n\(failure)" }
        guard resynchronizes else { return false }
        defragmenter.resynchronize(.byPlausibility)
        return true
    }
}

/// Fragments made of instructions, so that most of them follow one another as they must: a byte of flags and a length each.
private func plausibleStream(_ instructions: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = []
    var object: UInt64 = 1
    var fragment: UInt64 = 0
    var index = 0
    while index + 1 < instructions.count {
        let flags = instructions[index]
        let length = min(Int(instructions[index + 1]), instructions.count - index - 2)
        if flags & 1 != 0 { fragment = 0 }
        switch flags >> 2 & 7 {
        case 5: object &+= 1
        case 6: fragment &+= 1
        case 7: object = max(object &- 1, 1)
        default: break
        }
        withBigEndianBytes(of: object) { stream.append($0) }
        withBigEndianBytes(of: fragment) { stream.append($0) }
        stream.append(flags & 3)
        let declared = flags & 0x80 == 0 ? length : length + Int(flags >> 5 & 3)
        stream += [0, 0, UInt8(declared >> 8), UInt8(declared & 0xFF)]
        stream += instructions[index + 2..<index + 2 + length]
        index += 2 + length
        fragment &+= 1
        if flags & 2 != 0 {
            object &+= 1
            fragment = 0
        }
    }
    return stream
}

private func withBigEndianBytes(of number: UInt64, _ body: (UInt8) -> Void) {
    for shift in stride(from: UInt64(56), through: 0, by: -8) { body(UInt8(truncatingIfNeeded: number >> shift)) }
}

/// Messages that are cut into fragments of any size are the messages that come back.
private func checkFragmenter(_ input: FuzzInput) throws(Violation) {
    var fragmenter = Fragmenter(fragmentByteCount: FragmentHeader.byteCount + 1 + Int(input.options & 0x7F))
    var stream: [UInt8] = []
    var sent: [Message] = []
    for piece in input.pieces {
        let message = Message(
            destination: .client,
            type: MessageType(rawValue: UInt32(piece[0])),
            runspacePoolID: PSGUID(high: UInt64(piece.count), low: 1),
            data: MessageData(piece)
        )
        sent.append(message)
        fragmenter.append(message, to: &stream)
    }
    let whole = DefragmentedStream([stream], Defragmenter.Options(), resynchronizes: false)
    try require(whole.messages == sent, "\(sent.count) messages became \(whole.messages.count)")
    try require(whole.error == nil && whole.diagnostics.isEmpty, "\(whole.error ?? "") \(whole.diagnostics)")
    let cut = DefragmentedStream(input.pieces(of: stream), Defragmenter.Options(), resynchronizes: false)
    try require(whole == cut, "cut differently")
}
