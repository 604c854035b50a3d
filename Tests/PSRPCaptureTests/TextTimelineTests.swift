import CLIXML
import Foundation
import PSRP
import PSRPCapture
import Testing

@Suite struct TextTimelineTests {
    private func timeline(
        _ session: String,
        host: String? = nil,
        key: Bool = false,
        columnCount: Int? = nil
    ) throws -> [String] {
        let folder = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/sessions").appending(path: session).appending(path: "web01")
        var order = CausalOrder()
        for (file, direction) in [("c2s.txt", StreamKey.Direction.clientToServer), ("s2c.txt", .serverToClient)] {
            for record in decoded([UInt8](try Data(contentsOf: folder.appending(path: file))), direction) {
                order.append(record, direction)
            }
            order.finish(direction)
        }
        var records: [SessionRecord] = []
        while let record = order.next() { records.append(record) }
        var keys: [ExchangeKey] = []
        if key {
            let pem = try Data(contentsOf: folder.appending(path: "client-private-key.pem"))
            keys = [try ExchangeKey(pem: [UInt8](pem))]
        }
        var secrets = SessionSecrets(exchangeKeys: keys)
        for case .message(let message, _) in records.map(\.content) { secrets.observe(message) }
        #expect(secrets.problems.isEmpty)
        var output: [UInt8] = []
        var timeline = TextTimeline(host: host, columnCount: columnCount)
        for record in records { timeline.append(record, secrets, to: &output) }
        timeline.finish(to: &output)
        return String(decoding: output, as: UTF8.self).split(separator: "\n").map { String($0.dropFirst(10)) }
    }

    /// Times are from the first record on, and another may have been recorded behind one that came later.
    @Test(arguments: [
        (0.0, "   0.000"), (1_234.9, "   1.234"), (-1.0, "  -0.001"), (-500.0, "  -0.500"), (-12_345.0, " -12.345"),
        (.infinity, "   0.000"),
    ])
    func writesTimes(milliseconds: Double, expected: String) {
        var timeline = TextTimeline(host: nil)
        var output: [UInt8] = []
        let record = SessionRecord(milliseconds: milliseconds, direction: .clientToServer, .text(Array("x".utf8)))
        timeline.append(record, SessionSecrets(), to: &output)
        #expect(String(decoding: output, as: UTF8.self) == "\(expected)  session  noise    x\n")
    }

    private func decoded(_ bytes: [UInt8], _ direction: StreamKey.Direction) -> [SessionRecord] {
        var decoder = SessionDecoder()
        decoder.append(bytes.span, direction)
        decoder.finish()
        var records: [SessionRecord] = []
        while let record = decoder.nextRecord() { records.append(record) }
        return records
    }

