#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Says why a file or stream could not be read or written.
///
/// Two errors are equal when their `code` and `name` are.
public struct FileError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Names a kind of error. A struct and not an enum, so that a code can be added without breaking a `switch`.
    public struct Code: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
        /// The code as diagnostics print it, for example `no-such-file`.
        public var rawValue: String

        /// Makes a code of its text.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The code as diagnostics print it.
        public var description: String { rawValue }

        /// There is no such file.
        public static let noSuchFile = Code(rawValue: "no-such-file")
        /// The file may not be read or written.
        public static let permissionDenied = Code(rawValue: "permission-denied")
        /// The name is that of a folder.
        public static let isFolder = Code(rawValue: "is-folder")
        /// The file cannot be read for another reason.
        public static let cannotRead = Code(rawValue: "cannot-read")
        /// The file cannot be written for another reason.
        public static let cannotWrite = Code(rawValue: "cannot-write")
        /// The device is full.
        public static let noSpace = Code(rawValue: "no-space")
        /// Who read the output has gone. Ends the program quietly.
        public static let closedPipe = Code(rawValue: "closed-pipe")
    }

    /// The kind of error.
    public let code: Code

    /// The file, as the user named it.
    public let name: String

    /// One sentence: what could not be done, and why.
    public let message: String

    /// Makes an error.
    public init(_ code: Code, name: String, message: String = "") {
        self.code = code
        self.name = name
        self.message = message
    }

    /// Makes the error of a system call on a file.
    ///
    /// - Parameters:
    ///   - number: The value of `errno`.
    ///   - action: What was tried: "read" or "write".
    package init(errno number: Int32, name: String, action: Action) {
        let code: Code
        switch number {
        case ENOENT: code = .noSuchFile
        case EACCES, EPERM, EROFS: code = .permissionDenied
        case EISDIR: code = .isFolder
        case ENOSPC, EDQUOT, EFBIG: code = .noSpace
        case EPIPE: code = .closedPipe
        default: code = action == .read ? .cannotRead : .cannotWrite
        }
        self.init(code, name: name, message: "cannot \(action.rawValue): \(FileError.reason(number))")
    }

    /// What was tried on a file.
    package enum Action: String {
        case read
        case write
    }

    /// `message [code]`.
    public var description: String { "\(message) [\(code)]" }

    /// Compares code and name only.
    public static func == (left: FileError, right: FileError) -> Bool {
        left.code == right.code && left.name == right.name
    }

    /// Hashes code and name only.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
        hasher.combine(name)
    }

    /// The common reasons in plain words; `strerror` would need unsafe code for little more.
    private static func reason(_ number: Int32) -> String {
        switch number {
        case ENOENT: "there is no such file"
        case ENOTDIR: "a part of the path is not a folder"
        case EACCES, EPERM: "permission denied"
        case EROFS: "the file system is read-only"
        case EISDIR: "it is a folder"
        case ENOSPC: "no space left on the device"
        case EDQUOT: "the disk quota is used up"
        case EFBIG: "the file would become too large"
        case EPIPE: "the reader has gone"
        case EIO: "input/output error"
        case EBADF: "it is not open"
        case EMFILE, ENFILE: "too many open files"
        case ENAMETOOLONG: "the name is too long"
        case ELOOP: "too many symbolic links"
        case ENXIO: "there is no such device"
        case ETXTBSY: "it is a running program"
        default: "system error \(number)"
        }
    }
}
