import CLIXML

// Outside blocks: text, and what may begin a block.
extension ConsoleFilter {
    /// Passes text on up to the next byte that may begin a mark.
    mutating func passText(_ bytes: Span<UInt8>, _ start: Int, to output: inout [UInt8]) -> Int {
        var index = start
        if expectation == .nothing {
            while index < bytes.count, bytes[index] != UInt8(ascii: "#") { index &+= 1 }
        } else {
            while index < bytes.count {
                let byte = bytes[index]
                if byte == UInt8(ascii: "#") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: "\\")
                    || byte == UInt8(ascii: "&")
                {
                    break
                }
                index &+= 1
            }
        }
        if index > start { emit(bytes.extracting(start..<index), to: &output) }
        guard index < bytes.count else { return index }
        candidate = [bytes[index]]
        candidatePosition = position
        position.pass(bytes[index])
        mode = .mark
        return index + 1
    }

    mutating func takeMark(_ byte: UInt8, to output: inout [UInt8]) {
        candidate.append(byte)
        position.pass(byte)
        decide(isFinal: false, to: &output)
    }

    mutating func finishMark(to output: inout [UInt8]) { decide(isFinal: true, to: &output) }

    private mutating func decide(isFinal: Bool, to output: inout [UInt8]) {
        let bytes = candidate
        // A root that stands by itself some time after a block could be anything, unless it looks like a console's.
        let isPlaced = isRightAfterBlock || expectation == .root
        let verdict = BlockMark.judge(
            bytes.span,
            findsRoots: expectation != .nothing && (isPlaced || line.isEmpty || isAfterPrefix),
            wantsCompact: !isPlaced,
            isFinal: isFinal
        )
        switch verdict {
        case .undecided where !isFinal: return
        case .text, .undecided:
            mode = .text
            isRightAfterBlock = false
            position = candidatePosition
            endDeferredLine(to: &output)
            emit(bytes.span.extracting(0..<1), to: &output)
            replay = Array(bytes.dropFirst())
        case .header(let header):
            isRightAfterBlock = false
            position = candidatePosition
            position.pass(bytes.span.extracting(0..<header.byteCount))
            replay = Array(bytes.dropFirst(header.byteCount))
            passHeader(header, Array(bytes[..<header.byteCount]), to: &output)
        case .root(let spelling):
            position = candidatePosition
            replay = bytes
            if let deferred = deferredLineEnd {
                deferredLineEnd = nil
                line = deferred.line
                lineState = .afterPrefix
                // The line before had it, and this one has not.
                headerPrefix = LinePrefix([])
            }
            beginBlock(spelling)
        }
    }

    /// A header gives nothing itself. What stood before it in its line is out already; its line end waits for the next line.
    private mutating func passHeader(_ header: BlockMark.Header, _ bytes: [UInt8], to output: inout [UInt8]) {
        mode = .text
        expectation = .root
        headerBackslashCount = header.backslashCount
        isHeaderInLine = !header.endsLine
        guard header.endsLine else { return }
        let lineEnd = Array(bytes.suffix(bytes.dropLast().last == 0x0D && bytes.last == 0x0A ? 2 : 1))
        headerPrefix = LinePrefix(isLineTooLong ? [] : line)
        recentLines.beginLines(after: headerPrefix.isEmpty ? nil : headerPrefix)
        if lineState == .start || line.isEmpty {
            beginLine()
        } else if isLineTooLong {
            emit(lineEnd.span, to: &output, isCounted: false)
        } else {
            let text = line
            owe(headerPrefix, lineEnd)
            if LinePrefix.opensString(text) || LinePrefix.isPlausible(text) { deferredLineEnd = (lineEnd, text) }
        }
    }

    // MARK: - Prefixes of lines

    /// The output stands behind a prefix with nothing after it: if the next line has the same one, they become one line.
    mutating func owe(_ prefix: LinePrefix, _ lineEnd: [UInt8]) {
        owedPrefix = prefix
        owedPrefix?.restart()
        owedLineEnd = lineEnd
        candidate = []
        candidatePosition = position
        mode = .prefix
        beginLine()
    }

    mutating func takePrefix(_ byte: UInt8, to output: inout [UInt8]) {
        candidate.append(byte)
        position.pass(byte)
        switch owedPrefix?.step(byte) ?? .different {
        case .more: break
        case .complete:
            line = candidate
            isPrefixKnown = true
            lineState = .afterPrefix
            owedPrefix = nil
            deferredLineEnd = nil
            mode = .text
        case .different: giveUpPrefix(to: &output)
        }
    }

    mutating func giveUpPrefix(to output: inout [UInt8]) {
        owedPrefix = nil
        mode = .text
        let first = candidate.first ?? 0
        if first != UInt8(ascii: "<"), first != UInt8(ascii: "&") { deferredLineEnd = nil }
        if deferredLineEnd == nil {
            output += owedLineEnd
            lineState = .start
        }
        position = candidatePosition
        replay = candidate
    }

    /// No block followed: the line before ends after all.
    private mutating func endDeferredLine(to output: inout [UInt8]) {
        guard let deferred = deferredLineEnd else { return }
        deferredLineEnd = nil
        output += deferred.lineEnd
        lineState = .start
    }

    /// Whether what stands before this place in its line is what a log puts in front of lines.
    var isAfterPrefix: Bool { isPrefixKnown || !isLineTooLong && headerPrefix.matches(line) }

    // MARK: - Passing on

    /// Passes bytes of the input on as they are.
    ///
    /// - Parameter isCounted: Whether the position moves over them.
    mutating func emit(_ bytes: Span<UInt8>, to output: inout [UInt8], isCounted: Bool = true) {
        guard bytes.count > 0 else { return }
        if lineState == .start, !outputPrefix.isEmpty { output += outputPrefix }
        outputPrefix = []
        output.append(bytes)
        if isCounted { position.pass(bytes) }
        if expectation != .nothing, options.omitsRepeatedInformation { recentLines.pass(bytes) }
        var lineStart = bytes.count
        while lineStart > 0, bytes[lineStart &- 1] != UInt8(ascii: "\n") { lineStart &-= 1 }
        if lineStart > 0 { beginLine() }
        let room = LinePrefix.maximumByteCount - line.count
        line.append(bytes.extracting(lineStart..<min(bytes.count, lineStart + max(room, 0))))
        if bytes.count - lineStart > room { isLineTooLong = true }
        lineState = lineStart == bytes.count ? .start : .inText
        isRightAfterBlock = false
    }

    /// The input is at the beginning of a line.
    mutating func beginLine() {
        line.removeAll(keepingCapacity: true)
        isLineTooLong = false
        isPrefixKnown = false
        isHeaderInLine = false
    }
}
