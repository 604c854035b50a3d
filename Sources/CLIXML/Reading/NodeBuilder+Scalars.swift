extension NodeBuilder {
    /// Checks the text of a primitive, and notes whether it is what the writer would write.
    ///
    /// - Throws: `invalidValue`, `valueOutOfRange`.
    mutating func finishScalar(_ source: Span<UInt8>, _ node: Int, elementStart: Int) throws(Fault) {
        let kind = nodes[node].kind
        if kind == .string || kind == .scriptBlock || kind == .stringRepresentation { return }
        let start = valueStart &+ Int(nodes[node].start)
        let text = source.extracting(start..<(start &+ Int(nodes[node].extent)))
        let flags = nodes[node].flags
        if kind == .secureString, form == .payload {
            // Remoting writes Base64 where files have hexadecimal digits (psrp.md 5.4).
            guard PrimitiveParser.base64ByteCount(text) != nil else {
                throw notOne(of: kind, node, elementStart)
            }
            return
        }
        let verdict: ScalarCheck.Verdict
        let isChild = top.kind == .progress
        if flags.isDisjoint(with: .coded) {
            verdict = ScalarCheck.check(kind, text, today: today)
        } else {
            let plain = NodeText.bytes(text, flags, isCoded: kind.isText || isChild)
            verdict =
                switch ScalarCheck.check(kind, plain.span, today: today) {
                case .canonical:
                    flags.isDisjoint(with: [.entity, .markup, .carriageReturn]) && !kind.isText ? .canonical : .valid
                case let other: other
                }
        }
        switch verdict {
        case .canonical: nodes[node].flags.insert(.canonical)
        case .valid: break
        case .invalid: throw notOne(of: kind, node, elementStart)
        case .outOfRange:
            refusedNode = node
            throw Fault(.valueOutOfRange, at: elementStart, "the value is beyond the range of a \(kind.typeName)")
        }
    }

    private mutating func notOne(of kind: NodeKind, _ node: Int, _ elementStart: Int) -> Fault {
        refusedNode = node
        return Fault(.invalidValue, at: elementStart, "the text is not one of a \(kind.typeName)")
    }
}
