// Tokens that the source cuts off.
extension MarkupScanner {
    /// The source ends in the token at `position`: an error at the end of the input, else something to wait for.
    mutating func cutOff(_ kind: Pending.Kind, _ isFinal: Bool, _ what: String) throws(Fault) -> MarkupToken {
        if isFinal { throw Fault(.truncated, at: position, "the input ends inside \(what)") }
        if pending.kind == .nothing {
            // The first offset at which the token's last '>' can stand.
            let first: Int =
                switch kind {
                case .comment: 6
                case .cdata: 11
                case .instruction: 4
                default: 1
                }
            pending = Pending(kind: kind, scanned: position &+ first)
            pending.retryAt = position &+ maximumNameByteCount
        }
        return .incomplete
    }

    /// Has the next call look for errors in a token that was cut off, though little was added to it.
    mutating func lookAgain() { pending.retryAt = 0 }

    /// Looks for the end of a token that was cut off. Returns false while it is not there.
    @inline(never)
    mutating func resume(_ source: Span<UInt8>, isFinal: Bool) throws(Fault) -> Bool {
        if pending.kind == .text { return true }
        while pending.scanned < source.count {
            let offset = pending.scanned
            let byte = source[offset]
            pending.scanned &+= 1
            switch pending.kind {
            case .tag:
                if pending.quote != 0 {
                    if byte == pending.quote { pending.quote = 0 }
                } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                    pending.quote = byte
                } else if byte == UInt8(ascii: ">") {
                    pending.kind = .nothing
                    return true
                }
            default:
                // All three end with '>' after a byte of their own; a false alarm costs one more look at the token.
                let mark: UInt8 =
                    pending.kind == .comment
                    ? UInt8(ascii: "-") : pending.kind == .cdata ? UInt8(ascii: "]") : UInt8(ascii: "?")
                if byte == UInt8(ascii: ">"), source[offset &- 1] == mark {
                    let before = pending.kind == .instruction || source[offset &- 2] == mark
                    if before {
                        pending.kind = .nothing
                        return true
                    }
                }
            }
        }
        if isFinal || source.count >= pending.retryAt {
            // Whether a limit or an error stands before the end of the token is seen by scanning what is there. Doing it
            // again only when it has doubled keeps the whole linear.
            let kept = pending
            pending.kind = .nothing
            pending.retryAt = position &+ 2 &* (source.count &- position)
            let again = Pending(
                kind: kept.kind,
                scanned: kept.scanned,
                flags: kept.flags,
                quote: kept.quote,
                retryAt: pending.retryAt
            )
            let probe = position
            let token = try probeToken(source, isFinal: isFinal)
            if token == .incomplete {
                position = probe
                pending = again
                return false
            }
            position = probe
            return true
        }
        return false
    }

    mutating func probeToken(_ source: Span<UInt8>, isFinal: Bool) throws(Fault) -> MarkupToken {
        tokenStart = position
        if source[position &+ 1] == UInt8(ascii: "/") { return try scanEndTag(source, isFinal: isFinal) }
        if ByteClass.isNameStart(source[position &+ 1]) {
            return try scanStartTag(source, isFinal: isFinal)
        }
        return try scanDeclaration(source, isFinal: isFinal)
    }
}
