import CLIXML

/// PIPELINE_INPUT: one object for the input of a pipeline; no data for `$null`.
public struct PipelineInput: Sendable {
    /// The object, `nil` for a message without data.
    public var value: RemoteValue?

    /// Makes the message.
    public init(_ value: RemoteValue?) { self.value = value.flatMap { $0.isNull ? nil : $0 } }
}

/// PIPELINE_OUTPUT: one object of the output of a pipeline; no data for `$null`.
public struct PipelineOutput: Sendable {
    /// The object, `nil` for a message without data.
    public var value: RemoteValue?

    /// Makes the message.
    public init(_ value: RemoteValue?) { self.value = value.flatMap { $0.isNull ? nil : $0 } }
}

/// END_OF_PIPELINE_INPUT: no more input comes.
public struct EndOfPipelineInput: Sendable {
    /// What the message holds: nothing.
    public var content: RemoteValue?

    /// Makes the message.
    public init() {}
}

/// STOP_PIPELINE, the engine's StopPowerShell: asks a server to stop a pipeline. Clients use a signal instead.
public struct StopPipeline: Sendable {
    /// What the message holds: nothing.
    public var content: RemoteValue?

    /// Makes the message.
    public init() {}
}

/// CLOSE_SESSION, the engine's CloseSession: asks to close the session. Nobody sends it any more.
public struct CloseSession: Sendable {
    /// What the message holds: nothing that counts.
    public var content: RemoteValue?

    /// Makes the message.
    public init() {}
}

extension RemoteValue {
    /// Whether the value is null.
    public var isNull: Bool {
        if case .null = value { return true }
        return false
    }
}

extension PipelineInput: MessagePayload {
    static var type: MessageType { .pipelineInput }

    func write(to writer: inout PayloadWriter) {
        if let value { writer.value(nil, value) }
    }
}

extension PipelineOutput: MessagePayload {
    static var type: MessageType { .pipelineOutput }

    func write(to writer: inout PayloadWriter) {
        if let value { writer.value(nil, value) }
    }
}

extension EndOfPipelineInput: MessagePayload {
    static var type: MessageType { .endOfPipelineInput }

    init(_ value: RemoteValue?) throws(PSRPError) { content = value }

    func write(to writer: inout PayloadWriter) {
        if let content { writer.value(nil, content) }
    }
}

extension StopPipeline: MessagePayload {
    static var type: MessageType { .stopPipeline }

    init(_ value: RemoteValue?) throws(PSRPError) { content = value }

    func write(to writer: inout PayloadWriter) {
        if let content { writer.value(nil, content) }
    }
}

extension CloseSession: MessagePayload {
    static var type: MessageType { .closeSession }

    init(_ value: RemoteValue?) throws(PSRPError) { content = value }

    func write(to writer: inout PayloadWriter) {
        if let content { writer.value(nil, content) }
    }
}
