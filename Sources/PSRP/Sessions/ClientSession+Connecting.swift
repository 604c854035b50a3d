public import CLIXML

/// Leaving a pool and coming back to it, or taking over one that another client left: over WSMan, since protocol 2.2
/// (spec/psrp.md section 7.8).
extension ClientSession {
    /// Leaves the pool running, over WSMan.
    ///
    /// - Throws: `wrong-state` unless the pool is open and the protocol is 2.2 or later.
    public mutating func disconnect() throws(PSRPError) {
        try require(state == .opened, "only an open pool can be left")
        try require(protocolVersion.map { $0.minor >= 2 } ?? false, "disconnecting needs protocol 2.2")
        state = .disconnecting
        outbound.add(.disconnect)
    }

    /// Comes back to the pool that was left.
    ///
    /// - Throws: `wrong-state` unless it was left.
    public mutating func reconnect() throws(PSRPError) {
        try require(state == .disconnected, "only a pool that was left can be come back to")
        state = .connecting
        outbound.add(.reconnect)
    }

    /// Takes over a pool that another client left, over WSMan.
    ///
    /// - Parameter runspaceCounts: The numbers of runspaces wanted, `nil` for what there is.
    /// - Throws: `wrong-state` unless nothing was done yet.
    public mutating func connect(runspaceCounts: ClosedRange<Int32>? = nil) throws(PSRPError) {
        try require(state == .beforeOpen, "a session connects before anything else")
        var bytes: [UInt8] = []
        let capability = SessionCapability(protocolVersion: .parts(2, options.protocolMinorVersion))
        fragmenter.append(message(.sessionCapability(capability), .zero), to: &bytes)
        fragmenter.append(
            message(.connectRunspacePool(ConnectRunspacePool(runspaceCounts: runspaceCounts)), .zero),
            to: &bytes
        )
        outbound.add(.connect(bytes))
        state = .connecting
    }

    /// Takes in what the server answers to ``connect(runspaceCounts:)``: the bytes of its `connectResponseXml`, whole.
    ///
    /// They are no part of the pool's stream, and the ids of their objects say nothing about it.
    public mutating func receiveConnectResponse(_ bytes: Span<UInt8>) {
        guard failure == nil, state == .connecting else { return }
        do {
            for message in try Defragmenter.messages(
                in: bytes,
                maximumMessageByteCount: options.maximumMessageByteCount
            ) { receive(message) }
        } catch {
            return fail(error)
        }
        guard state == .opened || failure != nil else {
            return fail(PSRPError(code: .unexpectedMessage, message: "the server's answer opens no pool"))
        }
    }

    /// Takes over a pipeline of a pool that this session connected to.
    ///
    /// Its input was ended by the server. What it put out while nobody listened comes first, unless the server dropped it.
    ///
    /// - Parameter id: What the server lists for the pool; each client finds that out in the way of its transport.
    /// - Throws: `wrong-state` unless the pool is open, `pipeline-exists`.
    public mutating func connectPipeline(_ id: PSGUID) throws(PSRPError) {
        try require(state == .opened, "only pipelines of an open pool can be taken over")
        guard pipelines[id] == nil else {
            throw PSRPError(code: .pipelineExists, message: "there is a pipeline \(id.hyphenated) already")
        }
        pipelines[id] = Pipeline(acceptsInput: false)
        outbound.add(.connectCommand(id))
    }
}

extension Defragmenter {
    /// The messages of a stream that is there as a whole.
    ///
    /// - Throws: as ``append(_:)``; `incomplete-message` when it ends in the middle of one.
    static func messages(in bytes: Span<UInt8>, maximumMessageByteCount: Int) throws(PSRPError) -> [Message] {
        var options = Options()
        options.maximumMessageByteCount = maximumMessageByteCount
        var stream = Defragmenter(options: options)
        try stream.append(bytes)
        var messages: [Message] = []
        while let message = try stream.nextMessage() { messages.append(message) }
        if let end = stream.finish().first(where: { $0.code == .incompleteFragment || $0.code == .incompleteMessage }) {
            throw PSRPError(code: end.code, message: end.message)
        }
        return messages
    }
}
