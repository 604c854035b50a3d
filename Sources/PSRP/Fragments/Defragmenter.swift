import CLIXML

/// Reassembles the fragments of one PSRP stream into messages.
///
/// Append bytes as they arrive, in any chunking, then take messages until `nextMessage()` returns `nil`. Use one
/// defragmenter for each ``StreamKey``; fragments of different streams are numbered independently.
///
/// After an error it stays failed and throws the same error again, once the messages before it have been taken, until
/// ``resynchronize(_:)`` is called. Findings that stop nothing come from ``takeDiagnostics()``.
///
/// It is copyable, unlike the other parsers, because a session keeps one for each pipeline in a dictionary, which holds
/// nothing else.
///
/// - Complexity: O(1) amortised for each byte; a message's bytes are copied once, and nothing is reserved beyond what
///   has arrived.
public struct Defragmenter: Sendable {
    /// How strictly fragments must follow each other.
    public enum Strictness: Sendable, Hashable {
        /// As PowerShell's receiver: a fragment out of sequence is an error.
        case engine
        /// For recordings that may have holes: gaps, repeats and fragments without a start are diagnostics, and the
        /// messages they hit are left out.
        case recording
    }

    /// What a defragmenter accepts.
    public struct Options: Sendable, Hashable {
        /// How strictly fragments must follow each other; as the engine unless told otherwise.
        public var strictness: Strictness = .engine

        /// The largest message in bytes, its fragment headers included, as the engine counts.
        ///
        /// 200 MiB unless told otherwise, the engine's default for what a client receives.
        public var maximumMessageByteCount = 200 << 20

        /// How many messages may be unfinished at a time.
        ///
        /// 1 unless told otherwise: the engine's senders never mix messages in a stream. When another one starts, the
        /// oldest is left out with a diagnostic.
        public var maximumOpenMessageCount = 1

        /// The largest fragment, in bytes, that ``resynchronize(_:)`` believes in, and so the most it holds back: 1 MiB
        /// unless told otherwise, twice what the largest default envelope carries.
        public var maximumFragmentByteCount = 1 << 20

        /// Whether the stream may begin inside a message, as after a connect or in a capture that started late:
        /// fragments before the first start are then skipped with a diagnostic.
        public var startsInsideMessage = false

        /// The defaults.
        public init() {}
    }

    /// Where to look for the next fragment after an error.
    public enum Resynchronization: Sendable, Hashable {
        /// At the next bytes appended: their transport begins a fragment with every packet.
        case atNextAppend
        /// In the bytes that follow the error, by plausibility.
        case byPlausibility
    }

    private struct OpenMessage {
        let objectID: Int64
        var lastFragmentID: Int64
        var fragmentCount = 0
        var byteCount = 0
        let byteOffset: Int
        var partialHeader: [UInt8] = []
        var header: MessageHeader?
        var data = MessageData()

        mutating func append(_ bytes: Span<UInt8>) {
            var taken = 0
            if header == nil {
                if partialHeader.isEmpty, let whole = MessageHeader(bytes) {
                    header = whole
                    taken = Message.headerByteCount
                } else {
                    taken = Swift.min(bytes.count, Message.headerByteCount - partialHeader.count)
                    partialHeader.append(bytes.extracting(0..<taken))
                    header = MessageHeader(partialHeader.span)
                }
            }
            if taken < bytes.count { data.append(bytes.extracting(droppingFirst: taken)) }
        }
    }

    private enum State {
        case header
        /// In a blob: which open message takes it (`nil`: none does), how much is to come, and whether it is the last.
        case blob(target: Int?, remaining: Int, isEnd: Bool)
        case searching(from: Int)
    }

