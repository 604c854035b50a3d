import CLIXML
public import PSRP
import ZstdStream

/// Reads a capture file: bytes in, records out, no I/O.
///
/// Append bytes as they come, in any chunking, then take records until ``nextRecord()`` returns `nil`. A file that is still
/// being written may be read as far as it goes, and on when there is more. Blocks that are damaged are passed over, with a
/// diagnostic from ``takeDiagnostics()``. The layout is that of ``CaptureFormat``.
///
/// Memory is bounded by a block, 16 MiB of content at most.
///
/// - Complexity: O(1) amortised for each byte.
public struct CaptureReader: ~Copyable {
    private var pending: [UInt8] = []
    private var start = 0
    /// The bytes before `pending`.
    private var base = 0
    private var hasHeader = false
    private var isSearching = false
    private var damageStart = 0
    private var isDamageNoted = false
    /// Bytes of a frame that is passed over.
    private var skipCount = 0
    private var records: [CaptureRecord] = []
    private var taken = 0
    private var diagnostics: [PSRPDiagnostic] = []
    private var failure: PSRPError?

    /// Whether the header says that secrets were taken out; `nil` before it was read.
    public private(set) var isRedacted: Bool?

    /// Makes a reader.
    public init() {}

    /// Takes in bytes.
    public mutating func append(_ bytes: Span<UInt8>) {
        if start > 1 << 20 || start == pending.count {
            pending.removeFirst(start)
            base += start
            start = 0
        }
        pending.append(bytes)
    }

    /// The next record, or `nil` when more bytes are needed.
    ///
    /// - Throws: `PSRPError` with `malformed-capture` when the bytes begin no capture file, or one of a later version.
    public mutating func nextRecord() throws(PSRPError) -> CaptureRecord? {
        if let failure { throw failure }
        while taken == records.count {
            records = []
            taken = 0
            guard try step() else { return nil }
        }
        defer { taken += 1 }
        return records[taken]
    }

    /// Hands over what was noticed since the last call.
    public mutating func takeDiagnostics() -> [PSRPDiagnostic] {
        defer { diagnostics = [] }
        return diagnostics
    }

    /// Ends the file, and tells what it ends in the middle of. Nothing, for a file that ends with a whole block.
    public consuming func finish() -> [PSRPDiagnostic] {
        let end = base + pending.count
        if isSearching, !isDamageNoted {
            note(.damagedBlock, damageStart..<end, "no block was found in the last bytes")
        } else if !isSearching, start < pending.count || skipCount > 0 {
            note(.truncatedCapture, base + start..<end, "the file ends inside a block; its writer was stopped")
        }
        return diagnostics
    }

    private mutating func note(_ code: PSRPError.Code, _ range: Range<Int>, _ message: String) {
        guard diagnostics.count < 1_000 else { return }
        diagnostics.append(PSRPDiagnostic(code: code, byteRange: range, message: message))
    }

    /// Reads the next frame. Answers `false` when more bytes are needed.
    private mutating func step() throws(PSRPError) -> Bool {
        if !hasHeader {
            guard pending.count - start >= CaptureFormat.headerByteCount else { return false }
            try readHeader()
            return true
        }
        if skipCount > 0 {
            let count = min(skipCount, pending.count - start)
            start += count
            skipCount -= count
            return count > 0
        }
        if isSearching { return search() }
        let bytes = pending
        var cursor = ByteCursor(offset: start)
        guard
            let magic = cursor.readLittleEndian(UInt32.self, bytes.span),
            let size = cursor.readLittleEndian(UInt32.self, bytes.span)
        else { return false }
        if magic == CaptureFormat.headMagic { return readBlock() }
        guard magic & 0xFFFF_FFF0 == 0x184D_2A50 else {
            beginSearch(from: start)
            return true
        }
        start += 8
        skipCount = Int(size)
        return true
    }

    private mutating func readHeader() throws(PSRPError) {
        let header = Array(pending[start..<start + CaptureFormat.headerByteCount])
        var cursor = ByteCursor(offset: 24)
        let version = cursor.readLittleEndian(UInt16.self, header.span) ?? 0
        let flags = cursor.readLittleEndian(UInt16.self, header.span) ?? 0
        var problem: String?
        if !CaptureFormat.isCaptureFile(header.span) {
            problem = "the file is no capture file"
        } else if version != CaptureFormat.version {
            problem = "the capture file has version \(version); this program reads version \(CaptureFormat.version)"
        }
        if let problem {
            let error = PSRPError(code: .malformedCapture, byteOffset: 0, message: problem)
            failure = error
            throw error
        }
        hasHeader = true
        isRedacted = flags & 2 != 0
        start += CaptureFormat.headerByteCount
    }

    private mutating func readBlock() -> Bool {
        guard pending.count - start >= CaptureFormat.headByteCount else { return false }
        let bytes = pending
        guard let head = CaptureBlockHead(bytes.span, at: start) else {
            beginSearch(from: start)
            return true
        }
        let frame = start + CaptureFormat.headByteCount
        let end = frame + Int(head.frameByteCount)
        guard bytes.count >= end else { return false }
        guard let content = Self.content(bytes.span.extracting(frame..<end), head) else {
            note(
                .damagedBlock,
                base + start..<base + end,
                "a block is damaged; its \(head.recordCount) records are left out"
            )
            // Bytes of it may be missing, so that the next one begins before its end.
            beginSearch(from: start + CaptureBlockHead.sign.count)
            isDamageNoted = true
            return true
        }
        start = end
        var cursor = ByteCursor(offset: CaptureFormat.contentSign.count)
        while let record = CaptureRecord.read(content.span, &cursor) {
            if let record { records.append(record) }
        }
        return true
    }

    /// The content of a block; `nil` where it is damaged.
    private static func content(_ frame: Span<UInt8>, _ head: CaptureBlockHead) -> [UInt8]? {
        var decompressor = ZstdDecompressor(maximumWindowByteCount: CaptureFormat.maximumContentByteCount)
        decompressor.append(frame)
        var content: [UInt8] = []
        do {
            while content.count <= Int(head.contentByteCount), try decompressor.decompress(into: &content) {}
            try decompressor.finish()
        } catch {
            return nil
        }
        let isRight = content.count == Int(head.contentByteCount)
        return isRight && content.span.starts(with: CaptureFormat.contentSign, at: 0) ? content : nil
    }

    private mutating func beginSearch(from place: Int) {
        isSearching = true
        isDamageNoted = false
        damageStart = base + place
        start = place
    }

    /// Looks for the next head of a block.
    private mutating func search() -> Bool {
        let bytes = pending
        let sign = CaptureBlockHead.sign
        var offset = start
        while offset < bytes.count {
            if bytes[offset] == sign[0] {
                let rest = bytes.count - offset
                if rest < CaptureFormat.headByteCount, bytes[offset...].starts(with: sign.prefix(rest)) { break }
                if CaptureBlockHead(bytes.span, at: offset) != nil {
                    isSearching = false
                    start = offset
                    if !isDamageNoted {
                        note(.damagedBlock, damageStart..<base + offset, "bytes that are no block were passed over")
                    }
                    return true
                }
            }
            offset += 1
        }
        start = offset
        return false
    }
}
