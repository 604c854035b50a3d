import CLIXML

/// PIPELINE_OUTPUT: one object of the output of a pipeline; no data for `$null`.
public struct PipelineOutput: Sendable {
    /// The object, `nil` for a message without data.
    public var value: RemoteValue?

    /// Makes the message.
    public init(_ value: RemoteValue?) { self.value = value.flatMap { $0.isNull ? nil : $0 } }
}

extension PipelineOutput: MessagePayload {
    static var type: MessageType { .pipelineOutput }

    func write(to writer: inout PayloadWriter) {
        if let value { writer.value(nil, value) }
    }
}
