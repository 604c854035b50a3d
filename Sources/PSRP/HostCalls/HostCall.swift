import CLIXML

/// RUNSPACEPOOL_HOST_CALL and PIPELINE_HOST_CALL: the server calls a method of the client's host (spec/psrp.md section 4.1).
public struct HostCall: Sendable {
    /// The number of calls that nobody answers.
    public static let noResponseCallID: Int64 = -100

    /// The number by which the answer is found; ``noResponseCallID`` when there is to be none.
    public var callID: Int64
    /// The method and its parameters.
    public var request: HostRequest
    /// Properties beyond those above.
    public var unknownProperties: [UnknownProperty] = []

    /// Makes a call.
    public init(callID: Int64, _ request: HostRequest) {
        self.callID = callID
        self.request = request
    }

    /// Whether the server waits for an answer.
    public var wantsResponse: Bool { callID != Self.noResponseCallID }

    init(_ value: RemoteValue?) throws(PSRPError) {
        var bag = try BagReader(value, "host call")
        callID = try bag.int64("ci")
        let method: HostMethod = try bag.enumeration("mi")
        request = HostRequest(method, try bag.optionalItems("mp") ?? [])
        unknownProperties = bag.unknown
    }

    func write(to writer: inout PayloadWriter) {
        writer.bag(nil) { members in
            members.int64("ci", callID)
            members.enumeration("mi", request.method)
            members.list("mp", typeNames: PayloadWriter.arrayList) { request.writeParameters(to: &$0) }
            members.unknown(unknownProperties)
        }
    }
}

/// RUNSPACEPOOL_HOST_RESPONSE and PIPELINE_HOST_RESPONSE: what a method of the host returned, or how it failed.
public struct HostResponse: Sendable {
    /// What came of a call.
    public enum Outcome: Sendable {
        /// The method returned.
        case returned(HostResult)
        /// The method failed.
        case failed(ErrorRecord)
    }

    /// The number of the call.
    public var callID: Int64
    /// The method that was called.
    public var method: HostMethod
    /// What came of it. A message with both a result and an error counts as failed.
    public var outcome: Outcome
    /// Properties beyond those above.
    public var unknownProperties: [UnknownProperty] = []

    /// Makes an answer to a call.
    public init(to call: HostCall, _ result: HostResult) {
        callID = call.callID
        method = call.request.method
        outcome = .returned(result)
    }

    /// Makes an answer that tells of a failure.
    public init(to call: HostCall, failure: ErrorRecord) {
        callID = call.callID
        method = call.request.method
        outcome = .failed(failure)
    }

    init(_ value: RemoteValue?) throws(PSRPError) {
        var bag = try BagReader(value, "host response")
        callID = try bag.int64("ci")
        let method: HostMethod = try bag.enumeration("mi")
        self.method = method
        let error = bag.takeUnlessNull("me")
        if let error {
            outcome = .failed(try ErrorRecord(error))
        } else {
            outcome = .returned(bag.take("mr").map { method.result($0) } ?? .none)
        }
        unknownProperties = bag.unknown
    }

    func write(to writer: inout PayloadWriter) {
        writer.bag(nil) { members in
            switch outcome {
            case .returned(.none): break
            case .returned(let result): result.write("mr", to: &members)
            case .failed(let error): error.write("me", to: &members)
            }
            members.int64("ci", callID)
            members.enumeration("mi", method)
            members.unknown(unknownProperties)
        }
    }
}
