import CLIXML
import PSRPCapture
import Testing

@Suite struct WSManEnvelopeReaderTests {
    private func read(_ text: String) throws -> WSManEnvelope {
        let bytes = Array(text.utf8)
        return try #require(try WSManEnvelopeReader.read(bytes.span))
    }

    @Test func readsCreate() throws {
        let header = "<r:CompressionType e:mustUnderstand=\"true\">xpress</r:CompressionType>"
        let envelope = try read(SOAPText.create(id: "1", [1, 2, 3], header: header))
        #expect(envelope.operation == .create)
        #expect(!envelope.isResponse)
        #expect(envelope.messageID == "uuid:1")
        #expect(envelope.isPowerShell == true)
        #expect(envelope.shellID == SOAPText.shell)
        #expect(envelope.compression == "xpress")
        #expect(envelope.payloads == [.init(place: .opening, commandID: nil, text: "AQID")])
    }

    @Test func readsTheShellThatWasMade() throws {
        let reference = """
            <x:ResourceCreated xmlns:x="http://schemas.xmlsoap.org/ws/2004/09/transfer"><ad:ReferenceParameters>\
            <m:SelectorSet><m:Selector Name="ShellId">AB</m:Selector></m:SelectorSet></ad:ReferenceParameters>\
            </x:ResourceCreated>
            """
        let envelope = try read(SOAPText.answer("Create", id: "2", to: "1", reference))
        #expect(envelope.operation == .create)
        #expect(envelope.isResponse)
        #expect(envelope.relatesTo == "uuid:1")
        #expect(envelope.shellID == "AB")
        let shell = "<r:Shell><r:ShellId>CD</r:ShellId><r:State>Connected</r:State></r:Shell>"
        #expect(try read(SOAPText.answer("Create", id: "2", to: "1", shell)).shellID == "CD")
    }

    @Test func readsCommands() throws {
        let envelope = try read(SOAPText.command(id: "3", [0xFF]))
        #expect(envelope.operation == .command)
        #expect(envelope.commandID == SOAPText.command)
        #expect(envelope.payloads == [.init(place: .arguments, commandID: SOAPText.command, text: "/w==")])
        let answer = "<r:CommandResponse><r:CommandId>EF</r:CommandId></r:CommandResponse>"
        #expect(try read(SOAPText.answer("Command", id: "4", to: "3", answer)).commandID == "EF")
    }

