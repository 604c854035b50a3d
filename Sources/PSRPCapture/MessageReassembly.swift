import CLIXML
import PSRP

/// The defragmenters of a recording, one for each stream, and what comes out of them.
struct MessageReassembly: Sendable {
    private var defragmenters: [StreamKey: Defragmenter] = [:]
    /// When each stream was first heard of.
    private var order: [StreamKey: Int] = [:]
    private var streamCount = 0
    private let options: Defragmenter.Options

    /// Makes a reassembly without streams.
    init(maximumMessageByteCount: Int) {
        var options = Defragmenter.Options()
        options.strictness = .recording
        options.maximumMessageByteCount = maximumMessageByteCount
        options.startsInsideMessage = true
        self.options = options
    }

    /// Takes in a payload of a stream, as one packet of the transport carries it.
    mutating func append(_ payload: Span<UInt8>, _ key: StreamKey, to contents: inout [SessionRecord.Content]) {
        if defragmenters[key] == nil {
            streamCount += 1
            order[key] = streamCount
        }
        var defragmenter = defragmenters.removeValue(forKey: key) ?? Defragmenter(options: options)
        if key.direction == .serverToClient, defragmenter.isInsideFragment, Self.isOneFragment(payload) {
            // A server begins a fragment with every packet: what it was in the middle of lost its end.
            defragmenter.resynchronize(.atNextAppend)
        }
        // An error is always followed by a new start, so the bytes are always taken.
        try? defragmenter.append(payload)
        while true {
            do {
                guard let message = try defragmenter.nextMessage() else { break }
                contents.append(.message(message, key))
            } catch {
                Self.dropSpliced(before: error, &contents)
                contents.append(.error(error))
                // A server begins a fragment with every packet; a client cuts wherever a packet is full.
                defragmenter.resynchronize(key.direction == .serverToClient ? .atNextAppend : .byPlausibility)
            }
        }
        for diagnostic in defragmenter.takeDiagnostics() { contents.append(.finding(diagnostic)) }
        defragmenters[key] = defragmenter
    }

    /// Gives a stream another name, and goes on with it under that.
    mutating func rename(_ key: StreamKey, to other: StreamKey) {
        guard key != other, defragmenters[other] == nil, let defragmenter = defragmenters.removeValue(forKey: key)
        else {
            return
        }
        defragmenters[other] = defragmenter
        order[other] = order.removeValue(forKey: key)
    }

    /// Ends streams, in the order they were first heard of, and tells what is missing of them.
    mutating func close(
        where isClosed: (StreamKey) -> Bool,
        _ body: (StreamKey, PSRPDiagnostic) -> Void
    ) {
        for (key, _) in order.filter({ isClosed($0.key) }).sorted(by: { $0.value < $1.value }) {
            order[key] = nil
            guard let defragmenter = defragmenters.removeValue(forKey: key) else { continue }
            for diagnostic in defragmenter.finish() { body(key, diagnostic) }
        }
    }

    /// Forgets the streams of a scope that nothing is missing of, so that those of finished pipelines do not add up.
    mutating func forget(_ scope: PSGUID, connection: String) {
        let keys = [StreamKey.Direction.clientToServer, .serverToClient].flatMap { direction in
            [StreamKey.Priority.standard, .promptResponse].map { priority in
                StreamKey(connection: connection, direction: direction, scope: scope, priority: priority)
            }
        }
        for key in keys where defragmenters[key]?.isInsideMessage == false {
            defragmenters[key] = nil
            order[key] = nil
        }
    }

    /// Whether a stream ends in the middle of a fragment so far.
    func isInsideFragment(_ key: StreamKey) -> Bool { defragmenters[key]?.isInsideFragment ?? false }

    /// Whether a stream ends in the middle of a message so far.
    func isInsideMessage(_ key: StreamKey) -> Bool { defragmenters[key]?.isInsideMessage ?? false }

    /// The objects of a stream that are begun and not ended.
    func openObjectIDs(_ key: StreamKey) -> [Int64] { defragmenters[key]?.openObjectIDs ?? [] }

    /// Drops the message that ends where no other begins: bytes of it are missing, and it took those of its neighbour.
    private static func dropSpliced(before error: PSRPError, _ contents: inout [SessionRecord.Content]) {
        guard case .message(let message, _)? = contents.last, let source = message.source,
            source.byteOffset + source.byteCount == error.byteOffset
        else { return }
        contents.removeLast()
        let range = source.byteOffset..<source.byteOffset + source.byteCount
        let text = "bytes of object \(source.objectID) are missing; left out"
        contents.append(.finding(PSRPDiagnostic(code: .incompleteMessage, byteRange: range, message: text)))
    }

    private static func isOneFragment(_ payload: Span<UInt8>) -> Bool {
        guard let header = FragmentHeader(payload), header.objectID > 0 else { return false }
        return header.blobByteCount == payload.count - FragmentHeader.byteCount
    }
}
