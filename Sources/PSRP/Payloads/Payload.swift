/// What a message carries, typed: one case for each type of spec/psrp.md section 3.1.
public enum Payload: Sendable {
    /// Versions; the first message of either side.
    case sessionCapability(SessionCapability)
    /// A request to close, of old.
    case closeSession(CloseSession)
    /// A pool is to be opened.
    case initRunspacePool(InitRunspacePool)
    /// The client's public key.
    case publicKey(PublicKey)
    /// The session key, sealed.
    case encryptedSessionKey(EncryptedSessionKey)
    /// The client's public key is wanted.
    case publicKeyRequest(PublicKeyRequest)
    /// A disconnected pool is taken over.
    case connectRunspacePool(ConnectRunspacePool)
    /// Another maximum of runspaces is wanted.
    case setMaxRunspaces(SetMaxRunspaces)
    /// Another minimum of runspaces is wanted.
    case setMinRunspaces(SetMinRunspaces)
    /// The answer to a pool operation.
    case runspaceAvailability(RunspaceAvailability)
    /// What has become of the pool.
    case runspacePoolState(RunspacePoolStateInfo)
    /// Commands are to be run.
    case createPipeline(CreatePipeline)
    /// The number of free runspaces is wanted.
    case getAvailableRunspaces(GetAvailableRunspaces)
    /// An event of the session.
    case userEvent(UserEvent)
    /// What the server tells of itself.
    case applicationPrivateData(ApplicationPrivateData)
    /// A list of commands is wanted.
    case getCommandMetadata(GetCommandMetadata)
    /// The size of a pool that was taken over.
    case runspacePoolInitData(RunspacePoolInitData)
    /// The runspace is to be as if new.
    case resetRunspaceState(ResetRunspaceState)
    /// An object for a pipeline's input.
    case pipelineInput(PipelineInput)
    /// No more input comes.
    case endOfPipelineInput(EndOfPipelineInput)
    /// An object of a pipeline's output.
    case pipelineOutput(PipelineOutput)
    /// An error that did not end the pipeline.
    case errorRecord(ErrorRecord)
    /// How a pipeline ended.
    case pipelineState(PipelineStateInfo)
    /// A debug message.
    case debugRecord(DebugRecord)
    /// A verbose message.
    case verboseRecord(VerboseRecord)
    /// A warning.
    case warningRecord(WarningRecord)
    /// Progress of an activity.
    case progressRecord(ProgressRecord)
    /// An information record.
    case informationRecord(InformationRecord)
    /// A request to stop, which clients do not use.
    case stopPipeline(StopPipeline)
    /// A method of the host is called from outside any pipeline.
    case runspacePoolHostCall(HostCall)
    /// The answer to such a call.
    case runspacePoolHostResponse(HostResponse)
    /// A method of the host is called by a pipeline.
    case pipelineHostCall(HostCall)
    /// The answer to such a call.
    case pipelineHostResponse(HostResponse)
    /// A type that is not known, with its value; `nil` for no data.
    case unknown(MessageType, RemoteValue?)

    /// The type of the messages that carry it.
    public var type: MessageType {
        switch self {
        case .sessionCapability: .sessionCapability
        case .closeSession: .closeSession
        case .initRunspacePool: .initRunspacePool
        case .publicKey: .publicKey
        case .encryptedSessionKey: .encryptedSessionKey
        case .publicKeyRequest: .publicKeyRequest
        case .connectRunspacePool: .connectRunspacePool
        case .setMaxRunspaces: .setMaxRunspaces
        case .setMinRunspaces: .setMinRunspaces
        case .runspaceAvailability: .runspaceAvailability
        case .runspacePoolState: .runspacePoolState
        case .createPipeline: .createPipeline
        case .getAvailableRunspaces: .getAvailableRunspaces
        case .userEvent: .userEvent
        case .applicationPrivateData: .applicationPrivateData
        case .getCommandMetadata: .getCommandMetadata
        case .runspacePoolInitData: .runspacePoolInitData
        case .resetRunspaceState: .resetRunspaceState
        case .pipelineInput: .pipelineInput
        case .endOfPipelineInput: .endOfPipelineInput
        case .pipelineOutput: .pipelineOutput
        case .errorRecord: .errorRecord
        case .pipelineState: .pipelineState
        case .debugRecord: .debugRecord
        case .verboseRecord: .verboseRecord
        case .warningRecord: .warningRecord
        case .progressRecord: .progressRecord
        case .informationRecord: .informationRecord
        case .stopPipeline: .stopPipeline
        case .runspacePoolHostCall: .runspacePoolHostCall
        case .runspacePoolHostResponse: .runspacePoolHostResponse
        case .pipelineHostCall: .pipelineHostCall
        case .pipelineHostResponse: .pipelineHostResponse
        case .unknown(let type, _): type
        }
    }
}

