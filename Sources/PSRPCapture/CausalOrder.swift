import CLIXML
public import PSRP

/// Puts the records of two directions, recorded without times, into an order that can have been: nothing stands before
/// what caused it (spec/psrp.md section 6.3).
///
/// Give records of both directions in their own order, and take them merged until ``next()`` returns `nil`; then
/// ``wanted`` says which direction to read on in. What a server sends goes as early as its cause allows.
public struct CausalOrder: Sendable {
    private var client = Queue()
    private var server = Queue()
    private var opened: Set<PSGUID> = []
    private var closed: Set<PSGUID> = []
    private var signalled: Set<PSGUID> = []
    private var created: Set<PSGUID> = []
    private var waiting: [PSGUID: Set<Int64>] = [:]
    private var poolRequestCount = 0
    private var hasPublicKey = false
    private var isPoolAskedFor = false

    private struct Queue: Sendable {
        var records: [SessionRecord] = []
        var index = 0
        var isEnded = false

        var first: SessionRecord? { index < records.count ? records[index] : nil }

        /// Whether a signal or close of a scope is among what was read ahead.
        func awaitsStop(of scope: PSGUID) -> Bool {
            records[index...].contains { record in
                guard case .packet(let packet) = record.content, packet.scope == scope else { return false }
                return packet.kind == .signal || packet.kind == .close
            }
        }

        mutating func removeFirst() {
            index += 1
            if index == records.count {
                records.removeAll(keepingCapacity: true)
                index = 0
            }
        }
    }

    /// Makes an order without records.
    public init() {}

    /// The direction that must be read on in, `nil` when both have ended.
    public var wanted: StreamKey.Direction? {
        if server.first == nil, !server.isEnded { return .serverToClient }
        if client.first == nil, !client.isEnded { return .clientToServer }
        return nil
    }

    /// Adds a record of either direction.
    public mutating func append(_ record: SessionRecord, _ direction: StreamKey.Direction) {
        if direction == .clientToServer { client.records.append(record) } else { server.records.append(record) }
    }

    /// Says that no more records of a direction come.
    public mutating func finish(_ direction: StreamKey.Direction) {
        if direction == .clientToServer { client.isEnded = true } else { server.isEnded = true }
    }

    /// The next record, or `nil` when the ``wanted`` direction must be read on in, or both have ended.
    public mutating func next() -> SessionRecord? {
        guard let fromServer = server.first else {
            guard server.isEnded, let fromClient = client.first else { return nil }
            return take(fromClient, from: .clientToServer)
        }
        if isCaused(fromServer) { return take(fromServer, from: .serverToClient) }
        guard let fromClient = client.first else {
            return client.isEnded ? take(fromServer, from: .serverToClient) : nil
        }
        return take(fromClient, from: .clientToServer)
    }

    private mutating func take(_ record: SessionRecord, from direction: StreamKey.Direction) -> SessionRecord {
        if direction == .clientToServer {
            client.removeFirst()
            noteClient(record)
        } else {
            server.removeFirst()
            noteServer(record)
        }
        return record
    }

    private mutating func noteClient(_ record: SessionRecord) {
        switch record.content {
        case .packet(let packet):
            switch packet.kind {
            case .command:
                opened.insert(packet.scope)
                closed.remove(packet.scope)
                signalled.remove(packet.scope)
                created.remove(packet.scope)
            case .signal: signalled.insert(packet.scope)
            case .close: closed.insert(packet.scope)
            default: break
            }
        case .message(let message, let key):
            created.insert(key.scope)
            switch message.type {
            case .publicKey: hasPublicKey = true
            case .initRunspacePool, .connectRunspacePool: isPoolAskedFor = true
            case .setMaxRunspaces, .setMinRunspaces, .getAvailableRunspaces, .resetRunspaceState: poolRequestCount += 1
            case .pipelineHostResponse, .runspacePoolHostResponse:
                if let id = callID(message) { waiting[message.pipelineID]?.remove(id) }
            default: break
            }
        default: break
        }
    }

    private mutating func noteServer(_ record: SessionRecord) {
        guard case .message(let message, _) = record.content else { return }
        switch message.type {
        case .runspaceAvailability: poolRequestCount -= 1
        case .pipelineHostCall, .runspacePoolHostCall:
            if let id = callID(message), id != HostCall.noResponseCallID {
                waiting[message.pipelineID, default: []].insert(id)
            }
        default: break
        }
    }

    private func callID(_ message: Message) -> Int64? {
        switch try? message.payload() {
        case .pipelineHostCall(let call), .runspacePoolHostCall(let call): call.callID
        case .pipelineHostResponse(let response), .runspacePoolHostResponse(let response): response.callID
        default: nil
        }
    }

    private func isCaused(_ record: SessionRecord) -> Bool {
        switch record.content {
        case .packet(let packet):
            switch packet.kind {
            case .commandAck: return opened.contains(packet.scope)
            case .signalAck: return signalled.contains(packet.scope)
            case .closeAck: return closed.contains(packet.scope)
            default: return created.contains(packet.scope) && isPoolAskedFor
            }
        case .message(let message, let key):
            guard created.contains(key.scope), waiting[message.pipelineID]?.isEmpty ?? true else { return false }
            switch message.type {
            case .runspaceAvailability: return poolRequestCount > 0
            case .encryptedSessionKey: return hasPublicKey
            case .applicationPrivateData: return isPoolAskedFor
            // A client sends INIT_RUNSPACEPOOL together with its capability.
            case .sessionCapability: return isPoolAskedFor || client.first == nil
            case .pipelineState:
                guard case .pipelineState(let info)? = try? message.payload(), info.state == .stopped else {
                    return true
                }
                let scope = key.scope
                return signalled.contains(scope) || closed.contains(scope) || !client.awaitsStop(of: scope)
            case .runspacePoolState:
                if case .runspacePoolState(let info)? = try? message.payload(), info.state != .opened {
                    return closed.contains(.zero)
                }
                return isPoolAskedFor
            default: return true
            }
        case .transportError, .endOfSession: return client.first == nil && client.isEnded
        default: return true
        }
    }
}
