#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Reads the bytes of a file, a pipe, a terminal or standard input.
///
/// `@safe`: the descriptor is opened in `init`, closed in `deinit` unless it is standard input, and never leaves the type.
@safe package struct FileSource: ~Copyable {
    /// The bytes from here to the end, or `nil` where that is not known before the end is seen.
    package let byteCount: Int?

    /// Whether bytes may come slowly, so that results should not wait for more of them: pipes, terminals, sockets.
    package let isLive: Bool

    /// Whether the bytes can be read again from any place.
    package let isSeekable: Bool

    private let name: String
    private let descriptor: Int32

    /// Takes standard input.
    ///
    /// - Throws: ``FileError`` with `isFolder` or `cannotRead`.
    package init(standardInputNamed name: String) throws(FileError) {
        try self.init(descriptor: STDIN_FILENO, name: name)
    }

    /// Opens a file.
    ///
    /// - Throws: ``FileError`` with `noSuchFile`, `permissionDenied`, `isFolder` or `cannotRead`.
    package init(path: String) throws(FileError) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError(errno: errno, name: path, action: .read) }
        do throws(FileError) {
            try self.init(descriptor: descriptor, name: path)
        } catch {
            close(descriptor)
            throw error
        }
    }

    private init(descriptor: Int32, name: String) throws(FileError) {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw FileError(errno: errno, name: name, action: .read) }
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            throw FileError(errno: EISDIR, name: name, action: .read)
        case S_IFREG:
            let offset = lseek(descriptor, 0, SEEK_CUR)
            self.byteCount = Int(exactly: status.st_size).map { max(0, $0 - max(0, Int(offset))) }
            self.isLive = false
            self.isSeekable = offset == 0
        default:
            self.byteCount = nil
            self.isLive = true
            self.isSeekable = false
        }
        self.name = name
        self.descriptor = descriptor
    }

    deinit { if descriptor != STDIN_FILENO { close(descriptor) } }

    /// Appends bytes to `buffer` as they come, at most `limit`, waiting for the first of them.
    ///
    /// - Returns: How many; 0 is the end.
    /// - Throws: ``FileError`` with `cannotRead` or `isFolder`.
    package func read(into buffer: inout [UInt8], limit: Int) throws(FileError) -> Int {
        while true {
            var count = 0
            let descriptor = descriptor
            buffer.append(addingCapacity: limit) { span in
                unsafe span.withUnsafeMutableBufferPointer { target, initializedCount in
                    count = unsafe systemRead(descriptor, target.baseAddress, limit)
                    initializedCount = max(0, count)
                }
            }
            if count >= 0 { return count }
            if errno != EINTR { throw FileError(errno: errno, name: name, action: .read) }
        }
    }

    /// Appends bytes from a place in the file on to `buffer`, at most `limit`, without moving where ``read(into:limit:)`` goes on.
    ///
    /// - Returns: How many; 0 is the end.
    /// - Throws: ``FileError`` with `cannotRead`.
    package func read(at offset: Int, into buffer: inout [UInt8], limit: Int) throws(FileError) -> Int {
        while true {
            var count = 0
            let descriptor = descriptor
            buffer.append(addingCapacity: limit) { span in
                unsafe span.withUnsafeMutableBufferPointer { target, initializedCount in
                    count = unsafe pread(descriptor, target.baseAddress, limit, off_t(offset))
                    initializedCount = max(0, count)
                }
            }
            if count >= 0 { return count }
            if errno != EINTR { throw FileError(errno: errno, name: name, action: .read) }
        }
    }
}

/// A file that several closures read from.
final class SharedFile {
    private let file: FileSource

    /// What is asked for at once, in bytes.
    private static let chunkByteCount = 128 << 10

    init(_ file: consuming FileSource) { self.file = file }

    /// The file as the source of a reader.
    var byteSource: ByteSource {
        ByteSource(
            nextChunk: { [self] chunk in
                chunk.removeAll(keepingCapacity: true)
                return try file.read(into: &chunk, limit: SharedFile.chunkByteCount) > 0
            },
            read: file.isSeekable
                ? { [self] offset, limit, buffer in try file.read(at: offset, into: &buffer, limit: limit) } : nil
        )
    }
}

/// A file without a name that is gone when the last of the program is.
///
/// `@safe`: the descriptor is made in `init`, closed in `deinit`, and never leaves the type.
@safe struct TemporaryFile: ~Copyable {
    /// Bytes written so far.
    private(set) var byteCount = 0
    private let descriptor: Int32
    private static let name = "a temporary file"

    /// Makes the file in the folder of `TMPDIR`, else in `/tmp`.
    ///
    /// - Throws: ``FileError`` when that is not possible.
    init() throws(FileError) {
        let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
        var path = Array("\(folder)/clixml-XXXXXX".utf8CString)
        let descriptor = unsafe mkstemp(&path)
        guard descriptor >= 0 else { throw FileError(errno: errno, name: TemporaryFile.name, action: .write) }
        _ = unsafe unlink(path)
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Adds bytes at the end.
    ///
    /// - Throws: ``FileError`` with `noSpace` or `cannotWrite`.
    mutating func append(_ bytes: Span<UInt8>) throws(FileError) {
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBufferPointer { buffer in
                unsafe write(descriptor, buffer.baseAddress.map { unsafe $0 + written }, buffer.count - written)
            }
            if count > 0 {
                written += count
            } else if errno != EINTR {
                throw FileError(errno: errno, name: TemporaryFile.name, action: .write)
            }
        }
        byteCount += written
    }

    /// Appends bytes from a place in the file on to `buffer`.
    ///
    /// - Returns: How many; 0 is the end.
    /// - Throws: ``FileError`` with `cannotRead`.
    func read(at offset: Int, into buffer: inout [UInt8], limit: Int) throws(FileError) -> Int {
        var count = 0
        let descriptor = descriptor
        buffer.append(addingCapacity: limit) { span in
            unsafe span.withUnsafeMutableBufferPointer { target, initializedCount in
                count = unsafe pread(descriptor, target.baseAddress, limit, off_t(offset))
                initializedCount = max(0, count)
            }
        }
        guard count >= 0 else { throw FileError(errno: errno, name: TemporaryFile.name, action: .read) }
        return count
    }
}

/// `read(2)`, which inside the type is the name of its own method.
private func systemRead(_ descriptor: Int32, _ target: UnsafeMutablePointer<UInt8>?, _ limit: Int) -> Int {
    unsafe read(descriptor, target, limit)
}
