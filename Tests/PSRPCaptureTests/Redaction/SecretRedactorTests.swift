import Foundation
import PSRP
import PSRPCapture
import TestSupport
import Testing

@Suite struct SecretRedactorTests {
    private struct Outcome: Equatable {
        var client: [UInt8] = []
        var server: [UInt8] = []
        var gapByteCounts: [UInt64] = []
    }

    private func redact(_ contents: [CaptureRecord.Content]) -> Outcome {
        var redactor = SecretRedactor()
        var outcome = Outcome()
        func take() {
            while let record = redactor.nextRecord() {
                switch record.content {
                case .bytes(.clientToServer, let bytes): outcome.client += bytes
                case .bytes(.serverToClient, let bytes): outcome.server += bytes
                case .gap(_, let byteCount, _): outcome.gapByteCounts.append(byteCount)
                default: break
                }
            }
        }
        for content in contents {
            redactor.append(CaptureRecord(nanoseconds: 0, connection: 1, content))
            take()
        }
        redactor.finish()
        take()
        return outcome
    }

    private func messages(_ bytes: [UInt8], _ direction: StreamKey.Direction) -> [String] {
        var decoder = SessionDecoder()
        decoder.append(bytes.span, direction)
        decoder.finish()
        var texts: [String] = []
        while let record = decoder.nextRecord() {
            if case .message(let message, _) = record.content { texts.append("\(message.type) \(message.data.text)") }
        }
        return texts
    }

    /// The texts of SecureStrings replaced in plain XML, as is expected of the redactor.
    private func masked(_ text: String) -> String {
        text.replacing(#/(<SS(?: N="[^"]*")?>)([^<]*)</#) { match in
            let asterisks = Array("KgAqACoA")
            let secret = match.output.2.enumerated().map { $0.element == "=" ? "=" : asterisks[$0.offset % 8] }
            return match.output.1 + String(secret) + "<"
        }
    }

    private static let sessions = ["01-basic", "08-host-calls", "09-secure", "18-protocol-23", "37-protocol-22"]

    /// All messages stay as they are but for the SecureStrings, wherever the bytes were cut.
    @Test(arguments: sessions)
    func takesOutSecureStringsOfLines(name: String) throws {
        let client = try Fixture("sessions/\(name)/web01/c2s.txt").bytes
        let server = try Fixture("sessions/\(name)/web01/s2c.txt").bytes
        let whole = redact([.bytes(.clientToServer, client), .bytes(.serverToClient, server)])
        #expect(whole.client.count == client.count)
        #expect(whole.server.count == server.count)
        let pairs = [
            (client, whole.client, StreamKey.Direction.clientToServer), (server, whole.server, .serverToClient),
        ]
        for (before, after, direction) in pairs {
            let expected = messages(before, direction).map(masked)
            let found = messages(after, direction)
            #expect(found == expected)
        }
        for size in [1, 7, 1_000] {
            let pieces = stride(from: 0, to: client.count, by: size).map {
                CaptureRecord.Content.bytes(.clientToServer, Array(client[$0..<min($0 + size, client.count)]))
            }
            let cut = redact(pieces)
            #expect(cut.client == whole.client, "\(size)")
        }
    }

    @Test func findsSecretsInTheSessionsOfTheseTests() throws {
        let client = try Fixture("sessions/09-secure/web01/c2s.txt").bytes
        let texts = messages(client, .clientToServer).joined()
        #expect(texts.contains("cABAAHMAcwAgAHcA9gByAGQA"))
        let redacted = messages(redact([.bytes(.clientToServer, client)]).client, .clientToServer).joined()
        #expect(!redacted.contains("cABAAHMAcwAgAHcA9gByAGQA"))
    }

