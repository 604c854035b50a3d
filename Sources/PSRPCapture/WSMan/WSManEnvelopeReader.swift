package import CLIXML

/// Reads the SOAP messages of WSMan with libxml2.
///
/// Elements are known by namespace and local name; prefixes differ from client to client. What is not known is passed over.
package struct WSManEnvelopeReader {
    private static let soap = "http://www.w3.org/2003/05/soap-envelope"
    private static let shell = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell"
    private static let powerShell = "http://schemas.microsoft.com/powershell"
    private static let fault = "http://schemas.microsoft.com/wbem/wsman/1/wsmanfault"

    /// Far more than the largest message that servers and clients allow each other.
    private static let maximumTextByteCount = 64 << 20
    private static let pieceByteCount = 64 << 10
    /// Ids, actions and the like that are longer are passed over: they are remembered, so they must be small.
    private static let maximumNameByteCount = 4_096

    private var envelope = WSManEnvelope()
    /// The open elements, outermost first.
    private var path: [MarkupName] = []
    private var text = ""
    private var selectorName: String?
    /// Whether an Envelope was begun.
    private var isEnvelope = false

    /// Reads a message.
    ///
    /// - Throws: ``CLIXMLError`` with the codes of XML.
    /// - Returns: `nil` when it is XML, but not SOAP.
    /// - Complexity: O(n)
    package static func read(_ body: Span<UInt8>) throws(CLIXMLError) -> WSManEnvelope? {
        var options = XMLPushParser.Options()
        options.maximumTextByteCount = maximumTextByteCount
        options.maximumDepth = 256
        var parser = XMLPushParser(options: options)
        var reader = Self()
        if let mark = byteOrderMark(body) { try parser.append(mark.span) }
        var offset = 0
        while offset < body.count {
            // In pieces, since the events of a piece are all kept.
            let count = min(body.count - offset, pieceByteCount)
            try parser.append(body.extracting(offset..<offset + count))
            while let event = parser.nextEvent() { reader.take(event) }
            offset += count
        }
        try parser.finish()
        while let event = parser.nextEvent() { reader.take(event) }
        return reader.isEnvelope ? reader.envelope : nil
    }

    /// The byte order mark that UTF-16 lacks.
    private static func byteOrderMark(_ body: Span<UInt8>) -> [UInt8]? {
        guard body.count >= 2 else { return nil }
        switch (body[0], body[1]) {
        case (0x3C, 0x00): return [0xFF, 0xFE]
        case (0x00, 0x3C): return [0xFE, 0xFF]
        default: return nil
        }
    }

    private mutating func take(_ event: MarkupEvent) {
        switch event {
        case .start(let start):
            path.append(start.name)
            text = ""
            begin(start)
        case .text(let piece), .cdata(let piece): text += piece
        case .end(let name):
            end(name)
            path.removeLast()
            text = ""
        default: break
        }
    }

    /// Whether the open elements, from the outermost on, are Envelope and this child of it.
    private func isIn(_ part: String) -> Bool {
        path.count > 1 && path[1].localName == part && path[1].namespaceURI == Self.soap
    }

    private mutating func begin(_ start: MarkupEvent.Start) {
        let name = start.name
        if path.count == 1 {
            isEnvelope = name.localName == "Envelope" && name.namespaceURI == Self.soap
        }
        guard isEnvelope else { return }
        if name.localName == "Selector" { selectorName = start[attribute: "Name"] }
        guard isIn("Body") else { return }
        switch (name.namespaceURI, name.localName) {
        // Answers to Enumerate list shells that are not spoken of.
        case (Self.shell, "Shell") where path.count == 3: setShell(start[attribute: "ShellId"])
        case (Self.shell, "CommandLine"), (Self.shell, "Signal"), (Self.shell, "DesiredStream"),
            (Self.shell, "CommandState"), (Self.shell, "Connect"), (Self.shell, "Reconnect"):
            if let id = Self.name(start[attribute: "CommandId"]) { envelope.commandID = id }
        case (Self.shell, "Stream"):
            let place = WSManEnvelope.Payload.Place.stream(start[attribute: "Name"] ?? "")
            let command = Self.name(start[attribute: "CommandId"])
            envelope.payloads.append(.init(place: place, commandID: command, text: ""))
        case (Self.fault, "WSManFault"):
            if envelope.fault == nil { envelope.fault = WSManEnvelope.Fault() }
            envelope.fault?.code = start[attribute: "Code"].flatMap(Self.number)
        case (Self.soap, "Fault"):
            if envelope.fault == nil { envelope.fault = WSManEnvelope.Fault() }
        default: break
        }
    }

    /// Codes are written without sign as a rule, and with one by some.
    private static func number(_ text: String) -> UInt32? { Int64(text).map { UInt32(truncatingIfNeeded: $0) } }

    private static func name(_ text: String?) -> String? {
        text.flatMap { $0.utf8.count <= maximumNameByteCount ? $0 : nil }
    }

    private mutating func setShell(_ id: String?) {
        if let id = Self.name(id), !id.isEmpty { envelope.shellID = id }
    }

    private mutating func end(_ name: MarkupName) {
        guard isEnvelope else { return }
        if name.localName == "Selector" {
            // A selector in a header, or in the reference of a shell that was made.
            let isReference = isIn("Header") || path.contains { $0.localName == "ResourceCreated" }
            if selectorName == "ShellId", isReference { setShell(trimmed) }
            selectorName = nil
            return
        }
        if isIn("Header") { endHeader(name) } else if isIn("Body") { endBody(name) }
    }

    private var trimmed: String {
        let isSpace: (Character) -> Bool = { $0.isWhitespace }
        var rest = text.drop(while: isSpace)
        while let last = rest.last, isSpace(last) { rest.removeLast() }
        return String(rest)
    }

    private mutating func endHeader(_ name: MarkupName) {
        guard path.count == 3, text.utf8.count <= Self.maximumNameByteCount else { return }
        switch name.localName {
        case "Action":
            envelope.action = trimmed
            let suffix = "Response"
            envelope.isResponse = trimmed.hasSuffix(suffix)
            let request = envelope.isResponse ? String(trimmed.dropLast(suffix.count)) : trimmed
            envelope.operation = WSManEnvelope.Operation(rawValue: request)
        case "MessageID": envelope.messageID = trimmed
        case "RelatesTo": envelope.relatesTo = trimmed
        case "ResourceURI": envelope.resourceURI = trimmed
        case "CompressionType" where name.namespaceURI == Self.shell: envelope.compression = trimmed
        default: break
        }
    }

    private mutating func endBody(_ name: MarkupName) {
        switch (name.namespaceURI, name.localName) {
        case (Self.powerShell, "creationXml"), (Self.powerShell, "connectXml"):
            envelope.payloads.append(.init(place: .opening, commandID: nil, text: text))
        case (Self.powerShell, "connectResponseXml"):
            envelope.payloads.append(.init(place: .connectAnswer, commandID: nil, text: text))
        case (Self.shell, "Arguments"):
            envelope.payloads.append(.init(place: .arguments, commandID: envelope.commandID, text: text))
        case (Self.shell, "Stream"):
            if !envelope.payloads.isEmpty { envelope.payloads[envelope.payloads.count - 1].text = text }
        case (Self.shell, "ShellId") where path.count == 4: setShell(trimmed)
        case (Self.shell, "CommandId") where path.count == 4:
            if let id = Self.name(trimmed) { envelope.commandID = id }
        case (Self.shell, "Code"): envelope.signalCode = trimmed
        case (Self.soap, "Value") where path.contains { $0.localName == "Subcode" }:
            let subcode = String(trimmed.split(separator: ":").last ?? "")
            envelope.fault?.subcode = subcode
        case (Self.soap, "Text"):
            let reason = trimmed
            envelope.fault?.reason = reason
        default: break
        }
    }
}
