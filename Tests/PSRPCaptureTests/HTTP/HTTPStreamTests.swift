import PSRPCapture
import TestSupport
import Testing

@Suite struct HTTPStreamTests {
    /// What a stream of bytes gives, a message a line: first line, size and text of the body, `cut` where it is not whole.
    private static func outcome(
        _ side: HTTPStream.Side,
        _ pieces: [ArraySlice<UInt8>],
        isAtStart: Bool = true,
        finishing: Bool = true
    ) -> [String] {
        let stream = HTTPStream(side, isAtStart: isAtStart)
        var lines: [String] = []
        func drain() { while let message = stream.next() { lines.append(describe(message)) } }
        for piece in pieces {
            // A piece of a single NUL is a loss of ten bytes.
            if piece == [0] { stream.skip(10) } else { stream.append(Array(piece).span) }
            drain()
        }
        if finishing { stream.finish() }
        drain()
        return lines
    }

    private static func describe(_ message: HTTPMessage) -> String {
        let start =
            switch message.start {
            case .request(let method, let target): "\(method) \(target)"
            case .response(let status): "\(status)"
            }
        let body = message.body.count > 40 ? "…" : String(decoding: message.body, as: UTF8.self)
        return "\(start) \(message.bodyByteCount) \(body)\(message.isWhole ? "" : " cut")"
    }

