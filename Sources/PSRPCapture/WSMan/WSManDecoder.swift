import CLIXML
import PSRP

/// Turns the SOAP messages of any number of WSMan connections into records of the sessions they carry
/// (spec/psrp.md section 7).
///
/// A session is a shell. What a request speaks of is in its headers; an answer says only which request it answers, so
/// requests are remembered by their ids. Fragments are put together by shell, command and stream, whatever connection they
/// came on.
///
/// Give requests and answers in the order they passed, then take the records.
struct WSManDecoder {
    /// What is known about a request while its answer is awaited.
    struct Request {
        var operation: WSManEnvelope.Operation?
        /// The shell it speaks of; empty for a Create that leaves it to the server to name one.
        var shell: String
        var command: String?
        var isPowerShell: Bool
        var isStop = false
        var host: String
    }

    private struct Shell {
        var isPowerShell: Bool?
        var compression: String?
        /// Whether it was looked for compression, where the agreement on it was not recorded.
        var isExamined = false
    }

    /// Where a message passed.
    struct Place {
        var connection: Int
        var server: String
        var host: String
        var milliseconds: Double
    }

    private static let rememberedCount = 16_384
    private static let maximumNamelessCount = 64
    private static let maximumDiagnosticCount = 100

    private var reassembly: MessageReassembly
    private var requests = RecentTable<Request>(maximumCount: rememberedCount)
    private var shells = RecentTable<Shell>(maximumCount: rememberedCount)
    /// What shells were called by their clients that the server gave other names.
    private var aliases = RecentTable<String>(maximumCount: rememberedCount)
    /// The shells of commands, for answers to requests that were not recorded.
    private var shellOfCommand = RecentTable<String>(maximumCount: rememberedCount)
    /// The shell that was last spoken of on a connection, for the same.
    private var shellOfConnection = RecentTable<String>(maximumCount: rememberedCount)
    private var hosts = RecentTable<String>(maximumCount: rememberedCount)
    private var seenMessages = RecentTable<Void>(maximumCount: rememberedCount)
    /// Creates whose shells the server will name, by message id; their content waits for that.
    private var namelessCreates: [(id: String, envelope: WSManEnvelope, place: Place)] = []
    private var diagnosticCounts: [PSRPError.Code: Int] = [:]
    private(set) var sealed = SealedTraffic()
    private(set) var records: [SessionRecord] = []

    /// Makes a decoder.
    init(maximumMessageByteCount: Int) {
        reassembly = MessageReassembly(maximumMessageByteCount: maximumMessageByteCount)
    }

    /// Hands over the records so far.
    mutating func takeRecords() -> [SessionRecord] {
        defer { records = [] }
        return records
    }

    /// Counts traffic that stays sealed.
    mutating func addSealed(_ layer: SealedTraffic.Layer, _ place: Place, isFromClient: Bool, byteCount: Int) {
        sealed.add(
            layer,
            server: place.server,
            connection: place.connection,
            isFromClient: isFromClient,
            byteCount: byteCount
        )
    }

    /// Adds a finding about the capture; of very many of one kind only the number.
    mutating func add(_ diagnostic: CaptureDiagnostic, milliseconds: Double?) {
        diagnosticCounts[diagnostic.code, default: 0] += 1
        guard diagnosticCounts[diagnostic.code, default: 0] <= Self.maximumDiagnosticCount else { return }
        records.append(SessionRecord(milliseconds: milliseconds, direction: .clientToServer, .capture(diagnostic)))
    }

