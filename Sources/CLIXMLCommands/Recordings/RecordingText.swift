import CLIXML
import CLIXMLConvert
import PSRP
import PSRPCapture

/// The console text of the sessions in a recording.
struct RecordingText {
    private var texts: SessionTable<RecordedText>

    init(_ options: ConsoleFilterOptions) { texts = SessionTable { _, _ in RecordedText(options: options) } }

    /// Appends what a record shows.
    mutating func append(_ record: SessionRecord, to output: inout [UInt8]) {
        guard case .message(let message, _) = record.content else { return }
        texts.update(record.session) { text in
            switch message.type {
            case .pipelineOutput:
                let host = record.session?.host ?? ""
                guard let value = try? message.output(computerName: host.isEmpty ? "localhost" : host) else { return }
                text.append(value, .output, to: &output)
            case .informationRecord:
                guard case .informationRecord(let information)? = try? message.payload() else { return }
                let endsLine = information.messageData?["NoNewLine"]?.value != .boolean(true)
                text.append(host: information.message ?? "", endsLine: endsLine, .information, to: &output)
            case .pipelineHostCall, .runspacePoolHostCall: Self.append(message, &text, &output)
            default:
                guard let stream = Self.streams[message.type], let value = Self.value(message) else { return }
                text.append(value, stream, to: &output)
            }
        }
    }

    /// Appends what is still to be shown.
    mutating func finish(to output: inout [UInt8]) { texts.forEach { $0.finish(to: &output) } }

    private static let streams: [MessageType: PSStream.Kind] = [
        .errorRecord: .error, .warningRecord: .warning, .verboseRecord: .verbose, .debugRecord: .debug,
    ]

    /// What cannot be read shows nothing; `messages` tells why.
    private static func value(_ message: Message) -> DocumentValue? {
        var parser = CLIXMLParser(form: .payload)
        let bytes = message.data.bytes
        do {
            try parser.append(bytes.span)
            return try parser.nextValue()
        } catch {
            return nil
        }
    }

    private static func append(_ message: Message, _ text: inout RecordedText, _ output: inout [UInt8]) {
        let request: HostRequest
        switch try? message.payload() {
        case .pipelineHostCall(let call): request = call.request
        case .runspacePoolHostCall(let call): request = call.request
        default: return
        }
        switch request {
        case .write1(let words), .write2(_, _, let words):
            text.append(host: words, endsLine: false, .information, to: &output)
        case .writeLine1: text.append(host: "", endsLine: true, .information, to: &output)
        case .writeLine2(let words), .writeLine3(_, _, let words):
            text.append(host: words, endsLine: true, .information, to: &output)
        case .writeErrorLine(let words): text.append(host: words, endsLine: true, .error, to: &output)
        case .writeWarningLine(let words): text.append(host: words, endsLine: true, .warning, to: &output)
        case .writeVerboseLine(let words): text.append(host: words, endsLine: true, .verbose, to: &output)
        case .writeDebugLine(let words): text.append(host: words, endsLine: true, .debug, to: &output)
        default: return
        }
    }
}
