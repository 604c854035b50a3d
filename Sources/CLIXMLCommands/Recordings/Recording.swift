import CLIXML
import PSRP
import PSRPCapture

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One recorded session, or several after one another, in one or two files; any number of sessions in a packet capture.
struct Recording {
    private enum Form {
        /// One file, of one direction or of both.
        case single(String)
        /// A file for each direction, and perhaps one that says in what order they passed.
        case halves(client: String?, server: String?, timeline: String?)
        /// One file that is open, and read once.
        case opened(OpenedInput)
    }

    private let form: Form

    /// How diagnostics call it.
    let name: String

    /// The machine it was recorded with, where that is known.
    let host: String?

    /// Whether both directions are there, as far as that is known before reading.
    var hasBothDirections: Bool {
        if case .halves(_?, _?, _) = form { return true }
        return false
    }

    /// The recordings that a path names: a file, a folder with the files of both directions, or a folder of such folders, one
    /// for each host.
    static func all(at path: String) -> [Recording] {
        guard path != "-", isFolder(path) else { return [Recording(file: path)] }
        if let recording = Recording(folder: path) { return [recording] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        let base = path.hasSuffix("/") ? path : path + "/"
        let hosts = names.sorted().compactMap { Recording(folder: base + $0) }
        // Reading the folder then says that it is one.
        return hosts.isEmpty ? [Recording(file: path)] : hosts
    }

    private init(file path: String) {
        form = .single(path)
        name = path == "-" ? InputSource.standardInputName : path
        host = nil
    }

    /// Takes a folder, unless it has the file of no direction.
    private init?(folder path: String) {
        let folder = path.hasSuffix("/") ? path : path + "/"
        func existing(_ name: String) -> String? {
            FileManager.default.fileExists(atPath: folder + name) ? folder + name : nil
        }
        let (client, server) = (existing("c2s.txt"), existing("s2c.txt"))
        guard client != nil || server != nil else { return nil }
        form = .halves(client: client, server: server, timeline: existing("timeline.tsv"))
        name = path
        host = folder.split(separator: "/").last.map(String.init)
    }

    /// Takes the files of both directions.
    init(client: String?, server: String?, timeline: String?, host: String?) {
        form = .halves(client: client, server: server, timeline: timeline)
        name = client ?? server ?? ""
        self.host = host
    }

    /// Takes a file of which the first bytes have been read, if they are those of a capture; else gives back `nil` and leaves
    /// the file as it is.
    init?(_ input: OpenedInput) {
        let bytes = input.beginning
        guard CaptureFormat.isCaptureFile(bytes.span) || PcapFile.isCapture(bytes.span) else { return nil }
        form = .opened(input)
        name = input.name
        host = nil
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder
    }

    /// Decodes the recording and hands over its records in order.
    ///
    /// - Throws: ``FileError``, `ZstdError`, and what `body` throws.
    func forEachRecord(_ body: (SessionRecord) throws -> Void) throws {
        switch form {
        case .single(let path):
            try decode(path, nil, body)
        case .opened(let input):
            guard let source = input.takeSource() else { return }
            let beginning = input.beginning
            if PcapFile.isCapture(beginning.span) {
                try PacketRecording(source, from: beginning).forEachRecord(body)
            } else {
                try decode(source, from: beginning, body)
            }
        case .halves(let client?, nil, _):
            try decode(client, .clientToServer, body)
        case .halves(nil, let server?, _):
            try decode(server, .serverToClient, body)
        case .halves(let client?, let server?, let timeline?):
            try decode(client, server, timeline, body)
        case .halves(let client?, let server?, nil):
            try decode(client, server, body)
        case .halves(nil, nil, _):
            return
        }
    }

    private func decode(
        _ path: String,
        _ direction: StreamKey.Direction?,
        _ body: (SessionRecord) throws -> Void
    ) throws {
        var source = try InputSource(path)
        var decoder = SessionDecoder()
        var chunk: [UInt8] = []
        if direction == nil {
            // A pipe may bring the first bytes one by one.
            var next: [UInt8] = []
            while chunk.count < PcapFile.magicByteCount, try source.nextChunk(into: &next) { chunk += next }
            if PcapFile.isCapture(chunk.span) {
                return try PacketRecording(source, from: chunk).forEachRecord(body)
            }
            if CaptureFormat.isCaptureFile(chunk.span) { return try decode(source, from: chunk, body) }
            decoder.append(chunk.span, direction)
            while let record = decoder.nextRecord() { try body(record) }
        }
        while try source.nextChunk(into: &chunk) {
            decoder.append(chunk.span, direction)
            while let record = decoder.nextRecord() { try body(record) }
        }
        decoder.finish()
        while let record = decoder.nextRecord() { try body(record) }
    }

    /// A capture file, of which the beginning has been read.
    private func decode(
        _ source: consuming InputSource,
        from beginning: [UInt8],
        _ body: (SessionRecord) throws -> Void
    ) throws {
        var reader = CaptureReader()
        var decoder = CaptureFileDecoder()
        var chunk = beginning
        repeat {
            reader.append(chunk.span)
            while let record = try reader.nextRecord() {
                decoder.append(record)
                while let record = decoder.nextRecord() { try body(record) }
            }
            for finding in reader.takeDiagnostics() { decoder.append(finding) }
        } while try source.nextChunk(into: &chunk)
        let findings = reader.finish()
        decoder.finish()
        for finding in findings { decoder.append(finding) }
        while let record = decoder.nextRecord() { try body(record) }
    }

    /// Both directions in the order of a timeline: milliseconds, direction, offset, length.
    private func decode(
        _ client: String,
        _ server: String,
        _ timeline: String,
        _ body: (SessionRecord) throws -> Void
    ) throws {
        var decoder = SessionDecoder()
        var clientFeed = try ByteFeed(client)
        var serverFeed = try ByteFeed(server)
        let rows = String(decoding: try WholeFile.bytes(of: timeline), as: UTF8.self)
        for row in rows.split(whereSeparator: \.isNewline) {
            let fields = row.split(separator: "\t")
            guard fields.count >= 4, let milliseconds = Double(fields[0]), let count = Int(fields[3]) else { continue }
            let isClient = fields[1] == "c2s"
            let bytes = isClient ? try clientFeed.next(count) : try serverFeed.next(count)
            decoder.append(bytes.span, isClient ? .clientToServer : .serverToClient, milliseconds: milliseconds)
            while let record = decoder.nextRecord() { try body(record) }
        }
        // What the timeline does not speak of follows it.
        while true {
            let fromClient = try clientFeed.next(1 << 16)
            let fromServer = try serverFeed.next(1 << 16)
            guard !fromClient.isEmpty || !fromServer.isEmpty else { break }
            decoder.append(fromClient.span, .clientToServer)
            decoder.append(fromServer.span, .serverToClient)
            while let record = decoder.nextRecord() { try body(record) }
        }
        decoder.finish()
        while let record = decoder.nextRecord() { try body(record) }
    }

    /// Both directions without times, put together so that nothing stands before its cause.
    private func decode(_ client: String, _ server: String, _ body: (SessionRecord) throws -> Void) throws {
        var order = CausalOrder()
        var clientFeed = try ByteFeed(client)
        var serverFeed = try ByteFeed(server)
        var clientDecoder = SessionDecoder()
        var serverDecoder = SessionDecoder()
        while true {
            while let record = order.next() { try body(record) }
            switch order.wanted {
            case .clientToServer:
                let bytes = try clientFeed.next(1 << 16)
                clientDecoder.append(bytes.span, .clientToServer)
                if bytes.isEmpty { clientDecoder.finish() }
                while let record = clientDecoder.nextRecord() { order.append(record, .clientToServer) }
                if bytes.isEmpty { order.finish(.clientToServer) }
            case .serverToClient:
                let bytes = try serverFeed.next(1 << 16)
                serverDecoder.append(bytes.span, .serverToClient)
                if bytes.isEmpty { serverDecoder.finish() }
                while let record = serverDecoder.nextRecord() { order.append(record, .serverToClient) }
                if bytes.isEmpty { order.finish(.serverToClient) }
            case nil:
                return
            }
        }
    }
}

/// An input of which the first bytes have been read.
final class OpenedInput {
    /// How diagnostics call it.
    let name: String

    /// The bytes that were read.
    let beginning: [UInt8]

    private var source: InputSource?

    init(_ source: consuming InputSource, beginning: [UInt8]) {
        name = source.name
        self.beginning = beginning
        self.source = consume source
    }

    /// What follows the beginning, once.
    func takeSource() -> InputSource? { source.take() }
}

/// The bytes of a file in pieces of any size.
private struct ByteFeed: ~Copyable {
    private var source: InputSource
    private var chunk: [UInt8] = []
    private var offset = 0
    private var isEnded = false

    init(_ path: String) throws { source = try InputSource(path) }

    /// The next bytes: as many as asked for, fewer at the end, none behind it.
    mutating func next(_ count: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            if offset == chunk.count {
                guard !isEnded, try source.nextChunk(into: &chunk) else {
                    isEnded = true
                    chunk = []
                    offset = 0
                    return bytes
                }
                offset = 0
            }
            let taken = min(count - bytes.count, chunk.count - offset)
            bytes += chunk[offset..<offset + taken]
            offset += taken
        }
        return bytes
    }
}
