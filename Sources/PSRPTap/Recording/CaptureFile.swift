import PSRP
import PSRPCapture

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The file that a capture is written to: a new one for this user alone, a capture file that is gone on with, or a device
/// or pipe.
final class CaptureFile: Sendable {
    /// How many bytes an earlier writer wrote; `nil` where the file begins here.
    let byteCount: UInt64?

    private let descriptor: Descriptor
    private let path: String

    /// Opens or makes the file.
    ///
    /// - Throws: ``TapError`` with `cannot-record`, also when the file is none of ours, when another process is writing it,
    ///   or when it says something else about secrets.
    init(path: String, isRedacted: Bool) throws(TapError) {
        self.path = path
        // Opened for reading too, unless it is a pipe: that would keep its reader's end open.
        var status = stat()
        let isThere = unsafe stat(path, &status) == 0
        let isFile = !isThere || status.st_mode & S_IFMT == S_IFREG
        let access = isFile ? O_RDWR | O_CREAT : O_WRONLY
        let number = unsafe open(path, access | O_CLOEXEC, 0o600)
        guard number >= 0 else { throw Self.failure(path, SystemCall.text(errno)) }
        descriptor = Descriptor(number)
        guard isFile else {
            byteCount = nil
            return
        }
        guard flock(number, LOCK_EX | LOCK_NB) == 0 else { throw Self.failure(path, "it is being written") }
        byteCount = try Self.check(number, path, isRedacted: isRedacted)
    }

    /// The size of a capture file that can be gone on with; `nil` for an empty file.
    private static func check(_ number: Int32, _ path: String, isRedacted: Bool) throws(TapError) -> UInt64? {
        var buffer = [UInt8](repeating: 0, count: CaptureFormat.headerByteCount)
        var header: [UInt8] = []
        while header.count < CaptureFormat.headerByteCount {
            guard case .count(let count) = SystemCall.read(number, &buffer), count > 0 else { break }
            header += buffer.prefix(count)
        }
        guard !header.isEmpty else { return nil }
        var reader = CaptureReader()
        reader.append(header.span)
        do {
            _ = try reader.nextRecord()
        } catch {
            throw failure(path, error.message)
        }
        guard let wasRedacted = reader.isRedacted else {
            throw failure(path, "something that is no capture file is in it")
        }
        guard wasRedacted == isRedacted else {
            let what = wasRedacted ? "secrets were taken out of it" : "it may hold secrets"
            throw failure(path, "\(what), and what is to be added is of the other kind")
        }
        let end = lseek(number, 0, Int32(SEEK_END))
        guard end >= 0 else { throw failure(path, SystemCall.text(errno)) }
        return UInt64(end)
    }

    /// Writes all bytes, waiting as long as it takes.
    ///
    /// - Throws: ``TapError`` with `recording-ended`.
    func write(_ bytes: [UInt8]) throws(TapError) {
        var start = 0
        while start < bytes.count {
            switch SystemCall.write(descriptor.number, bytes, start..<bytes.count) {
            case .count(let count): start += count
            case .wouldBlock:
                var entries = [pollfd(fd: descriptor.number, events: Int16(POLLOUT), revents: 0)]
                SystemCall.poll(&entries)
            case .failed(let number):
                throw TapError(
                    code: .recordingEnded,
                    message: "\(path) cannot be written: \(SystemCall.text(number))"
                )
            }
        }
    }

    /// Closes the file, so that others can go on with it.
    func end() { descriptor.end() }

    private static func failure(_ path: String, _ reason: String) -> TapError {
        TapError(code: .cannotRecord, message: "cannot record to \(path): \(reason)")
    }
}
