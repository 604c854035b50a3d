internal import CLIXML

/// Top-level values that are primitives: a line each, often shorter than what it takes to get the loop of ``JSONWriter`` going.
extension JSONWriter {
    /// Writes a primitive that stands alone at the top.
    ///
    /// - Returns: false, with nothing written, for all that is not as the writer gives it and for what is no primitive.
    mutating func writeAlone(
        _ store: NodeStore,
        _ node: Int,
        depth: Int,
        level: Int,
        into output: inout [UInt8]
    ) -> Bool {
        let entry = store.nodes[node]
        switch entry.kind {
        case .null: output.append(text: "null")
        case .string, .scriptBlock, .uri:
            let bytes = store.bytes
            writeString(entry, bytes.span, into: &output)
        case .boolean, .uint8, .int8, .int16, .uint16, .int32, .uint32, .int64, .uint64:
            guard entry.flags.contains(.canonical) else { return false }
            let bytes = store.bytes
            output.append(bytes.span, Int(entry.start)..<(Int(entry.start) &+ Int(entry.extent)))
        case .guid:
            guard entry.flags.contains(.canonical) else { return false }
            let bytes = store.bytes
            writeGUID(entry, bytes.span, level: level, into: &output)
        case .duration, .version:
            guard depth <= settings.depth, entry.flags.isDisjoint(with: .coded) else { return false }
            let bytes = store.bytes
            return writeLive(entry, bytes.span, level: level, into: &output)
        default: return false
        }
        return true
    }

    /// Alone at the top PowerShell wraps a GUID, and its type's property Guid comes to light.
    private func writeGUID(_ entry: Node, _ bytes: Span<UInt8>, level: Int, into output: inout [UInt8]) {
        let range = Int(entry.start)..<(Int(entry.start) &+ Int(entry.extent))
        let colon = settings.isCompressed ? "\":\"" : "\": \""
        output.append(UInt8(ascii: "{"))
        if !settings.isCompressed { newLine(level &+ 1, into: &output) }
        output.append(text: "\"value")
        output.append(text: colon)
        output.append(bytes, range)
        output.append(text: "\",")
        if !settings.isCompressed { newLine(level &+ 1, into: &output) }
        output.append(text: "\"Guid")
        output.append(text: colon)
        output.append(bytes, range)
        output.append(UInt8(ascii: "\""))
        if !settings.isCompressed { newLine(level, into: &output) }
        output.append(UInt8(ascii: "}"))
    }

    private func writeLive(_ entry: Node, _ bytes: Span<UInt8>, level: Int, into output: inout [UInt8]) -> Bool {
        let (start, count) = (Int(entry.start), Int(entry.extent))
        var isWritten = false
        output.appendThroughSink(room: liveRoom(level: level)) { sink in
            if case .version = entry.kind {
                isWritten =
                    entry.flags.contains(.canonical)
                    && putVersion(bytes, from: start, count: count, level: level, into: &sink)
            } else {
                isWritten = putDuration(bytes, from: start, count: count, level: level, into: &sink)
            }
            if !isWritten { sink.rewind(to: 0) }
        }
        return isWritten
    }
}