    private let options: Options
    private let resynchronizer: Resynchronizer
    private var state = State.header
    private var open: [OpenMessage] = []
    private var ready = ReadyQueue<Message>()
    private var headerBytes: [UInt8] = []
    /// What followed an error, or is being searched.
    private var unread: [UInt8] = []
    private var failedFragmentIsUnread = false
    private var failure: PSRPError?
    private var isLenient: Bool
    private var lastObjectID: Int64 = 0
    /// Objects up to this one may come again.
    private var lastReplayedObjectID: Int64 = 0
    private var log = DiagnosticLog()

    /// The bytes appended so far.
    public private(set) var byteCount = 0

    /// Whether the bytes so far end inside a message: in a fragment, or before a last fragment.
    public var isInsideMessage: Bool {
        if case .header = state { return !headerBytes.isEmpty || !open.isEmpty }
        return true
    }

    /// Whether what is appended next would go on with a fragment, and not begin one.
    public var isInsideFragment: Bool {
        if case .header = state { return !headerBytes.isEmpty }
        return true
    }

    /// The ids of the objects that are begun and not ended.
    public var openObjectIDs: [Int64] { open.map(\.objectID) }

    /// Makes a defragmenter for the start of a stream.
    public init(options: Options = Options()) {
        precondition(options.maximumMessageByteCount >= 0 && options.maximumOpenMessageCount >= 1)
        precondition(options.maximumFragmentByteCount > FragmentHeader.byteCount)
        self.options = options
        resynchronizer = Resynchronizer(maximumFragmentByteCount: options.maximumFragmentByteCount)
        isLenient = options.startsInsideMessage
    }

    /// Makes a defragmenter with a limit on the size of messages and the engine's rules otherwise.
    public init(maximumMessageByteCount: Int) {
        var options = Options()
        options.maximumMessageByteCount = maximumMessageByteCount
        self.init(options: options)
    }

    /// Takes in bytes of the stream.
    ///
    /// - Throws: The error that stopped the stream at an earlier call; the bytes are then not taken in. What is wrong
    ///   with these bytes is thrown by ``nextMessage()``, after the messages before it.
    /// - Complexity: O(n)
    public mutating func append(_ bytes: Span<UInt8>) throws(PSRPError) {
        if let failure { throw failure }
        byteCount &+= bytes.count
        if case .searching(let from) = state {
            unread.append(bytes)
            search(from: from)
        } else {
            consume(bytes, endingAt: byteCount)
        }
    }

    /// Returns the next whole message, or `nil` when more bytes are needed.
    ///
    /// - Throws: `object-id-out-of-range`, `fragment-without-start`, `fragment-out-of-sequence`, `message-too-large`,
    ///   `message-too-short`.
    public mutating func nextMessage() throws(PSRPError) -> Message? {
        if let message = ready.next() { return message }
        if let failure { throw failure }
        return nil
    }

    /// Goes on after an error.
    ///
    /// What is skipped is told of by a diagnostic with its byte range, once it is known. A search by plausibility takes what
    /// follows a fragment into account as far as it is there, so what it finds may depend on how the bytes were cut.
    ///
    /// - Complexity: O(n) in the bytes that were appended together with the failing ones.
    public mutating func resynchronize(_ way: Resynchronization) {
        guard failure != nil || way == .atNextAppend && isInsideFragment else { return }
        if failure == nil {
            log.add(.incompleteFragment, byteCount - headerBytes.count..<byteCount, "the rest of a fragment is missing")
        }
        failure = nil
        isLenient = true
        headerBytes.removeAll(keepingCapacity: true)
        let failedFragmentIsUnread = failedFragmentIsUnread
        self.failedFragmentIsUnread = false
        switch way {
        case .atNextAppend:
            dropOpenMessages(upTo: byteCount)
            state = .header
            if !unread.isEmpty {
                let skipped = byteCount - unread.count..<byteCount
                log.add(.skippedBytes, skipped, "bytes skipped up to the next packet")
            }
            unread = []
        case .byPlausibility:
            dropOpenMessages(upTo: byteCount - unread.count)
            if failedFragmentIsUnread, let header = FragmentHeader(unread.span, at: 0),
                resynchronizer.isPlausible(header)
            {
                // The header was read well and is only not wanted: its blob tells where the next one begins.
                let rest = unread
                unread = []
                let start = byteCount - rest.count
                skip(header, at: start)
                consume(rest.span.extracting(droppingFirst: FragmentHeader.byteCount), endingAt: byteCount)
            } else {
                search(from: failedFragmentIsUnread ? 1 : 0)
            }
        }
    }

