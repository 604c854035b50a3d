import CLIXML
import PSRP

/// SOAP messages of WSMan and the HTTP messages around them, as text.
enum SOAPText {
    static let shell = "11223344-5566-7788-99AA-BBCCDDEEFF00"
    static let command = "01234567-89AB-CDEF-0123-456789ABCDEF"
    private static let shellURI = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell"
    private static let transferURI = "http://schemas.xmlsoap.org/ws/2004/09/transfer"

    /// An envelope with prefixes of one's own.
    static func envelope(
        _ action: String,
        id: String,
        relatesTo: String? = nil,
        resource: String? = "http://schemas.microsoft.com/powershell/Microsoft.PowerShell",
        shell: String? = nil,
        header: String = "",
        _ body: String = ""
    ) -> String {
        let isTransfer = ["Create", "Delete", "Get"].contains { action.hasPrefix($0) }
        let uri = action.hasPrefix("http") ? action : "\(isTransfer ? transferURI : shellURI)/\(action)"
        let selector = shell.map { "<m:SelectorSet><m:Selector Name=\"ShellId\">\($0)</m:Selector></m:SelectorSet>" }
        return """
            <e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope" \
            xmlns:ad="http://schemas.xmlsoap.org/ws/2004/08/addressing" \
            xmlns:m="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd" xmlns:r="\(shellURI)"><e:Header>\
            <ad:Action e:mustUnderstand="true">\(uri)</ad:Action><ad:MessageID>uuid:\(id)</ad:MessageID>\
            \(relatesTo.map { "<ad:RelatesTo>uuid:\($0)</ad:RelatesTo>" } ?? "")\
            \(resource.map { "<m:ResourceURI>\($0)</m:ResourceURI>" } ?? "")\(selector ?? "")\(header)</e:Header>\
            <e:Body>\(body)</e:Body></e:Envelope>
            """
    }

    static func create(id: String, _ content: [UInt8], shell: String? = shell, header: String = "") -> String {
        let name = shell.map { " ShellId=\"\($0)\"" } ?? ""
        let opening = "<creationXml xmlns=\"http://schemas.microsoft.com/powershell\">\(base64(content))</creationXml>"
        return envelope("Create", id: id, header: header, "<r:Shell\(name)>\(opening)</r:Shell>")
    }

    static func send(id: String, _ content: [UInt8], stream: String = "stdin", command: String? = nil) -> String {
        let name = command.map { " CommandId=\"\($0)\"" } ?? ""
        let body = "<r:Send><r:Stream Name=\"\(stream)\"\(name)>\(base64(content))</r:Stream></r:Send>"
        return envelope("Send", id: id, shell: shell, body)
    }

    static func receive(id: String, command: String? = nil, shell: String = shell) -> String {
        let name = command.map { " CommandId=\"\($0)\"" } ?? ""
        return envelope(
            "Receive",
            id: id,
            shell: shell,
            "<r:Receive><r:DesiredStream\(name)>stdout</r:DesiredStream></r:Receive>"
        )
    }

    static func received(id: String, to request: String, _ contents: [[UInt8]], command: String? = nil) -> String {
        let name = command.map { " CommandId=\"\($0)\"" } ?? ""
        let streams = contents.map { "<r:Stream Name=\"stdout\"\(name)>\(base64($0))</r:Stream>" }.joined()
        return envelope(
            "ReceiveResponse",
            id: id,
            relatesTo: request,
            resource: nil,
            "<r:ReceiveResponse>\(streams)</r:ReceiveResponse>"
        )
    }

    static func command(id: String, _ content: [UInt8], command: String? = command) -> String {
        let name = command.map { " CommandId=\"\($0)\"" } ?? ""
        let arguments = "<r:Command>x</r:Command><r:Arguments>\(base64(content))</r:Arguments>"
        return envelope("Command", id: id, shell: shell, "<r:CommandLine\(name)>\(arguments)</r:CommandLine>")
    }

    static func answer(_ action: String, id: String, to request: String, _ body: String = "") -> String {
        envelope(action + "Response", id: id, relatesTo: request, resource: nil, body)
    }

    static func fault(id: String, to request: String, code: UInt32, subcode: String, _ reason: String) -> String {
        let body = """
            <e:Fault><e:Code><e:Value>e:Sender</e:Value><e:Subcode><e:Value>m:\(subcode)</e:Value></e:Subcode></e:Code>\
            <e:Reason><e:Text xml:lang="en-US">\(reason)</e:Text></e:Reason><e:Detail>\
            <f:WSManFault xmlns:f="http://schemas.microsoft.com/wbem/wsman/1/wsmanfault" Code="\(code)" Machine="web01">\
            <f:Message>no</f:Message></f:WSManFault></e:Detail></e:Fault>
            """
        let action = "http://schemas.dmtf.org/wbem/wsman/1/wsman/fault"
        return envelope(action, id: id, relatesTo: request, resource: nil, body)
    }

    static func request(_ body: String, type: String = "application/soap+xml;charset=UTF-8") -> String {
        let length = body.utf8.count
        return
            "POST /wsman HTTP/1.1\r\nHost: web01:5985\r\nContent-Type: \(type)\r\nContent-Length: \(length)\r\n\r\n\(body)"
    }

    static func response(
        _ body: String,
        status: Int = 200,
        type: String = "application/soap+xml;charset=UTF-8"
    ) -> String {
        "HTTP/1.1 \(status) X\r\nContent-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    static func base64(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        PrimitiveFormatter.base64(bytes.span, into: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// The fragments of messages from one side, their object ids from 1.
    static func fragments(_ messages: [Message], byteCount: Int = 32_768) -> [[UInt8]] {
        var fragmenter = Fragmenter(fragmentByteCount: byteCount)
        return messages.map { message in
            var bytes: [UInt8] = []
            fragmenter.append(message, to: &bytes)
            return bytes
        }
    }
}
