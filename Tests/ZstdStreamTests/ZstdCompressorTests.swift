import TestSupport
import Testing
import ZstdStream

@Suite struct ZstdCompressorTests {
    private static func decompress(_ bytes: [UInt8]) throws -> [UInt8] {
        var decompressor = ZstdDecompressor()
        var content: [UInt8] = []
        decompressor.append(bytes.span)
        while try decompressor.decompress(into: &content) {}
        try decompressor.finish()
        return content
    }

    @Test(arguments: [1, 7, 1000, Int.max])
    func readsBack(chunk: Int) throws {
        let content = try Fixture("zstd/services.clixml").bytes
        var compressor = ZstdCompressor()
        var compressed: [UInt8] = []
        var start = 0
        while start < content.count {
            let end = chunk < content.count - start ? start + chunk : content.count
            try compressor.compress(content.span.extracting(start..<end), into: &compressed)
            start = end
        }
        try compressor.endFrame(into: &compressed)
        let back = try ZstdCompressorTests.decompress(compressed)
        #expect(back == content)
        #expect(compressed.count < content.count / 4)
    }

    @Test func compressesMoreThanOneBuffer() throws {
        var state: UInt64 = 1
        let content = (0..<1_000_000).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 56)
        }
        var compressor = ZstdCompressor(level: 1)
        var compressed: [UInt8] = []
        try compressor.compress(content.span, into: &compressed)
        try compressor.endFrame(into: &compressed)
        let back = try ZstdCompressorTests.decompress(compressed)
        #expect(back == content)
    }

    @Test func beginsANewFrameAfterAnEnd() throws {
        var compressor = ZstdCompressor()
        var compressed: [UInt8] = []
        try compressor.compress(Array("one".utf8).span, into: &compressed)
        try compressor.endFrame(into: &compressed)
        let first = compressed
        try compressor.compress(Array("two".utf8).span, into: &compressed)
        try compressor.endFrame(into: &compressed)
        #expect(try ZstdCompressorTests.decompress(first) == Array("one".utf8))
        #expect(try ZstdCompressorTests.decompress(compressed) == Array("onetwo".utf8))
    }

    @Test func flushedBytesCanBeRead() throws {
        var compressor = ZstdCompressor()
        var compressed: [UInt8] = []
        try compressor.compress(Array("half".utf8).span, into: &compressed)
        try compressor.flush(into: &compressed)
        var decompressor = ZstdDecompressor()
        var content: [UInt8] = []
        decompressor.append(compressed.span)
        while try decompressor.decompress(into: &content) {}
        #expect(content == Array("half".utf8))
    }

    @Test(arguments: [true, false])
    func writesAChecksumIfAsked(hasChecksum: Bool) throws {
        var compressor = ZstdCompressor(hasChecksum: hasChecksum)
        var compressed: [UInt8] = []
        try compressor.compress(Array("content".utf8).span, into: &compressed)
        try compressor.endFrame(into: &compressed)
        // RFC 8878, 3.1.1.1.1: bit 2 of the frame header descriptor is the content checksum flag.
        #expect((compressed[4] & 4 != 0) == hasChecksum)
    }
}
