import CLIXML
import CLIXMLCommands
import Foundation
import Synchronization
import TestSupport
import Testing

@Suite struct OutputTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func write(_ text: String, to name: String, keepingFile: Bool = true) throws {
        var output = try Output(folder.path(of: name))
        output.bytes += text.utf8
        try output.finish(keepingFile: keepingFile)
    }

    private func text(_ name: String) throws -> String { String(decoding: try folder.bytes(of: name), as: UTF8.self) }

    private func mode(_ name: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path(of: name))
        return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
    }

    @Test func theFileAppearsAtTheEnd() throws {
        defer { folder.remove() }
        var output = try Output(folder.path(of: "out"))
        output.bytes += "one".utf8
        try output.flush()
        let during = try folder.names
        #expect(during.count == 1)
        #expect(during.first?.hasPrefix(".out.") == true)
        #expect(during.first?.hasSuffix(".tmp") == true)
        output.bytes += "two".utf8
        try output.finish()
        #expect(try folder.names == ["out"])
        #expect(try text("out") == "onetwo")
    }

    @Test func drainsWhenThereIsEnough() throws {
        defer { folder.remove() }
        var output = try Output(folder.path(of: "out"))
        output.bytes += [UInt8](repeating: 0x61, count: 1000)
        try output.drain()
        #expect(output.bytes.count == 1000)
        output.bytes += [UInt8](repeating: 0x62, count: 200_000)
        try output.drain()
        #expect(output.bytes.isEmpty)
        try output.finish()
        #expect(try folder.bytes(of: "out").count == 201_000)
    }

    @Test func aFileThatIsNotKeptStaysAsItWas() throws {
        defer { folder.remove() }
        try folder.write(Array("old".utf8), to: "out")
        try write("new", to: "out", keepingFile: false)
        #expect(try text("out") == "old")
        #expect(try folder.names == ["out"])
        try write("new", to: "out")
        #expect(try text("out") == "new")
    }

    @Test func anErrorOnTheWayRemovesTheTemporaryFile() throws {
        defer { folder.remove() }
        struct Interruption: Error {}
        func interrupted() throws {
            var output = try Output(folder.path(of: "out"))
            output.bytes += "half".utf8
            try output.flush()
            throw Interruption()
        }
        #expect(throws: Interruption.self) { try interrupted() }
        #expect(try folder.names == [])
    }

    @Test func keepsModeAndLink() throws {
        defer { folder.remove() }
        try folder.write([], to: "target")
        let manager = FileManager.default
        try manager.setAttributes([.posixPermissions: 0o640], ofItemAtPath: folder.path(of: "target"))
        try manager.createSymbolicLink(atPath: folder.path(of: "link"), withDestinationPath: "target")
        try write("new", to: "link")
        #expect(try text("target") == "new")
        #expect(try mode("target") == 0o640)
        #expect(try manager.destinationOfSymbolicLink(atPath: folder.path(of: "link")) == "target")
        #expect(try folder.names == ["link", "target"])
    }

    @Test func aNewFileHasTheUsualMode() throws {
        defer { folder.remove() }
        let mask = umask(0o027)
        defer { umask(mask) }
        try write("new", to: "out")
        #expect(try mode("out") == 0o640)
    }

    @Test func takesLongAndOddNames() throws {
        defer { folder.remove() }
        let names = [String(repeating: "n", count: 255), "-dash", "two words", "ünï"]
        for name in names { try write(name, to: name) }
        for name in names { #expect(try text(name) == name) }
        #expect(try folder.names.count == names.count)
    }

    @Test func writesToAPipeAsResultsCome() throws {
        defer { folder.remove() }
        let path = folder.path(of: "pipe")
        try folder.makePipe(at: "pipe")
        // Open for both, so that neither end waits for the other.
        let reader = try #require(FileHandle(forUpdatingAtPath: path))
        var output = try Output(path)
        output.bytes += "now".utf8
        try output.flush()
        #expect(try reader.read(upToCount: 3) == Data("now".utf8))
        try output.finish(keepingFile: false)
        #expect(try folder.names == ["pipe"])
    }

    /// What another thread read.
    private final class Received: Sendable {
        let bytes = Mutex<[UInt8]>([])
        let end = DispatchSemaphore(value: 0)
    }

    @Test func waitsForAPipeThatIsSetNotToBlock() throws {
        defer { folder.remove() }
        let pipe = Pipe()
        let descriptor = pipe.fileHandleForWriting.fileDescriptor
        #expect(fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0)
        let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 / 7) }
        let reader = pipe.fileHandleForReading
        let received = Received()
        // Not a task: those wait for a thread while this one is blocked.
        Thread.detachNewThread {
            let all = try? reader.readToEnd()
            received.bytes.withLock { $0 = [UInt8](all ?? Data()) }
            received.end.signal()
        }
        var output = try Output("/dev/fd/\(descriptor)")
        output.bytes += bytes
        try output.finish()
        try pipe.fileHandleForWriting.close()
        received.end.wait()
        #expect(received.bytes.withLock { $0 } == bytes)
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
    func reportsAFullDevice() throws {
        defer { folder.remove() }
        var output = try Output("/dev/full")
        output.bytes += "x".utf8
        var caught: FileError?
        do throws(FileError) { try output.finish() } catch { caught = error }
        #expect(caught == FileError(.noSpace, name: "/dev/full"))
        #expect(caught?.message == "cannot write: no space left on the device")
    }

    @Test func sayWhyAFileCannotBeWritten() throws {
        defer { folder.remove() }
        try folder.write([], to: "file")
        let cases: [(String, FileError.Code)] = [
            ("missing/out", .noSuchFile), ("file/out", .cannotWrite), ("", .isFolder), (".", .isFolder),
        ]
        for (name, code) in cases {
            let path = folder.path(of: name)
            let error = #expect(throws: FileError.self) { _ = try Output(path) }
            #expect(error == FileError(code, name: path))
        }
        #expect(try folder.names == ["file"])
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
    func aSignalRemovesTheTemporaryFile(number: Int32) async throws {
        defer { folder.remove() }
        let path = folder.path(of: "out")
        let result = await #expect(processExitsWith: .signal(number)) {
            [path = path as String, number = number as Int32] in
            var output = try Output(path)
            output.bytes += "half".utf8
            try output.flush()
            // To the process, as a shell sends it: the threads that tests run on block signals.
            kill(getpid(), number)
            sleep(10)
            try output.finish()
        }
        #expect(result != nil)
        #expect(try folder.names == [])
    }
}
