/// Finds the next plausible fragment after bytes were lost or altered.
///
/// A header is taken for one when its numbers are small, its flags agree with its number, the message header behind a
/// start names a known destination and type, and the next header, where it is there, is plausible too
/// (spec/psrp.md section 1.7).
struct Resynchronizer: Sendable {
    /// What a search found.
    enum Outcome: Equatable {
        /// A fragment begins at this offset.
        case found(Int)
        /// Nothing begins before this offset; whether something does there needs more bytes.
        case needsMore(from: Int)
    }

    /// The largest fragment believed, header included.
    ///
    /// Also the most that a search holds back.
    let maximumFragmentByteCount: Int

    /// Searches `bytes` from `start` on.
    ///
    /// - Complexity: O(n)
    func search(_ bytes: Span<UInt8>, from start: Int) -> Outcome {
        var offset = start
        while offset < bytes.count {
            switch judge(bytes, at: offset) {
            case .yes: return .found(offset)
            case .unknown: return .needsMore(from: offset)
            case .no: offset += 1
            }
        }
        return .needsMore(from: offset)
    }

    private enum Verdict {
        case yes, no, unknown
    }

    private func judge(_ bytes: Span<UInt8>, at offset: Int) -> Verdict {
        // Eight of nine offsets end here: the first four bytes of an object id below 2³² are zero.
        guard bytes[offset] == 0 else { return .no }
        guard let header = FragmentHeader(bytes, at: offset) else {
            return canBegin(bytes, at: offset) ? .unknown : .no
        }
        guard isPlausible(header) else { return .no }
        let blob = offset + FragmentHeader.byteCount
        if header.isStart {
            switch startsMessage(bytes, at: blob, count: header.blobByteCount) {
            case .no: return .no
            case .unknown: return .unknown
            case .yes: break
            }
        }
        let next = blob + header.blobByteCount
        if next == bytes.count { return .yes }
        guard next < bytes.count else { return .unknown }
        guard let following = FragmentHeader(bytes, at: next) else {
            return canBegin(bytes, at: next) ? .unknown : .no
        }
        return isPlausible(following) ? .yes : .no
    }

    /// Whether the header's numbers are those of a real fragment.
    func isPlausible(_ header: FragmentHeader) -> Bool {
        header.objectID >= 1 && header.objectID < 1 << 32 && !header.hadSignBit && header.fragmentID < 1 << 31
            && header.isStart == (header.fragmentID == 0) && header.blobByteCount >= 1
            && header.blobByteCount <= maximumFragmentByteCount - FragmentHeader.byteCount
    }

    /// Whether the header's numbers can be those of a fragment, whatever its flags: those of text or Base64 cannot.
    func isCredible(_ header: FragmentHeader) -> Bool {
        header.objectID < 1 << 32 && header.fragmentID < 1 << 31
            && header.blobByteCount <= maximumFragmentByteCount - FragmentHeader.byteCount
    }

    /// Whether a header cut off by the end of the bytes may still become one.
    private func canBegin(_ bytes: Span<UInt8>, at offset: Int) -> Bool {
        for index in offset..<Swift.min(bytes.count, offset + 4) where bytes[index] != 0 { return false }
        return true
    }

    private func startsMessage(_ bytes: Span<UInt8>, at offset: Int, count: Int) -> Verdict {
        // A start too small for destination and type says nothing either way.
        guard count >= 8 else { return .yes }
        var cursor = ByteCursor(offset: offset)
        guard
            let destination = cursor.readLittleEndian(UInt32.self, bytes),
            let type = cursor.readLittleEndian(UInt32.self, bytes)
        else { return .unknown }
        return (1...7).contains(destination) && MessageType(rawValue: type).name != nil ? .yes : .no
    }
}
