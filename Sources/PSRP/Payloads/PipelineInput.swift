import CLIXML

/// PIPELINE_INPUT: one object for the input of a pipeline; no data for `$null`.
public struct PipelineInput: Sendable {
    /// The object, `nil` for a message without data.
    public var value: RemoteValue?

    /// Makes the message.
    public init(_ value: RemoteValue?) { self.value = value.flatMap { $0.isNull ? nil : $0 } }
}

extension PipelineInput: MessagePayload {
    static var type: MessageType { .pipelineInput }

    func write(to writer: inout PayloadWriter) {
        if let value { writer.value(nil, value) }
    }
}
