import PSRP
import PSRPCapture

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A capture file that is being written. Belongs to the thread that records.
struct CaptureSink: ~Copyable {
    private static let writeByteCount = 256 << 10

    /// How hard zstd tries while recording keeps up, and while it does not.
    private static let levels = (usual: 1, behind: -50)

    private let file: CaptureFile
    private var writer: CaptureWriter
    private var output: [UInt8] = []
    private var isFlushed = true
    private var flushTime: Int64 = 0

    /// - Parameter flushMilliseconds: How long records may wait to be written.
    init(_ file: CaptureFile, isRedacted: Bool) {
        self.file = file
        var options = CaptureWriter.Options()
        options.isRedacted = isRedacted
        options.level = Self.levels.usual
        if let byteCount = file.byteCount {
            writer = CaptureWriter(appendingAt: byteCount, level: options.level)
        } else {
            writer = CaptureWriter(options: options, nanoseconds: SystemCall.nanoseconds)
            isFlushed = false
        }
    }

    /// Compresses less while much waits, so that less is lost.
    mutating func adapt(toBehind isBehind: Bool) { writer.level = isBehind ? Self.levels.behind : Self.levels.usual }

    /// Adds a record.
    ///
    /// - Throws: ``TapError`` with `recording-ended`, `PSRPError`.
    mutating func append(_ record: CaptureRecord) throws {
        try writer.append(record, into: &output)
        isFlushed = false
        if output.count >= Self.writeByteCount { try write() }
    }

    /// Puts what waits into the file, if it has waited for so long.
    ///
    /// - Throws: As `append` does.
    mutating func flush(after milliseconds: Int32) throws {
        let now = SystemCall.monotonicMilliseconds
        guard !isFlushed, now - flushTime >= Int64(milliseconds) else { return }
        try writer.flush(into: &output)
        try write()
        isFlushed = true
        flushTime = now
    }

    /// Ends the file.
    ///
    /// - Throws: As `append` does.
    consuming func finish() throws {
        try writer.finish(into: &output)
        try file.write(output)
    }

    private mutating func write() throws {
        try file.write(output)
        output.removeAll(keepingCapacity: true)
    }
}
