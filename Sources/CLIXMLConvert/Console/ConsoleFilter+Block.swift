import CLIXML

// Inside a block.
extension ConsoleFilter {
    /// How much may follow a line end in a document without line ends before it counts as cut off there, in bytes.
    private static let maximumSuspectByteCount = 16 << 10

    /// A root tag begins here.
    mutating func beginBlock(_ spelling: EscapeLayer) {
        mode = .block
        layer = spelling
        if layer == .none, expectation == .root, headerBackslashCount > 0 {
            let depth = BlockMark.depth(ofSpellings: headerBackslashCount)
            // The document's quotation marks stand as they are, so the string around it has the other ones.
            if depth > 0 { layer = .backslash(depth: depth, quote: UInt8(ascii: "'")) }
        }
        let isContinued = isRightAfterBlock
        if !isContinued {
            outputPrefix = []
            if layer == .none, isAfterPrefix || isHeaderInLine && LinePrefix.isPlausible(line), !isLineTooLong {
                outputPrefix = line
                if lineState == .inText { lineState = .afterPrefix }
            } else if layer != .none {
                lineState = endsLine(line) ? .start : .inText
            }
        }
        isRightAfterBlock = false
        prefixInBlock = LinePrefix(outputPrefix)
        expectation = .anotherRoot
        decoder = EscapeDecoder(layer)
        scanner = BlockScanner()
        parser = CLIXMLParser(limits: options.limits)
        rootTag = []
        streamText = StreamText(options: options)
        held = []
        valueBytes = []
        heldPosition = position
        suspicion = nil
        isCompact = false
        isAfterRootTag = false
        hasPrinted = false
        isInForeignText = false
        brokenLine = nil
    }

    /// Whether text in a string is at the beginning of the string or of a line in it.
    private func endsLine(_ text: [UInt8]) -> Bool {
        guard let last = text.last else { return true }
        if last == UInt8(ascii: "\"") || last == UInt8(ascii: "'") || last == UInt8(ascii: ">") { return true }
        let beforeLast = text.dropLast().last
        return beforeLast == UInt8(ascii: "\\") && (last == UInt8(ascii: "n") || last == UInt8(ascii: "r"))
    }

    mutating func takeBlock(_ byte: UInt8, to output: inout [UInt8]) {
        if held.isEmpty { heldPosition = position }
        held.append(byte)
        bytePosition = position
        position.pass(byte)
        if held.count > options.limits.maximumValueByteCount {
            return fail(
                .valueTooLarge,
                "it has a value of more than \(options.limits.maximumValueByteCount) bytes",
                to: &output
            )
        }
        if layer == .none, !prefixInBlock.isEmpty, passBrokenLine(byte, to: &output) { return }
        decode(byte, to: &output)
        if let suspicion, mode == .block,
            held.count - suspicion.heldCount > ConsoleFilter.maximumSuspectByteCount
        {
            cutOff(to: &output)
        }
    }

    /// A log breaks a long line: the line end and the prefix that follows it are none of the document.
    private mutating func passBrokenLine(_ byte: UInt8, to output: inout [UInt8]) -> Bool {
        guard var broken = brokenLine else {
            guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else { return false }
            brokenLine = [byte]
            prefixInBlock.restart()
            return true
        }
        broken.append(byte)
        brokenLine = broken
        if byte == UInt8(ascii: "\n"), broken == [0x0D, 0x0A] { return true }
        switch prefixInBlock.step(byte) {
        case .more: return true
        case .complete:
            outputPrefix = Array(broken.drop { $0 == 0x0A || $0 == 0x0D })
            line = outputPrefix
            brokenLine = nil
            if isInForeignText { emitForeign([0x0A], to: &output) }
        case .different:
            brokenLine = nil
            for byte in broken where mode == .block { decode(byte, to: &output) }
        }
        return true
    }

    private mutating func decode(_ byte: UInt8, to output: inout [UInt8]) {
        if layer == .none {
            scan(byte, to: &output)
            return
        }
        var bytes: [UInt8] = []
        guard decoder.decode(byte, into: &bytes) else {
            // The string ends here, and the block with it.
            held.removeLast()
            cutOff(to: &output)
            replay.append(byte)
            position = bytePosition
            return
        }
        for byte in bytes where mode == .block { scan(byte, to: &output) }
    }

    private mutating func scan(_ byte: UInt8, to output: inout [UInt8]) {
        let wasBetween = scanner.isBetweenValues
        if isAfterRootTag {
            isAfterRootTag = false
            isCompact = byte == UInt8(ascii: "<")
        }
        let event = scanner.scan(byte)
        valueBytes.append(byte)
        if byte == UInt8(ascii: "\n"), isCompact, layer == .none, suspicion == nil, !wasBetween {
            suspicion = Suspicion(heldCount: held.count, valueCount: valueBytes.count - 1, position: position)
        }
        switch event {
        case .none: if isInForeignText, !scanner.isAfterLessThan { endForeign(to: &output) }
        case .rootStart:
            isAfterRootTag = true
            feed(to: &output)
        case .valueEnd: feed(to: &output)
        case .rootEnd:
            feed(to: &output)
            if mode == .block { endBlock(to: &output) }
        case .blank where !isInForeignText: forget()
        case .blank, .foreign: passForeign(to: &output)
        case .invalid: takeInvalid(to: &output)
        }
    }

