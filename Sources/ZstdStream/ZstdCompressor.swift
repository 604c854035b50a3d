import CLibZstd

/// Compresses bytes into zstd frames: bytes in, bytes out, no I/O.
///
/// Compress as bytes come, then end the frame; the next bytes begin another one. What was compressed so far can be read
/// back by another process only after ``flush(into:)`` or ``endFrame(into:)``. To read use ``ZstdDecompressor``.
///
/// `@safe`: the context is created in `init`, freed in `deinit`, and never leaves the type.
@safe package struct ZstdCompressor: ~Copyable {
    private let context: OpaquePointer?

    /// Makes a compressor.
    ///
    /// - Parameters:
    ///   - level: From 1, fast, to 19, small; below that faster still, down to -50. 3 is zstd's own default.
    ///   - hasChecksum: Whether each frame ends with a checksum of its content, so that damage is noticed.
    package init(level: Int = 3, hasChecksum: Bool = true) {
        unsafe self.context = ZSTD_createCCtx()
        guard let context = unsafe context else { return }
        unsafe _ = ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, Int32(min(max(level, -50), 19)))
        unsafe _ = ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, hasChecksum ? 1 : 0)
    }

    deinit { unsafe _ = ZSTD_freeCCtx(context) }

    /// Takes bytes and appends what they became, which may be nothing yet.
    ///
    /// - Throws: ``ZstdError`` with `outOfMemory`.
    /// - Complexity: O(*n*); appends a little more than *n* bytes at most.
    package mutating func compress(_ bytes: Span<UInt8>, into output: inout [UInt8]) throws(ZstdError) {
        try run(bytes, ZSTD_e_continue, into: &output)
    }

    /// Appends all that was taken so far, and goes on with the frame, which costs a little compression.
    ///
    /// - Throws: ``ZstdError`` with `outOfMemory`.
    package mutating func flush(into output: inout [UInt8]) throws(ZstdError) {
        try run(Span(), ZSTD_e_flush, into: &output)
    }

    /// Ends the frame, an empty one if nothing was taken.
    ///
    /// - Throws: ``ZstdError`` with `outOfMemory`.
    package mutating func endFrame(into output: inout [UInt8]) throws(ZstdError) {
        try run(Span(), ZSTD_e_end, into: &output)
    }

    private static let outOfMemory = ZstdError(.outOfMemory, byteOffset: 0, message: "not enough memory to compress")

    private mutating func run(
        _ bytes: Span<UInt8>,
        _ directive: ZSTD_EndDirective,
        into output: inout [UInt8]
    ) throws(ZstdError) {
        guard let context = unsafe context else { throw ZstdCompressor.outOfMemory }
        let limit = ZSTD_CStreamOutSize()
        var position = 0
        var isDone = false
        while !isDone {
            var rest = 0
            unsafe bytes.withUnsafeBytes { bytes in
                output.append(addingCapacity: limit) { span in
                    unsafe span.withUnsafeMutableBufferPointer { target, initializedCount in
                        var source = unsafe ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: position)
                        var sink = unsafe ZSTD_outBuffer(dst: target.baseAddress, size: limit, pos: 0)
                        rest = unsafe ZSTD_compressStream2(context, &sink, &source, directive)
                        unsafe position = source.pos
                        unsafe initializedCount = sink.pos
                    }
                }
            }
            // With valid parameters and buffers memory is all that can fail.
            if ZSTD_isError(rest) != 0 { throw ZstdCompressor.outOfMemory }
            isDone = directive == ZSTD_e_continue ? position == bytes.count : rest == 0
        }
    }
}