    @Test func readsStreams() throws {
        let send = try read(SOAPText.send(id: "5", [1], stream: "pr", command: "C"))
        #expect(send.operation == .send)
        #expect(send.payloads == [.init(place: .stream("pr"), commandID: "C", text: "AQ==")])
        let body = """
            <r:ReceiveResponse><r:Stream Name="stdout">AQ
            == </r:Stream><r:Stream Name="stdout" CommandId="C"/>\
            <r:Stream Name="stdout" CommandId="D" End="true"><![CDATA[Ag==]]></r:Stream>\
            <r:CommandState CommandId="D" State="http://x/Done"><r:ExitCode>0</r:ExitCode></r:CommandState>\
            </r:ReceiveResponse>
            """
        let received = try read(SOAPText.answer("Receive", id: "6", to: "5", body))
        #expect(
            received.payloads == [
                .init(place: .stream("stdout"), commandID: nil, text: "AQ\n== "),
                .init(place: .stream("stdout"), commandID: "C", text: ""),
                .init(place: .stream("stdout"), commandID: "D", text: "Ag=="),
            ]
        )
    }

    @Test func readsSignals() throws {
        let body = "<r:Signal CommandId=\"C\"><r:Code> powershell/signal/crtl_c </r:Code></r:Signal>"
        let envelope = try read(SOAPText.envelope("Signal", id: "7", shell: "AB", body))
        #expect(envelope.operation == .signal)
        #expect(envelope.shellID == "AB")
        #expect(envelope.commandID == "C")
        #expect(envelope.signalCode == "powershell/signal/crtl_c")
    }

    @Test func readsConnects() throws {
        let content = "<connectXml xmlns=\"http://schemas.microsoft.com/powershell\">AQ==</connectXml>"
        let request = try read(SOAPText.envelope("Connect", id: "8", shell: "AB", "<r:Connect>\(content)</r:Connect>"))
        #expect(request.operation == .connect)
        #expect(request.payloads == [.init(place: .opening, commandID: nil, text: "AQ==")])
        let answer = "<connectResponseXml xmlns=\"http://schemas.microsoft.com/powershell\">Ag==</connectResponseXml>"
        let response = try read(
            SOAPText.answer("Connect", id: "9", to: "8", "<r:ConnectResponse>\(answer)</r:ConnectResponse>")
        )
        #expect(response.payloads == [.init(place: .connectAnswer, commandID: nil, text: "Ag==")])
    }

    /// The shells that are listed are not the one that is spoken of.
    @Test func passesOverListedShells() throws {
        let body = """
            <n:EnumerateResponse xmlns:n="http://schemas.xmlsoap.org/ws/2004/09/enumeration"><m:Items>\
            <r:Shell ShellId="X"><r:ShellId>X</r:ShellId></r:Shell></m:Items></n:EnumerateResponse>
            """
        let action = "http://schemas.xmlsoap.org/ws/2004/09/enumeration/EnumerateResponse"
        let envelope = try read(SOAPText.envelope(action, id: "10", relatesTo: "9", body))
        #expect(envelope.operation == .enumerate)
        #expect(envelope.isResponse)
        #expect(envelope.shellID == nil)
    }

    private static let faults: [(code: UInt32, subcode: String, isTimeout: Bool)] = [
        (2_150_858_793, "TimedOut", true), (2_150_858_843, "InvalidSelectors", false), (5, "AccessDenied", false),
    ]

    @Test(arguments: faults.indices)
    func readsFaults(index: Int) throws {
        let row = Self.faults[index]
        let text = SOAPText.fault(id: "11", to: "10", code: row.code, subcode: row.subcode, "It failed.")
        let fault = try #require(try read(text).fault)
        #expect(fault.code == row.code)
        #expect(fault.subcode == row.subcode)
        #expect(fault.reason == "It failed.")
        #expect(fault.isTimeout == row.isTimeout)
    }

    @Test(arguments: [false, true])
    func readsUTF16(hasMark: Bool) throws {
        let units = Array(SOAPText.create(id: "1", [1]).utf16)
        let little = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let big = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        for bytes in [(hasMark ? [0xFF, 0xFE] : []) + little, (hasMark ? [0xFE, 0xFF] : []) + big] {
            let envelope = try #require(try WSManEnvelopeReader.read(bytes.span))
            #expect(envelope.shellID == SOAPText.shell)
        }
    }

    /// What is remembered is small.
    @Test func passesOverLongNames() throws {
        let long = String(repeating: "x", count: 5_000)
        let envelope = try read(SOAPText.envelope("Receive", id: long, relatesTo: long, shell: long))
        #expect(envelope.operation == .receive)
        #expect(envelope.messageID == "")
        #expect(envelope.relatesTo == nil)
        #expect(envelope.shellID == nil)
    }

    @Test func tellsOtherXMLApart() throws {
        let other = Array("<a><b/></a>".utf8)
        let nothing = try WSManEnvelopeReader.read(other.span)
        #expect(nothing == nil)
        let envelope = try read(
            SOAPText.envelope("http://example.org/Other", id: "1", resource: "http://x/shell/cmd", "<a/>")
        )
        #expect(envelope.operation == nil)
        #expect(envelope.isPowerShell == false)
    }

    private static let malformed: [(String, CLIXMLError.Code)] = [
        ("", .embeddedXMLTruncated), ("<a>", .embeddedXMLTruncated), ("no xml", .embeddedXMLSyntax),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", .embeddedXMLDocumentType),
        (String(repeating: "<a>", count: 300), .embeddedXMLDepthLimit),
    ]

    @Test(arguments: malformed.indices)
    func refuses(index: Int) {
        let row = Self.malformed[index]
        let bytes = Array(row.0.utf8)
        do {
            _ = try WSManEnvelopeReader.read(bytes.span)
            Issue.record("read")
        } catch {
            #expect(error.code == row.1)
        }
    }
}
