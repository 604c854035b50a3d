import PSRP

/// Takes the SecureStrings out of the messages of one stream of fragments.
///
/// What cannot be followed, because its beginning is not there or it is no fragment, as compressed streams are not, is
/// taken out whole: nobody knows what is in it.
struct FragmentMask {
    /// How many messages may be open; of more, some are forgotten, and what is left of them is taken out.
    private static let maximumOpenCount = 256

    private var header: [UInt8] = []
    private var object: Int64 = 0
    private var isLast = false
    private var blobByteCount = 0
    private var isLost = false
    private var open: [Int64: SecureStringMask] = [:]
    /// That of the fragment which is passing.
    private var current: SecureStringMask?

    /// A packet begins, in which there may be fragments again.
    mutating func beginPacket() {
        guard isLost else { return }
        isLost = false
        header = []
    }

    /// What takes the place of the next byte.
    mutating func pass(_ byte: UInt8) -> UInt8 {
        if isLost { return 0 }
        guard blobByteCount > 0 else {
            header.append(byte)
            if header.count == FragmentHeader.byteCount { begin() }
            return isLost ? 0 : byte
        }
        blobByteCount -= 1
        // Blanks in the place of what is not understood.
        let passed = current?.pass(byte) ?? 0x20
        if blobByteCount == 0 { end() }
        return passed
    }

    private mutating func begin() {
        let isPlain = header[16] & 0xFC == 0
        guard isPlain, let fragment = FragmentHeader(header.span), fragment.objectID > 0 else {
            isLost = true
            return
        }
        header = []
        object = fragment.objectID
        isLast = fragment.isEnd
        blobByteCount = fragment.blobByteCount
        if fragment.isStart {
            if open.count >= Self.maximumOpenCount, let any = open.keys.first { open[any] = nil }
            open[object] = SecureStringMask()
        }
        current = open.removeValue(forKey: object)
        if blobByteCount == 0 { end() }
    }

    private mutating func end() {
        if !isLast { open[object] = current }
        current = nil
    }
}
