import CLIXML
import PSRP

/// What passes on one TCP connection: finds out what is spoken, and hands HTTP bodies to the decoder of WSMan.
final class Conversation {
    private enum Kind {
        case undecided
        case http
        case tls
        case ssh
        case other
    }

    /// Ports that are a server's where nothing else tells.
    private static let serverPorts: Set<UInt16> = [5985, 5986, 80, 443, 22, 47001]
    /// Answers that wait for their requests, and requests for their answers.
    private static let maximumWaitingCount = 1_024

    private let connection: any RecordedConnection
    private var kind = Kind.undecided
    private var client: Int?
    private var requests: HTTPStream?
    private var responses: HTTPStream?
    private var searches = [HTTPSearch(.either), HTTPSearch(.either)]
    /// The ids of the requests that wait for their answers, `nil` for those that say none.
    private var unanswered: [String?] = []
    private var heldResponses: [HTTPMessage] = []
    private var host = ""
    private var isWSMan = false
    /// What each end sent that is not in the capture.
    private var lostByteCounts = [0, 0]
    private var incompleteCounts = [0, 0]
    private var malformedCount = 0

    init(_ connection: any RecordedConnection) { self.connection = connection }

    /// Bytes that are kept for messages not complete yet.
    var pendingByteCount: Int {
        (requests?.pendingByteCount ?? 0) + (responses?.pendingByteCount ?? 0)
            + heldResponses.reduce(0) { $0 + $1.body.count }
    }

    /// Takes what an end sent next.
    func take(_ side: Int, _ chunk: TCPStream.Chunk, _ decoder: inout WSManDecoder, milliseconds: Double) {
        switch chunk {
        case .bytes(let bytes):
            if kind == .undecided { decide(side, bytes) }
            take(bytes, from: side, &decoder, milliseconds)
        case .gap(let count):
            lostByteCounts[side] += count
            if side == client { requests?.skip(count) } else { responses?.skip(count) }
        case .end:
            if side == client { requests?.finish() } else { responses?.finish() }
        }
        drain(&decoder, milliseconds)
    }

    /// Drops what is kept, where too much is kept in all.
    func abandon(_ decoder: inout WSManDecoder, milliseconds: Double) {
        requests?.abandon()
        responses?.abandon()
        drain(&decoder, milliseconds)
    }

    /// Takes what is left, and tells what is missing.
    func finish(_ decoder: inout WSManDecoder, milliseconds: Double) {
        requests?.finish()
        responses?.finish()
        drain(&decoder, milliseconds)
        for response in heldResponses { take(response: response, &decoder, milliseconds) }
        heldResponses = []
        guard isWSMan else { return }
        let place = "\(connection.name(of: client ?? 0)) to \(connection.name(of: 1 - (client ?? 0)))"
        for side in 0...1 {
            let who = side == client ? "client" : "server"
            if lostByteCounts[side] > 0 {
                let text = "\(place): \(lostByteCounts[side]) bytes that the \(who) sent are not in the capture"
                decoder.add(.init(code: .lostBytes, message: text, isLoss: true), milliseconds: milliseconds)
            }
            if incompleteCounts[side] > 0 {
                let what = side == client ? "requests" : "answers"
                let text = "\(place): \(incompleteCounts[side]) \(what) with content are not there whole; left out"
                decoder.add(.init(code: .incompleteHTTP, message: text, isLoss: true), milliseconds: milliseconds)
            }
        }
        if malformedCount > 0 {
            let text = "\(place): \(malformedCount) bodies are not the SOAP of WSMan; left out"
            decoder.add(.init(code: .malformedSOAP, message: text, isLoss: true), milliseconds: milliseconds)
        }
    }

    // MARK: - What is spoken

    private func decide(_ side: Int, _ bytes: [UInt8]) {
        client = client ?? connection.opener ?? clientByPort
        let isAtStart = connection.hasBeginning(side)
        if bytes.count >= 3, (0x14...0x17).contains(bytes[0]), bytes[1] == 3, bytes[2] <= 4 {
            kind = .tls
        } else if bytes.starts(with: "SSH-".utf8) {
            kind = .ssh
        } else if isAtStart, side == client {
            // A method in capital letters.
            kind = bytes.prefix(3).allSatisfy { (0x41...0x5A).contains($0) } ? .http : .other
        } else if isAtStart, client != nil {
            kind = bytes.starts(with: "HTTP/".utf8.prefix(bytes.count)) ? .http : .other
        } else if client != nil {
            kind = .http
        }
    }

    private var clientByPort: Int? {
        let isServer = [0, 1].map { side in connection.port(of: side).map { Self.serverPorts.contains($0) } ?? false }
        guard isServer[0] != isServer[1] else { return nil }
        return isServer[0] ? 1 : 0
    }

