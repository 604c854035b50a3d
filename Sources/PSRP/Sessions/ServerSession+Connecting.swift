internal import CLIXML

/// Another client takes over a pool that its own left: over WSMan, since protocol 2.2 (spec/psrp.md section 7.8).
extension ServerSession {
    /// Lets another client have the pool.
    ///
    /// The pipelines run on; their input is ended. What they put out waits in ``nextTransmission(isBlocked:)`` until the
    /// transport asks for it: that is the way to keep it while nobody listens. A client that does not speak 2.4 exchanges keys
    /// anew.
    ///
    /// - Parameters:
    ///   - connectXML: The bytes of the client's `connectXml`: SESSION_CAPABILITY and CONNECT_RUNSPACEPOOL, whole.
    ///   - applicationPrivateData: What the client is told once it is connected.
    /// - Returns: The bytes for `connectResponseXml`: SESSION_CAPABILITY and RUNSPACEPOOL_INIT_DATA.
    /// - Throws: `wrong-state` unless the pool is open; `unexpected-message` for other messages, for another pool, or when
    ///   both numbers of runspaces differ from the pool's; `version-mismatch`; codes of fragments and payloads.
    public mutating func connect(
        _ connectXML: Span<UInt8>,
        applicationPrivateData: RemoteValue? = nil
    ) throws(PSRPError) -> [UInt8] {
        guard state == .opened else {
            throw PSRPError(code: .wrongState, message: "there is no open pool to connect to")
        }
        let messages = try Defragmenter.messages(
            in: connectXML,
            maximumMessageByteCount: options.maximumMessageByteCount
        )
        guard messages.count == 2, messages.allSatisfy({ $0.runspacePoolID == runspacePoolID }),
            case .sessionCapability(let capability) = try messages[0].payload(),
            case .connectRunspacePool(let request) = try messages[1].payload()
        else {
            throw PSRPError(
                code: .unexpectedMessage,
                message: "SESSION_CAPABILITY and CONNECT_RUNSPACEPOOL of this pool are expected, and nothing else"
            )
        }
        let answer = answer(to: capability)
        guard answer.isSpoken, answer.version.minor >= 2 else {
            throw PSRPError(
                code: .versionMismatch,
                message: "the client speaks \(capability.protocolVersion); connecting needs 2.2 at least"
            )
        }
        if let counts = request.runspaceCounts, counts.lowerBound != runspaceCounts.lowerBound,
            counts.upperBound != runspaceCounts.upperBound
        {
            throw PSRPError(
                code: .unexpectedMessage,
                message: "the pool has \(runspaceCounts) runspaces, not \(counts)"
            )
        }
        takeOver(answer.version)
        events.append(.connected(request))
        sendToPool(.applicationPrivateData(ApplicationPrivateData(data: applicationPrivateData)))
        // The answer goes another way than the pool's stream and must not use up numbers of that.
        var separate = Fragmenter(fragmentByteCount: options.fragmentByteCount)
        var response: [UInt8] = []
        let payloads: [Payload] = [
            .sessionCapability(SessionCapability(protocolVersion: answer.version)),
            .runspacePoolInitData(
                RunspacePoolInitData(
                    minimumRunspaceCount: runspaceCounts.lowerBound,
                    maximumRunspaceCount: runspaceCounts.upperBound
                )
            ),
        ]
        for payload in payloads { separate.append(message(payload, .zero), to: &response) }
        return response
    }

    private mutating func takeOver(_ version: PSVersion) {
        speak(version)
        // The new client counts its objects from its own start.
        var reassembly = Defragmenter.Options()
        reassembly.maximumMessageByteCount = options.maximumMessageByteCount
        inbound = InboundStreams(options: reassembly)
        poolCalls = []
        for id in pipelines.keys where pipelines[id]?.acceptsInput == true {
            pipelines[id]?.acceptsInput = false
            events.append(.endOfInput(id))
        }
    }
}