    /// A message in three fragments, the secret across two borders, in packets cut anywhere.
    @Test func followsSecretsAcrossFragments() {
        let content =
            [UInt8](repeating: 0x3C, count: 40) + Array("<Obj><MS><SS N=\"p>'\">AQIDBAUGBwgJCgsM</SS></MS></Obj>".utf8)
        var stream: [UInt8] = []
        let cuts = [0, 66, 70, content.count]
        for part in 0..<3 {
            let blob = content[cuts[part]..<cuts[part + 1]]
            stream += [0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, UInt8(part)]
            stream += [(part == 0 ? 1 : 0) | (part == 2 ? 2 : 0), 0, 0, 0, UInt8(blob.count)]
            stream += blob
        }
        for cut in [20, 21, 22, 60, 90] {
            let packets = [stream[..<cut], stream[cut...]].map {
                "<Data Stream='Default' PSGuid='00000000-0000-0000-0000-000000000000'>"
                    + Data($0).base64EncodedString() + "</Data>\n"
            }
            let bytes = redact([.bytes(.clientToServer, Array(packets.joined().utf8))]).client
            let texts = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { line in
                let base64 = line.split(separator: ">")[1].prefix { $0 != "<" }
                return Data(base64Encoded: String(base64)) ?? Data()
            }
            let redacted = texts.flatMap { [UInt8]($0) }
            #expect(redacted.count == stream.count)
            let text = String(decoding: redacted.filter { $0 >= 0x20 && $0 < 0x7F }, as: UTF8.self)
            #expect(!text.contains("AQID"))
            #expect(!text.contains("CgsM"))
            #expect(text.contains("<SS N=\"p>'\">KgAq"), "\(cut)")
            #expect(text.hasSuffix("</SS></MS></Obj>"))
        }
    }

    /// What is not understood is blanked, and what follows a gap is left out up to the next line.
    @Test func keepsNothingThatItCannotLookInto() throws {
        let packet = "<Data Stream='Default' PSGuid='00000000-0000-0000-0000-000000000000'>"
        let compressed = Data((0..<60).map { UInt8(truncatingIfNeeded: $0 &+ 200) }).base64EncodedString()
        let first = redact([.bytes(.clientToServer, Array("\(packet)\(compressed)</Data>\n".utf8))])
        let text = String(decoding: first.client, as: UTF8.self)
        let blanked = try #require(Data(base64Encoded: String(text.dropFirst(packet.count).prefix { $0 != "<" })))
        // The beginning of what might have been a fragment is the header that was looked at.
        #expect(blanked.dropFirst(20).allSatisfy { $0 == 0 })
        #expect(text.hasSuffix("</Data>\n"))

        let client = try Fixture("sessions/09-secure/web01/c2s.txt").bytes
        let secret = try #require(client.indices.dropFirst(6_000).first)
        let after = redact([
            .bytes(.clientToServer, Array(client[..<secret])), .gap(.clientToServer, byteCount: 100, recordCount: 1),
            .bytes(.clientToServer, Array(client[(secret + 100)...])),
        ])
        let lineEnd = try #require(client[(secret + 100)...].firstIndex(of: 0x0A))
        #expect(after.gapByteCounts == [100, UInt64(lineEnd + 1 - secret - 100)])
        #expect(after.client.count == secret + client.count - lineEnd - 1)
    }

