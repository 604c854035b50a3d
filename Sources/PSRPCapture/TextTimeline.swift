import CLIXML
import PSRP

/// The timeline of a session as an operator reads it: when, what was run with which arguments, what came out, errors as
/// PowerShell prints them, what was asked and answered, how it ended.
///
/// A line is time in seconds, host, `#n` for the nth pipeline, a word, and text. Text of the session is shown on one line:
/// control characters are written out, so that nothing in a recording can steer a terminal.
public struct TextTimeline: Sendable {
    private static let maximumTextLength = 500

    private let host: String
    private let columnCount: Int
    private var pipelineNumbers: [PSGUID: Int] = [:]
    private var pipelineCount = 0
    private var running: Set<PSGUID> = []
    private var lastRecordTexts: [PSGUID: String] = [:]
    /// The files that pipelines of Copy-Item are reading.
    private var copiedFiles: [PSGUID: String] = [:]
    private var clientCapability: SessionCapability?
    private var clientDescription = ""
    private var isOpen = false

    /// Makes a timeline.
    ///
    /// - Parameters:
    ///   - host: The machine of its sessions, `nil` where it is not known.
    ///   - columnCount: The cells of a line, beyond which text goes on below itself; `nil` for lines of any length.
    public init(host: String?, columnCount: Int? = nil) {
        self.host = host ?? ""
        self.columnCount = columnCount ?? Int.max
    }

    /// Appends what a record says; nothing for what does not concern an operator.
    public mutating func append(_ record: SessionRecord, _ secrets: SessionSecrets, to output: inout [UInt8]) {
        switch record.content {
        case .message(let message, _):
            append(message, record.milliseconds, secrets.scheme(of: message.runspacePoolID), to: &output)
        case .packet(let packet) where packet.kind == .signal:
            line(record.milliseconds, packet.scope, "stop", "was asked for", to: &output)
        case .packet(let packet) where packet.kind == .closeAck:
            // A client may close without waiting for the last word of the server.
            if packet.scope != .zero {
                running.remove(packet.scope)
            } else if isOpen {
                isOpen = false
                running = []
                line(record.milliseconds, nil, "closed", "", to: &output)
            }
        case .transportError(let text) where isOpen:
            line(record.milliseconds, nil, "transport", text, to: &output)
        case .transport(let event):
            line(record.milliseconds, event.scope == .zero ? nil : event.scope, event.word, event.text, to: &output)
        case .text(let bytes):
            line(record.milliseconds, nil, "noise", String(decoding: bytes.prefix(2_000), as: UTF8.self), to: &output)
        default:
            break
        }
    }

    /// Appends how the recording ended, where that is not in it.
    public mutating func finish(to output: inout [UInt8]) {
        for (id, number) in pipelineNumbers.sorted(by: { $0.value < $1.value }) where running.contains(id) {
            line(nil, nil, "end", "of the recording: pipeline #\(number) has not ended", to: &output)
        }
        if isOpen { line(nil, nil, "end", "of the recording: the session is still open", to: &output) }
    }

    private func line(
        _ milliseconds: Double?,
        _ pipeline: PSGUID?,
        _ word: String,
        _ text: String,
        to output: inout [UInt8]
    ) {
        var line = ""
        if let milliseconds {
            let whole = Int(exactly: milliseconds.rounded(.down)) ?? 0
            // A packet may be recorded behind one that came later, or the clock set back.
            let sign = whole < 0 ? "-" : ""
            let thousandths = String(whole.magnitude % 1_000)
            let zeros = String(repeating: "0", count: 3 - thousandths.count)
            let seconds = "\(sign)\(whole.magnitude / 1_000).\(zeros)\(thousandths)"
            line += String(repeating: " ", count: max(0, 8 - seconds.count)) + seconds + "  "
        } else {
            line += "       -  "
        }
        if !host.isEmpty { line += host + "  " }
        let tag = pipeline.flatMap { pipelineNumbers[$0] }.map { "#\($0)" } ?? "session"
        line += tag + String(repeating: " ", count: max(0, 7 - tag.count)) + "  "
        line += word
        if !text.isEmpty {
            line += String(repeating: " ", count: max(0, 8 - word.count)) + " "
            line += folded(Self.visible(text), indent: line.count)
        }
        output.append(contentsOf: line.utf8)
        output.append(0x0A)
    }

