import CLIXML
import PSRP
import Testing

@Suite struct OutOfProcReaderTests {
    static let id = "01234567-89ab-cdef-0123-456789abcdef"

    /// Events shown as text: packets as PowerShell writes them.
    private func read(
        _ text: String,
        _ strictness: OutOfProcReader.Strictness = .recording,
        chunk: Int = .max
    ) -> (events: [String], diagnostics: [PSRPError.Code], error: PSRPError?) {
        let bytes = Array(text.utf8)
        var reader = OutOfProcReader(strictness: strictness)
        var events: [String] = []
        var failure: PSRPError?
        func show(_ event: OutOfProcEvent) -> String {
            switch event.content {
            case .packet(let packet): String(decoding: OutOfProcWriter.line(packet).dropLast(), as: UTF8.self)
            case .transportError(let text): "error \(text)"
            case .endOfSession: "end"
            case .text(let text): "text \(String(decoding: text, as: UTF8.self))"
            case .prelude(let text): "prelude \(text.count)"
            }
        }
        do {
            var offset = 0
            while offset < bytes.count {
                let end = offset + min(chunk, bytes.count - offset)
                try reader.append(bytes.span.extracting(offset..<end))
                offset = end
                while let event = try reader.nextEvent() { events.append(show(event)) }
            }
            reader.finish()
            while let event = try reader.nextEvent() { events.append(show(event)) }
        } catch {
            failure = error
        }
        return (events, reader.takeDiagnostics().map(\.code), failure)
    }

    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let text: String
        let events: [String]
        var diagnostics: [PSRPError.Code] = []
        /// What PowerShell makes of it: the code and byte it stops at, or nothing.
        var refused: PSRPError?
        var testDescription: String { name }
    }

    static let cases: [Case] = {
        let ack = "<DataAck PSGuid='\(id)' />"
        let data = "<Data Stream='Default' PSGuid='\(id)'>AQID</Data>"
        let answer = "<Data Stream='PromptResponse' PSGuid='\(id)'>AQID</Data>"
        func refused(_ code: PSRPError.Code, _ offset: Int = 0) -> PSRPError {
            PSRPError(code: code, byteOffset: offset)
        }
        return [
            Case(name: "LF", text: ack + "\n" + ack + "\n", events: [ack, ack]),
            Case(name: "CR LF", text: ack + "\r\n" + ack + "\r\n", events: [ack, ack]),
            Case(name: "CR", text: ack + "\r" + ack + "\r", events: [ack, ack]),
            Case(name: "no line end", text: ack, events: [ack]),
            Case(name: "data", text: data + "\n", events: [data]),
            Case(name: "answer", text: answer + "\n", events: [answer]),
            Case(
                name: "stream name in another case",
                text: "<Data Stream='promptresponse' PSGuid='\(id)'>AQID</Data>\n",
                events: [answer]
            ),
            Case(
                name: "unknown stream",
                text: "<Data Stream='other' PSGuid='\(id)'>AQID</Data>\n",
                events: [data],
                diagnostics: [.unknownStream]
            ),
            Case(
                name: "double quotes, other order, spaces",
                text: "<Data  PSGuid = \"\(id)\"\tStream=\"Default\" >AQID</Data >\n",
                events: [data]
            ),
            Case(name: "upper case, braces", text: "<DataAck PSGuid='{\(id.uppercased())}'/>\n", events: [ack]),
            Case(name: "digits", text: "<DataAck PSGuid='0123456789abcdef0123456789abcdef'/>\n", events: [ack]),
            Case(
                name: "list form",
                text: "<DataAck PSGuid='{0x01234567,0x89ab,0xcdef,{0x01,0x23,0x45,0x67,0x89,0xab,0xcd,0xef}}'/>\n",
                events: [ack]
            ),
            Case(name: "start and end tag", text: "<DataAck PSGuid='\(id)'></DataAck>\n", events: [ack]),
            Case(name: "two packets", text: data + ack + "\n", events: [data, ack]),
            Case(name: "comment", text: "<!-- < -->" + ack + "<?a b?>\n", events: [ack]),
            Case(
                name: "spaces in Base64",
                text: "<Data Stream='Default' PSGuid='\(id)'>A Q\tID</Data>\n",
                events: [data]
            ),
            Case(
                name: "character references",
                text: "<Data Stream='Default' PSGuid='&#x30;1234567-89ab-cdef-0123-456789abcdef'>&#65;QID</Data>\n",
                events: [data]
            ),
            Case(
                name: "no data",
                text: "<Data Stream='Default' PSGuid='\(id)'></Data>\n" + ack + "\n",
                events: ["text <Data Stream='Default' PSGuid='\(id)'></Data>", ack],
                diagnostics: [.malformedPacket],
                refused: refused(.malformedPacket)
            ),
            Case(
                name: "empty element",
                text: "<Data Stream='Default' PSGuid='\(id)' />\n",
                events: ["text <Data Stream='Default' PSGuid='\(id)' />"],
                diagnostics: [.malformedPacket],
                refused: refused(.malformedPacket)
            ),
            Case(
                name: "third attribute",
                text: "<Data Stream='Default' PSGuid='\(id)' a='b'>AQID</Data>\n",
                events: [data],
                diagnostics: [.malformedPacket],
                refused: refused(.malformedPacket)
            ),
            Case(
                name: "no stream",
                text: "<Data PSGuid='\(id)'>AQID</Data>\n",
                events: [data],
                diagnostics: [.malformedPacket],
                refused: refused(.malformedPacket)
            ),
            Case(
                name: "not Base64",
                text: "<Data Stream='Default' PSGuid='\(id)'>AQI</Data>" + ack + "\n",
                events: [ack],
                diagnostics: [.malformedPacket],
                refused: refused(.malformedPacket)
            ),
            Case(
                name: "banner",
                text: "Welcome to host\n" + ack + "\n",
                events: ["text Welcome to host", ack],
                diagnostics: [.textOutsidePacket],
                refused: refused(.textOutsidePacket)
            ),
            Case(
                name: "space between packets",
                text: data + " " + ack + "\n",
                events: [data, ack],
                diagnostics: [.malformedPacket],
                refused: refused(.malformedPacket, data.utf8.count)
            ),
            Case(
                name: "unknown element",
                text: "<data Stream='Default' PSGuid='\(id)'>AQID</data>\n" + ack + "\n",
                events: ["text <data Stream='Default' PSGuid='\(id)'>AQID</data>", ack],
                diagnostics: [.unknownPacket],
                refused: refused(.unknownPacket)
            ),
            Case(name: "pipe error", text: "__NamedPipeError__:boom\n", events: ["error boom"]),
            Case(name: "socket error", text: "__HyperVSocketError__:boom\n", events: ["error boom"]),
            Case(name: "empty line", text: ack + "\n\n" + ack + "\n", events: [ack, "end", ack]),
            Case(
                name: "log prefix",
                text: "12:30:01 " + data + "\n",
                events: ["prelude 9", data],
                refused: refused(.textOutsidePacket)
            ),
            Case(
                name: "Hyper-V handshake",
                text: "VERSION_2PASSp\0w\0" + data + "\n",
                events: ["prelude 17", data],
                refused: refused(.textOutsidePacket)
            ),
            Case(
                name: "end tag of another packet",
                text: "<Data Stream='Default' PSGuid='\(id)'>AQID</DataAck>\n" + ack + "\n",
                events: ["text <Data Stream='Default' PSGuid='\(id)'>AQID</DataAck>", ack],
                diagnostics: [.malformedPacket],
                refused: refused(.malformedPacket)
            ),
        ]
    }()

    @Test(arguments: cases)
    func readsRecordings(of line: Case) {
        for chunk in [Int.max, 1, 2, 3, 7, 64] {
            let result = read(line.text, chunk: chunk)
            #expect(result.events == line.events, "chunks of \(chunk)")
            #expect(result.diagnostics == line.diagnostics, "chunks of \(chunk)")
            #expect(result.error == nil)
        }
    }

    @Test(arguments: cases)
    func refusesWhatPowerShellRefuses(in line: Case) {
        for chunk in [Int.max, 1, 7] {
            let result = read(line.text, .engine, chunk: chunk)
            #expect(result.error == line.refused, "chunks of \(chunk)")
            if line.refused == nil { #expect(result.events == line.events, "chunks of \(chunk)") }
        }
    }

    /// The packets in front of what is refused are still acted on.
    @Test func deliversWhatComesBeforeAnError() {
        let ack = "<DataAck PSGuid='\(Self.id)' />"
        let result = read("\(ack)\n\(ack)oops\(ack)\n", .engine)
        #expect(result.events == [ack, ack])
        #expect(result.error == PSRPError(code: .textOutsidePacket, byteOffset: 2 * ack.utf8.count + 1))
    }

    /// A line is told of at its CR, so an LF behind it belongs to no line, whether it is there already or not.
    @Test(arguments: [1, 2, 3, 1000])
    func rangesDoNotDependOnTheCut(chunk: Int) throws {
        var reader = OutOfProcReader(strictness: .recording)
        let bytes = Array("a\r\nb\r\r\nc\n\nd".utf8)
        var ranges: [Range<Int>] = []
        for start in stride(from: 0, to: bytes.count, by: chunk) {
            try reader.append(bytes.span.extracting(start..<min(start + chunk, bytes.count)))
            while let event = try reader.nextEvent() { ranges.append(event.byteRange) }
        }
        reader.finish()
        while let event = try reader.nextEvent() { ranges.append(event.byteRange) }
        #expect(ranges == [0..<2, 3..<5, 5..<6, 7..<9, 9..<10, 10..<11])
    }

    @Test func linesHaveALimit() throws {
        let line = String(repeating: "x", count: 101)
        var strict = OutOfProcReader(maximumLineByteCount: 100)
        try strict.append(Array(line.utf8).span)
        #expect(throws: PSRPError(code: .lineTooLong, byteOffset: 0)) { try strict.nextEvent() }

        for chunk in [1, 60, 1000] {
            var reader = OutOfProcReader(strictness: .recording, maximumLineByteCount: 100)
            let bytes = Array("\(line)\n<Close PSGuid='\(Self.id)' />\n".utf8)
            var offset = 0
            while offset < bytes.count {
                let end = min(bytes.count, offset + chunk)
                try reader.append(bytes.span.extracting(offset..<end))
                offset = end
            }
            let event = try reader.nextEvent()
            #expect(event?.byteRange == 102..<bytes.count, "chunks of \(chunk)")
            #expect(reader.takeDiagnostics().map(\.code) == [.lineTooLong], "chunks of \(chunk)")
        }
    }
}
