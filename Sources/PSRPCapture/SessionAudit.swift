import CLIXML
import PSRP

/// Looks whether a recorded session keeps the rules of the protocol (spec/psrp.md section 11.4), and says where it does
/// not. Nothing it finds is fatal: recordings begin late, and peers differ.
public struct SessionAudit: Sendable {
    private struct Pipeline: Sendable {
        var acceptsInput: Bool
        var isEnded = false
        var openCalls: Set<Int64> = []
    }

    private let hasBothDirections: Bool
    private var pool = PSGUID.zero
    private var clientCount = 0
    private var serverCount = 0
    private var minorVersion: Int32?
    private var hasPrivateData = false
    private var pipelines: [PSGUID: Pipeline] = [:]
    private var poolRequests: Set<Int64> = []
    private var poolCalls: Set<Int64> = []
    private var findings: [String] = []
    private var hasClientCapability = false
    private var hasServerCapability = false
    private var startsLate = false

    /// Makes an audit of one session, or of several after one another.
    ///
    /// - Parameter hasBothDirections: Whether both sides were recorded; otherwise what one side says is not compared with
    ///   what the other asked.
    public init(hasBothDirections: Bool) { self.hasBothDirections = hasBothDirections }

    /// What a record does against the rules, one sentence each; nothing for most.
    public mutating func findings(in record: SessionRecord) -> [String] {
        findings = []
        switch record.content {
        case .message(let message, let key): observe(message, key)
        case .packet(let packet): observe(packet)
        case .transport(let event) where event.word == "disconnect":
            // Whoever takes the session over begins with its own.
            hasClientCapability = false
            hasServerCapability = false
        default: break
        }
        return findings
    }

    private mutating func note(_ message: Message, _ text: String) { findings.append("\(message.type) \(text)") }

    private mutating func observe(_ packet: OutOfProcPacket) {
        switch packet.kind {
        case .closeAck where packet.scope == .zero:
            // Another session may follow on the same streams.
            self = SessionAudit(hasBothDirections: hasBothDirections)
        case .closeAck: pipelines[packet.scope] = nil
        case .signal where packet.scope == .zero: findings.append("a signal is for the pool")
        default: break
        }
    }

    private mutating func observe(_ message: Message, _ key: StreamKey) {
        let isFromClient = key.direction == .clientToServer
        let destination: Message.Destination = isFromClient ? .server : .client
        if message.destination != destination { note(message, "has the destination \(message.destination.rawValue)") }
        if let wanted = message.type.destination, wanted.isDisjoint(with: destination) {
            note(message, "goes the wrong way")
        }
        if message.runspacePoolID != .zero {
            if pool == .zero { pool = message.runspacePoolID }
            if message.runspacePoolID != pool { note(message, "is for another pool") }
        }
        if isFromClient { clientCount += 1 } else { serverCount += 1 }
        checkBeginning(message, isFromClient)
        checkVersion(message)
        guard let payload = try? message.payload() else { return note(message, "could not be read") }
        if message.type.travelsWithPipeline {
            observe(payload, of: message)
        } else {
            observe(payload, message)
        }
    }

    private mutating func checkBeginning(_ message: Message, _ isFromClient: Bool) {
        let count = isFromClient ? clientCount : serverCount
        let isCapability = message.type == .sessionCapability
        if count == 1, !isCapability {
            startsLate = true
            note(message, "comes first: the recording begins in the middle of a session")
        }
        if isFromClient, count == 2, !startsLate, message.type != .initRunspacePool,
            message.type != .connectRunspacePool
        {
            note(message, "comes second, where INIT_RUNSPACEPOOL or CONNECT_RUNSPACEPOOL belongs")
        }
        guard isCapability else { return }
        if isFromClient ? hasClientCapability : hasServerCapability { note(message, "comes a second time") }
        if isFromClient { hasClientCapability = true } else { hasServerCapability = true }
    }

