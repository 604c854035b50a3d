/// Small files that are read at once: keys, timelines.
enum WholeFile {
    /// The bytes of a file.
    ///
    /// - Throws: ``FileError``, `ZstdError`.
    static func bytes(of path: String) throws -> [UInt8] {
        var source = try InputSource(path)
        var bytes: [UInt8] = []
        var chunk: [UInt8] = []
        while try source.nextChunk(into: &chunk) { bytes += chunk }
        return bytes
    }
}
