import CLIXML

/// PIPELINE_STATE: how a pipeline ended, and why if by an error.
public struct PipelineStateInfo: Sendable {
    /// The state.
    public var state: PipelineState
    /// What ended it; with `stopped` and `failed`.
    public var error: ErrorRecord?
    /// Properties beyond those above.
    public var unknownProperties: [UnknownProperty] = []

    /// Makes the message.
    public init(state: PipelineState, error: ErrorRecord? = nil) {
        self.state = state
        self.error = error
    }

    /// Whether nothing more comes from the pipeline.
    public var isFinal: Bool { state == .stopped || state == .completed || state == .failed }
}

extension PipelineStateInfo: MessagePayload {
    static var type: MessageType { .pipelineState }

    init(_ value: RemoteValue?) throws(PSRPError) {
        var bag = try BagReader(value, "PIPELINE_STATE")
        state = try bag.enumeration("PipelineState")
        if let value = bag.takeUnlessNull("ExceptionAsErrorRecord") { error = try ErrorRecord(value) }
        unknownProperties = bag.unknown
    }

    func write(to writer: inout PayloadWriter) {
        writer.bag(nil) { members in
            members.int32("PipelineState", state.rawValue)
            if let error { error.write("ExceptionAsErrorRecord", to: &members) }
            members.unknown(unknownProperties)
        }
    }
}