    /// Skips fragments that repeat what was received, or that belong to no started message, until the start of a new one:
    /// what a client must do when it comes back to a session that it left (spec/psrp.md section 1.7).
    public mutating func expectReplay() {
        isLenient = true
        lastReplayedObjectID = lastObjectID
    }

    /// Hands over what was noticed since the last call.
    public mutating func takeDiagnostics() -> [PSRPDiagnostic] { log.take() }

    /// Ends the stream and returns the last diagnostics: an incomplete fragment, messages without an end.
    public consuming func finish() -> [PSRPDiagnostic] {
        switch state {
        case .header:
            if !headerBytes.isEmpty {
                let count = headerBytes.count
                log.add(.incompleteFragment, byteCount - count..<byteCount, "the stream ends in a fragment's header")
            }
        case .blob(_, let remaining, _):
            log.add(
                .incompleteFragment,
                byteCount..<byteCount,
                "the stream ends with \(remaining) bytes of a fragment to come"
            )
        case .searching:
            log.add(.skippedBytes, byteCount - unread.count..<byteCount, "no fragment was found in the last bytes")
        }
        if failure == nil { dropOpenMessages(upTo: byteCount) }
        return log.take()
    }
}

extension Defragmenter {
    /// Reads bytes of which the last is the stream's `end`th.
    private mutating func consume(_ bytes: Span<UInt8>, endingAt end: Int) {
        let base = end - bytes.count
        var offset = 0
        while offset < bytes.count {
            switch state {
            case .blob(let target, let remaining, let isEnd):
                let count = Swift.min(remaining, bytes.count - offset)
                if let target { open[target].append(bytes.extracting(offset..<offset + count)) }
                offset += count
                state = .blob(target: target, remaining: remaining - count, isEnd: isEnd)
                if remaining == count { endFragment(target, isEnd: isEnd, at: base + offset) }
            case .header:
                let start = base + offset - headerBytes.count
                let header: FragmentHeader
                if headerBytes.isEmpty, let whole = FragmentHeader(bytes, at: offset) {
                    header = whole
                    offset += FragmentHeader.byteCount
                    if let message = wholeMessage(header, bytes, at: offset, start: start) {
                        ready.append(message)
                        offset += header.blobByteCount
                        continue
                    }
                } else {
                    let count = Swift.min(FragmentHeader.byteCount - headerBytes.count, bytes.count - offset)
                    headerBytes.append(bytes.extracting(offset..<offset + count))
                    offset += count
                    guard let joined = FragmentHeader(headerBytes.span, at: 0) else { return }
                    header = joined
                }
                beginFragment(header, at: start)
                if failure != nil {
                    unread = []
                    header.append(to: &unread)
                    failedFragmentIsUnread = true
                }
                headerBytes.removeAll(keepingCapacity: true)
            case .searching:
                unread.append(bytes.extracting(droppingFirst: offset))
                return
            }
            if failure != nil {
                unread.append(bytes.extracting(droppingFirst: offset))
                return
            }
        }
    }

