import CLIXML
public import PSRP
import ZstdStream

/// Writes a capture file: records in, bytes out, no I/O.
///
/// Begin with ``init(options:nanoseconds:)``, or ``init(appendingAt:)`` behind what an earlier writer wrote. Append records;
/// bytes come out whenever a block is full. Call ``flush(into:)`` as often as a crash may cost records, each second, say,
/// and write what comes out before anything else: what is written is read again whatever happens then. End with
/// ``finish(into:)``. The layout is that of ``CaptureFormat``.
///
/// - Complexity: O(1) amortised for each byte.
public struct CaptureWriter: ~Copyable {
    /// What the header of a file says.
    public struct Options: Sendable, Hashable {
        /// Whether secrets were taken out of the records; not unless told otherwise, and the header says that there may be
        /// some.
        public var isRedacted = false

        /// How hard zstd tries, from 1 to 19; 3 unless told otherwise, zstd's own default, so that traffic is not slowed.
        public var level = 3

        /// The defaults.
        public init() {}
    }

    /// How hard zstd tries from the next block on, from -50, which hardly costs anything, to 19.
    public var level: Int
    private var content: [UInt8] = []
    private var recordCount: UInt32 = 0
    private var firstNanoseconds: Int64 = 0
    private var lastNanoseconds: Int64 = 0
    private var header: [UInt8] = []

    /// The bytes that came out so far, those of earlier writers of the file included.
    public private(set) var byteCount: UInt64 = 0

    /// The blocks that came out so far.
    public private(set) var index = CaptureIndex()

    /// Begins a file.
    ///
    /// - Parameter nanoseconds: The time now, in nanoseconds since 1970.
    public init(options: Options = Options(), nanoseconds: Int64) {
        level = options.level
        header.append(number: CaptureFormat.headerMagic)
        header.append(number: UInt32(CaptureFormat.headerByteCount - 8))
        header += CaptureFormat.fileSign
        header.append(number: CaptureFormat.version)
        header.append(number: UInt16(options.isRedacted ? 2 : 1))
        header.append(number: UInt32(0))
        header.append(number: UInt64(bitPattern: nanoseconds))
    }

    /// Goes on with a file that ends with a whole block or index.
    ///
    /// - Parameter byteCount: How many bytes the file has.
    public init(appendingAt byteCount: UInt64, level: Int = 3) {
        self.level = level
        self.byteCount = byteCount
    }

    /// Adds a record.
    ///
    /// - Parameter output: Takes the bytes that come out.
    /// - Throws: `PSRPError` with `out-of-memory`.
    public mutating func append(_ record: CaptureRecord, into output: inout [UInt8]) throws(PSRPError) {
        if case .bytes(let direction, let bytes) = record.content, bytes.count > CaptureFormat.blockByteCount {
            // In pieces, so that a block stays small enough to be read.
            var start = 0
            while start < bytes.count {
                let end = min(bytes.count, start + CaptureFormat.blockByteCount)
                let piece = CaptureRecord(
                    nanoseconds: record.nanoseconds,
                    connection: record.connection,
                    .bytes(direction, Array(bytes[start..<end]))
                )
                try append(piece, into: &output)
                start = end
            }
            return
        }
        if content.isEmpty {
            content += CaptureFormat.contentSign
            firstNanoseconds = record.nanoseconds
        }
        record.append(to: &content)
        recordCount += 1
        lastNanoseconds = record.nanoseconds
        if content.count >= CaptureFormat.blockByteCount { try flush(into: &output) }
    }

    /// Ends the block, so that what was added so far can be read once `output` is written.
    ///
    /// - Throws: `PSRPError` with `out-of-memory`.
    public mutating func flush(into output: inout [UInt8]) throws(PSRPError) {
        let start = output.count
        output += header
        header = []
        if recordCount > 0 {
            var frame: [UInt8] = []
            var compressor = ZstdCompressor(level: level)
            do {
                try compressor.compress(content.span, into: &frame)
                try compressor.endFrame(into: &frame)
            } catch {
                throw PSRPError(code: .outOfMemory, message: error.message)
            }
            let head = CaptureBlockHead(
                frameByteCount: UInt32(truncatingIfNeeded: frame.count),
                contentByteCount: UInt32(truncatingIfNeeded: content.count),
                recordCount: recordCount,
                firstNanoseconds: firstNanoseconds,
                lastNanoseconds: lastNanoseconds
            )
            index.entries.append(.init(byteOffset: byteCount + UInt64(output.count - start), head))
            head.append(to: &output)
            output += frame
            content.removeAll(keepingCapacity: true)
            recordCount = 0
        }
        byteCount += UInt64(output.count - start)
    }

    /// Ends the file with the index of the blocks that this writer wrote.
    ///
    /// - Throws: `PSRPError` with `out-of-memory`.
    public consuming func finish(into output: inout [UInt8]) throws(PSRPError) {
        try flush(into: &output)
        index.append(to: &output)
    }
}
