/// What a message says: a number of spec/psrp.md section 3.1, or any other.
///
/// A struct and not an enum, so that numbers nobody knows yet survive a round trip.
public struct MessageType: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The number on the wire.
    public let rawValue: UInt32

    /// Makes a type of its number.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The part of a session that a type is about, told by the upper half of its number.
    public enum Scope: Sendable, Hashable {
        /// The session: capability and keys.
        case session
        /// The pool of runspaces.
        case runspacePool
        /// One pipeline.
        case pipeline
    }

    /// What the type is about, or `nil` for a number outside the three ranges.
    public var scope: Scope? {
        switch rawValue & 0xFFFF_F000 {
        case 0x0001_0000: .session
        case 0x0002_1000: .runspacePool
        case 0x0004_1000: .pipeline
        default: nil
        }
    }

    /// Whether the message carries a pipeline's id and travels in that pipeline's streams.
    ///
    /// Creating a pipeline does, although its number is in the pool's range.
    public var travelsWithPipeline: Bool {
        scope == .pipeline || self == .createPipeline || self == .getCommandMetadata
    }

    /// Whether the message answers a host call, and so overtakes other messages (spec/psrp.md section 1.5).
    public var isHostResponse: Bool { self == .runspacePoolHostResponse || self == .pipelineHostResponse }

    /// The name in MS-PSRP, or for the two it leaves out a name formed alike; `nil` for an unknown number.
    public var name: String? { Self.table[self]?.name }

    /// The side that receives messages of this type, both bits where either does; `nil` for an unknown number.
    public var destination: Message.Destination? { Self.table[self]?.destination }

    /// Every known type, by number.
    public static var allKnown: [MessageType] { table.keys.sorted { $0.rawValue < $1.rawValue } }

    /// The name, or the number in hexadecimal.
    public var description: String { name ?? hexadecimal }

    /// The number as `0x00021004`.
    public var hexadecimal: String {
        let digits = String(rawValue, radix: 16, uppercase: true)
        return "0x" + String(repeating: "0", count: 8 - digits.count) + digits
    }
}

extension MessageType {
    /// SESSION_CAPABILITY, 0x00010002.
    public static let sessionCapability = MessageType(rawValue: 0x0001_0002)
    /// CLOSE_SESSION, 0x00010003.
    public static let closeSession = MessageType(rawValue: 0x0001_0003)
    /// INIT_RUNSPACEPOOL, 0x00010004.
    public static let initRunspacePool = MessageType(rawValue: 0x0001_0004)
    /// PUBLIC_KEY, 0x00010005.
    public static let publicKey = MessageType(rawValue: 0x0001_0005)
    /// ENCRYPTED_SESSION_KEY, 0x00010006.
    public static let encryptedSessionKey = MessageType(rawValue: 0x0001_0006)
    /// PUBLIC_KEY_REQUEST, 0x00010007.
    public static let publicKeyRequest = MessageType(rawValue: 0x0001_0007)
    /// CONNECT_RUNSPACEPOOL, 0x00010008.
    public static let connectRunspacePool = MessageType(rawValue: 0x0001_0008)
    /// SET_MAX_RUNSPACES, 0x00021002.
    public static let setMaxRunspaces = MessageType(rawValue: 0x0002_1002)
    /// SET_MIN_RUNSPACES, 0x00021003.
    public static let setMinRunspaces = MessageType(rawValue: 0x0002_1003)
    /// RUNSPACE_AVAILABILITY, 0x00021004.
    public static let runspaceAvailability = MessageType(rawValue: 0x0002_1004)
    /// RUNSPACEPOOL_STATE, 0x00021005.
    public static let runspacePoolState = MessageType(rawValue: 0x0002_1005)
    /// CREATE_PIPELINE, 0x00021006.
    public static let createPipeline = MessageType(rawValue: 0x0002_1006)
    /// GET_AVAILABLE_RUNSPACES, 0x00021007.
    public static let getAvailableRunspaces = MessageType(rawValue: 0x0002_1007)
    /// USER_EVENT, 0x00021008.
    public static let userEvent = MessageType(rawValue: 0x0002_1008)
    /// APPLICATION_PRIVATE_DATA, 0x00021009.
    public static let applicationPrivateData = MessageType(rawValue: 0x0002_1009)
    /// GET_COMMAND_METADATA, 0x0002100A.
    public static let getCommandMetadata = MessageType(rawValue: 0x0002_100A)
    /// RUNSPACEPOOL_INIT_DATA, 0x0002100B.
    public static let runspacePoolInitData = MessageType(rawValue: 0x0002_100B)
    /// RESET_RUNSPACE_STATE, 0x0002100C.
    public static let resetRunspaceState = MessageType(rawValue: 0x0002_100C)
    /// RUNSPACEPOOL_HOST_CALL, 0x00021100.
    public static let runspacePoolHostCall = MessageType(rawValue: 0x0002_1100)
    /// RUNSPACEPOOL_HOST_RESPONSE, 0x00021101.
    public static let runspacePoolHostResponse = MessageType(rawValue: 0x0002_1101)
    /// PIPELINE_INPUT, 0x00041002.
    public static let pipelineInput = MessageType(rawValue: 0x0004_1002)
    /// END_OF_PIPELINE_INPUT, 0x00041003.
    public static let endOfPipelineInput = MessageType(rawValue: 0x0004_1003)
    /// PIPELINE_OUTPUT, 0x00041004.
    public static let pipelineOutput = MessageType(rawValue: 0x0004_1004)
    /// ERROR_RECORD, 0x00041005.
    public static let errorRecord = MessageType(rawValue: 0x0004_1005)
    /// PIPELINE_STATE, 0x00041006.
    public static let pipelineState = MessageType(rawValue: 0x0004_1006)
    /// DEBUG_RECORD, 0x00041007.
    public static let debugRecord = MessageType(rawValue: 0x0004_1007)
    /// VERBOSE_RECORD, 0x00041008.
    public static let verboseRecord = MessageType(rawValue: 0x0004_1008)
    /// WARNING_RECORD, 0x00041009.
    public static let warningRecord = MessageType(rawValue: 0x0004_1009)
    /// PROGRESS_RECORD, 0x00041010.
    public static let progressRecord = MessageType(rawValue: 0x0004_1010)
    /// INFORMATION_RECORD, 0x00041011.
    public static let informationRecord = MessageType(rawValue: 0x0004_1011)
    /// STOP_PIPELINE, 0x00041012.
    public static let stopPipeline = MessageType(rawValue: 0x0004_1012)
    /// PIPELINE_HOST_CALL, 0x00041100.
    public static let pipelineHostCall = MessageType(rawValue: 0x0004_1100)
    /// PIPELINE_HOST_RESPONSE, 0x00041101.
    public static let pipelineHostResponse = MessageType(rawValue: 0x0004_1101)

