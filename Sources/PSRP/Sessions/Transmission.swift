public import CLIXML

/// One thing that a session wants its transport to do, in the order given (spec/psrp.md sections 6.3 and 7).
public enum Transmission: Sendable, Hashable {
    /// Send bytes of a scope's stream: one `Data` line, one `Send`.
    case data([UInt8], scope: PSGUID, priority: StreamKey.Priority)
    /// Open a pipeline's scope; only clients do. Its data follows once the transport says it is open.
    case openCommand(PSGUID)
    /// Stop a pipeline; only clients do.
    case signal(PSGUID)
    /// Close a pipeline's scope; only clients do.
    case closeCommand(PSGUID)
    /// Close the pool; only clients do.
    case closePool
    /// Leave the pool running and go: WSMan only.
    case disconnect
    /// Come back to the pool that was left: WSMan only.
    case reconnect
    /// Take over a pool that another client left, with the bytes of `connectXml`: WSMan only.
    case connect([UInt8])
    /// Take over a pipeline of such a pool: WSMan only.
    case connectCommand(PSGUID)
}

/// What waits to be sent, by scope.
///
/// Within a scope everything keeps its order, but for answers to host calls, which go before other data, and for signals,
/// which go before input that waits. Scopes take turns, so that none waits for another.
struct OutboundQueue: Sendable {
    private enum Step: Sendable {
        case open
        case data
        case signal
        case close
    }

    private struct Scope: Sendable {
        var steps: [Step] = []
        var standard: [UInt8] = []
        var standardOffset = 0
        var urgent: [UInt8] = []
        var urgentOffset = 0
        /// How many bytes of the message that creates the pipeline are still to be sent.
        var creationByteCount = 0

        var hasStandard: Bool { standardOffset < standard.count }
        var hasUrgent: Bool { urgentOffset < urgent.count }
        var isEmpty: Bool { steps.isEmpty && !hasUrgent }
    }

    private let chunkByteCount: Int
    private var scopes: [PSGUID: Scope] = [:]
    private var order: [PSGUID] = []
    private var session: [Transmission] = []
    private var sessionIndex = 0

    init(chunkByteCount: Int) { self.chunkByteCount = chunkByteCount }

    private mutating func change(_ scope: PSGUID, _ change: (inout Scope) -> Void) {
        if scopes[scope] == nil { order.append(scope) }
        change(&scopes[scope, default: Scope()])
    }

    mutating func open(_ scope: PSGUID) { change(scope) { $0.steps.append(.open) } }

    mutating func signal(_ scope: PSGUID) {
        change(scope) { scope in
            guard scope.creationByteCount == 0 else {
                // There is nothing to stop before the pipeline is created; its input is of no use any more.
                scope.standard.removeSubrange((scope.standardOffset + scope.creationByteCount)...)
                scope.steps.append(.signal)
                return
            }
            let index = scope.steps.firstIndex(of: .data) ?? scope.steps.count
            scope.steps.insert(.signal, at: index)
        }
    }

    /// Closes a scope; what it has not sent yet is of no use any more.
    mutating func close(_ scope: PSGUID) {
        change(scope) { scope in
            scope.steps.removeAll { $0 == .data }
            scope.standard = []
            scope.standardOffset = 0
            scope.urgent = []
            scope.urgentOffset = 0
            scope.creationByteCount = 0
            scope.steps.append(.close)
        }
    }

    /// Adds a message's fragments.
    mutating func send(_ message: Message, _ scope: PSGUID, _ fragmenter: inout Fragmenter, isUrgent: Bool) {
        var fragments: [UInt8] = []
        fragmenter.append(message, to: &fragments)
        change(scope) { scope in
            if isUrgent {
                scope.urgent += fragments
            } else {
                if scope.steps == [.open] { scope.creationByteCount = fragments.count }
                if scope.steps.last != .data { scope.steps.append(.data) }
                if scope.standardOffset > 1 << 20 {
                    scope.standard.removeFirst(scope.standardOffset)
                    scope.standardOffset = 0
                }
                scope.standard += fragments
            }
        }
    }

