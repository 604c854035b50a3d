import Foundation
import TestSupport
import Testing

/// `clixml messages` and `clixml objects` on recorded sessions.
@Suite struct SessionTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func session(_ name: String) -> String {
        URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/sessions").appending(path: name).appending(path: "web01").path()
    }

    private func lines(_ run: ToolRun) -> [[String: Any]] {
        run.output.split(separator: "\n").compactMap {
            (try? JSONSerialization.jsonObject(with: Data($0.utf8))) as? [String: Any]
        }
    }

    @Test func takesAFolderOfHosts() throws {
        defer { folder.remove() }
        let host = session("01-basic")
        let one = try ToolRun.clixml(["messages", host], in: folder)
        let all = try ToolRun.clixml(["messages", String(host.dropLast("/web01".count))], in: folder)
        #expect(one.output.contains("web01  session  closed"))
        #expect(all.output == one.output)
        #expect(all.status == 0)
        let none = try ToolRun.clixml(["messages", folder.path], in: folder)
        #expect(none.errors == "\(folder.path): error: cannot read: it is a folder [is-folder]\n")
        #expect(none.status == 2)
    }

    @Test func writesMessagesAsNDJSON() throws {
        defer { folder.remove() }
        let run = try ToolRun.clixml(["messages", "--to", "ndjson", session("01-basic")], in: folder)
        #expect(run.status == 0)
        #expect(run.errors == "")
        let messages = lines(run)
        #expect(messages.count == 28)
        let first = try #require(messages.first)
        #expect(first["n"] as? Int == 1)
        #expect(first["direction"] as? String == "c2s")
        #expect(first["host"] as? String == "web01")
        #expect(first["objectId"] as? Int == 1)
        #expect(first["fragments"] as? Int == 1)
        #expect(first["destination"] as? Int == 2)
        #expect(first["messageType"] as? String == "SESSION_CAPABILITY")
        #expect(first["type"] as? String == "0x00010002")
        #expect(first["runspacePoolId"] as? String == "89396d29-64bb-400a-8682-f2038cc34fe6")
        #expect(first["pipelineId"] as? String == "00000000-0000-0000-0000-000000000000")
        #expect(
            (first["data"] as? String)?.hasPrefix("<Obj RefId=\"0\"><MS><Version N=\"protocolversion\">2.4") == true
        )
        #expect((first["payload"] as? [String: Any])?["protocolversion"] as? String == "2.4")
        let created = try #require(messages.first { $0["messageType"] as? String == "CREATE_PIPELINE" })
        #expect(created["pipelineId"] as? String == "98917301-5124-4e2e-b20a-78e39c324b87")
    }

    @Test func takesHalvesAndLoneFiles() throws {
        defer { folder.remove() }
        let session = session("01-basic")
        let whole = lines(try ToolRun.clixml(["messages", "--to", "ndjson", session], in: folder))
        let halves = lines(
            try ToolRun.clixml(
                [
                    "messages", "--to", "ndjson", "--client", session + "/c2s.txt", "--server", session + "/s2c.txt",
                    "--host", "db01",
                ],
                in: folder
            )
        )
        #expect(halves.count == whole.count)
        #expect(Set(halves.compactMap { $0["host"] as? String }) == ["db01"])
        let lone = lines(try ToolRun.clixml(["messages", "--to", "ndjson", session + "/s2c.txt"], in: folder))
        #expect(lone.count == whole.count { $0["direction"] as? String == "s2c" })
        #expect(lone.allSatisfy { $0["direction"] as? String == "s2c" })
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: session + "/c2s.txt")))
        let piped = lines(try ToolRun.clixml(["messages", "--to", "ndjson"], input: bytes, in: folder))
        #expect(piped.count + lone.count == whole.count)
    }

    @Test func saysWhatIsMissing() throws {
        defer { folder.remove() }
        let text = try String(contentsOfFile: session("01-basic") + "/s2c.txt", encoding: .utf8)
        let cut = Array(text.utf8.prefix(6_000))
        let run = try ToolRun.clixml(["messages", "--to", "ndjson"], input: cut, in: folder)
        #expect(run.status == 1)
        #expect(!lines(run).isEmpty)
        #expect(run.errors.contains("<stdin>: warning: server, bytes "))
        #expect(run.errors.contains("[malformed-packet]"))
    }

    @Test func opensSecretsWithTheRightKeyAlone() throws {
        defer { folder.remove() }
        let session = session("18-protocol-23")
        let key = session + "/client-private-key.pem"
        let opened = try ToolRun.clixml(["messages", "--secret-key", key, session], in: folder)
        #expect(opened.status == 0)
        #expect(opened.output.contains("<SecureString 'from the server é'>"))
        let sealed = try ToolRun.clixml(["messages", session], in: folder)
        #expect(sealed.status == 0)
        #expect(!sealed.output.contains("from the server é'>"))
        let wrong = try ToolRun.clixml(
            ["messages", "--secret-key", self.session("37-protocol-22") + "/client-private-key.pem", session],
            in: folder
        )
        #expect(wrong.status == 1)
        #expect(wrong.errors.contains("[wrong-key]"))
        #expect(!wrong.output.contains("from the server é'>"))
        let none = try ToolRun.clixml(["messages", "--secret-key", session + "/c2s.txt", session], in: folder)
        #expect(none.status != 0)
        #expect(none.output == "")
        #expect(none.errors.contains("[key-failure]"))
    }

    @Test func convertsOutputWithNotes() throws {
        defer { folder.remove() }
        let run = try ToolRun.clixml(["objects", "--to", "ndjson", session("01-basic")], in: folder)
        #expect(run.status == 0)
        let first = run.output.split(separator: "\n").first
        #expect(
            first
                == """
                {"value":1,"PSComputerName":"web01","RunspaceId":"89396d29-64bb-400a-8682-f2038cc34fe6",\
                "PSShowComputerName":true}
                """
        )
        let one = try ToolRun.clixml(
            ["objects", "--to", "ndjson", "--pipeline", "nothing", session("01-basic")],
            in: folder
        )
        #expect(one.status == 0)
        #expect(one.output == "")
    }

    private func capture(_ name: String) -> String { Fixture("wsman/\(name)").path }

    @Test(arguments: ["chunked.pcap", "chunked.pcapng"])
    func readsPacketCaptures(name: String) throws {
        defer { folder.remove() }
        let run = try ToolRun.clixml(["messages", capture(name)], in: folder)
        #expect(run.status == 0)
        #expect(run.errors == "")
        let lines = run.output.split(separator: "\n").map { String($0.dropFirst(10)) }
        #expect(
            Array(lines.prefix(7)) == [
                "web01  session  open     07403e65-e89e-40b8-ae09-59ef5fcaa4d3, client unnamed",
                "web01  session  protocol 2.3",
                "web01  session  server   PowerShell 7.6.5 (Core) on Debian GNU/Linux 12 (bookworm)",
                "web01  session  opened",
                "web01  #1       run      1 + 1; 'hello'; $true; $null; [char]65; 3.5; 1e300; [decimal]1.10",
                "web01  #1       output   2",
                "web01  #1       output   hello",
            ]
        )
        // Sessions with one host are told apart.
        #expect(lines.contains("web01[2]  session  opened"))
        #expect(lines.suffix(1) == ["web01[2]  session  closed"])
    }

    @Test func readsPacketCapturesFromPipesAndCompressed() throws {
        defer { folder.remove() }
        let bytes = try Fixture("wsman/chunked.pcap").bytes
        let expected = lines(try ToolRun.clixml(["messages", "--to", "ndjson", capture("chunked.pcap")], in: folder))
        #expect(expected.count == 53)
        #expect(expected.first?["host"] as? String == "web01")
        #expect(expected.first?["session"] as? String == "07403E65-E89E-40B8-AE09-59EF5FCAA4D3")
        let piped = try ToolRun.clixml(["messages", "--to", "ndjson"], input: bytes, in: folder)
        #expect(piped.errors == "")
        #expect(lines(piped).count == 53)
        if ToolRun.path(of: "zstd") != nil {
            let packed = try ToolRun.run("zstd", ["-q", "-k", "-o", folder.path(of: "c.zst"), capture("chunked.pcap")])
            #expect(packed.status == 0)
            let read = try ToolRun.clixml(["messages", "--to", "ndjson", "c.zst"], in: folder)
            #expect(lines(read).count == 53)
        }
    }

    @Test func tellsWhereACaptureIsCut() throws {
        defer { folder.remove() }
        try folder.write(Array(try Fixture("wsman/chunked.pcap").bytes.prefix(20_000)), to: "cut.pcap")
        let run = try ToolRun.clixml(["messages", "--to", "ndjson", "cut.pcap"], in: folder)
        #expect(run.status == 1)
        #expect(
            run.errors.contains(
                "cut.pcap: warning: the capture file ends inside a record; 20 packets are whole [truncated-capture]"
            )
        )
        #expect(lines(run).count == 6)
    }

    @Test func convertsObjectsOfCaptures() throws {
        defer { folder.remove() }
        let run = try ToolRun.clixml(
            ["objects", "--to", "ndjson", "--depth", "0", capture("chunked.pcap")],
            in: folder
        )
        #expect(run.status == 0)
        let first = try #require(run.output.split(separator: "\n").first)
        #expect(
            first
                == "{\"value\":2,\"PSComputerName\":\"web01\",\"RunspaceId\":\"07403e65-e89e-40b8-ae09-59ef5fcaa4d3\",\"PSShowComputerName\":true}"
        )
    }

    /// A capture file that another program wrote by the description of the format.
    @Test func readsCaptureFiles() throws {
        defer { folder.remove() }
        let file = Fixture("capture/session.clixcap")
        for form in ["text", "ndjson"] {
            let expected = try ToolRun.clixml(["messages", "--to", form, session("01-basic")], in: folder)
            let read = try ToolRun.clixml(["messages", "--to", form, file.path], in: folder)
            #expect(read.status == 0)
            #expect(read.errors == "")
            let output = read.output.replacing("\"session\":\"connection 1\",", with: "")
            #expect(output == expected.output)
        }
        let piped = try ToolRun.clixml(["messages", "--to", "ndjson"], input: try file.bytes, in: folder)
        #expect(lines(piped).count == 28)
        // Still being written.
        try folder.write(Array(try file.bytes.prefix(12_000)), to: "part.clixcap")
        let part = try ToolRun.clixml(["messages", "--to", "ndjson", "part.clixcap"], in: folder)
        #expect(part.status == 0)
        #expect(lines(part).count > 5)
        #expect(part.errors.contains("note: bytes "))
        #expect(part.errors.contains("[truncated-capture]"))
    }
}