    private mutating func checkVersion(_ message: Message) {
        guard let minorVersion else { return }
        switch message.type {
        case .informationRecord where minorVersion < 3, .resetRunspaceState where minorVersion < 3,
            .connectRunspacePool where minorVersion < 2, .runspacePoolInitData where minorVersion < 2,
            .publicKey where minorVersion >= 4, .encryptedSessionKey where minorVersion >= 4:
            note(message, "is not part of protocol 2.\(minorVersion)")
        default: break
        }
    }

    private mutating func observe(_ payload: Payload, _ message: Message) {
        switch payload {
        case .sessionCapability(let capability):
            if message.destination.contains(.client) { minorVersion = capability.protocolVersion.minor }
            if capability.psVersion.major != 2 { note(message, "has a PSVersion that servers refuse") }
        case .applicationPrivateData: hasPrivateData = true
        case .runspacePoolState(let info):
            if info.state == .opened, !hasPrivateData, !startsLate {
                note(message, "comes before APPLICATION_PRIVATE_DATA")
            }
            if info.state.rawValue > 8 || info.state.rawValue < 0 {
                note(message, "has the unknown state \(info.state)")
            }
        case .runspacePoolInitData(let data):
            if data.isProbablySwapped { note(message, "has minimum and maximum exchanged") }
        case .setMaxRunspaces(let request): poolRequests.insert(request.callID)
        case .setMinRunspaces(let request): poolRequests.insert(request.callID)
        case .getAvailableRunspaces(let request): poolRequests.insert(request.callID)
        case .resetRunspaceState(let request): poolRequests.insert(request.callID)
        case .runspaceAvailability(let answer):
            if hasBothDirections, !startsLate, poolRequests.remove(answer.callID) == nil {
                note(message, "answers no request")
            }
        case .runspacePoolHostCall(let call):
            if call.wantsResponse { poolCalls.insert(call.callID) }
        case .runspacePoolHostResponse(let response):
            if hasBothDirections, !startsLate, poolCalls.remove(response.callID) == nil {
                note(message, "answers no call")
            }
        default: break
        }
    }

    private mutating func observe(_ payload: Payload, of message: Message) {
        let id = message.pipelineID
        switch payload {
        case .createPipeline(let request): pipelines[id] = Pipeline(acceptsInput: !request.hasNoInput)
        case .getCommandMetadata: pipelines[id] = Pipeline(acceptsInput: false)
        default:
            guard pipelines[id] != nil else {
                // Without the client's half nothing is known about its pipelines.
                if clientCount > 0, hasBothDirections || message.destination.contains(.server), !startsLate {
                    note(message, "is for a pipeline that was not created")
                }
                return
            }
            check(payload, of: id, message)
        }
    }

    private mutating func check(_ payload: Payload, of id: PSGUID, _ message: Message) {
        guard let pipeline = pipelines[id] else { return }
        if pipeline.isEnded, message.destination.contains(.client) {
            return note(message, "comes after the end of its pipeline")
        }
        switch payload {
        case .pipelineInput:
            if !pipeline.acceptsInput { note(message, "comes to a pipeline that takes no input, or no more") }
        case .endOfPipelineInput: pipelines[id]?.acceptsInput = false
        case .pipelineState(let info):
            if info.isFinal { pipelines[id]?.isEnded = true }
            if info.state.rawValue > 6 || info.state.rawValue < 0 {
                note(message, "has the unknown state \(info.state)")
            }
        case .pipelineHostCall(let call):
            if call.wantsResponse { pipelines[id]?.openCalls.insert(call.callID) }
            if case .other(let method, _) = call.request { note(message, "calls \(method), which was not understood") }
        case .pipelineHostResponse(let response):
            if hasBothDirections, !startsLate, pipelines[id]?.openCalls.remove(response.callID) == nil {
                note(message, "answers no call")
            }
        default: break
        }
    }
}