    /// Adds what concerns no scope; it goes when all scopes have sent what they have.
    mutating func add(_ transmission: Transmission) { session.append(transmission) }

    /// The next thing to do, left out what concerns a scope that `isBlocked`; `nil` when there is none.
    mutating func next(_ isBlocked: (PSGUID) -> Bool) -> Transmission? {
        for (index, id) in order.enumerated() {
            guard var scope = scopes[id], !scope.isEmpty, !isBlocked(id) else { continue }
            order.remove(at: index)
            let transmission = take(&scope, id)
            if scope.isEmpty {
                scopes[id] = nil
            } else {
                scopes[id] = scope
                order.append(id)
            }
            return transmission
        }
        guard sessionIndex < session.count, order.isEmpty else { return nil }
        defer {
            sessionIndex += 1
            if sessionIndex == session.count {
                session = []
                sessionIndex = 0
            }
        }
        return session[sessionIndex]
    }

    private func take(_ scope: inout Scope, _ id: PSGUID) -> Transmission {
        switch scope.steps.first {
        case .open:
            scope.steps.removeFirst()
            return .openCommand(id)
        case .signal:
            scope.steps.removeFirst()
            return .signal(id)
        case _ where scope.hasUrgent:
            let end = Swift.min(scope.urgent.count, scope.urgentOffset + chunkByteCount)
            let chunk = Array(scope.urgent[scope.urgentOffset..<end])
            scope.urgentOffset = end
            if !scope.hasUrgent {
                scope.urgent = []
                scope.urgentOffset = 0
            }
            return .data(chunk, scope: id, priority: .promptResponse)
        case .data:
            let end = Swift.min(scope.standard.count, scope.standardOffset + chunkByteCount)
            let chunk = Array(scope.standard[scope.standardOffset..<end])
            scope.standardOffset = end
            scope.creationByteCount = Swift.max(0, scope.creationByteCount - chunk.count)
            if !scope.hasStandard {
                scope.standard = []
                scope.standardOffset = 0
                scope.steps.removeFirst()
            }
            return .data(chunk, scope: id, priority: .standard)
        case .close, nil:
            scope.steps.removeAll()
            return .closeCommand(id)
        }
    }
}

/// The reassemblers of one end: one for each scope and priority it receives.
struct InboundStreams: Sendable {
    private struct Key: Hashable {
        let scope: PSGUID
        let priority: StreamKey.Priority
    }

    private let options: Defragmenter.Options
    private var streams: [Key: Defragmenter] = [:]

    init(options: Defragmenter.Options) { self.options = options }

    /// Takes in bytes and hands over the messages that they complete.
    mutating func receive(
        _ bytes: Span<UInt8>,
        _ scope: PSGUID,
        _ priority: StreamKey.Priority,
        _ body: (Message) throws(PSRPError) -> Void
    ) throws(PSRPError) -> [PSRPDiagnostic] {
        let key = Key(scope: scope, priority: priority)
        // Taken out for the call, so that it is not copied when it changes.
        var stream = streams.removeValue(forKey: key) ?? Defragmenter(options: options)
        defer { streams[key] = stream }
        try stream.append(bytes)
        while let message = try stream.nextMessage() { try body(message) }
        return stream.takeDiagnostics()
    }

    /// Drops what is pending in a stream after an error, as a server does.
    mutating func restart(_ scope: PSGUID, _ priority: StreamKey.Priority) {
        streams[Key(scope: scope, priority: priority)] = nil
    }

    /// Forgets a scope that was closed.
    mutating func close(_ scope: PSGUID) {
        streams[Key(scope: scope, priority: .standard)] = nil
        streams[Key(scope: scope, priority: .promptResponse)] = nil
    }

    /// What follows may repeat what was received.
    mutating func expectReplay() {
        for key in streams.keys { streams[key]?.expectReplay() }
    }
}