    /// Takes a request.
    mutating func takeRequest(_ envelope: WSManEnvelope, _ place: Place) {
        let id = envelope.messageID
        // A request that was refused for want of authentication comes again as it was.
        guard id.isEmpty || seenMessages[id] == nil else { return }
        if !id.isEmpty { seenMessages.add(id, ()) }
        var shell = envelope.shellID?.uppercased() ?? ""
        shell = aliases[shell] ?? shell
        var known = shells[shell] ?? Shell()
        known.isPowerShell = envelope.isPowerShell ?? known.isPowerShell
        if envelope.operation == .create {
            known.compression = envelope.compression
            known.isExamined = true
            if shell.isEmpty { namelessCreates.append((id, envelope, place)) }
            if namelessCreates.count > Self.maximumNamelessCount { nameShell("nameless", of: namelessCreates[0].id) }
        }
        if !shell.isEmpty {
            shells.add(shell, known)
            hosts.add(shell, place.host)
            shellOfConnection.add("\(place.connection)", shell)
        }
        var request = Request(
            operation: envelope.operation,
            shell: shell,
            command: envelope.commandID,
            isPowerShell: known.isPowerShell ?? true,
            host: place.host
        )
        if envelope.operation == .signal { request.isStop = isStop(envelope.signalCode) }
        requests.add(id, request)
        if request.isPowerShell { follow(request, envelope, place) }
    }

    /// Clients spell the codes in several ways; what is not a stop closes the command.
    private func isStop(_ code: String?) -> Bool {
        let last = (code ?? "").split(separator: "/").last?.lowercased()
        return last == "crtl_c" || last == "ctrl_c"
    }

    private mutating func follow(_ request: Request, _ envelope: WSManEnvelope, _ place: Place) {
        let shell = request.shell
        guard !shell.isEmpty else { return }
        let scope = Self.scope(request.command)
        if let command = request.command { shellOfCommand.add(command.uppercased(), shell) }
        switch request.operation {
        case .create, .connect, .send, .command:
            for payload in envelope.payloads {
                var key = StreamKey(connection: shell, direction: .clientToServer)
                switch payload.place {
                case .stream(let name):
                    key.scope = Self.scope(payload.commandID)
                    if name.lowercased() == "pr" { key.priority = .promptResponse }
                case .arguments:
                    key.scope = scope
                    // The server will name the command in its answer.
                    if request.command == nil { key.connection = pendingCommand(shell, envelope.messageID) }
                default:
                    // Another client, with numbers of its own.
                    if request.operation == .connect { key.connection = shell + "/connect" }
                }
                append(payload, key, place)
            }
            if request.operation == .connect, scope != .zero {
                add(.transport(.init("connect", scope: scope)), .clientToServer, shell, place)
            }
        case .signal:
            let kind = request.isStop ? OutOfProcPacket.Kind.signal : .close
            add(.packet(OutOfProcPacket(kind, scope: scope)), .clientToServer, shell, place)
        case .delete: add(.packet(OutOfProcPacket(.close)), .clientToServer, shell, place)
        case .disconnect, .reconnect:
            let word = request.operation == .disconnect ? "disconnect" : "reconnect"
            add(.transport(.init(word, scope: scope)), .clientToServer, shell, place)
        default: break
        }
    }

