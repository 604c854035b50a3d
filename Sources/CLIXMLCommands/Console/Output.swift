package import CLIXML

/// Where the results of a verb go: standard output, or the file of `-o`.
///
/// Append results to ``bytes``, call ``drain()`` now and then, and ``finish(keepingFile:)`` at the end. Without it a file
/// stays as it was. Before waiting for more input from a live source call ``flush()``.
package struct Output: ~Copyable {
    /// What one write should have at least, in bytes.
    private static let drainByteCount = 128 << 10

    /// Results that are not written yet; append to it.
    package var bytes: [UInt8] = []

    /// How diagnostics call it.
    package let name: String

    /// Whether results are seen on a terminal, where a progress line would be in the way.
    package var isTerminal: Bool { StandardOutput.isTerminal(descriptor) }

    /// How many cells a line has where results are seen on a terminal, or `nil`.
    package var columnCount: Int? { StandardOutput.columnCount(of: descriptor) }

    private let descriptor: Int32
    private var file: OutputFile?

    /// Takes standard output, or opens a file.
    ///
    /// Devices, pipes, `/dev/stdout`, `/dev/fd/N` and `-`, which is standard output, are written as results come.
    ///
    /// - Parameter path: The file, or `nil` for standard output.
    /// - Throws: ``FileError`` when it cannot be written.
    package init(_ path: String? = nil) throws(FileError) {
        guard let path, path != "-" else {
            name = StandardOutput.name
            descriptor = StandardOutput.descriptor
            return
        }
        name = path
        if let descriptor = Output.descriptor(namedBy: path) {
            self.descriptor = descriptor
        } else if OutputFile.canReplace(path) {
            let file = try OutputFile(path: path)
            descriptor = file.descriptor
            self.file = consume file
        } else {
            descriptor = try OutputFile.openDirectly(path)
        }
    }

    /// Writes if there is enough for a write.
    ///
    /// - Throws: ``FileError``; `closedPipe` when the reader has gone.
    package mutating func drain() throws(FileError) {
        if bytes.count >= Output.drainByteCount { try flush() }
    }

    /// Writes whatever there is.
    ///
    /// - Throws: ``FileError``; `closedPipe` when the reader has gone.
    package mutating func flush() throws(FileError) {
        defer { bytes.removeAll(keepingCapacity: true) }
        try StandardOutput.write(bytes.span, to: descriptor, name: name)
    }

    /// Writes the rest and ends.
    ///
    /// - Parameter keepingFile: Whether the file of `-o` takes its name; else it stays as it was.
    /// - Throws: ``FileError``.
    package mutating func finish(keepingFile: Bool = true) throws(FileError) {
        try flush()
        if keepingFile { try file?.commit() }
        file = nil
    }

    /// The number in `/dev/stdout` and the like.
    ///
    /// Opened by name, a redirected file would be written from its start.
    private static func descriptor(namedBy path: String) -> Int32? {
        switch path {
        case "/dev/stdout", "/proc/self/fd/1": return 1
        case "/dev/stderr", "/proc/self/fd/2": return 2
        default: return path.hasPrefix("/dev/fd/") ? Int32(path.dropFirst(8)) : nil
        }
    }
}