    private static let cases: [(name: String, side: HTTPStream.Side, text: String, expected: [String])] = [
        ("nothing", .requests, "", []),
        (
            "a counted body", .requests, "POST /wsman HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nabcd",
            ["POST /wsman 4 abcd"]
        ),
        ("no body", .requests, "POST /wsman HTTP/1.1\r\nContent-Length: 0\r\n\r\n", ["POST /wsman 0 "]),
        (
            "pipelined requests", .requests,
            "POST /1 HTTP/1.1\r\nContent-Length: 2\r\n\r\nabPOST /2 HTTP/1.1\r\nContent-Length: 1\r\n\r\ncGET /3 HTTP/1.1\r\n\r\n",
            ["POST /1 2 ab", "POST /2 1 c", "GET /3 0 "]
        ),
        (
            "a chunked request", .requests,
            "POST /w HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n",
            ["POST /w 13 abc0123456789"]
        ),
        (
            "a chunked answer with a trailer", .responses,
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n0\r\nX: y\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nz",
            ["200 4 abcd", "200 1 z"]
        ),
        (
            "a round of authentication", .responses,
            "HTTP/1.1 401 No\r\nWWW-Authenticate: Negotiate\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
            ["401 0 ", "200 2 ok"]
        ),
        (
            "100 Continue", .responses,
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", ["200 2 ok"]
        ),
        (
            "204", .responses, "HTTP/1.1 204 No\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na",
            ["204 0 ", "200 1 a"]
        ),
        ("a body to the end", .responses, "HTTP/1.1 200 OK\r\n\r\nabcdef", ["200 6 abcdef"]),
        ("a cut body", .responses, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabcd", ["200 4 abcd cut"]),
        (
            "a cut chunk", .responses, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabcd",
            ["200 4 abcd cut"]
        ),
        ("a cut header", .requests, "POST /wsman HTTP/1.1\r\nHost: a\r\nContent-Le", []),
        (
            "line feeds alone", .requests, "POST /wsman HTTP/1.1\nContent-Length: 1\n\na", ["POST /wsman 1 a"]
        ),
    ]

    @Test(arguments: cases.map(\.name))
    func readsMessages(name: String) throws {
        let row = try #require(Self.cases.first { $0.name == name })
        let bytes = Array(row.text.utf8)
        let outcome = Self.outcome(row.side, [bytes[...]])
        #expect(outcome == row.expected)
        let difference = EverySplit.firstDifference(of: bytes) { pieces in Self.outcome(row.side, pieces) }
        #expect(difference == nil)
    }

    @Test func keepsHeaders() throws {
        let stream = HTTPStream(.requests, isAtStart: true)
        let text =
            "POST /wsman?PSVersion=5.1 HTTP/1.1\r\nhOST: Web01:5985\r\nContent-TYPE:  Text/XML ; Charset=\"utf-16\"\r\n"
            + "Authorization: Basic eDp5\r\nContent-Length: 0\r\n\r\n"
        stream.append(Array(text.utf8).span)
        let message = try #require(stream.next())
        #expect(message.headers["host"] == "Web01:5985")
        #expect(message.headers["authorization"] == "Basic eDp5")
        #expect(message.mediaType == "text/xml")
        #expect(message.contentTypeParameter("charset") == "utf-16")
        #expect(message.contentTypeParameter("boundary") == nil)
    }

    private static let losses: [(name: String, side: HTTPStream.Side, pieces: [String], expected: [String])] = [
        (
            "in a counted body", .requests,
            [
                "POST /1 HTTP/1.1\r\nContent-Length: 14\r\n\r\nab", "\0",
                "cdPOST /2 HTTP/1.1\r\nContent-Length: 1\r\n\r\nz",
            ],
            ["POST /1 14 abcd cut", "POST /2 1 z"]
        ),
        (
            "up to the end of a counted body", .responses,
            ["HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\nab", "\0", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nz"],
            ["200 12 ab cut", "200 1 z"]
        ),
        (
            "over the end of a counted body", .requests,
            [
                "POST /1 HTTP/1.1\r\nContent-Length: 4\r\n\r\nab", "\0",
                "1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nContent-Length: 1\r\n\r\nz",
            ],
            ["POST /1 4 ab cut", "POST /2 1 z"]
        ),
        (
            "in a chunked body", .responses,
            [
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n14\r\nabcd", "\0",
                "efghij\r\n0\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nz",
            ],
            ["200 4 abcd cut", "200 1 z"]
        ),
        (
            "in a header", .requests,
            ["POST /1 HTTP/1.1\r\nConte", "\0", "4\r\n\r\nabcdPOST /2 HTTP/1.1\r\nContent-Length: 1\r\n\r\nz"],
            ["POST /2 1 z"]
        ),
        (
            "twice", .requests,
            ["POST /1 HTTP/1.1\r\nConte", "\0", "x", "\0", "POST /2 HTTP/1.1\r\nContent-Length: 1\r\n\r\nz"],
            ["POST /2 1 z"]
        ),
        (
            "garbage", .responses,
            ["HTTP/1.1 2", "\0", "HTTP/1.x HTTP/1.1 20 HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nz"], ["200 1 z"]
        ),
    ]

    @Test(arguments: losses.map(\.name))
    func goesOnAfterALoss(name: String) throws {
        let row = try #require(Self.losses.first { $0.name == name })
        let pieces = row.pieces.map { Array($0.utf8)[...] }
        let outcome = Self.outcome(row.side, pieces)
        #expect(outcome == row.expected)
        // The same byte by byte.
        let bytes = pieces.flatMap { $0 == [0] ? [$0] : $0.map { [$0][...] } }
        let slow = Self.outcome(row.side, bytes)
        #expect(slow == row.expected)
    }

    @Test func beginsInTheMiddle() {
        let text =
            "</s:Envelope>POST /wsman HTTP/1.1\r\nContent-Length: 1\r\n\r\naPOST /2 HTTP/1.1\r\nContent-Length: 1\r\n\r\nb"
        let bytes = Array(text.utf8)
        for start in 0...13 {
            let outcome = Self.outcome(.requests, [bytes[start...]], isAtStart: false)
            #expect(outcome == ["POST /wsman 1 a", "POST /2 1 b"])
        }
        for start in 14...30 {
            let outcome = Self.outcome(.requests, [bytes[start...]], isAtStart: false)
            #expect(outcome == ["POST /2 1 b"])
        }
    }

    /// Requests that nobody answers are not kept, and a message of any size in the header costs bounded memory.
    @Test func takesManyRequests() {
        let stream = HTTPStream(.requests, isAtStart: true)
        let one = Array("POST /x HTTP/1.1\r\nContent-Length: 1\r\n\r\na".utf8)
        let many = Array(repeating: one, count: 5_000).flatMap { $0 }
        stream.append(many.span)
        var count = 0
        while stream.next() != nil { count += 1 }
        #expect(count == 5_000)
    }

    @Test func refusesEndlessHeaders() {
        let stream = HTTPStream(.requests, isAtStart: true)
        stream.append(Array("POST /x HTTP/1.1\r\nX: ".utf8).span)
        let filler = [UInt8](repeating: UInt8(ascii: "a"), count: 60_000)
        for _ in 0..<10 { stream.append(filler.span) }
        stream.append(Array("\r\n\r\nPOST /2 HTTP/1.1\r\nContent-Length: 1\r\n\r\nb".utf8).span)
        #expect(stream.next().map(Self.describe) == "POST /2 1 b")
        #expect(stream.next() == nil)
    }
}