    /// Takes an answer.
    ///
    /// - Parameter requestID: The id of the request that stands before it on the connection, for answers that do not say
    ///   what they answer.
    mutating func takeResponse(_ envelope: WSManEnvelope, requestID: String?, _ place: Place) {
        let id = envelope.messageID
        // A server that lost the connection sends its last answer again, as an answer to another request.
        guard id.isEmpty || seenMessages[id] == nil else { return }
        if !id.isEmpty { seenMessages.add(id, ()) }
        let answeredID = envelope.relatesTo.flatMap { requests[$0] == nil ? nil : $0 } ?? requestID ?? ""
        let request = requests[answeredID]
        if let fault = envelope.fault {
            nameShell("message \(answeredID)", of: answeredID)
            return takeFault(fault, requests[answeredID], place)
        }
        let operation = envelope.operation ?? request?.operation
        if operation == .create, let made = envelope.shellID?.uppercased() {
            nameShell(made, of: answeredID)
            if let wanted = request?.shell, !wanted.isEmpty, wanted != made { aliases.add(made, wanted) }
        }
        let shell = request.flatMap { $0.shell.isEmpty ? nil : $0.shell } ?? self.shell(of: envelope, place)
        guard request?.isPowerShell ?? shells[shell]?.isPowerShell ?? true else { return }
        switch operation {
        case .command:
            guard let request, request.command == nil, let command = envelope.commandID else { break }
            let pending = pendingCommand(shell, answeredID)
            reassembly.rename(
                StreamKey(connection: pending, direction: .clientToServer),
                to: StreamKey(connection: shell, direction: .clientToServer, scope: Self.scope(command))
            )
            shellOfCommand.add(command.uppercased(), shell)
        case .receive, .connect:
            for payload in envelope.payloads {
                var key = StreamKey(connection: shell, direction: .serverToClient, scope: Self.scope(payload.commandID))
                // Numbered on its own.
                if payload.place == .connectAnswer { key.connection = shell + "/connect" }
                append(payload, key, place)
            }
        case .signal:
            guard let request else { break }
            let kind = request.isStop ? OutOfProcPacket.Kind.signalAck : .closeAck
            let scope = Self.scope(request.command)
            add(.packet(OutOfProcPacket(kind, scope: scope)), .serverToClient, shell, place)
            if !request.isStop, scope != .zero { reassembly.forget(scope, connection: shell) }
        case .delete:
            add(.packet(OutOfProcPacket(.closeAck)), .serverToClient, shell, place)
            close(place) { $0.connection == shell || $0.connection.hasPrefix(shell + "/") }
        default: break
        }
    }

    /// Notes that a request was not let in.
    mutating func takeRefusal(status: Int, requestID: String, _ place: Place) {
        nameShell("message \(requestID)", of: requestID)
        guard let request = requests[requestID], request.isPowerShell else { return }
        let text = "\(request.operation?.name ?? "the request") with HTTP status \(status)"
        add(.transport(.init("refused", text: text)), .serverToClient, request.shell, place)
    }

    /// Says what is missing at the end.
    mutating func finish(milliseconds: Double?) {
        while let create = namelessCreates.first { nameShell("message \(create.id)", of: create.id) }
        close(Place(connection: 0, server: "", host: "", milliseconds: milliseconds ?? 0)) { _ in true }
        for diagnostic in sealed.diagnostics { add(diagnostic, milliseconds: milliseconds) }
        for (code, count) in diagnosticCounts.sorted(by: { $0.key.rawValue < $1.key.rawValue })
        where count > Self.maximumDiagnosticCount {
            let text = "\(count - Self.maximumDiagnosticCount) more findings of this kind"
            let diagnostic = CaptureDiagnostic(code: code, message: text, isLoss: false)
            records.append(SessionRecord(milliseconds: milliseconds, direction: .clientToServer, .capture(diagnostic)))
        }
    }
}

extension WSManDecoder {
    private mutating func takeFault(_ fault: WSManEnvelope.Fault, _ request: Request?, _ place: Place) {
        guard !fault.isTimeout, let request, request.isPowerShell else { return }
        var text = request.operation?.name ?? "a request"
        text += " failed"
        if let code = fault.code { text += " with \(code)" }
        if !fault.subcode.isEmpty { text += " (\(fault.subcode))" }
        if !fault.reason.isEmpty { text += ": \(fault.reason)" }
        let event = SessionRecord.TransportEvent("fault", scope: Self.scope(request.command), text: text)
        add(.transport(event), .serverToClient, request.shell, place)
    }

    /// Gives a shell its name, and follows the request that waited for it.
    private mutating func nameShell(_ name: String, of messageID: String) {
        guard let index = namelessCreates.firstIndex(where: { $0.id == messageID }) else { return }
        let create = namelessCreates.remove(at: index)
        shells.add(
            name,
            Shell(
                isPowerShell: create.envelope.isPowerShell,
                compression: create.envelope.compression,
                isExamined: true
            )
        )
        hosts.add(name, create.place.host)
        shellOfConnection.add("\(create.place.connection)", name)
        guard var request = requests[messageID], request.isPowerShell else { return }
        request.shell = name
        requests.add(messageID, request)
        follow(request, create.envelope, create.place)
    }

