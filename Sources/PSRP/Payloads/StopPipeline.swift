import CLIXML

/// STOP_PIPELINE, the engine's StopPowerShell: asks a server to stop a pipeline. Clients use a signal instead.
public struct StopPipeline: Sendable {
    /// What the message holds: nothing.
    public var content: RemoteValue?

    /// Makes the message.
    public init() {}
}

extension StopPipeline: MessagePayload {
    static var type: MessageType { .stopPipeline }

    init(_ value: RemoteValue?) throws(PSRPError) { content = value }

    func write(to writer: inout PayloadWriter) {
        if let content { writer.value(nil, content) }
    }
}