    /// No XML: a header that begins here says that the block before it has no end.
    private mutating func takeInvalid(to output: inout [UInt8]) {
        if suspicion == nil, layer == .none, held.suffix(3).starts(with: "#<".utf8) {
            var place = heldPosition
            let before = Array(held.dropLast(3))
            place.pass(before.span)
            suspicion = Suspicion(heldCount: before.count, valueCount: max(valueBytes.count - 3, 0), position: place)
        }
        if suspicion != nil {
            cutOff(to: &output)
        } else {
            fail(.invalidMarkup, "it is not well-formed", to: &output)
        }
    }

    /// Text between values is not of the document: another stream was merged with this one.
    private mutating func passForeign(to output: inout [UInt8]) {
        isInForeignText = true
        let bytes = held
        if layer == .none, bytes.first == UInt8(ascii: "#") {
            switch BlockMark.judge(bytes.span, findsRoots: false, isFinal: false) {
            case .undecided: return
            case .header:
                noteCutOff()
                leaveBlock(to: &output)
                position = heldPosition
                replay = bytes + replay
                held = []
                return
            default: break
            }
        }
        emitForeign(bytes, to: &output)
        forget()
    }

    /// A tag begins; what stood before its `<` was text all the same.
    private mutating func endForeign(to output: inout [UInt8]) {
        isInForeignText = false
        guard layer == .none, held.count > 2 else { return }
        emitForeign(Array(held.dropLast(2)), to: &output)
        held = held.suffix(2)
        valueBytes = valueBytes.suffix(2)
    }

    private mutating func emitForeign(_ bytes: [UInt8], to output: inout [UInt8]) {
        finishText(to: &output)
        endPrintedLine(to: &output)
        hasPrinted = false
        let prefix = outputPrefix
        emit(bytes.span, to: &output, isCounted: false)
        outputPrefix = prefix
    }

    private mutating func forget() {
        held.removeAll(keepingCapacity: true)
        valueBytes.removeAll(keepingCapacity: true)
        suspicion = nil
    }

    // MARK: - Values

    /// Reads what is complete and shows it.
    private mutating func feed(to output: inout [UInt8]) {
        let bytes = RawBytes.escaping(valueBytes)
        let isRoot = rootTag.isEmpty
        do {
            try parser?.append(bytes.span)
            while let value = try parser?.nextValue() { show(value, to: &output) }
            if isRoot { rootTag = bytes }
            forget()
        } catch {
            if suspicion != nil { return cutOff(to: &output) }
            guard !isRoot, scanner.isBetweenValues else { return fail(error.code, error.message, to: &output) }
            passUnreadable(error, to: &output)
        }
    }

    /// One value cannot be read: it goes on as it is, and the rest of the document is read without it.
    private mutating func passUnreadable(_ error: CLIXMLError, to output: inout [UInt8]) {
        note(error.code, "a value cannot be read and is passed on as it is: \(error.message)", at: heldPosition)
        let raw = held
        // What nothing would have been shown of is nothing to pass on.
        if !CutOffValue.isProgress(valueBytes) {
            emitForeign(raw, to: &output)
            if layer == .none { emitForeign([0x0A], to: &output) }
        }
        forget()
        var fresh = CLIXMLParser(limits: options.limits)
        let tag = rootTag
        do { try fresh.append(tag.span) } catch { return fail(error.code, error.message, to: &output) }
        parser = consume fresh
    }

    private mutating func show(_ value: DocumentValue, to output: inout [UInt8]) {
        guard let piece = streamText.piece(of: value) else { return }
        show(piece, to: &output)
    }

    private mutating func show(_ piece: StreamText.Piece, to output: inout [UInt8]) {
        if piece.isInformation, options.omitsRepeatedInformation, isRepeated(piece.text) { return }
        let text = options.isColored ? piece.text : TerminalSequences.removing(from: piece.text)
        print(text, startsLine: piece.startsLine, to: &output)
    }

    private mutating func isRepeated(_ text: [UInt8]) -> Bool {
        guard layer == .none else { return false }
        let lines = (text.last == 0x0A ? text.dropLast() : text[...])
            .split(separator: 0x0A, omittingEmptySubsequences: false)
        var copy = recentLines
        for line in lines {
            guard copy.remove(line) else { return false }
        }
        recentLines = copy
        return true
    }

    // MARK: - Ends

