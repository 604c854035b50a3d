import Foundation
import PSRP
import TestSupport
import Testing

/// What two ends say to each other, in order.
struct Exchange: Sendable, CustomTestStringConvertible {
    struct Piece: Sendable {
        let direction: StreamKey.Direction
        let bytes: [UInt8]
    }

    let name: String
    let pieces: [Piece]

    var testDescription: String { name }

    /// All bytes of a direction.
    func bytes(_ direction: StreamKey.Direction) -> [UInt8] {
        pieces.filter { $0.direction == direction }.flatMap(\.bytes)
    }

    /// A recorded session of out-of-process lines.
    init(session name: String) throws {
        self.name = name
        let client = try Fixture("sessions/\(name)/web01/c2s.txt").bytes
        let server = try Fixture("sessions/\(name)/web01/s2c.txt").bytes
        guard let timeline = try? Fixture("sessions/\(name)/web01/timeline.tsv").text else {
            pieces = [
                Piece(direction: .clientToServer, bytes: client), Piece(direction: .serverToClient, bytes: server),
            ]
            return
        }
        pieces = timeline.split(separator: "\n").compactMap { row in
            let fields = row.split(separator: "\t")
            guard fields.count == 4, let start = Int(fields[2]), let count = Int(fields[3]) else { return nil }
            let isClient = fields[1] == "c2s"
            return Piece(
                direction: isClient ? .clientToServer : .serverToClient,
                bytes: Array((isClient ? client : server)[start..<start + count])
            )
        }
    }

    /// Recorded SOAP bodies as HTTP on one connection.
    init(wsman name: String, authorization: String = "Basic dXNlcjpwYXNz") throws {
        struct Row: Decodable {
            let request: String
            let response: String
        }
        self.name = name
        let text = try Fixture("wsman/\(name).exchanges.jsonl").text
        pieces = try text.split(separator: "\n").flatMap { line -> [Piece] in
            let row = try JSONDecoder().decode(Row.self, from: Data(line.utf8))
            let request =
                "POST /wsman HTTP/1.1\r\nHost: web01:5985\r\nAuthorization: \(authorization)\r\n"
                + "Content-Type: application/soap+xml;charset=UTF-8\r\nContent-Length: \(row.request.utf8.count)\r\n\r\n"
                + row.request
            let half = row.response.index(row.response.startIndex, offsetBy: row.response.count / 2)
            let chunks = [row.response[..<half], row.response[half...]].map {
                "\(String($0.utf8.count, radix: 16))\r\n\($0)\r\n"
            }
            let response =
                "HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml;charset=UTF-8\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n" + chunks.joined() + "0\r\n\r\n"
            return [
                Piece(direction: .clientToServer, bytes: Array(request.utf8)),
                Piece(direction: .serverToClient, bytes: Array(response.utf8)),
            ]
        }
    }

    init(name: String, pieces: [Piece]) {
        self.name = name
        self.pieces = pieces
    }
}
