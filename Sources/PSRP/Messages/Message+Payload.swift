public import CLIXML

extension Message {
    /// The payload, typed.
    ///
    /// - Parameter limits: What the CLIXML of one message may ask of the reader.
    /// - Throws: `malformed-payload`, `missing-property`, `wrong-property-type`.
    /// - Complexity: O(n)
    public func payload(limits: CLIXMLLimits = CLIXMLLimits()) throws(PSRPError) -> Payload {
        try Payload(type, RemoteValue.read(data, limits: limits))
    }

    /// The value that the message carries, whatever its type; `nil` for a message without data.
    ///
    /// - Throws: `malformed-payload`.
    /// - Complexity: O(n)
    public func decodedValue(limits: CLIXMLLimits = CLIXMLLimits()) throws(PSRPError) -> PSValue? {
        try RemoteValue.read(data, limits: limits)?.value
    }

    /// Makes a message of a payload.
    ///
    /// - Parameters:
    ///   - payload: What it carries.
    ///   - destination: Who it is for.
    ///   - runspacePoolID: The pool it concerns; left out where spec/psrp.md section 2.2 says so only by the session types.
    ///   - pipelineID: The pipeline it concerns, zero for none.
    /// - Complexity: O(n)
    public init(
        _ payload: Payload,
        to destination: Destination,
        runspacePoolID: PSGUID,
        pipelineID: PSGUID = .zero,
        hasByteOrderMark: Bool = true
    ) {
        self.init(
            destination: destination,
            type: payload.type,
            runspacePoolID: runspacePoolID,
            pipelineID: pipelineID,
            data: payload.encoded(hasByteOrderMark: hasByteOrderMark)
        )
    }
}
