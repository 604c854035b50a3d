import TestSupport
import Testing
import ZstdStream

@Suite struct ZstdDecompressorTests {
    /// The content as far as it came, and the error that ended it.
    struct Outcome: Equatable {
        var content: [UInt8] = []
        var error: ZstdError?
    }

    /// Decompresses bytes that arrive in chunks of a size.
    private static func decompress(
        _ bytes: [UInt8],
        chunk: Int = .max,
        maximumWindowByteCount: Int = ZstdDecompressor.defaultMaximumWindowByteCount
    ) -> Outcome {
        var outcome = Outcome()
        var decompressor = ZstdDecompressor(maximumWindowByteCount: maximumWindowByteCount)
        do throws(ZstdError) {
            var start = 0
            while start < bytes.count {
                let end = chunk < bytes.count - start ? start + chunk : bytes.count
                decompressor.append(bytes.span.extracting(start..<end))
                while try decompressor.decompress(into: &outcome.content) {}
                start = end
            }
            try decompressor.finish()
        } catch {
            outcome.error = error
        }
        return outcome
    }

    @Test(arguments: ["checksum", "no-checksum", "streamed", "two-frames", "skippable"])
    func readsInAnyChunking(name: String) throws {
        let expected = Outcome(content: try Fixture("zstd/services.clixml").bytes)
        let bytes = try Fixture("zstd/\(name).zst").bytes
        for chunk in [1, 2, 3, 7, 64, .max] {
            let outcome = ZstdDecompressorTests.decompress(bytes, chunk: chunk)
            #expect(outcome == expected, "\(chunk) bytes at a time")
        }
    }

    @Test func readsAnEmptyFrameAndNoFrame() throws {
        let empty = ZstdDecompressorTests.decompress(try Fixture("zstd/empty.zst").bytes)
        #expect(empty == Outcome())
        #expect(ZstdDecompressorTests.decompress([]) == Outcome())
    }

    @Test func boundsTheOutputOfOneCall() throws {
        let bytes = try Fixture("zstd/zeros.zst").bytes
        var decompressor = ZstdDecompressor()
        decompressor.append(bytes.span)
        var content: [UInt8] = []
        var calls = 0
        while true {
            let before = content.count
            guard try decompressor.decompress(into: &content) else { break }
            calls += 1
            #expect(content.count - before <= ZstdDecompressor.maximumOutputByteCount)
        }
        try decompressor.finish()
        #expect(content == [UInt8](repeating: 0, count: 700_000))
        #expect(calls >= 6)
    }

    @Test(arguments: ["checksum", "streamed", "two-frames"])
    func reportsWhereACutFrameBegins(name: String) throws {
        let bytes = try Fixture("zstd/\(name).zst").bytes
        let first = name == "two-frames" ? try ZstdDecompressorTests.firstFrameByteCount(bytes) : bytes.count
        for count in 1..<bytes.count where count != first {
            let outcome = ZstdDecompressorTests.decompress(Array(bytes[..<count]), chunk: 7)
            #expect(outcome.error == ZstdError(.truncated, byteOffset: count < first ? 0 : first), "cut at \(count)")
        }
        let whole = ZstdDecompressorTests.decompress(Array(bytes[..<first]))
        #expect(whole.error == nil)
    }

    /// Where the content of a shorter prefix stops growing an error: the length of the first frame.
    private static func firstFrameByteCount(_ bytes: [UInt8]) throws -> Int {
        let second = bytes.indices.dropFirst(4).first { bytes[$0...].starts(with: [0x28, 0xB5, 0x2F, 0xFD]) }
        return try #require(second)
    }

    @Test(arguments: [1, 7, Int.max])
    func reportsWhatFollowsAFrame(chunk: Int) throws {
        let bytes = try Fixture("zstd/checksum.zst").bytes
        for garbage in ["\n", "x", "()", "hello, world", "<Objs>"] {
            let outcome = ZstdDecompressorTests.decompress(bytes + garbage.utf8, chunk: chunk)
            #expect(outcome.error == ZstdError(.trailingData, byteOffset: bytes.count), "\(garbage)")
            #expect(outcome.content == (try Fixture("zstd/services.clixml").bytes))
        }
    }

