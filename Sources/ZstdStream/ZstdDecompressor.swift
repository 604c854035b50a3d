import CLibZstd

/// Decompresses a zstd stream: bytes in, bytes out, no I/O.
///
/// Append input as it arrives, in any chunking, then call ``decompress(into:)`` until it answers `false`. At the end
/// call ``finish()``, which throws if a frame is cut off. Frames may follow one another, their contents are joined;
/// skippable frames are skipped. To compress use ``ZstdCompressor``.
///
/// Memory is bounded by the window that frames may ask for, `maximumWindowByteCount`, plus the input appended but not
/// yet decompressed. After an error every call throws the same error again.
///
/// `@safe`: the context is created in `init`, freed in `deinit`, and never leaves the type.
@safe package struct ZstdDecompressor: ~Copyable {
    /// The window that is allowed unless told otherwise, in bytes.
    ///
    /// 128 MiB is what `zstd -d` takes without options. All levels without `--long` or `--ultra` stay at 8 MiB and below.
    package static let defaultMaximumWindowByteCount = 128 << 20

    /// The most that one call of ``decompress(into:)`` appends, in bytes.
    package static let maximumOutputByteCount = 128 << 10

    private let context: OpaquePointer?
    private let maximumWindowByteCount: Int
    private var input: [UInt8] = []
    private var inputOffset = 0
    /// Input decompressed so far, in bytes.
    private var consumedByteCount = 0
    private var frameByteOffset = 0
    private var isInsideFrame = false
    private var mayHoldOutput = false
    private var failure: ZstdError?

    /// Makes a decompressor at the beginning of a stream.
    ///
    /// - Parameter maximumWindowByteCount: The largest window a frame may ask for, in bytes. zstd knows powers of two
    ///   from 1 KiB to 2 GiB; the limit is rounded down to one.
    package init(maximumWindowByteCount: Int = defaultMaximumWindowByteCount) {
        let log = Int.bitWidth - 1 - max(1, maximumWindowByteCount).leadingZeroBitCount
        let allowed = min(max(log, 10), 31)
        unsafe self.context = ZSTD_createDCtx()
        self.maximumWindowByteCount = 1 << allowed
        if let context = unsafe context {
            unsafe _ = ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, Int32(allowed))
        } else {
            failure = ZstdError(.outOfMemory, byteOffset: 0, message: "not enough memory to decompress")
        }
    }

    deinit { unsafe _ = ZSTD_freeDCtx(context) }

    /// Whether bytes begin a zstd stream: a frame, or a skippable one.
    ///
    /// - Parameter bytes: The first bytes; with fewer than four the answer is `false`.
    package static func isZstd(_ bytes: Span<UInt8>) -> Bool {
        bytes.count >= 4 && couldBeZstd(bytes)
    }

    /// Whether bytes are a beginning of a zstd stream as far as they go.
    ///
    /// So reading can stop waiting for the fourth byte as soon as the first is another.
    package static func couldBeZstd(_ bytes: Span<UInt8>) -> Bool {
        var isFrame = true
        var isSkippable = true
        for index in 0..<min(4, bytes.count) {
            let byte = bytes[index]
            switch index {
            case 0: (isFrame, isSkippable) = (byte == 0x28, byte & 0xF0 == 0x50)
            case 1: (isFrame, isSkippable) = (isFrame && byte == 0xB5, isSkippable && byte == 0x2A)
            case 2: (isFrame, isSkippable) = (isFrame && byte == 0x2F, isSkippable && byte == 0x4D)
            default: (isFrame, isSkippable) = (isFrame && byte == 0xFD, isSkippable && byte == 0x18)
            }
        }
        return isFrame || isSkippable
    }

    /// Takes compressed bytes, which are copied.
    ///
    /// - Complexity: O(*n*) in the bytes appended and not yet decompressed.
    package mutating func append(_ bytes: Span<UInt8>) {
        if inputOffset > 0 {
            input.removeFirst(inputOffset)
            inputOffset = 0
        }
        unsafe bytes.withUnsafeBufferPointer { unsafe input.append(contentsOf: $0) }
    }

    /// Appends the next bytes of the content to `output`, at most ``maximumOutputByteCount`` of them.
    ///
    /// - Returns: Whether anything was appended. `false` means that more input is needed.
    /// - Throws: ``ZstdError`` with any of its codes but `truncated`.
    package mutating func decompress(into output: inout [UInt8]) throws(ZstdError) -> Bool {
        if let failure { throw failure }
        while inputOffset < input.count || mayHoldOutput {
            if !isInsideFrame && !mayHoldOutput { frameByteOffset = consumedByteCount }
            let step = step(into: &output)
            inputOffset += step.consumed
            consumedByteCount += step.consumed
            if let error = step.error {
                failure = error
                throw error
            }
            isInsideFrame = !step.isFrameComplete
            mayHoldOutput = isInsideFrame && step.produced == ZstdDecompressor.maximumOutputByteCount
            if step.produced > 0 { return true }
        }
        return false
    }

    /// Says that the input is complete.
    ///
    /// - Throws: ``ZstdError`` with `truncated` when it ends inside a frame, or with the error that came before.
    package func finish() throws(ZstdError) {
        if let failure { throw failure }
        if isInsideFrame || inputOffset < input.count {
            throw ZstdError(.truncated, byteOffset: frameByteOffset, message: "the compressed data is cut off")
        }
    }

    private struct Step {
        var consumed = 0
        var produced = 0
        var isFrameComplete = false
        var error: ZstdError?
    }

    /// Calls zstd once.
    private mutating func step(into output: inout [UInt8]) -> Step {
        var step = Step()
        var result = 0
        let context = unsafe context
        let limit = ZstdDecompressor.maximumOutputByteCount
        unsafe input.withUnsafeBytes { bytes in
            output.append(addingCapacity: limit) { span in
                unsafe span.withUnsafeMutableBufferPointer { target, initializedCount in
                    var source = unsafe ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: inputOffset)
                    var sink = unsafe ZSTD_outBuffer(dst: target.baseAddress, size: limit, pos: 0)
                    result = unsafe ZSTD_decompressStream(context, &sink, &source)
                    unsafe step.consumed = source.pos - inputOffset
                    unsafe step.produced = sink.pos
                    initializedCount = step.produced
                }
            }
        }
        step.isFrameComplete = result == 0
        if ZSTD_isError(result) != 0 { step.error = error(ZSTD_getErrorCode(result)) }
        return step
    }

    @inline(never)
    private func error(_ code: ZSTD_ErrorCode) -> ZstdError {
        switch code {
        case ZSTD_error_prefix_unknown where frameByteOffset == 0:
            ZstdError(.notZstd, byteOffset: 0, message: "the data is not compressed with zstd")
        case ZSTD_error_prefix_unknown:
            ZstdError(
                .trailingData,
                byteOffset: frameByteOffset,
                message: "the compressed data is followed by something else"
            )
        case ZSTD_error_checksum_wrong:
            ZstdError(
                .checksumMismatch,
                byteOffset: frameByteOffset,
                message: "the compressed data is damaged: its checksum is wrong"
            )
        case ZSTD_error_frameParameter_windowTooLarge:
            ZstdError(
                .windowTooLarge,
                byteOffset: frameByteOffset,
                message: "decompressing needs a window of more than \(maximumWindowByteCount >> 10) KiB"
            )
        case ZSTD_error_dictionary_wrong:
            ZstdError(
                .dictionaryNeeded,
                byteOffset: frameByteOffset,
                message: "the data was compressed with a dictionary, which is not supported"
            )
        case ZSTD_error_memory_allocation:
            ZstdError(.outOfMemory, byteOffset: frameByteOffset, message: "not enough memory to decompress")
        default:
            ZstdError(.corrupted, byteOffset: frameByteOffset, message: "the compressed data is damaged")
        }
    }
}
