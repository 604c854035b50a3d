import CLIXML

/// END_OF_PIPELINE_INPUT: no more input comes.
public struct EndOfPipelineInput: Sendable {
    /// What the message holds: nothing.
    public var content: RemoteValue?

    /// Makes the message.
    public init() {}
}

extension EndOfPipelineInput: MessagePayload {
    static var type: MessageType { .endOfPipelineInput }

    init(_ value: RemoteValue?) throws(PSRPError) { content = value }

    func write(to writer: inout PayloadWriter) {
        if let content { writer.value(nil, content) }
    }
}