    /// A message that is there whole in one fragment with nothing odd about it: the case of nearly all messages.
    private mutating func wholeMessage(
        _ header: FragmentHeader,
        _ bytes: Span<UInt8>,
        at offset: Int,
        start: Int
    ) -> Message? {
        let size = FragmentHeader.byteCount + header.blobByteCount
        guard header.isStart, header.isEnd, open.isEmpty, header.fragmentID == 0, !header.hadSignBit,
            header.objectID >= 1, header.objectID >= lastObjectID, header.objectID > lastReplayedObjectID,
            bytes.count - offset >= header.blobByteCount,
            size <= options.maximumMessageByteCount,
            options.strictness == .engine || resynchronizer.isCredible(header)
        else { return nil }
        let blob = bytes.extracting(offset..<offset + header.blobByteCount)
        guard let head = MessageHeader(blob) else { return nil }
        isLenient = false
        lastReplayedObjectID = 0
        lastObjectID = header.objectID
        var message = Message(head, data: MessageData())
        message.data.append(blob.extracting(droppingFirst: Message.headerByteCount))
        message.source = Message.Source(
            objectID: header.objectID,
            fragmentCount: 1,
            byteOffset: start,
            byteCount: size
        )
        return message
    }

    private mutating func beginFragment(_ header: FragmentHeader, at start: Int) {
        let range = start..<start + FragmentHeader.byteCount
        if header.hadSignBit { log.add(.signBitSet, range, "a sign bit is set in a fragment's header; ignored") }
        guard header.objectID >= 1 else {
            return fail(.objectIDOutOfRange, at: start, "the object id of a fragment is 0; ids begin at 1")
        }
        // Believed, a header that is none would take the rest of a recording for its blob.
        guard options.strictness == .engine || resynchronizer.isCredible(header) else {
            return fail(
                .implausibleFragment,
                at: start,
                "no fragment begins here: bytes before it are missing or altered"
            )
        }
        let size = FragmentHeader.byteCount + header.blobByteCount
        if header.isStart {
            guard size <= options.maximumMessageByteCount else { return failTooLarge(header, size, at: start) }
            beginMessage(header, at: start)
        } else {
            guard let index = open.firstIndex(where: { $0.objectID == header.objectID }) else {
                if isLenient || options.strictness == .recording { return skip(header, at: start) }
                return fail(
                    .fragmentWithoutStart,
                    at: start,
                    "fragment \(header.fragmentID) of object \(header.objectID) came without the start of that object"
                )
            }
            guard header.fragmentID == open[index].lastFragmentID &+ 1 else {
                return meetSequenceError(header, open: index, at: start)
            }
            let total = open[index].byteCount &+ size
            guard total <= options.maximumMessageByteCount else { return failTooLarge(header, total, at: start) }
            open[index].lastFragmentID = header.fragmentID
            open[index].fragmentCount += 1
            open[index].byteCount = total
            enterBlob(of: header, target: index, at: range.upperBound)
        }
    }

    private mutating func beginMessage(_ header: FragmentHeader, at start: Int) {
        guard header.objectID > lastReplayedObjectID else { return skipRepeated(header, at: start) }
        lastReplayedObjectID = 0
        isLenient = false
        if let same = open.firstIndex(where: { $0.objectID == header.objectID }) {
            drop(same, upTo: start)
        } else if open.count >= options.maximumOpenMessageCount {
            drop(0, upTo: start)
        }
        let headerRange = start..<start + FragmentHeader.byteCount
        if header.fragmentID != 0 {
            let number = header.fragmentID
            log.add(.startNumberNotZero, headerRange, "object \(header.objectID) starts with fragment \(number)")
        }
        if header.objectID < lastObjectID {
            let last = lastObjectID
            log.add(.objectIDWentBackwards, headerRange, "object \(header.objectID) comes after object \(last)")
        }
        lastObjectID = header.objectID
        var message = OpenMessage(
            objectID: header.objectID,
            lastFragmentID: header.fragmentID,
            byteOffset: start
        )
        message.fragmentCount = 1
        message.byteCount = FragmentHeader.byteCount + header.blobByteCount
        open.append(message)
        enterBlob(of: header, target: open.count - 1, at: headerRange.upperBound)
    }

