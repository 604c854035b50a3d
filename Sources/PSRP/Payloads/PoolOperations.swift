import CLIXML

// The operations on a pool have in common a number (`ci`), by which the answer is found (spec/psrp.md section 3.5). The
// server takes exactly `I32` for counts and `I64` for `ci`, unlike elsewhere.

/// SET_MAX_RUNSPACES: asks for another maximum of runspaces in the pool.
public struct SetMaxRunspaces: Sendable {
    /// The new maximum.
    public var maximumRunspaceCount: Int32
    /// The number that the answer carries too.
    public var callID: Int64
    /// Properties beyond those above.
    public var unknownProperties: [UnknownProperty] = []

    /// Makes the message.
    public init(maximumRunspaceCount: Int32, callID: Int64) {
        self.maximumRunspaceCount = maximumRunspaceCount
        self.callID = callID
    }
}

extension SetMaxRunspaces: MessagePayload {
    static var type: MessageType { .setMaxRunspaces }

    init(_ value: RemoteValue?) throws(PSRPError) {
        var bag = try BagReader(value, "SET_MAX_RUNSPACES")
        maximumRunspaceCount = try bag.int32("MaxRunspaces")
        callID = try bag.int64("ci")
        unknownProperties = bag.unknown
    }

    func write(to writer: inout PayloadWriter) {
        writer.bag(nil) { members in
            members.int32("MaxRunspaces", maximumRunspaceCount)
            members.int64("ci", callID)
            members.unknown(unknownProperties)
        }
    }
}

/// SET_MIN_RUNSPACES: asks for another minimum of runspaces in the pool.
public struct SetMinRunspaces: Sendable {
    /// The new minimum.
    public var minimumRunspaceCount: Int32
    /// The number that the answer carries too.
    public var callID: Int64
    /// Properties beyond those above.
    public var unknownProperties: [UnknownProperty] = []

    /// Makes the message.
    public init(minimumRunspaceCount: Int32, callID: Int64) {
        self.minimumRunspaceCount = minimumRunspaceCount
        self.callID = callID
    }
}

extension SetMinRunspaces: MessagePayload {
    static var type: MessageType { .setMinRunspaces }

    init(_ value: RemoteValue?) throws(PSRPError) {
        var bag = try BagReader(value, "SET_MIN_RUNSPACES")
        minimumRunspaceCount = try bag.int32("MinRunspaces")
        callID = try bag.int64("ci")
        unknownProperties = bag.unknown
    }

    func write(to writer: inout PayloadWriter) {
        writer.bag(nil) { members in
            members.int32("MinRunspaces", minimumRunspaceCount)
            members.int64("ci", callID)
            members.unknown(unknownProperties)
        }
    }
}

/// GET_AVAILABLE_RUNSPACES: asks how many runspaces are free.
public struct GetAvailableRunspaces: Sendable {
    /// The number that the answer carries too.
    public var callID: Int64
    /// Properties beyond those above.
    public var unknownProperties: [UnknownProperty] = []

    /// Makes the message.
    public init(callID: Int64) { self.callID = callID }
}

extension GetAvailableRunspaces: MessagePayload {
    static var type: MessageType { .getAvailableRunspaces }

    init(_ value: RemoteValue?) throws(PSRPError) {
        var bag = try BagReader(value, "GET_AVAILABLE_RUNSPACES")
        callID = try bag.int64("ci")
        unknownProperties = bag.unknown
    }

    func write(to writer: inout PayloadWriter) {
        writer.bag(nil) { members in
            members.int64("ci", callID)
            members.unknown(unknownProperties)
        }
    }
}

/// RESET_RUNSPACE_STATE: asks for a runspace as if it were new; only pools of one have that.
public struct ResetRunspaceState: Sendable {
    /// The number that the answer carries too.
    public var callID: Int64
    /// Properties beyond those above.
    public var unknownProperties: [UnknownProperty] = []

    /// Makes the message.
    public init(callID: Int64) { self.callID = callID }
}

extension ResetRunspaceState: MessagePayload {
    static var type: MessageType { .resetRunspaceState }

    init(_ value: RemoteValue?) throws(PSRPError) {
        var bag = try BagReader(value, "RESET_RUNSPACE_STATE")
        callID = try bag.int64("ci")
        unknownProperties = bag.unknown
    }

    func write(to writer: inout PayloadWriter) {
        writer.bag(nil) { members in
            members.int64("ci", callID)
            members.unknown(unknownProperties)
        }
    }
}

/// RUNSPACE_AVAILABILITY: the answer to any of the four.
public struct RunspaceAvailability: Sendable {
    /// What the server answered.
    public enum Answer: Sendable, Hashable {
        /// Whether it did what was asked.
        case done(Bool)
        /// How many runspaces are free. Servers send 32 bits, MS-PSRP says 64.
        case count(Int64)
    }

    /// What the server answered.
    public var answer: Answer
    /// The number of the request.
    public var callID: Int64
    /// Properties beyond those above.
    public var unknownProperties: [UnknownProperty] = []

    /// Makes the message.
    public init(answer: Answer, callID: Int64) {
        self.answer = answer
        self.callID = callID
    }
}

extension RunspaceAvailability: MessagePayload {
    static var type: MessageType { .runspaceAvailability }

    init(_ value: RemoteValue?) throws(PSRPError) {
        var bag = try BagReader(value, "RUNSPACE_AVAILABILITY")
        let response = try bag.require("SetMinMaxRunspacesResponse").value.unwrapped
        if case .boolean(let isDone) = response {
            answer = .done(isDone)
        } else if let count = response.integerValue {
            answer = .count(count)
        } else {
            throw bag.wrongType("SetMinMaxRunspacesResponse", "Boolean or number")
        }
        callID = try bag.int64("ci")
        unknownProperties = bag.unknown
    }

    func write(to writer: inout PayloadWriter) {
        writer.bag(nil) { members in
            switch answer {
            case .done(let isDone): members.boolean("SetMinMaxRunspacesResponse", isDone)
            case .count(let count):
                if let small = Int32(exactly: count) {
                    members.int32("SetMinMaxRunspacesResponse", small)
                } else {
                    members.int64("SetMinMaxRunspacesResponse", count)
                }
            }
            members.int64("ci", callID)
            members.unknown(unknownProperties)
        }
    }
}
