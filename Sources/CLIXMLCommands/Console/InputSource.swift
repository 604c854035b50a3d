package import CLIXML
import PSRPCapture
import ZstdStream

/// One INPUT of a verb as a run of chunks: a file or standard input, decompressed where it is zstd.
///
/// Take chunks until ``nextChunk(into:)`` answers `false`. A file that grows is read until its end is seen.
package struct InputSource: ~Copyable {
    /// How diagnostics call standard input.
    package static let standardInputName = "<stdin>"

    /// What is asked for at once, in bytes: enough for files, while a pipe gives 64 KiB at most.
    private static let chunkByteCount = 128 << 10

    /// The input as diagnostics show it.
    package let name: String

    /// The bytes stored, compressed if they are, or `nil` for pipes and the like.
    package var byteCount: Int? { file.byteCount }

    /// The bytes taken from storage so far, to be compared with ``byteCount``.
    package private(set) var consumedByteCount = 0

    /// Whether bytes may come slowly, so that results should be written out before waiting for more.
    package var isLive: Bool { file.isLive }

    private let file: FileSource
    private var decompressor: ZstdDecompressor?
    private var isAtStart = true

    /// Opens an input.
    ///
    /// - Parameter argument: A path, or `-` for standard input.
    /// - Throws: ``FileError`` when it cannot be read.
    package init(_ argument: String) throws(FileError) {
        if argument == "-" {
            name = InputSource.standardInputName
            file = try FileSource(standardInputNamed: name)
        } else {
            name = argument
            file = try FileSource(path: argument)
        }
    }

    /// Replaces the content of `chunk`, whose storage is used again, with the next bytes.
    ///
    /// - Returns: Whether there were any. `false` is the end.
    /// - Throws: ``FileError`` when reading fails, `ZstdError` when compressed bytes are damaged.
    package mutating func nextChunk(into chunk: inout [UInt8]) throws -> Bool {
        chunk.removeAll(keepingCapacity: true)
        if isAtStart {
            isAtStart = false
            try readBeginning(into: &chunk)
            // A capture file is made of zstd frames, and read by its own reader.
            guard ZstdDecompressor.isZstd(chunk.span), !CaptureFormat.isCaptureFile(chunk.span) else {
                return !chunk.isEmpty
            }
            decompressor = ZstdDecompressor()
            decompressor?.append(chunk.span)
            chunk.removeAll(keepingCapacity: true)
        }
        guard decompressor != nil else { return try read(into: &chunk) > 0 }
        while true {
            let hasBytes = try decompressor?.decompress(into: &chunk) ?? false
            if hasBytes { return true }
            guard try read(into: &chunk) > 0 else {
                try decompressor?.finish()
                return false
            }
            decompressor?.append(chunk.span)
            chunk.removeAll(keepingCapacity: true)
        }
    }

    /// Reads until the bytes can be told from a zstd frame or a capture file: a pipe may bring the first ones one by one.
    private mutating func readBeginning(into chunk: inout [UInt8]) throws(FileError) {
        repeat {
            if try read(into: &chunk) == 0 { return }
        } while chunk.count < 4 && ZstdDecompressor.couldBeZstd(chunk.span)
            || chunk.count < CaptureFormat.signByteCount && CaptureFormat.couldBeCaptureFile(chunk.span)
    }

    /// Whether it can be opened again: files can, and standard input not, whatever it comes from.
    package var isReopenable: Bool { !isLive && name != InputSource.standardInputName }

    /// Whether its bytes can be read again from any place: plain files, not compressed.
    package var isRereadable: Bool { !isAtStart && file.isSeekable && decompressor == nil }

    /// Appends bytes from a place on, at most `limit`, without moving where ``nextChunk(into:)`` goes on.
    ///
    /// - Returns: How many; 0 is the end.
    /// - Throws: ``FileError`` when reading fails.
    package func read(at offset: Int, into buffer: inout [UInt8], limit: Int) throws(FileError) -> Int {
        try file.read(at: offset, into: &buffer, limit: limit)
    }

    private mutating func read(into buffer: inout [UInt8]) throws(FileError) -> Int {
        let count = try file.read(into: &buffer, limit: InputSource.chunkByteCount)
        consumedByteCount += count
        return count
    }
}

extension InputSource {
    /// The bytes of all inputs together, or `nil` where that is not known.
    static func byteCount(of names: [String]) -> Int? {
        var total = 0
        for name in names {
            guard name != "-", let source = try? InputSource(name), let count = source.byteCount else { return nil }
            total += count
        }
        return total
    }
}