    /// The shell of an answer to a request that was not recorded.
    private func shell(of envelope: WSManEnvelope, _ place: Place) -> String {
        for payload in envelope.payloads {
            if let command = payload.commandID, let shell = shellOfCommand[command.uppercased()] { return shell }
        }
        return shellOfConnection["\(place.connection)"] ?? "connection \(place.connection)"
    }

    /// A name for the stream of a command that the server will name.
    private func pendingCommand(_ shell: String, _ messageID: String) -> String { "\(shell)/\(messageID)" }

    private static func scope(_ command: String?) -> PSGUID {
        guard let command else { return .zero }
        return PSGUID(command.uppercased()) ?? .zero
    }

    private mutating func append(_ payload: WSManEnvelope.Payload, _ key: StreamKey, _ place: Place) {
        let text = Array(payload.text.utf8)
        guard let bytes = PrimitiveParser.base64(text.span) else {
            let what = "the content of an element that carries messages is not Base64; left out"
            let range = 0..<text.count
            let finding = PSRPDiagnostic(code: .malformedPacket, byteRange: range, message: what)
            return add(.finding(finding), key.direction, key.connection, place)
        }
        guard !bytes.isEmpty else { return }
        if case .stream = payload.place {
            switch form(of: key.connection, bytes) {
            case .plain: break
            case .foreign: return
            case .compressed(let name):
                let isFromClient = key.direction == .clientToServer
                return addSealed(.compression(name), place, isFromClient: isFromClient, byteCount: bytes.count)
            }
        }
        var contents: [SessionRecord.Content] = []
        reassembly.append(bytes.span, key, to: &contents)
        for content in contents { add(content, key.direction, key.connection, place) }
    }

    private enum Form {
        case plain
        case compressed(String)
        /// Of a shell that does not run PowerShell.
        case foreign
    }

    /// In which form the streams of a shell are; found out by the first bytes where its Create was not recorded.
    private mutating func form(of name: String, _ bytes: [UInt8]) -> Form {
        var shell = shells[name] ?? Shell()
        if !shell.isExamined, bytes.count >= FragmentHeader.byteCount {
            shell.isExamined = true
            let isPlain = FragmentHeader(bytes.span).map { $0.objectID > 0 && $0.objectID < 1 << 32 } ?? false
            if !isPlain, XpressFraming.isFramed(bytes.span) {
                shell.compression = "xpress, by its form"
            } else if !isPlain, shell.isPowerShell == nil {
                shell.isPowerShell = false
            }
            shells.add(name, shell)
        }
        if shell.isPowerShell == false { return .foreign }
        return shell.compression.map { .compressed($0) } ?? .plain
    }

    private mutating func close(_ place: Place, where isClosed: (StreamKey) -> Bool) {
        var findings: [(StreamKey, PSRPDiagnostic)] = []
        reassembly.close(where: isClosed) { findings.append(($0, $1)) }
        for (key, finding) in findings { add(.finding(finding), key.direction, key.connection, place) }
    }

    private mutating func add(
        _ content: SessionRecord.Content,
        _ direction: StreamKey.Direction,
        _ shell: String,
        _ place: Place
    ) {
        let id = String(shell.prefix { $0 != "/" })
        let session = SessionRecord.Session(host: hosts[id] ?? place.host, id: id)
        records.append(
            SessionRecord(milliseconds: place.milliseconds, direction: direction, session: session, content)
        )
    }
}

extension WSManEnvelope.Operation {
    /// The last part of the action.
    var name: String { rawValue.split(separator: "/").last.map(String.init) ?? rawValue }
}
