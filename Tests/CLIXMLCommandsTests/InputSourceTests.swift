import CLIXML
import CLIXMLCommands
import Foundation
import TestSupport
import Testing
import ZstdStream

@Suite struct InputSourceTests {
    private static func read(_ path: String) throws -> (content: [UInt8], chunkCount: Int) {
        var source = try InputSource(path)
        var content: [UInt8] = []
        var chunk: [UInt8] = []
        var chunkCount = 0
        while try source.nextChunk(into: &chunk) {
            #expect(!chunk.isEmpty)
            content += chunk
            chunkCount += 1
        }
        let goesOn = try source.nextChunk(into: &chunk)
        #expect(!goesOn)
        return (content, chunkCount)
    }

    @Test func readsAFileInChunks() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31 / 7) }
        try folder.write(bytes, to: "big")
        let result = try InputSourceTests.read(folder.path(of: "big"))
        #expect(result.content == bytes)
        #expect(result.chunkCount == 3)
    }

    @Test func countsStoredBytes() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write([UInt8](repeating: 0x61, count: 1000), to: "a")
        var plain = try InputSource(folder.path(of: "a"))
        #expect(plain.byteCount == 1000)
        let isLive = plain.isLive
        #expect(!isLive)
        #expect(plain.name == folder.path(of: "a"))
        var chunk: [UInt8] = []
        _ = try plain.nextChunk(into: &chunk)
        #expect(plain.consumedByteCount == 1000)
        var packed = try InputSource(Fixture("zstd/zeros.zst").path)
        #expect(packed.byteCount == 43)
        while try packed.nextChunk(into: &chunk) {}
        #expect(packed.consumedByteCount == 43)
    }

    @Test(arguments: [[], [0x28], [0x28, 0xB5, 0x2F], Array("<Objs/>".utf8)] as [[UInt8]])
    func readsShortFiles(bytes: [UInt8]) throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write(bytes, to: "short")
        let content = try InputSourceTests.read(folder.path(of: "short")).content
        #expect(content == bytes)
    }

    @Test(arguments: ["checksum", "two-frames", "skippable", "streamed"])
    func decompressesZstd(name: String) throws {
        let content = try InputSourceTests.read(Fixture("zstd/\(name).zst").path).content
        #expect(content == (try Fixture("zstd/services.clixml").bytes))
    }

    @Test func deliversWhatComesBeforeTheDamage() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let frame = try Fixture("zstd/checksum.zst").bytes
        try folder.write(frame + frame.dropLast(20), to: "cut")
        var source = try InputSource(folder.path(of: "cut"))
        var chunk: [UInt8] = []
        _ = try source.nextChunk(into: &chunk)
        #expect(chunk == (try Fixture("zstd/services.clixml").bytes))
        #expect(throws: ZstdError(.truncated, byteOffset: frame.count)) { try source.nextChunk(into: &chunk) }
    }

    @Test func readsAPipeByteByByte() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.path(of: "pipe")
        try folder.makePipe(at: "pipe")
        let bytes = try Fixture("zstd/checksum.zst").bytes
        let writer = Thread {
            guard let handle = FileHandle(forWritingAtPath: path) else { return }
            for byte in bytes {
                handle.write(Data([byte]))
                Thread.sleep(forTimeInterval: 0.0001)
            }
            try? handle.close()
        }
        writer.start()
        var source = try InputSource(path)
        #expect(source.byteCount == nil)
        let isLive = source.isLive
        #expect(isLive)
        var content: [UInt8] = []
        var chunk: [UInt8] = []
        while try source.nextChunk(into: &chunk) { content += chunk }
        #expect(content == (try Fixture("zstd/services.clixml").bytes))
    }

    @Test func sayWhyAnInputCannotBeRead() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write([], to: "file")
        let cases: [(String, FileError.Code, String)] = [
            ("missing", .noSuchFile, "cannot read: there is no such file"),
            ("file/below", .cannotRead, "cannot read: a part of the path is not a folder"),
            ("", .isFolder, "cannot read: it is a folder"),
            (String(repeating: "n", count: 300), .cannotRead, "cannot read: the name is too long"),
        ]
        for (name, code, message) in cases {
            let path = folder.path(of: name)
            let error = #expect(throws: FileError.self) { _ = try InputSource(path) }
            #expect(error == FileError(code, name: path))
            #expect(error?.message == message)
        }
    }
}
