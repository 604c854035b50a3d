/// Undoes, on request, what the reader only marked: references, line ends, CDATA and comments, then `_xHHHH_`.
package enum NodeText {
    /// Appends the text of a node's source bytes, as WTF-8.
    ///
    /// - Parameters:
    ///   - source: the bytes from the first to the last character of the text, markup in between included.
    ///   - flags: what was seen in them.
    ///   - isCoded: whether `_xHHHH_` stands for characters in this kind of node (spec section 3.2).
    /// - Complexity: O(*n*) in the bytes.
    package static func append(_ source: Span<UInt8>, _ flags: TextFlags, isCoded: Bool, to output: inout [UInt8]) {
        if flags.isDisjoint(with: .coded) || flags.contains(.literal) {
            output.append(source)
            return
        }
        // The underscore or what follows it may be written as a reference.
        let hasEscapes = isCoded && !flags.isDisjoint(with: [.underscore, .entity, .markup])
        if flags.isDisjoint(with: [.entity, .carriageReturn, .markup]) {
            if hasEscapes { TextEscapes.decodeEscapes(source, into: &output) } else { output.append(source) }
            return
        }
        let start = output.count
        if flags.contains(.markup) {
            undoMarkup(source, to: &output)
        } else {
            TextEscapes.unescapeXML(source, into: &output)
        }
        if hasEscapes { TextEscapes.decodeEscapes(in: &output, from: start) }
    }

    /// The text of a node as WTF-8.
    package static func bytes(_ source: Span<UInt8>, _ flags: TextFlags, isCoded: Bool) -> [UInt8] {
        var output: [UInt8] = []
        append(source, flags, isCoded: isCoded, to: &output)
        return output
    }

    /// The value of an attribute, `_xHHHH_` left as it is.
    static func attributeText(_ source: Span<UInt8>, _ attribute: MarkupScanner.Attribute) -> [UInt8] {
        var output: [UInt8] = []
        TextEscapes.unescapeXML(source.extracting(attribute.start..<attribute.end), in: .attribute, into: &output)
        return output
    }

    /// The name that the value of an `N` attribute spells.
    static func name(_ spelling: Span<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        TextEscapes.unescapeXML(spelling, in: .attribute, into: &output)
        TextEscapes.decodeEscapes(in: &output, from: 0)
        return output
    }

    /// Appends the text between and inside the CDATA sections, comments and processing instructions of a text.
    private static func undoMarkup(_ source: Span<UInt8>, to output: inout [UInt8]) {
        let start = output.count
        var offset = 0
        while offset < source.count {
            var end = offset
            while end < source.count, source[end] != UInt8(ascii: "<") { end += 1 }
            TextEscapes.unescapeXML(source.extracting(offset..<end), into: &output, textStart: start)
            guard end + 2 < source.count else { return }
            let isCDATA = source[end + 2] == UInt8(ascii: "[")
            let isInstruction = source[end + 1] == UInt8(ascii: "?")
            let first = end + (isCDATA ? 9 : isInstruction ? 2 : 4)
            let mark = isCDATA ? UInt8(ascii: "]") : isInstruction ? UInt8(ascii: "?") : UInt8(ascii: "-")
            let markCount = isInstruction ? 1 : 2
            var last = first
            while last + markCount < source.count,
                !(source[last] == mark && source[last + markCount - 1] == mark
                    && source[last + markCount] == UInt8(ascii: ">"))
            { last += 1 }
            if isCDATA {
                TextEscapes.unescapeXML(source.extracting(first..<last), in: .cdata, into: &output, textStart: start)
            }
            offset = last + markCount + 1
        }
    }
}
