import Foundation

/// One run of a program, finished: what it was given and what came of it.
package struct ToolRun: Sendable {
    /// The exit status, or the number of the signal that ended it.
    package let status: Int32

    /// Whether a signal ended it.
    package let wasKilled: Bool

    /// What it wrote to standard output.
    package let outputBytes: [UInt8]

    /// What it wrote to standard error.
    package let errors: String

    /// What it wrote to standard output, as text.
    package var output: String { String(decoding: outputBytes, as: UTF8.self) }

    /// The path of a tool of the machine, or `nil` where it has none.
    package static func path(of tool: String) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        return folders.map { "\($0)/\(tool)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// The path of the `clixml` that was built with these tests: it stands beside the test bundle.
    package static var builtTool: String {
        get throws {
            let bundles = Bundle.allBundles.filter { $0.bundlePath.hasSuffix(".xctest") }.map(\.bundleURL)
            let executable = Bundle.main.executableURL.map { [$0] } ?? []
            let candidates = (bundles + executable).map {
                $0.deletingLastPathComponent().appending(path: "clixml").path
            }
            guard let path = candidates.first(where: FileManager.default.isExecutableFile(atPath:)) else {
                throw CocoaError(.fileNoSuchFile)
            }
            return path
        }
    }

    /// Runs `clixml` to its end.
    ///
    /// - Parameter folder: The working folder.
    package static func clixml(
        _ arguments: [String],
        input: [UInt8] = [],
        environment: [String: String] = [:],
        in folder: TemporaryFolder
    ) throws -> ToolRun {
        try run(builtTool, arguments, input: input, environment: environment, in: folder)
    }

    /// Runs a bash script in which `$clixml` is the built tool.
    package static func bash(_ script: String, in folder: TemporaryFolder) throws -> ToolRun {
        guard let bash = path(of: "bash") else { throw CocoaError(.fileNoSuchFile) }
        return try run(bash, ["-c", script], input: [], environment: ["clixml": builtTool], in: folder)
    }

    /// Runs a tool of the machine, looked up in `PATH`, in a folder of its own.
    package static func run(
        _ tool: String,
        _ arguments: [String],
        input: String = "",
        environment: [String: String] = [:]
    ) throws -> ToolRun {
        guard let path = path(of: tool) else { throw CocoaError(.fileNoSuchFile) }
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        return try run(path, arguments, input: Array(input.utf8), environment: environment, in: folder)
    }

    private static func run(
        _ path: String,
        _ arguments: [String],
        input: [UInt8],
        environment: [String: String],
        in folder: TemporaryFolder
    ) throws -> ToolRun {
        // Files on both ends: a pipe that nobody empties would stop the program.
        let files = try TemporaryFolder()
        defer { files.remove() }
        try files.write(input, to: "input")
        try files.write([], to: "output")
        try files.write([], to: "errors")
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: folder.path)
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle(forReadingAtPath: files.path(of: "input"))
        process.standardOutput = FileHandle(forWritingAtPath: files.path(of: "output"))
        process.standardError = FileHandle(forWritingAtPath: files.path(of: "errors"))
        // The threads that tests run on block signals, and what they start would inherit that.
        var none = sigset_t()
        var blocked = sigset_t()
        unsafe sigemptyset(&none)
        unsafe pthread_sigmask(SIG_SETMASK, &none, &blocked)
        defer { unsafe pthread_sigmask(SIG_SETMASK, &blocked, nil) }
        try process.run()
        process.waitUntilExit()
        return ToolRun(
            status: process.terminationStatus,
            wasKilled: process.terminationReason == .uncaughtSignal,
            outputBytes: try files.bytes(of: "output"),
            errors: String(decoding: try files.bytes(of: "errors"), as: UTF8.self)
        )
    }
}

/// A folder of its own for one test.
package struct TemporaryFolder: Sendable {
    /// Where the folder is.
    package let path: String

    /// Makes an empty folder.
    package init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "clixml-tests-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    /// Removes the folder with all that is in it.
    package func remove() { try? FileManager.default.removeItem(atPath: path) }

    /// The path of a file in it.
    package func path(of name: String) -> String { "\(path)/\(name)" }

    /// Writes a file in it.
    package func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: URL(filePath: path(of: name)))
    }

    /// Makes a named pipe in it.
    package func makePipe(at name: String) throws {
        if unsafe mkfifo(path(of: name), 0o600) != 0 { throw CocoaError(.fileWriteUnknown) }
    }

    /// The content of a file in it.
    package func bytes(of name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: path(of: name))))
    }

    /// The names of the files in it, hidden ones included, sorted.
    package var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
    }
}