    @Test(arguments: [false, true])
    func takesOutOfHTTP(isChunked: Bool) throws {
        let fragment: [UInt8] = {
            let content = [UInt8](repeating: 0, count: 40) + Array("<S>a</S><SS>c2VjcmV0IQ==</SS>".utf8)
            return [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, UInt8(content.count)] + content
        }()
        let base64 = Data(fragment).base64EncodedString()
        let soap =
            "<s:Body><rsp:Send><rsp:Stream Name=\"stdin\" CommandId=\"X\">\(base64)</rsp:Stream></rsp:Send></s:Body>"
        var body = soap
        var length = "Content-Length: \(soap.utf8.count)"
        if isChunked {
            length = "Transfer-Encoding: chunked"
            let chunks = stride(from: 0, to: soap.utf8.count, by: 33).map { start in
                let chunk = String(decoding: Array(soap.utf8)[start..<min(start + 33, soap.utf8.count)], as: UTF8.self)
                return "\(String(chunk.utf8.count, radix: 16))\r\n\(chunk)\r\n"
            }
            body = chunks.joined() + "0\r\n\r\n"
        }
        let request = "POST /wsman HTTP/1.1\r\nAuthorization: Basic dXNlcjpwYXNz\r\n\(length)\r\n\r\n\(body)"
        let second = "POST /wsman HTTP/1.1\r\nHost: a\r\nauthorization:Negotiate\r\n TlRM\r\nContent-Length: 0\r\n\r\n"
        let bytes = Array((request + second).utf8)
        let whole = redact([.bytes(.clientToServer, bytes)]).client
        #expect(whole.count == bytes.count)
        let text = String(decoding: whole, as: UTF8.self)
        #expect(text.contains("\r\nAuthorization: Basic ************\r\n"))
        #expect(text.hasSuffix("authorization:*********\r\n ****\r\nContent-Length: 0\r\n\r\n"))
        let plain = isChunked ? text.replacing(#/\r\n(?:21|[0-9a-f]{1,2})\r\n/#, with: "") : text
        let start = try #require(plain.firstRange(of: "CommandId=\"X\">")?.upperBound)
        let found = try #require(Data(base64Encoded: String(plain[start...].prefix { $0 != "<" })))
        #expect([UInt8](found.suffix(28)) == Array("<S>a</S><SS>KgAqACoAKg==</SS>".utf8.suffix(28)))
        let single = redact(bytes.map { .bytes(.clientToServer, [$0]) }).client
        #expect(single == whole)
        // A header that is cut off is no less secret.
        let cut = redact([.bytes(.clientToServer, Array("POST / HTTP/1.1\r\nAuthorization: Basic dXNlcj".utf8))])
        #expect(cut.client == Array("POST / HTTP/1.1\r\nAuthorization: Basic ******".utf8))
    }

    /// Any bytes, in any pieces and with any of them missing, pass without being added to or taken from.
    @Test func takesAnything() throws {
        let lines = try Fixture("sessions/09-secure/web01/c2s.txt").bytes
        let chunked =
            "POST / HTTP/1.1\r\nAuthorization: Basic QQ==\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "20\r\n<Stream Name=\"stdin\">AAAAAAAAAAEA\r\n9\r\nAAAAAAAAA\r\n5\r\n</Str\r\n0\r\n\r\n"
        let counted = "POST / HTTP/1.1\r\nContent-Length: 26\r\n\r\n<Data PSGuid='1'>AAAAAAAAA\r\n"
        let http = Array(String(repeating: chunked + counted, count: 20).utf8)
        var numbers = SeededNumbers(seed: 11)
        for round in 0..<300 {
            var bytes = round.isMultiple(of: 2) ? Array(lines.prefix(6_000)) : http
            for _ in 0..<Int.random(in: 0...40, using: &numbers) {
                let index = Int.random(in: 1..<bytes.count, using: &numbers)
                switch Int.random(in: 0..<3, using: &numbers) {
                case 0: bytes[index] = UInt8.random(in: 0...255, using: &numbers)
                case 1: bytes.removeSubrange(index..<min(bytes.count, index + 50))
                default: bytes.insert(contentsOf: "\r\n<Stream>".utf8, at: index)
                }
            }
            var contents: [CaptureRecord.Content] = []
            var start = 0
            while start < bytes.count {
                let end = min(bytes.count, start + Int.random(in: 1...200, using: &numbers))
                contents.append(.bytes(.clientToServer, Array(bytes[start..<end])))
                if Int.random(in: 0..<60, using: &numbers) == 0 {
                    contents.append(.gap(.clientToServer, byteCount: 0, recordCount: 1))
                }
                start = end
            }
            let outcome = redact(contents)
            #expect(outcome.client.count + Int(outcome.gapByteCounts.reduce(0, +)) == bytes.count, "\(round)")
        }
    }

    @Test func passesOtherBytesOn() {
        let bytes = (0...255).map { UInt8(truncatingIfNeeded: $0 &+ 22) }
        let outcome = redact([.bytes(.clientToServer, bytes), .bytes(.serverToClient, bytes)])
        #expect(outcome.client == bytes)
        #expect(outcome.server == bytes)
    }
}