    @Test func tellsWhatWasRunAndWhatCameOut() throws {
        let lines = try timeline("01-basic", host: "web01")
        #expect(
            Array(lines.prefix(14)) == [
                "web01  session  open     89396d29-64bb-400a-8682-f2038cc34fe6, client PowerShell 7.6.5 (Core) on Debian GNU/Linux 12 (bookworm)",
                "web01  session  protocol 2.4",
                "web01  session  server   PowerShell 7.6.5 (Core) on Debian GNU/Linux 12 (bookworm)",
                "web01  session  opened",
                "web01  #1       run      __Set-PSDebugMode -Mode 'LocalScript, RemoteScript'",
                "web01  #1       done",
                "web01  #2       run      __Set-PSUnhandledBreakpointMode -UnhandledBreakpointMode Wait (nested)",
                "web01  #2       done",
                "web01  #3       run       1..3; 'text'; Get-Date -Date '2024-05-06T07:08:09'; $PSVersionTable.PSVersion ",
                "web01  #3       output   1",
                "web01  #3       output   2",
                "web01  #3       output   3",
                "web01  #3       output   text",
                "web01  #3       output   2024-05-06T07:08:09",
            ]
        )
        #expect(lines.last == "web01  session  closed")
        #expect(
            lines.contains("web01  #5       run      Get-ChildItem /etc | Sort-Object Name | Select-Object -First 5")
        )
    }

    /// On a terminal text goes on below itself, broken at spaces where there are some.
    @Test func foldsLongLines() throws {
        let lines = try timeline("01-basic", host: "web01", columnCount: 80)
        #expect(
            Array(lines.prefix(6)) == [
                "web01  session  open     89396d29-64bb-400a-8682-f2038cc34fe6, client",
                "                         PowerShell 7.6.5 (Core) on Debian GNU/Linux",
                "                         12 (bookworm)",
                "web01  session  protocol 2.4",
                "web01  session  server   PowerShell 7.6.5 (Core) on Debian GNU/Linux",
                "                         12 (bookworm)",
            ]
        )
        #expect(lines.allSatisfy { $0.count <= 70 })
        let words = lines.joined(separator: " ").split(separator: " ")
        let unfolded = try timeline("01-basic", host: "web01").joined(separator: " ").split(separator: " ")
        #expect(words.count == unfolded.count)
    }

    @Test func tellsWhatWasAskedAndHowItWasStopped() throws {
        let calls = try timeline("08-host-calls")
        #expect(calls.contains { $0.hasPrefix("#") && $0.contains("asks     caption message [Yes/No]") })
        #expect(calls.contains { $0.contains("answer   error: Object reference not set to an instance of an object.") })
        let stopped = try timeline("11-stop")
        let asked = try #require(stopped.firstIndex { $0.hasSuffix("stop     was asked for") })
        #expect(stopped[asked...].contains { $0.hasSuffix("  stopped") })
    }

    /// The sessions with keys show their secrets with the private key and keep them without; 2.4 has none to keep.
    @Test func showsSecretsThatCanBeOpened() throws {
        let opened = try timeline("18-protocol-23", key: true).joined(separator: "\n")
        #expect(opened.contains("<SecureString 'client p@ss wörd'>"))
        #expect(opened.contains("<SecureString 'from the server é'>"))
        let sealed = try timeline("18-protocol-23").joined(separator: "\n")
        #expect(!sealed.contains("SecureString 'client"))
        #expect(sealed.contains("<SecureString, sealed>"))
        let plain = try timeline("09-secure").joined(separator: "\n")
        #expect(plain.contains("<SecureString 'p@ss wörd'>"))
        let older = try timeline("37-protocol-22", key: true).joined(separator: "\n")
        #expect(older.contains("<SecureString 'from server'>"))
    }

    @Test func refusesAKeyOfAnotherSession() throws {
        let stranger = try ExchangeKey()
        let folder = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/sessions/18-protocol-23/web01")
        var secrets = SessionSecrets(exchangeKeys: [stranger])
        for (file, direction) in [("c2s.txt", StreamKey.Direction.clientToServer), ("s2c.txt", .serverToClient)] {
            for record in decoded([UInt8](try Data(contentsOf: folder.appending(path: file))), direction) {
                if case .message(let message, _) = record.content { secrets.observe(message) }
            }
        }
        #expect(secrets.problems.map(\.code) == [.wrongKey])
    }

    /// Nothing in a recording can steer the terminal it is shown on.
    @Test func writesControlCharactersOut() throws {
        let value = PipelineOutput("a\u{1B}]0;title\u{07}\nb\u{202E}c")
        let message = Message(.pipelineOutput(value), to: .client, runspacePoolID: .zero)
        let record = SessionRecord(direction: .serverToClient, .message(message, StreamKey(direction: .serverToClient)))
        var timeline = TextTimeline(host: nil)
        var output: [UInt8] = []
        timeline.append(record, SessionSecrets(), to: &output)
        let text = String(decoding: output, as: UTF8.self)
        #expect(text.hasSuffix("output   a\\u{1B}]0;title\\u{7}\\nb\\u{202E}c\n"))
    }

    /// The objects as Invoke-Command gives them out.
    @Test func addsNotesToOutput() throws {
        let pool = PSGUID(high: 0x1122_3344_5566_7788, low: 0x99AA_BBCC_DDEE_FF00)
        func output(_ text: String) throws -> PSValue {
            let data = MessageData(Array(text.utf8))
            let message = Message(destination: .client, type: .pipelineOutput, runspacePoolID: pool, data: data)
            return try #require(try message.output(computerName: "web01")).value
        }
        guard case .object(let number) = try output("<I32>5</I32>"),
            case .object(let object) = try output(
                "<Obj RefId=\"0\"><TN RefId=\"0\"><T>A</T></TN><MS><S N=\"x\">y</S><Ref N=\"me\" RefId=\"0\" /></MS></Obj>"
            ),
            case .null = try output("")
        else {
            Issue.record("no objects")
            return
        }
        if case .int32(5)? = number.baseValue {} else { Issue.record("the number is lost") }
        #expect(number.extendedProperties.map(\.name) == ["PSComputerName", "RunspaceId", "PSShowComputerName"])
        #expect(
            object.extendedProperties.map(\.name) == ["x", "me", "PSComputerName", "RunspaceId", "PSShowComputerName"]
        )
        if case .guid(pool)? = object["RunspaceId"] {} else { Issue.record("the id of the pool is lost") }
        guard case .object(let itself)? = object["me"] else { return }
        #expect(itself.isIdentical(to: object))
    }
}