    /// The text in lines that leave room for what stands before them, broken at spaces where there are some.
    private func folded(_ text: String, indent: Int) -> String {
        // Where little room is left the terminal's own breaks are better.
        guard columnCount < Int.max, columnCount - indent >= 20 else { return text }
        let width = columnCount - indent
        var folded = ""
        var rest = text[...]
        while let end = rest.index(rest.startIndex, offsetBy: width, limitedBy: rest.endIndex), end < rest.endIndex {
            let space = rest[..<rest.index(after: end)].lastIndex(of: " ")
            let cut = space.flatMap { $0 > rest.startIndex ? $0 : nil } ?? end
            folded += rest[..<cut] + "\n" + String(repeating: " ", count: indent)
            rest = rest[cut...].drop { $0 == " " }
        }
        return folded + rest
    }

    /// The text on one line, control characters written out, cut where it is long.
    private static func visible(_ text: String) -> String {
        var shown = ""
        var count = 0
        for scalar in text.unicodeScalars {
            if count == maximumTextLength {
                return shown + "… (\(text.unicodeScalars.count - maximumTextLength) more characters)"
            }
            count += 1
            switch scalar.value {
            case 0x0A: shown += "\\n"
            case 0x0D: shown += "\\r"
            case 0x09: shown += "\\t"
            case 0...0x1F, 0x7F...0x9F, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069:
                shown += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            default: shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }
}

extension TextTimeline {
    private mutating func append(
        _ message: Message,
        _ time: Double?,
        _ scheme: SecureStringScheme,
        to output: inout [UInt8]
    ) {
        let id = message.pipelineID == .zero ? nil : message.pipelineID
        let payload: Payload
        do {
            payload = try message.payload()
        } catch {
            return line(time, id, "unread", "\(message.type): \(error.message)", to: &output)
        }
        switch payload {
        case .sessionCapability(let capability):
            if message.destination.contains(.server) {
                clientCapability = capability
            } else {
                let version = capability.protocolVersion
                line(time, nil, "protocol", "\(version.major).\(version.minor)", to: &output)
            }
        case .initRunspacePool(let request):
            clientDescription = Self.product(request.applicationArguments)
            let counts = "\(request.minimumRunspaceCount) to \(request.maximumRunspaceCount) runspaces"
            let size = request.maximumRunspaceCount == 1 ? "" : ", \(counts)"
            line(
                time,
                nil,
                "open",
                "\(message.runspacePoolID.hyphenated)\(size), client \(clientDescription)",
                to: &output
            )
        case .connectRunspacePool:
            line(time, nil, "connect", message.runspacePoolID.hyphenated, to: &output)
        case .applicationPrivateData(let data):
            line(time, nil, "server", Self.product(data.data), to: &output)
        case .runspacePoolState(let info): append(info, time, to: &output)
        case .createPipeline, .getCommandMetadata, .pipelineState, .pipelineOutput, .pipelineInput:
            appendPipeline(payload, message.pipelineID, time, scheme, to: &output)
        case .errorRecord(let error):
            lastRecordTexts[message.pipelineID] = error.message
            line(time, id, "error", Self.text(error), to: &output)
        case .warningRecord(let warning):
            record("warning", warning.record.message, message.pipelineID, time, to: &output)
        case .verboseRecord(let verbose):
            record("verbose", verbose.record.message, message.pipelineID, time, to: &output)
        case .debugRecord(let debug): record("debug", debug.record.message, message.pipelineID, time, to: &output)
        case .informationRecord(let information):
            record("info", information.message ?? "…", message.pipelineID, time, to: &output)
        case .progressRecord(let progress):
            let percent = progress.percentComplete < 0 ? "" : " \(progress.percentComplete) %"
            let text = "\(progress.activity): \(progress.statusDescription)\(percent)"
            record("progress", text, message.pipelineID, time, to: &output)
        case .pipelineHostCall(let call), .runspacePoolHostCall(let call):
            appendCall(call, message.pipelineID, time, to: &output)
        case .pipelineHostResponse(let response), .runspacePoolHostResponse(let response):
            appendResponse(response, id, time, scheme, to: &output)
        case .userEvent(let event): line(time, nil, "event", event.sourceIdentifier, to: &output)
        case .publicKey: line(time, nil, "keys", "the client asks for the session key", to: &output)
        case .encryptedSessionKey: line(time, nil, "keys", "exchanged", to: &output)
        case .setMaxRunspaces(let request):
            line(time, nil, "pool", "at most \(request.maximumRunspaceCount) runspaces wanted", to: &output)
        case .setMinRunspaces(let request):
            line(time, nil, "pool", "at least \(request.minimumRunspaceCount) runspaces wanted", to: &output)
        case .resetRunspaceState: line(time, nil, "pool", "reset wanted", to: &output)
        case .runspaceAvailability(let answer):
            switch answer.answer {
            case .done(let isDone): line(time, nil, "pool", isDone ? "done" : "refused", to: &output)
            case .count(let count): line(time, nil, "pool", "\(count) runspaces free", to: &output)
            }
        case .unknown: line(time, id, "unknown", message.type.description, to: &output)
        default: break
        }
    }

    private mutating func append(_ info: RunspacePoolStateInfo, _ time: Double?, to output: inout [UInt8]) {
        let reason = info.error.map { ": " + Self.text($0) } ?? ""
        switch info.state {
        case .opened:
            isOpen = true
            line(time, nil, "opened", reason, to: &output)
        case .closed, .broken:
            isOpen = false
            line(time, nil, info.state.description.lowercased(), reason, to: &output)
        case .closing: break
        default: line(time, nil, "state", info.state.description + reason, to: &output)
        }
    }

    private mutating func appendPipeline(
        _ payload: Payload,
        _ id: PSGUID,
        _ time: Double?,
        _ scheme: SecureStringScheme,
        to output: inout [UInt8]
    ) {
        switch payload {
        case .createPipeline(let request):
            begin(id)
            if appendCopy(request, id, time, to: &output) { return }
            let nested = request.isNested ? " (nested)" : ""
            line(time, id, "run", CommandText.text(request.powerShell, scheme) + nested, to: &output)
            for value in CommandText.usingValues(request.powerShell, scheme) {
                line(time, id, "with", value, to: &output)
            }
        case .getCommandMetadata(let request):
            begin(id)
            let names = request.names.map { $0.joined(separator: ", ") } ?? "all"
            line(time, id, "commands", "are asked for: \(names)", to: &output)
        case .pipelineInput(let input):
            line(time, id, "input", input.value.map { CommandText.literal($0, scheme) } ?? "$null", to: &output)
        case .pipelineOutput(let result):
            if let path = copiedFiles[id], let piece = result.value?["b64Fragment"]?.value {
                return line(time, id, "copy", "from \(path), \(Self.byteCount(piece)) bytes", to: &output)
            }
            line(time, id, "output", result.value.map { Self.text($0, scheme) } ?? "$null", to: &output)
        case .pipelineState(let info):
            if info.isFinal { running.remove(id) }
            let reason = info.error.map { Self.text($0) } ?? ""
            switch info.state {
            case .completed: line(time, id, "done", reason, to: &output)
            case .failed: line(time, id, "failed", reason, to: &output)
            case .stopped: line(time, id, "stopped", "", to: &output)
            default: break
            }
        default: break
        }
    }

    private mutating func begin(_ id: PSGUID) {
        pipelineCount += 1
        pipelineNumbers[id] = pipelineCount
        running.insert(id)
        lastRecordTexts[id] = nil
        copiedFiles[id] = nil
    }

    /// A piece of a file that Copy-Item moves (spec/psrp.md section 12.3), whose content is no text to read.
    private mutating func appendCopy(
        _ request: CreatePipeline,
        _ id: PSGUID,
        _ time: Double?,
        to output: inout [UInt8]
    ) -> Bool {
        guard let command = request.powerShell.commands.first, !command.isScript else { return false }
        func argument(_ name: String) -> PSValue? {
            command.arguments.first { $0.name?.lowercased() == name.lowercased() }?.value.value
        }
        switch command.text {
        case "PSCopyToSessionHelper":
            guard let path = argument("copyToFilePath"), let piece = argument("b64Fragment") else { return false }
            let size = Self.byteCount(piece)
            line(time, id, "copy", "to \(ValueLine.text(path)), \(size) bytes", to: &output)
            return true
        case "PSCopyFromSessionHelper":
            if let path = argument("copyFromFilePath") { copiedFiles[id] = ValueLine.text(path) }
            return false
        default:
            return false
        }
    }

    private static func byteCount(_ base64: PSValue) -> Int {
        guard case .string(let text) = base64 else { return 0 }
        return PrimitiveParser.base64ByteCount(Array(text.utf8).span) ?? 0
    }

    private mutating func record(
        _ word: String,
        _ text: String,
        _ id: PSGUID,
        _ time: Double?,
        to output: inout [UInt8]
    ) {
        lastRecordTexts[id] = text
        line(time, id, word, text, to: &output)
    }

    /// A host call that shows what a record said is passed over.
    private mutating func appendCall(_ call: HostCall, _ id: PSGUID, _ time: Double?, to output: inout [UInt8]) {
        let scope = id == .zero ? nil : id
        switch call.request {
        case .write1(let text), .writeLine2(let text), .writeErrorLine(let text), .writeDebugLine(let text),
            .writeVerboseLine(let text), .writeWarningLine(let text), .write2(_, _, let text),
            .writeLine3(_, _, let text):
            guard lastRecordTexts[id] != text else { return }
            line(time, scope, "host", text, to: &output)
        case .writeLine1, .writeProgress: break
        case .prompt(let caption, let message, let fields):
            let names = fields.map(\.name).joined(separator: ", ")
            line(
                time,
                scope,
                "asks",
                [caption, message, names].filter { !$0.isEmpty }.joined(separator: " "),
                to: &output
            )
        case .promptForChoice(let caption, let message, let choices, _),
            .promptForChoiceMultipleSelection(let caption, let message, let choices, _):
            let labels = choices.map { $0.label.replacing("&", with: "") }.joined(separator: "/")
            line(time, scope, "asks", "\(caption) \(message) [\(labels)]", to: &output)
        case .setShouldExit(let code): line(time, scope, "exit", "\(code)", to: &output)
        default:
            let name = call.request.method.description
            line(time, scope, call.wantsResponse ? "asks" : "host", name, to: &output)
        }
    }

    private func appendResponse(
        _ response: HostResponse,
        _ id: PSGUID?,
        _ time: Double?,
        _ scheme: SecureStringScheme,
        to output: inout [UInt8]
    ) {
        let text: String
        switch response.outcome {
        case .failed(let error): text = "error: " + error.message
        case .returned(.none): text = "nothing"
        case .returned(.text(let line)): text = line
        case .returned(.secret(let secret)): text = CommandText.literal(RemoteValue(.secureString(secret)), scheme)
        case .returned(.credential(let credential)):
            let password = CommandText.literal(RemoteValue(.secureString(credential.password)), scheme)
            text = "\(credential.userName) \(password)"
        case .returned(.fields(let value)), .returned(.other(let value)): text = CommandText.literal(value, scheme)
        case .returned(.number(let number)): text = "\(number)"
        case .returned(.numbers(let numbers)): text = numbers.map(String.init).joined(separator: ", ")
        case .returned(.key(let key)): text = String(decoding: [key.character], as: UTF16.self)
        case .returned(let other): text = "\(other)"
        }
        line(time, id, "answer", text, to: &output)
    }

    /// An error as PowerShell prints it: what was run or the kind of error, then the message.
    private static func text(_ error: ErrorRecord) -> String {
        let activity = error.activity ?? ""
        return "\(activity.isEmpty ? error.category.description : activity): \(error.message)"
    }

    /// Output: the text of what has one, else the type and the first properties.
    private static func text(_ value: RemoteValue, _ scheme: SecureStringScheme) -> String {
        guard case .object(let object) = value.value, object.baseValue == nil, object.container == nil else {
            if case .string(let text) = value.value { return text }
            return CommandText.literal(value, scheme)
        }
        let type = object.typeNames?.baseName.map { String($0.split(separator: ".").last ?? "") } ?? "object"
        if let text = object.stringRepresentation, !text.isEmpty { return "[\(type)] \(text)" }
        let properties = (Array(object.adaptedProperties) + Array(object.extendedProperties)).prefix(8).map {
            "\($0.name)=\(CommandText.literal(RemoteValue($0.value), scheme))"
        }
        return "[\(type)] \(properties.joined(separator: "; "))"
    }

    /// PowerShell's version and system out of a version table.
    private static func product(_ data: RemoteValue?) -> String {
        guard let table = data?["PSVersionTable"] else { return "unnamed" }
        func text(_ name: String) -> String? { table[name].map { ValueLine.text($0.value) } }
        var parts = ["PowerShell " + (text("PSSemanticVersion") ?? text("PSVersion") ?? "?")]
        if let edition = text("PSEdition") { parts.append("(\(edition))") }
        if let system = text("OS") { parts.append("on \(system)") }
        return parts.joined(separator: " ")
    }
}