    private mutating func endBlock(to output: inout [UInt8]) {
        finishText(to: &output)
        endPrintedLine(to: &output)
        parser = nil
        held = []
        candidate = []
        line = outputPrefix
        mode = .afterBlock
    }

    /// The block breaks off here, or broke off at the last suspicion.
    mutating func cutOff(to output: inout [UInt8]) {
        let place = suspicion
        let value = Array(valueBytes.prefix(place?.valueCount ?? valueBytes.count))
        let raw = Array(held.prefix(place?.heldCount ?? held.count))
        let rest = Array(held.dropFirst(raw.count))
        noteCutOff()
        if !showCutOff(value, to: &output) {
            endPrintedLine(to: &output)
            emit(raw.span, to: &output, isCounted: false)
        }
        leaveBlock(to: &output)
        held = []
        replay = rest + replay
        if let place { position = place.position }
    }

    private mutating func noteCutOff() {
        note(.cutOffBlock, "the block is cut off; what is whole of it is shown", at: heldPosition)
    }

    /// Shows what there is of a value that is cut off. Returns false where nothing can be made of it.
    private mutating func showCutOff(_ bytes: [UInt8], to output: inout [UInt8]) -> Bool {
        if bytes.isEmpty || bytes.allSatisfy({ $0 == 0x20 || $0 == 0x0A || $0 == 0x0D }) { return true }
        guard let closed = CutOffValue.closed(RawBytes.escaping(bytes)) else {
            return showRecovered(RawBytes.escaping(bytes), to: &output)
        }
        if closed.isEmpty { return true }
        do {
            try parser?.append(closed.span)
            while let value = try parser?.nextValue() { show(value, to: &output) }
            return true
        } catch { return false }
    }

    /// Shows what the members that are whole tell of an object.
    private mutating func showRecovered(_ bytes: [UInt8], to output: inout [UInt8]) -> Bool {
        guard !rootTag.isEmpty else { return false }
        var recovery = CLIXMLRecovery(rootTag + bytes, limits: options.limits)
        guard let value = recovery.next(), let piece = streamText.piece(of: value.documentValue),
            piece.text.contains(where: { $0 > 0x20 })
        else { return false }
        show(piece, to: &output)
        return true
    }

    private mutating func finishText(to output: inout [UInt8]) {
        if let piece = streamText.finish() { show(piece, to: &output) }
    }

    private mutating func leaveBlock(to output: inout [UInt8]) {
        finishText(to: &output)
        endPrintedLine(to: &output)
        parser = nil
        mode = .text
        suspicion = nil
        valueBytes = []
        brokenLine = nil
        beginLine()
    }

    /// What is left of the block goes on as it is.
    private mutating func fail(_ code: CLIXMLError.Code, _ reason: String, to output: inout [UInt8]) {
        note(code, "the block cannot be read and is passed on as it is: \(reason)", at: heldPosition)
        finishText(to: &output)
        endPrintedLine(to: &output)
        let end = position
        let raw = held
        emit(raw.span, to: &output, isCounted: false)
        position = end
        hasPrinted = false
        leaveFailed()
    }

    private mutating func leaveFailed() {
        parser = nil
        mode = .text
        suspicion = nil
        held = []
        valueBytes = []
        brokenLine = nil
        outputPrefix = []
    }

    // MARK: - Behind a block

    mutating func takeAfterBlock(_ byte: UInt8, to output: inout [UInt8]) {
        if layer == .none || !candidate.isEmpty || byte == UInt8(ascii: "\\") {
            takeLineEnd(byte, to: &output)
        } else {
            goOn([byte])
        }
    }

    private mutating func takeLineEnd(_ byte: UInt8, to output: inout [UInt8]) {
        if candidate.isEmpty { candidatePosition = position }
        candidate.append(byte)
        position.pass(byte)
        switch candidate {
        case [0x0D] where layer == .none: return
        case [0x0A] where layer == .none, [0x0D, 0x0A] where layer == .none:
            let lineEnd = candidate
            candidate = []
            switch lineState {
            case .start:
                mode = .text
                outputPrefix = []
                beginLine()
            case .afterPrefix:
                let prefix = LinePrefix(outputPrefix)
                outputPrefix = []
                owe(prefix, lineEnd)
            case .inText:
                mode = .text
                outputPrefix = []
                emit(lineEnd.span, to: &output, isCounted: false)
            }
        default:
            if case .backslash(let depth, _) = layer, let isWhole = SpelledLineEnd.isWhole(candidate, depth: depth) {
                guard isWhole else { return }
                if lineState == .inText, hasPrinted { return goOn(candidate) }
                candidate = []
                mode = .text
                return
            }
            goOn(candidate)
        }
    }

    /// Something else follows in the same line, perhaps another root.
    private mutating func goOn(_ bytes: [UInt8]) {
        mode = .text
        isRightAfterBlock = true
        if !candidate.isEmpty { position = candidatePosition }
        candidate = []
        replay = bytes + replay
    }
}
