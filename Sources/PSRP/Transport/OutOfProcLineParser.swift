import CLIXML

/// Reads the packets of one line: elements of a small XML, written by PowerShell in one exact form and accepted in a few
/// more (spec/psrp.md section 6.1).
///
/// A parser of its own, because nearly all bytes of a line are Base64 that is decoded in place; a general XML parser
/// would check and copy them first.
struct OutOfProcLineParser {
    /// Something in a line that PowerShell refuses, or that is odd.
    struct Finding {
        let code: PSRPError.Code
        /// Bytes from the start of the line.
        let offset: Int
        let message: String
        /// Whether PowerShell ends the session for it.
        let isRefused: Bool
        /// How many packets of the line come before it.
        let packetIndex: Int
    }

    private(set) var packets: [OutOfProcPacket] = []
    private(set) var findings: [Finding] = []
    private var offset = 0

    /// Reads as many packets as it can.
    init(_ line: Span<UInt8>, from start: Int = 0) {
        offset = start
        while offset < line.count {
            let byte = line[offset]
            if byte == UInt8(ascii: "<") {
                guard readMarkup(line) else { return }
            } else if isSpace(byte) {
                refuse(.malformedPacket, at: offset, "white space stands outside a packet")
                while offset < line.count, isSpace(line[offset]) { offset += 1 }
            } else {
                refuse(.textOutsidePacket, at: offset, "text stands outside a packet")
                return
            }
        }
    }

    private mutating func refuse(_ code: PSRPError.Code, at offset: Int, _ message: String, isRefused: Bool = true) {
        findings.append(
            Finding(code: code, offset: offset, message: message, isRefused: isRefused, packetIndex: packets.count)
        )
    }

    private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    private mutating func readMarkup(_ line: Span<UInt8>) -> Bool {
        if matches("<!--", line) { return skip(past: "-->", line) }
        if matches("<?", line) { return skip(past: "?>", line) }
        let start = offset
        offset += 1
        let name = readName(line)
        guard let kind = OutOfProcPacket.Kind(rawValue: name) else {
            refuse(.unknownPacket, at: start, "\"\(name)\" is no packet")
            return false
        }
        return readPacket(kind, line, start)
    }

    private func matches(_ text: String, _ line: Span<UInt8>) -> Bool {
        guard line.count - offset >= text.utf8.count else { return false }
        var index = offset
        for byte in text.utf8 {
            if line[index] != byte { return false }
            index += 1
        }
        return true
    }

    private mutating func skip(past end: String, _ line: Span<UInt8>) -> Bool {
        let start = offset
        while offset < line.count {
            if matches(end, line) {
                offset += end.utf8.count
                return true
            }
            offset += 1
        }
        refuse(.malformedPacket, at: start, "a comment or processing instruction has no end")
        return false
    }

    private mutating func readName(_ line: Span<UInt8>) -> String {
        let start = offset
        while offset < line.count {
            let byte = line[offset]
            if isSpace(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "=")
                || byte == UInt8(ascii: "<")
            {
                break
            }
            offset += 1
        }
        // A name is short; what is not is no name of ours, and need not be shown whole.
        return text(line, start..<Swift.min(offset, start + 40))
    }