    private func take(_ bytes: [UInt8], from side: Int, _ decoder: inout WSManDecoder, _ milliseconds: Double) {
        switch kind {
        case .undecided: look(side, bytes)
        case .http: append(bytes.span, from: side)
        case .tls, .ssh:
            let client = client ?? ((connection.port(of: 0) ?? 0) > (connection.port(of: 1) ?? 0) ? 0 : 1)
            var place = place(milliseconds)
            place.server = connection.name(of: 1 - client)
            decoder.addSealed(
                kind == .tls ? .tls : .ssh,
                place,
                isFromClient: side == client,
                byteCount: bytes.count
            )
        case .other: break
        }
    }

    /// Looks for a message in a connection of which nothing is known.
    private func look(_ side: Int, _ bytes: [UInt8]) {
        let span = bytes.span
        guard let found = searches[side].find(in: span) else { return }
        kind = .http
        client = found.isRequest ? side : 1 - side
        append(found.prefix.span, from: side)
        append(span.extracting(droppingFirst: found.offset), from: side)
    }

    private func append(_ bytes: Span<UInt8>, from side: Int) {
        let isAtStart = connection.hasBeginning(side) && lostByteCounts[side] == 0
        if side == client {
            let stream = requests ?? HTTPStream(.requests, isAtStart: isAtStart)
            requests = stream
            stream.append(bytes)
        } else {
            let stream = responses ?? HTTPStream(.responses, isAtStart: isAtStart)
            responses = stream
            stream.append(bytes)
        }
    }

    private func place(_ milliseconds: Double) -> WSManDecoder.Place {
        let server = 1 - (client ?? 0)
        return WSManDecoder.Place(
            connection: connection.number,
            server: connection.name(of: server),
            host: host.isEmpty ? connection.address(of: server) : host,
            milliseconds: milliseconds
        )
    }

    // MARK: - Messages

    private func drain(_ decoder: inout WSManDecoder, _ milliseconds: Double) {
        while let request = requests?.next() {
            take(request: request, &decoder, milliseconds)
        }
        while let response = responses?.next() {
            // 100 Continue and the like announce an answer.
            guard let status = response.status, status >= 200 else { continue }
            heldResponses.append(response)
        }
        while let response = heldResponses.first {
            // The request may be there and not complete: recorded late, or answered before its end.
            if unanswered.isEmpty, isClientBehind, heldResponses.count < Self.maximumWaitingCount { return }
            heldResponses.removeFirst()
            take(response: response, &decoder, milliseconds)
        }
    }

    private var isClientBehind: Bool {
        guard let client else { return false }
        return connection.isWaiting(client) || requests?.isInsideMessage ?? false
    }

    private func take(request: HTTPMessage, _ decoder: inout WSManDecoder, _ milliseconds: Double) {
        if let name = request.headers["host"] { host = Self.hostName(name) }
        if case .request(_, let target) = request.start, target.lowercased().contains("/wsman") { isWSMan = true }
        var id: String?
        if let envelope = read(request, isFromClient: true, &decoder, milliseconds) {
            id = envelope.messageID
            decoder.takeRequest(envelope, place(milliseconds))
        }
        if unanswered.count == Self.maximumWaitingCount { unanswered.removeFirst() }
        unanswered.append(id)
    }

    private func take(response: HTTPMessage, _ decoder: inout WSManDecoder, _ milliseconds: Double) {
        let id = unanswered.isEmpty ? nil : unanswered.removeFirst()
        if let envelope = read(response, isFromClient: false, &decoder, milliseconds) {
            decoder.takeResponse(envelope, requestID: id, place(milliseconds))
        } else if let id, let status = response.status, status == 401 || status == 403 {
            decoder.takeRefusal(status: status, requestID: id, place(milliseconds))
        }
    }

    private func read(
        _ message: HTTPMessage,
        isFromClient: Bool,
        _ decoder: inout WSManDecoder,
        _ milliseconds: Double
    ) -> WSManEnvelope? {
        if let mechanism = SealedBody.mechanism(of: message) {
            isWSMan = true
            let count = message.bodyByteCount
            decoder.addSealed(.http(mechanism), place(milliseconds), isFromClient: isFromClient, byteCount: count)
            return nil
        }
        let isSOAP = message.mediaType == "application/soap+xml" || message.mediaType == "text/xml"
        guard isSOAP, message.bodyByteCount > 0 else { return nil }
        guard message.isWhole else {
            incompleteCounts[isFromClient ? client ?? 0 : 1 - (client ?? 0)] += 1
            return nil
        }
        do {
            let envelope = try WSManEnvelopeReader.read(message.body.span)
            if envelope != nil { isWSMan = true } else { malformedCount += 1 }
            return envelope
        } catch {
            malformedCount += 1
            return nil
        }
    }

    /// The name in a Host header, its port left out.
    private static func hostName(_ value: String) -> String {
        if value.hasPrefix("["), let end = value.firstIndex(of: "]") {
            return String(value[value.index(after: value.startIndex)..<end])
        }
        return String(value.prefix { $0 != ":" })
    }
}
