#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Reads the bytes of a file, a pipe, a terminal or standard input.
///
/// `@safe`: the descriptor is opened in `init`, closed in `deinit` unless it is standard input, and never leaves the type.
@safe struct FileSource: ~Copyable {
    /// The bytes from here to the end, or `nil` where that is not known before the end is seen.
    let byteCount: Int?

    /// Whether bytes may come slowly, so that results should not wait for more of them: pipes, terminals, sockets.
    let isLive: Bool

    private let name: String
    private let descriptor: Int32

    /// Takes standard input.
    ///
    /// - Throws: ``FileError`` with `isFolder` or `cannotRead`.
    init(standardInputNamed name: String) throws(FileError) {
        try self.init(descriptor: STDIN_FILENO, name: name)
    }

    /// Opens a file.
    ///
    /// - Throws: ``FileError`` with `noSuchFile`, `permissionDenied`, `isFolder` or `cannotRead`.
    init(path: String) throws(FileError) {
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
        default:
            self.byteCount = nil
            self.isLive = true
        }
        self.name = name
        self.descriptor = descriptor
    }

    deinit { if descriptor != STDIN_FILENO { close(descriptor) } }

    /// Appends bytes to `buffer` as they come, at most `limit`, waiting for the first of them.
    ///
    /// - Returns: How many; 0 is the end.
    /// - Throws: ``FileError`` with `cannotRead` or `isFolder`.
    func read(into buffer: inout [UInt8], limit: Int) throws(FileError) -> Int {
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
}

/// `read(2)`, which inside the type is the name of its own method.
private func systemRead(_ descriptor: Int32, _ target: UnsafeMutablePointer<UInt8>?, _ limit: Int) -> Int {
    unsafe read(descriptor, target, limit)
}
