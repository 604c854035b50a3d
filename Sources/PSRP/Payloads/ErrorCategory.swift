import CLIXML

/// What kind of trouble an error record tells of.
public struct ErrorCategory: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The number on the wire.
    public let rawValue: Int32

    /// Makes a value of its number.
    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// NotSpecified.
    public static let notSpecified = ErrorCategory(rawValue: 0)
    /// OpenError.
    public static let openError = ErrorCategory(rawValue: 1)
    /// CloseError.
    public static let closeError = ErrorCategory(rawValue: 2)
    /// DeviceError.
    public static let deviceError = ErrorCategory(rawValue: 3)
    /// DeadlockDetected.
    public static let deadlockDetected = ErrorCategory(rawValue: 4)
    /// InvalidArgument.
    public static let invalidArgument = ErrorCategory(rawValue: 5)
    /// InvalidData.
    public static let invalidData = ErrorCategory(rawValue: 6)
    /// InvalidOperation.
    public static let invalidOperation = ErrorCategory(rawValue: 7)
    /// InvalidResult.
    public static let invalidResult = ErrorCategory(rawValue: 8)
    /// InvalidType.
    public static let invalidType = ErrorCategory(rawValue: 9)
    /// MetadataError.
    public static let metadataError = ErrorCategory(rawValue: 10)
    /// NotImplemented.
    public static let notImplemented = ErrorCategory(rawValue: 11)
    /// NotInstalled.
    public static let notInstalled = ErrorCategory(rawValue: 12)
    /// ObjectNotFound.
    public static let objectNotFound = ErrorCategory(rawValue: 13)
    /// OperationStopped.
    public static let operationStopped = ErrorCategory(rawValue: 14)
    /// OperationTimeout.
    public static let operationTimeout = ErrorCategory(rawValue: 15)
    /// SyntaxError.
    public static let syntaxError = ErrorCategory(rawValue: 16)
    /// ParserError.
    public static let parserError = ErrorCategory(rawValue: 17)
    /// PermissionDenied.
    public static let permissionDenied = ErrorCategory(rawValue: 18)
    /// ResourceBusy.
    public static let resourceBusy = ErrorCategory(rawValue: 19)
    /// ResourceExists.
    public static let resourceExists = ErrorCategory(rawValue: 20)
    /// ResourceUnavailable.
    public static let resourceUnavailable = ErrorCategory(rawValue: 21)
    /// ReadError.
    public static let readError = ErrorCategory(rawValue: 22)
    /// WriteError.
    public static let writeError = ErrorCategory(rawValue: 23)
    /// FromStdErr.
    public static let fromStdErr = ErrorCategory(rawValue: 24)
    /// SecurityError.
    public static let securityError = ErrorCategory(rawValue: 25)
    /// ProtocolError.
    public static let protocolError = ErrorCategory(rawValue: 26)
    /// ConnectionError.
    public static let connectionError = ErrorCategory(rawValue: 27)
    /// AuthenticationError.
    public static let authenticationError = ErrorCategory(rawValue: 28)
    /// LimitsExceeded.
    public static let limitsExceeded = ErrorCategory(rawValue: 29)
    /// QuotaExceeded.
    public static let quotaExceeded = ErrorCategory(rawValue: 30)
    /// NotEnabled.
    public static let notEnabled = ErrorCategory(rawValue: 31)
}

extension ErrorCategory: RemoteEnumeration {
    static var typeName: String { "System.Management.Automation.ErrorCategory" }
    static let names: [(Int32, String)] = [
        (0, "NotSpecified"),
        (1, "OpenError"),
        (2, "CloseError"),
        (3, "DeviceError"),
        (4, "DeadlockDetected"),
        (5, "InvalidArgument"),
        (6, "InvalidData"),
        (7, "InvalidOperation"),
        (8, "InvalidResult"),
        (9, "InvalidType"),
        (10, "MetadataError"),
        (11, "NotImplemented"),
        (12, "NotInstalled"),
        (13, "ObjectNotFound"),
        (14, "OperationStopped"),
        (15, "OperationTimeout"),
        (16, "SyntaxError"),
        (17, "ParserError"),
        (18, "PermissionDenied"),
        (19, "ResourceBusy"),
        (20, "ResourceExists"),
        (21, "ResourceUnavailable"),
        (22, "ReadError"),
        (23, "WriteError"),
        (24, "FromStdErr"),
        (25, "SecurityError"),
        (26, "ProtocolError"),
        (27, "ConnectionError"),
        (28, "AuthenticationError"),
        (29, "LimitsExceeded"),
        (30, "QuotaExceeded"),
        (31, "NotEnabled"),
    ]
}
