internal import CLIXML
internal import PSRP

/// Messages made of instructions, so that a fuzzer need not find its way through base64, fragments and identifiers.
///
/// The content is parted at zero bytes. Each part is a message: a byte that chooses its type, a byte that chooses its pipeline and
/// what is done to its packet, and its data.
struct MessageScript {
    private static let types = MessageType.allKnown

    /// The lines of the messages.
    static func lines(_ content: [UInt8], to destination: Message.Destination) -> [UInt8] {
        var fragmenter = Fragmenter(fragmentByteCount: 400)
        var lines: [UInt8] = []
        for part in content.split(separator: 0) where part.count >= 2 {
            let bytes = Array(part)
            let scope = pipelineID(bytes[1])
            let kind = packetKind(bytes[1])
            guard kind == .data else {
                OutOfProcWriter.append(OutOfProcPacket(kind, scope: scope), to: &lines)
                continue
            }
            let message = message(bytes, scope, destination)
            let isUrgent = bytes[1] & 0x10 != 0
            let fragments = fragmenter.fragments(of: message)
            OutOfProcWriter.append(
                OutOfProcPacket(
                    .data,
                    scope: scope,
                    priority: isUrgent ? .promptResponse : .standard,
                    payload: fragments
                ),
                to: &lines
            )
        }
        return lines
    }

    private static func message(_ bytes: [UInt8], _ scope: PSGUID, _ destination: Message.Destination) -> Message {
        let choice = Int(bytes[0])
        return Message(
            destination: destination,
            type: choice <= types.count ? types[max(choice, 1) - 1] : MessageType(rawValue: UInt32(choice)),
            runspacePoolID: choice == 1 ? .zero : fuzzedPoolID,
            pipelineID: scope,
            data: MessageData(Array(bytes[2...]))
        )
    }

    /// One of three pipelines, or the pool.
    private static func pipelineID(_ choice: UInt8) -> PSGUID {
        choice & 3 == 0 ? .zero : PSGUID(high: 7, low: UInt64(choice & 3))
    }

    /// Seven of eight packets carry data.
    private static func packetKind(_ choice: UInt8) -> OutOfProcPacket.Kind {
        switch choice >> 2 & 0x3B {
        case 8: .dataAck
        case 9: .command
        case 10: .commandAck
        case 11: .signal
        case 16: .signalAck
        case 17: .close
        case 18: .closeAck
        default: .data
        }
    }
}