extension Payload {
    /// Reads the payload of a message of some type; `nil` is a message without data.
    init(_ type: MessageType, _ value: RemoteValue?) throws(PSRPError) {
        switch type {
        case .sessionCapability: self = try .sessionCapability(SessionCapability(value))
        case .closeSession: self = try .closeSession(CloseSession(value))
        case .initRunspacePool: self = try .initRunspacePool(InitRunspacePool(value))
        case .publicKey: self = try .publicKey(PublicKey(value))
        case .encryptedSessionKey: self = try .encryptedSessionKey(EncryptedSessionKey(value))
        case .publicKeyRequest: self = try .publicKeyRequest(PublicKeyRequest(value))
        case .connectRunspacePool: self = try .connectRunspacePool(ConnectRunspacePool(value))
        case .setMaxRunspaces: self = try .setMaxRunspaces(SetMaxRunspaces(value))
        case .setMinRunspaces: self = try .setMinRunspaces(SetMinRunspaces(value))
        case .runspaceAvailability: self = try .runspaceAvailability(RunspaceAvailability(value))
        case .runspacePoolState: self = try .runspacePoolState(RunspacePoolStateInfo(value))
        case .createPipeline: self = try .createPipeline(CreatePipeline(value))
        case .getAvailableRunspaces: self = try .getAvailableRunspaces(GetAvailableRunspaces(value))
        case .userEvent: self = try .userEvent(UserEvent(value))
        case .applicationPrivateData: self = try .applicationPrivateData(ApplicationPrivateData(value))
        case .getCommandMetadata: self = try .getCommandMetadata(GetCommandMetadata(value))
        case .runspacePoolInitData: self = try .runspacePoolInitData(RunspacePoolInitData(value))
        case .resetRunspaceState: self = try .resetRunspaceState(ResetRunspaceState(value))
        case .pipelineInput: self = .pipelineInput(PipelineInput(value))
        case .endOfPipelineInput: self = try .endOfPipelineInput(EndOfPipelineInput(value))
        case .pipelineOutput: self = .pipelineOutput(PipelineOutput(value))
        case .errorRecord: self = try .errorRecord(ErrorRecord(value))
        case .pipelineState: self = try .pipelineState(PipelineStateInfo(value))
        case .debugRecord: self = try .debugRecord(DebugRecord(value))
        case .verboseRecord: self = try .verboseRecord(VerboseRecord(value))
        case .warningRecord: self = try .warningRecord(WarningRecord(value))
        case .progressRecord: self = try .progressRecord(ProgressRecord(value))
        case .informationRecord: self = try .informationRecord(InformationRecord(value))
        case .stopPipeline: self = try .stopPipeline(StopPipeline(value))
        case .runspacePoolHostCall: self = try .runspacePoolHostCall(HostCall(value))
        case .runspacePoolHostResponse: self = try .runspacePoolHostResponse(HostResponse(value))
        case .pipelineHostCall: self = try .pipelineHostCall(HostCall(value))
        case .pipelineHostResponse: self = try .pipelineHostResponse(HostResponse(value))
        default: self = .unknown(type, value)
        }
    }

    private func write(to writer: inout PayloadWriter) {
        switch self {
        case .sessionCapability(let payload): payload.write(to: &writer)
        case .closeSession(let payload): payload.write(to: &writer)
        case .initRunspacePool(let payload): payload.write(to: &writer)
        case .publicKey(let payload): payload.write(to: &writer)
        case .encryptedSessionKey(let payload): payload.write(to: &writer)
        case .publicKeyRequest(let payload): payload.write(to: &writer)
        case .connectRunspacePool(let payload): payload.write(to: &writer)
        case .setMaxRunspaces(let payload): payload.write(to: &writer)
        case .setMinRunspaces(let payload): payload.write(to: &writer)
        case .runspaceAvailability(let payload): payload.write(to: &writer)
        case .runspacePoolState(let payload): payload.write(to: &writer)
        case .createPipeline(let payload): payload.write(to: &writer)
        case .getAvailableRunspaces(let payload): payload.write(to: &writer)
        case .userEvent(let payload): payload.write(to: &writer)
        case .applicationPrivateData(let payload): payload.write(to: &writer)
        case .getCommandMetadata(let payload): payload.write(to: &writer)
        case .runspacePoolInitData(let payload): payload.write(to: &writer)
        case .resetRunspaceState(let payload): payload.write(to: &writer)
        case .pipelineInput(let payload): payload.write(to: &writer)
        case .endOfPipelineInput(let payload): payload.write(to: &writer)
        case .pipelineOutput(let payload): payload.write(to: &writer)
        case .errorRecord(let payload): payload.write(to: &writer)
        case .pipelineState(let payload): payload.write(to: &writer)
        case .debugRecord(let payload): payload.write(to: &writer)
        case .verboseRecord(let payload): payload.write(to: &writer)
        case .warningRecord(let payload): payload.write(to: &writer)
        case .progressRecord(let payload): payload.write(to: &writer)
        case .informationRecord(let payload): payload.write(to: &writer)
        case .stopPipeline(let payload): payload.write(to: &writer)
        case .runspacePoolHostCall(let payload), .pipelineHostCall(let payload): payload.write(to: &writer)
        case .runspacePoolHostResponse(let payload), .pipelineHostResponse(let payload): payload.write(to: &writer)
        case .unknown(_, let value):
            if let value { writer.value(nil, value) }
        }
    }

    /// The data of a message that carries this payload.
    ///
    /// - Parameter hasByteOrderMark: Whether it begins with a byte order mark, as PowerShell's does.
    /// - Complexity: O(n)
    public func encoded(hasByteOrderMark: Bool = true) -> MessageData {
        var writer = PayloadWriter(hasByteOrderMark: hasByteOrderMark)
        let start = writer.byteCount
        write(to: &writer)
        return writer.byteCount == start ? MessageData() : MessageData(writer.finish())
    }
}
