import CLIXML
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A file that appears whole or not at all.
///
/// Bytes go to a temporary file beside it, which takes its name when it is committed and is removed otherwise, also when
/// `SIGINT`, `SIGTERM` or `SIGHUP` ends the program. The mode of a file that is replaced is kept, and a symbolic link to
/// it. One such file can be open at a time.
///
/// `@safe`: the descriptor is opened in `init` and closed once, in ``commit()`` or `deinit`.
@safe struct OutputFile: ~Copyable {
    /// Where to write.
    let descriptor: Int32

    private let name: String
    private let path: String
    private let temporaryPath: String
    private var isPending = true

    /// Makes the temporary file.
    ///
    /// - Throws: ``FileError`` with `permissionDenied`, `isFolder`, `noSuchFile` (of the folder), `noSpace` or
    ///   `cannotWrite`.
    init(path name: String) throws(FileError) {
        var mode: mode_t?
        var status = stat()
        if unsafe stat(name, &status) == 0 {
            mode = status.st_mode & 0o7777
            // Renaming needs no right to write to the file replaced, but who took that right away meant something by it.
            if unsafe access(name, W_OK) != 0 { throw FileError(errno: errno, name: name, action: .write) }
        }
        let path = mode == nil ? name : OutputFile.resolved(name)
        let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        let folder = slash.map { String(path[...$0]) } ?? ""
        let base = slash.map { String(path[path.utf8.index(after: $0)...]) } ?? path
        guard !base.isEmpty else { throw FileError(errno: EISDIR, name: name, action: .write) }
        var descriptor: Int32 = -1
        var temporaryPath = ""
        repeat {
            let number = String(UInt64.random(in: 0 ... .max), radix: 36)
            // File names have at most 255 bytes.
            temporaryPath = "\(folder).\(String(decoding: base.utf8.prefix(200), as: UTF8.self)).\(number).tmp"
            descriptor = unsafe open(temporaryPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        } while descriptor < 0 && errno == EEXIST
        guard descriptor >= 0 else { throw FileError(errno: errno, name: name, action: .write) }
        if let mode { fchmod(descriptor, mode) }
        self.descriptor = descriptor
        self.name = name
        self.path = path
        self.temporaryPath = temporaryPath
        PendingFile.set(temporaryPath)
    }

    deinit {
        if isPending {
            close(descriptor)
            unsafe _ = unlink(temporaryPath)
            PendingFile.clear()
        }
    }

    /// Gives the file its name, in place of the one that may have it.
    ///
    /// - Throws: ``FileError`` with `noSpace`, `permissionDenied` or `cannotWrite`; the file is then removed.
    mutating func commit() throws(FileError) {
        isPending = false
        defer { PendingFile.clear() }
        // Some file systems tell only now that a disk is full.
        var failure = close(descriptor) == 0 || errno == EINTR ? 0 : errno
        if failure == 0, unsafe rename(temporaryPath, path) != 0 { failure = errno }
        guard failure == 0 else {
            unsafe _ = unlink(temporaryPath)
            throw FileError(errno: failure, name: name, action: .write)
        }
    }

    /// Whether a path names a regular file or nothing yet, so that it can be replaced; devices and pipes cannot.
    static func canReplace(_ path: String) -> Bool {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return true }
        return status.st_mode & S_IFMT == S_IFREG
    }

    /// Opens a device or pipe for writing.
    ///
    /// - Throws: ``FileError`` as `init` does.
    static func openDirectly(_ path: String) throws(FileError) -> Int32 {
        let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError(errno: errno, name: path, action: .write) }
        return descriptor
    }

    /// The path without symbolic links, so that a link is not replaced by a file.
    private static func resolved(_ path: String) -> String {
        guard let resolved = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }
}

/// The temporary file to remove when a signal ends the program.
private enum PendingFile {
    /// The address of a C string, or 0.
    private static let path = Atomic<UInt>(0)

    static func set(_ newPath: String) {
        unsafe replace(with: strdup(newPath))
        for number in [SIGINT, SIGTERM, SIGHUP] {
            let previous = signal(number, PendingFile.removeAndEnd)
            // One that whoever started us ignores, as nohup does, stays ignored.
            let isIgnored = unsafe unsafeBitCast(previous, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
            if isIgnored { _ = signal(number, SIG_IGN) }
        }
    }

    static func clear() { unsafe replace(with: nil) }

    private static func replace(with newPath: UnsafeMutablePointer<CChar>?) {
        let previous = path.exchange(UInt(bitPattern: newPath), ordering: .sequentiallyConsistent)
        // A handler that interrupted this thread earlier has ended, and a later one finds the new value.
        unsafe free(UnsafeMutablePointer<CChar>(bitPattern: previous))
    }

    /// Makes only calls that POSIX allows in a signal handler; the signal ends the program when it returns.
    private static let removeAndEnd: @convention(c) (Int32) -> Void = { number in
        let address = PendingFile.path.load(ordering: .sequentiallyConsistent)
        if let path = unsafe UnsafePointer<CChar>(bitPattern: address) { unsafe _ = unlink(path) }
        _ = signal(number, SIG_DFL)
        raise(number)
    }
}