    private func text(_ line: Span<UInt8>, _ range: Range<Int>) -> String {
        var bytes: [UInt8] = []
        bytes.append(line.extracting(range))
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func readPacket(_ kind: OutOfProcPacket.Kind, _ line: Span<UInt8>, _ start: Int) -> Bool {
        var packet = OutOfProcPacket(kind)
        var attributeCount = 0
        var scope: PSGUID?
        var stream: [UInt8]?
        var isEmpty = false
        while true {
            while offset < line.count, isSpace(line[offset]) { offset += 1 }
            guard offset < line.count else { return malformed(start) }
            if line[offset] == UInt8(ascii: ">") {
                offset += 1
                break
            }
            if line[offset] == UInt8(ascii: "/") {
                guard matches("/>", line) else { return malformed(start) }
                offset += 2
                isEmpty = true
                break
            }
            let name = readName(line)
            guard !name.isEmpty, let value = readAttributeValue(line) else { return malformed(start) }
            attributeCount += 1
            switch name {
            case "PSGuid": scope = PrimitiveParser.guid(value.span)
            case "Stream": stream = value
            default: break
            }
        }
        guard let scope else {
            refuse(.malformedPacket, at: start, "a \(kind.rawValue) packet has no GUID")
            return isEmpty || skipContent(kind, line, start)
        }
        packet.scope = scope
        if attributeCount != (kind == .data ? 2 : 1) {
            refuse(.malformedPacket, at: start, "a \(kind.rawValue) packet has \(attributeCount) attributes")
        }
        if kind == .data {
            readStream(stream, into: &packet, at: start)
            if isEmpty {
                refuse(.malformedPacket, at: start, "a Data packet has no data")
                return true
            }
            return readPayload(into: packet, line, start)
        }
        packets.append(packet)
        return isEmpty || skipContent(kind, line, start)
    }

    @inline(never)
    private mutating func malformed(_ start: Int) -> Bool {
        refuse(.malformedPacket, at: start, "a packet is not well-formed XML")
        return false
    }

    private mutating func readStream(_ stream: [UInt8]?, into packet: inout OutOfProcPacket, at start: Int) {
        guard let stream else { return }
        let name = String(decoding: stream, as: UTF8.self).lowercased()
        if name == "promptresponse" {
            packet.priority = .promptResponse
        } else if name != "default" {
            refuse(.unknownStream, at: start, "a stream of an unknown name is read as Default", isRefused: false)
        }
    }

    private mutating func readAttributeValue(_ line: Span<UInt8>) -> [UInt8]? {
        while offset < line.count, isSpace(line[offset]) { offset += 1 }
        guard offset < line.count, line[offset] == UInt8(ascii: "=") else { return nil }
        offset += 1
        while offset < line.count, isSpace(line[offset]) { offset += 1 }
        guard offset < line.count, line[offset] == UInt8(ascii: "'") || line[offset] == UInt8(ascii: "\"") else {
            return nil
        }
        let quote = line[offset]
        let start = offset + 1
        offset = start
        while offset < line.count, line[offset] != quote {
            if line[offset] == UInt8(ascii: "<") { return nil }
            offset += 1
        }
        guard offset < line.count else { return nil }
        defer { offset += 1 }
        return unescape(line.extracting(start..<offset))
    }

    /// The payload and the end tag of a data packet.
    private mutating func readPayload(into packet: OutOfProcPacket, _ line: Span<UInt8>, _ start: Int) -> Bool {
        var packet = packet
        let content = offset
        let endTag = 7  // </Data>
        // Nearly every line ends with its only packet: then its last bytes tell where the Base64 ends.
        if line.count - content >= endTag, line[line.count - endTag] == UInt8(ascii: "<") {
            offset = line.count - endTag
            if matches("</Data>", line), offset > content, let bytes = Base64.decode(line.extracting(content..<offset))
            {
                offset = line.count
                packet.payload = bytes
                packets.append(packet)
                return true
            }
            offset = content
        }
        while offset < line.count, line[offset] != UInt8(ascii: "<") { offset += 1 }
        let text = line.extracting(content..<offset)
        guard skipEndTag(.data, line) else { return malformed(start) }
        guard !text.isEmpty, let unescaped = unescape(text) else {
            refuse(.malformedPacket, at: start, "a Data packet has no data")
            return true
        }
        guard let bytes = Base64.decode(unescaped.span) else {
            refuse(.malformedPacket, at: start, "the data of a packet is not Base64")
            return true
        }
        packet.payload = bytes
        packets.append(packet)
        return true
    }

    /// Anything between the tags of a packet that carries nothing.
    private mutating func skipContent(_ kind: OutOfProcPacket.Kind, _ line: Span<UInt8>, _ start: Int) -> Bool {
        let content = offset
        while offset < line.count, line[offset] != UInt8(ascii: "<") { offset += 1 }
        if offset > content, kind != .data {
            refuse(.malformedPacket, at: start, "a \(kind.rawValue) packet has content")
        }
        guard skipEndTag(kind, line) else { return malformed(start) }
        return true
    }

    private mutating func skipEndTag(_ kind: OutOfProcPacket.Kind, _ line: Span<UInt8>) -> Bool {
        guard matches("</", line) else { return false }
        offset += 2
        guard readName(line) == kind.rawValue else { return false }
        while offset < line.count, isSpace(line[offset]) { offset += 1 }
        guard offset < line.count, line[offset] == UInt8(ascii: ">") else { return false }
        offset += 1
        return true
    }

    /// Undoes the five entities and character references; `nil` for any other.
    private func unescape(_ text: Span<UInt8>) -> [UInt8]? {
        var output: [UInt8] = []
        output.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            let byte = text[index]
            guard byte == UInt8(ascii: "&") else {
                output.append(byte)
                index += 1
                continue
            }
            var end = index + 1
            while end < text.count, end - index < 12, text[end] != UInt8(ascii: ";") { end += 1 }
            guard end < text.count, text[end] == UInt8(ascii: ";") else { return nil }
            guard let scalar = scalar(named: self.text(text, index + 1..<end)) else { return nil }
            output.append(contentsOf: String(Character(scalar)).utf8)
            index = end + 1
        }
        return output
    }

    private func scalar(named name: String) -> Unicode.Scalar? {
        switch name {
        case "lt": return "<"
        case "gt": return ">"
        case "amp": return "&"
        case "quot": return "\""
        case "apos": return "'"
        default:
            guard name.hasPrefix("#") else { return nil }
            let digits = name.dropFirst()
            if digits.hasPrefix("x") { return UInt32(digits.dropFirst(), radix: 16).flatMap(Unicode.Scalar.init) }
            return UInt32(digits).flatMap(Unicode.Scalar.init)
        }
    }
}