    private static let table: [MessageType: (name: String, destination: Message.Destination)] = [
        .sessionCapability: ("SESSION_CAPABILITY", [.client, .server]),
        .closeSession: ("CLOSE_SESSION", [.client, .server]),
        .initRunspacePool: ("INIT_RUNSPACEPOOL", .server),
        .publicKey: ("PUBLIC_KEY", .server),
        .encryptedSessionKey: ("ENCRYPTED_SESSION_KEY", .client),
        .publicKeyRequest: ("PUBLIC_KEY_REQUEST", .client),
        .connectRunspacePool: ("CONNECT_RUNSPACEPOOL", .server),
        .setMaxRunspaces: ("SET_MAX_RUNSPACES", .server),
        .setMinRunspaces: ("SET_MIN_RUNSPACES", .server),
        .runspaceAvailability: ("RUNSPACE_AVAILABILITY", .client),
        .runspacePoolState: ("RUNSPACEPOOL_STATE", .client),
        .createPipeline: ("CREATE_PIPELINE", .server),
        .getAvailableRunspaces: ("GET_AVAILABLE_RUNSPACES", .server),
        .userEvent: ("USER_EVENT", .client),
        .applicationPrivateData: ("APPLICATION_PRIVATE_DATA", .client),
        .getCommandMetadata: ("GET_COMMAND_METADATA", .server),
        .runspacePoolInitData: ("RUNSPACEPOOL_INIT_DATA", .client),
        .resetRunspaceState: ("RESET_RUNSPACE_STATE", .server),
        .runspacePoolHostCall: ("RUNSPACEPOOL_HOST_CALL", .client),
        .runspacePoolHostResponse: ("RUNSPACEPOOL_HOST_RESPONSE", .server),
        .pipelineInput: ("PIPELINE_INPUT", .server),
        .endOfPipelineInput: ("END_OF_PIPELINE_INPUT", .server),
        .pipelineOutput: ("PIPELINE_OUTPUT", .client),
        .errorRecord: ("ERROR_RECORD", .client),
        .pipelineState: ("PIPELINE_STATE", .client),
        .debugRecord: ("DEBUG_RECORD", .client),
        .verboseRecord: ("VERBOSE_RECORD", .client),
        .warningRecord: ("WARNING_RECORD", .client),
        .progressRecord: ("PROGRESS_RECORD", .client),
        .informationRecord: ("INFORMATION_RECORD", .client),
        .stopPipeline: ("STOP_PIPELINE", .server),
        .pipelineHostCall: ("PIPELINE_HOST_CALL", .client),
        .pipelineHostResponse: ("PIPELINE_HOST_RESPONSE", .server),
    ]
}