    @Test func refusesOtherData() {
        let outcome = ZstdDecompressorTests.decompress(Array("<Objs Version=\"1.1.0.1\"/>".utf8))
        #expect(outcome.error == ZstdError(.notZstd, byteOffset: 0))
    }

    @Test func noticesDamage() throws {
        let bytes = try Fixture("zstd/checksum.zst").bytes
        let expected = try Fixture("zstd/services.clixml").bytes
        var checksum = bytes
        checksum[bytes.count - 1] ^= 1
        let outcome = ZstdDecompressorTests.decompress(checksum)
        #expect(outcome.error == ZstdError(.checksumMismatch, byteOffset: 0))
        for index in 4..<bytes.count {
            var damaged = bytes
            damaged[index] ^= 0x55
            let outcome = ZstdDecompressorTests.decompress(damaged)
            // A frame header can be damaged so that the same content comes out: only the sizes it promises change.
            #expect(outcome.error != nil || outcome.content == expected, "byte \(index)")
        }
    }

    @Test func limitsTheWindow() throws {
        let long = try Fixture("zstd/long-window.zst").bytes
        let refused = ZstdDecompressorTests.decompress(long)
        #expect(refused == Outcome(content: [], error: ZstdError(.windowTooLarge, byteOffset: 0)))
        #expect(refused.error?.message == "decompressing needs a window of more than 131072 KiB")
        let raised = ZstdDecompressorTests.decompress(long, maximumWindowByteCount: 256 << 20)
        #expect(raised == Outcome(content: try Fixture("zstd/services.clixml").bytes))
        let streamed = try Fixture("zstd/streamed.zst").bytes
        let small = ZstdDecompressorTests.decompress(streamed, maximumWindowByteCount: (8 << 20) - 1)
        #expect(small.error == ZstdError(.windowTooLarge, byteOffset: 0))
        let exact = ZstdDecompressorTests.decompress(streamed, maximumWindowByteCount: 8 << 20)
        #expect(exact.error == nil)
    }

    @Test func refusesDictionaries() throws {
        let outcome = ZstdDecompressorTests.decompress(try Fixture("zstd/dictionary.zst").bytes)
        #expect(outcome.error == ZstdError(.dictionaryNeeded, byteOffset: 0))
    }

    @Test func staysFailed() throws {
        let bytes = try Fixture("zstd/checksum.zst").bytes
        var decompressor = ZstdDecompressor()
        var content: [UInt8] = []
        decompressor.append(Array("rubbish".utf8).span)
        #expect(throws: ZstdError(.notZstd, byteOffset: 0)) { try decompressor.decompress(into: &content) }
        decompressor.append(bytes.span)
        #expect(throws: ZstdError(.notZstd, byteOffset: 0)) { try decompressor.decompress(into: &content) }
        #expect(throws: ZstdError(.notZstd, byteOffset: 0)) { try decompressor.finish() }
    }

    @Test(
        arguments: [
            ([0x28, 0xB5, 0x2F, 0xFD], true, true),
            ([0x28, 0xB5, 0x2F, 0xFD, 0], true, true),
            ([0x50, 0x2A, 0x4D, 0x18], true, true),
            ([0x5F, 0x2A, 0x4D, 0x18], true, true),
            ([0x28, 0xB5, 0x2F], false, true),
            ([], false, true),
            ([0x3C], false, false),
            ([0x28, 0x2A, 0x4D, 0x18], false, false),
            ([0x60, 0x2A, 0x4D, 0x18], false, false),
            ([0x1F, 0x8B, 0x08, 0x00], false, false),
        ] as [([UInt8], Bool, Bool)]
    )
    func recognizesZstd(bytes: [UInt8], isZstd: Bool, couldBeZstd: Bool) {
        let whole = ZstdDecompressor.isZstd(bytes.span)
        #expect(whole == isZstd)
        let beginning = ZstdDecompressor.couldBeZstd(bytes.span)
        #expect(beginning == couldBeZstd)
    }
}
