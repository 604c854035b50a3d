public import CLIXML

/// One packet of the line protocol of child processes, SSH, named pipes and Hyper-V sockets (spec/psrp.md section 6).
public struct OutOfProcPacket: Sendable, Hashable {
    /// What a packet does.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Carries fragments.
        case data = "Data"
        /// Answers one data packet of a client.
        case dataAck = "DataAck"
        /// Opens a pipeline.
        case command = "Command"
        /// Answers a command.
        case commandAck = "CommandAck"
        /// Stops a pipeline.
        case signal = "Signal"
        /// Answers a signal.
        case signalAck = "SignalAck"
        /// Closes a pipeline or the pool.
        case close = "Close"
        /// Answers a close.
        case closeAck = "CloseAck"

        /// Who sends such packets; `nil` for data, which both do.
        public var direction: StreamKey.Direction? {
            switch self {
            case .data: nil
            case .command, .signal, .close: .clientToServer
            case .dataAck, .commandAck, .signalAck, .closeAck: .serverToClient
            }
        }
    }

    /// What the packet does.
    public var kind: Kind

    /// The pipeline it is about, zero for the pool (spec: PSGuid).
    public var scope: PSGUID

    /// Which of the scope's two streams data belongs to; `.standard` for other packets.
    public var priority: StreamKey.Priority

    /// The decoded bytes of a data packet.
    ///
    /// A packet is not a fragment: it can hold several, or a part of one.
    public var payload: [UInt8]

    /// Makes a packet.
    public init(
        _ kind: Kind,
        scope: PSGUID = .zero,
        priority: StreamKey.Priority = .standard,
        payload: [UInt8] = []
    ) {
        self.kind = kind
        self.scope = scope
        self.priority = priority
        self.payload = payload
    }
}

/// Writes packets as PowerShell does, one a line.
public enum OutOfProcWriter {
    /// Appends a packet's text and a line feed.
    ///
    /// - Complexity: O(n) in the payload.
    public static func append(_ packet: OutOfProcPacket, to output: inout [UInt8]) {
        output.append(contentsOf: "<\(packet.kind.rawValue)".utf8)
        if packet.kind == .data {
            output.append(contentsOf: " Stream='\(packet.priority.outOfProcName)'".utf8)
        }
        output.append(contentsOf: " PSGuid='\(packet.scope.hyphenated)'".utf8)
        if packet.kind == .data {
            output.append(UInt8(ascii: ">"))
            Base64.encode(packet.payload.span, into: &output)
            output.append(contentsOf: "</Data>\n".utf8)
        } else {
            output.append(contentsOf: " />\n".utf8)
        }
    }

    /// The text of a packet, its line feed included.
    public static func line(_ packet: OutOfProcPacket) -> [UInt8] {
        var output: [UInt8] = []
        append(packet, to: &output)
        return output
    }
}

extension StreamKey.Priority {
    /// The value of the `Stream` attribute.
    var outOfProcName: String { self == .promptResponse ? "PromptResponse" : "Default" }
}