    private mutating func meetSequenceError(_ header: FragmentHeader, open index: Int, at start: Int) {
        let last = open[index].lastFragmentID
        if isLenient || options.strictness == .recording {
            if header.fragmentID <= last { return skipRepeated(header, at: start) }
            if options.strictness == .recording {
                let object = header.objectID
                log.add(
                    .fragmentOutOfSequence,
                    open[index].byteOffset..<start,
                    "fragment \(last &+ 1) of object \(object) is missing; the message is left out"
                )
                open.remove(at: index)
            }
            return skip(header, at: start)
        }
        fail(
            .fragmentOutOfSequence,
            at: start,
            "fragment \(header.fragmentID) of object \(header.objectID) follows fragment \(last)"
        )
    }

    private mutating func enterBlob(of header: FragmentHeader, target: Int?, at offset: Int) {
        state = .blob(target: target, remaining: header.blobByteCount, isEnd: header.isEnd)
        if header.blobByteCount == 0 { endFragment(target, isEnd: header.isEnd, at: offset) }
    }

    private mutating func skipRepeated(_ header: FragmentHeader, at start: Int) {
        let range = start..<start + FragmentHeader.byteCount
        log.add(
            .duplicateFragment,
            range,
            "fragment \(header.fragmentID) of object \(header.objectID) came again; left out"
        )
        enterBlob(of: header, target: nil, at: range.upperBound)
    }

    private mutating func skip(_ header: FragmentHeader, at start: Int) {
        let range = start..<start + FragmentHeader.byteCount + header.blobByteCount
        log.add(.skippedFragment, range, "a fragment of object \(header.objectID), whose start is missing, is left out")
        enterBlob(of: header, target: nil, at: start + FragmentHeader.byteCount)
    }

    private mutating func endFragment(_ target: Int?, isEnd: Bool, at end: Int) {
        state = .header
        guard isEnd, let target else { return }
        let object = open.remove(at: target)
        guard let header = object.header else {
            failure = Message.tooShort(object.partialHeader.count, at: object.byteOffset)
            unread = []
            return
        }
        var message = Message(header, data: object.data)
        message.source = Message.Source(
            objectID: object.objectID,
            fragmentCount: object.fragmentCount,
            byteOffset: object.byteOffset,
            byteCount: object.byteCount
        )
        ready.append(message)
    }

    private mutating func dropOpenMessages(upTo end: Int) {
        while !open.isEmpty { drop(0, upTo: end) }
    }

    private mutating func drop(_ index: Int, upTo end: Int) {
        let object = open.remove(at: index)
        let range = object.byteOffset..<Swift.max(object.byteOffset, end)
        log.add(.incompleteMessage, range, "object \(object.objectID) has no last fragment; left out")
    }

    @inline(never)
    private mutating func failTooLarge(_ header: FragmentHeader, _ size: Int, at start: Int) {
        fail(
            .messageTooLarge,
            at: start,
            "object \(header.objectID) has \(size) bytes or more; the limit is \(options.maximumMessageByteCount)"
        )
    }

    @inline(never)
    private mutating func fail(_ code: PSRPError.Code, at offset: Int, _ message: String) {
        failure = PSRPError(code: code, byteOffset: offset, message: message)
    }

    /// Looks for a fragment in `unread`, and goes on from it when there is one.
    private mutating func search(from start: Int) {
        let base = byteCount - unread.count
        switch resynchronizer.search(unread.span, from: start) {
        case .needsMore(let offset):
            // Passed bytes are given up in large steps, so that each is moved a bounded number of times.
            if offset >= options.maximumFragmentByteCount {
                log.add(.skippedBytes, base..<base + offset, "bytes skipped in search of the next fragment")
                unread.removeFirst(offset)
                state = .searching(from: 0)
            } else {
                state = .searching(from: offset)
            }
        case .found(let offset):
            if offset > 0 {
                log.add(.skippedBytes, base..<base + offset, "bytes skipped in search of the next fragment")
            }
            let rest = unread
            unread = []
            state = .header
            consume(rest.span.extracting(droppingFirst: offset), endingAt: byteCount)
        }
    }
}
