/// Room at the end of an array of bytes, filled piece by piece without asking the array each time.
///
/// A piece is copied in blocks of 16 bytes where source and room are large enough, since most pieces are shorter than the
/// call that copies them would take. Writing beyond the room traps like any index out of bounds; ask for ``room`` before.
// Safe: a sink is made by `appendThroughSink` alone, cannot be copied, and is lent out for the time in which the memory is
// the array's own; each access is checked against both ends.
@safe @usableFromInline
package struct ByteSink: ~Copyable {
    /// As many bytes behind a piece let it be copied in blocks, however short it is.
    @inlinable package static var blockCount: Int { 32 }

    @usableFromInline let start: UnsafeMutableRawPointer
    /// How many bytes fit in.
    @usableFromInline package let capacity: Int
    /// How many were put in.
    @usableFromInline package internal(set) var count = 0

    @inlinable init(_ start: UnsafeMutableRawPointer, capacity: Int) {
        unsafe self.start = unsafe start
        self.capacity = capacity
    }

    /// How many bytes more fit in.
    @inlinable @inline(always) package var room: Int { capacity &- count }

    /// Puts in one byte.
    @inlinable @inline(always)
    package mutating func put(_ byte: UInt8) {
        precondition(count < capacity)
        unsafe start.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
        count &+= 1
    }

    /// Puts in the low bytes of a word, the lowest first, up to four.
    @inlinable @inline(always)
    package mutating func put(_ word: UInt32, count length: Int) {
        precondition(capacity &- count >= 4 && length >= 0 && length <= 4)
        unsafe start.storeBytes(of: word.littleEndian, toByteOffset: count, as: UInt32.self)
        count &+= length
    }

    /// Puts in the low bytes of a word, the lowest first, up to eight. Room for eight must be there.
    @inlinable @inline(always)
    package mutating func put(word: UInt64, count length: Int) {
        precondition(capacity &- count >= 8 && UInt(bitPattern: length) <= 8)
        unsafe start.storeBytes(of: word.littleEndian, toByteOffset: count, as: UInt64.self)
        count &+= length
    }

    /// The room that ``put(counted:_:_:)`` needs: as much as three bytes can count, so that no count need be looked at.
    @inlinable package static var countedRoom: Int { 3 &* 256 }

    /// Puts in the low bytes of three words, as many as the count beside each says, up to four of each. Room for
    /// ``countedRoom`` bytes must be there.
    @inlinable @inline(always)
    package mutating func put(counted first: (UInt32, UInt8), _ second: (UInt32, UInt8), _ third: (UInt32, UInt8)) {
        precondition(capacity &- count >= ByteSink.countedRoom)
        let secondStart = count &+ Int(first.1)
        let thirdStart = secondStart &+ Int(second.1)
        unsafe start.storeBytes(of: first.0.littleEndian, toByteOffset: count, as: UInt32.self)
        unsafe start.storeBytes(of: second.0.littleEndian, toByteOffset: secondStart, as: UInt32.self)
        unsafe start.storeBytes(of: third.0.littleEndian, toByteOffset: thirdStart, as: UInt32.self)
        count = thirdStart &+ Int(third.1)
    }

    /// The eight bytes of a span from an index on, the first in the lowest byte.
    @inlinable @inline(always)
    package static func word(_ source: Span<UInt8>, at index: Int) -> UInt64 {
        precondition(index >= 0 && source.count &- index >= 8)
        return unsafe source.withUnsafeBytes { bytes in
            // There are bytes, so there is an address.
            let start = unsafe bytes.baseAddress.unsafelyUnwrapped
            return unsafe UInt64(littleEndian: start.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        }
    }

    /// Puts in the bytes of `source` from an index on.
    @inlinable @inline(always)
    package mutating func put(_ source: Span<UInt8>, from first: Int, count length: Int) {
        let left = source.count &- first
        precondition(first >= 0 && length >= 0 && length <= left && length <= capacity &- count)
        unsafe source.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            let from = unsafe base + first
            let to = unsafe start + count
            if length <= ByteSink.blockCount, min(left, capacity &- count) >= ByteSink.blockCount {
                unsafe to.storeBytes(of: from.loadUnaligned(as: SIMD16<UInt8>.self), as: SIMD16<UInt8>.self)
                if length > 16 {
                    unsafe to.storeBytes(
                        of: from.loadUnaligned(fromByteOffset: 16, as: SIMD16<UInt8>.self),
                        toByteOffset: 16,
                        as: SIMD16<UInt8>.self
                    )
                }
            } else if length >= 16, length <= 64 {
                unsafe ByteSink.copyOverlapping(from, to, length)
            } else {
                unsafe to.copyMemory(from: from, byteCount: length)
            }
        }
        count &+= length
    }

    /// Copies 16 to 64 bytes in blocks of 16, of which those from the end overlap those from the start.
    @inlinable @inline(always)
    static func copyOverlapping(_ from: UnsafeRawPointer, _ to: UnsafeMutableRawPointer, _ length: Int) {
        let first = unsafe from.loadUnaligned(as: SIMD16<UInt8>.self)
        let last = unsafe from.loadUnaligned(fromByteOffset: length &- 16, as: SIMD16<UInt8>.self)
        if length > 32 {
            let second = unsafe from.loadUnaligned(fromByteOffset: 16, as: SIMD16<UInt8>.self)
            let third = unsafe from.loadUnaligned(fromByteOffset: length &- 32, as: SIMD16<UInt8>.self)
            unsafe to.storeBytes(of: second, toByteOffset: 16, as: SIMD16<UInt8>.self)
            unsafe to.storeBytes(of: third, toByteOffset: length &- 32, as: SIMD16<UInt8>.self)
        }
        unsafe to.storeBytes(of: first, as: SIMD16<UInt8>.self)
        unsafe to.storeBytes(of: last, toByteOffset: length &- 16, as: SIMD16<UInt8>.self)
    }

    /// Puts in the bytes of `source` from an index on up to the first that JSON or the text coding of CLIXML may treat in
    /// its own way: a control character, `"`, `\`, `&`, `_`, or one outside ASCII; it also stops at `]` and `^`.
    ///
    /// - Returns: the index of that byte, or `end`.
    @inlinable @inline(always)
    package mutating func putPlain(_ source: Span<UInt8>, from first: Int, to end: Int) -> Int {
        precondition(first >= 0 && end <= source.count)
        let ones: UInt64 = 0x0101_0101_0101_0101
        var index = first
        while index < end {
            guard source.count &- index >= 8, capacity &- count >= 8 else {
                let byte = source[index]
                if byte < 0x20 || byte >= 0x80 || byte | 4 == 0x26 || byte | 3 == 0x5F { break }
                put(byte)
                index &+= 1
                continue
            }
            let word = ByteSink.word(source, at: index)
            unsafe start.storeBytes(of: word.littleEndian, toByteOffset: count, as: UInt64.self)
            // The top bit of the lowest byte that stops is right; those above it may be wrong.
            let quote = (word | ones &* 4) ^ (ones &* 0x26)
            let backslash = (word | ones &* 3) ^ (ones &* 0x5F)
            let controls = (word &- ones &* 0x20) | word
            let stops = (controls | (quote &- ones) & ~quote | (backslash &- ones) & ~backslash) & (ones &* 0x80)
            let length = stops.trailingZeroBitCount >> 3
            let taken = min(length, end &- index)
            count &+= taken
            index &+= taken
            if length < 8 { break }
        }
        return index
    }

    /// Puts in the bytes of `source` from an index on up to the first that is one of four.
    ///
    /// - Returns: the index of that byte, or `end`.
    @inlinable @inline(always)
    package mutating func put(
        _ source: Span<UInt8>,
        upTo stops: (UInt8, UInt8, UInt8, UInt8),
        from first: Int,
        to end: Int
    ) -> Int {
        precondition(first >= 0 && end <= source.count)
        let ones: UInt64 = 0x0101_0101_0101_0101
        var index = first
        while index < end {
            guard source.count &- index >= 8, capacity &- count >= 8 else {
                let byte = source[index]
                if byte == stops.0 || byte == stops.1 || byte == stops.2 || byte == stops.3 { break }
                put(byte)
                index &+= 1
                continue
            }
            let word = ByteSink.word(source, at: index)
            unsafe start.storeBytes(of: word.littleEndian, toByteOffset: count, as: UInt64.self)
            // The top bit of the lowest byte that stops is right; those above it may be wrong.
            let first = word ^ (ones &* UInt64(stops.0))
            let second = word ^ (ones &* UInt64(stops.1))
            let third = word ^ (ones &* UInt64(stops.2))
            let fourth = word ^ (ones &* UInt64(stops.3))
            let pair = (first &- ones) & ~first | (second &- ones) & ~second
            let marks = pair | (third &- ones) & ~third | (fourth &- ones) & ~fourth
            let length = (marks & (ones &* 0x80)).trailingZeroBitCount >> 3
            let taken = min(length, end &- index)
            count &+= taken
            index &+= taken
            if length < 8 { break }
        }
        return index
    }

    /// Puts in the characters of units of UTF-16, in either byte order, of which one byte is zero.
    ///
    /// - Parameter units: whole units. Room for half as many bytes must be there.
    package mutating func put(packing units: Span<UInt8>) {
        let total = units.count / 2
        precondition(total <= capacity &- count)
        unsafe units.withUnsafeBytes { bytes in
            var at = 0
            while total &- at >= 16 {
                let block = unsafe bytes.loadUnaligned(fromByteOffset: 2 &* at, as: SIMD32<UInt8>.self)
                unsafe start.storeBytes(
                    of: block.evenHalf | block.oddHalf,
                    toByteOffset: count &+ at,
                    as: SIMD16<UInt8>.self
                )
                at &+= 16
            }
            while at < total {
                let byte = unsafe bytes[2 &* at] | bytes[2 &* at &+ 1]
                unsafe start.storeBytes(of: byte, toByteOffset: count &+ at, as: UInt8.self)
                at &+= 1
            }
        }
        count &+= total
    }

    /// Takes back what was put in after a moment when ``count`` was `earlier`.
    @inlinable @inline(always)
    package mutating func rewind(to earlier: Int) {
        precondition(earlier >= 0 && earlier <= count)
        count = earlier
    }
}

extension [UInt8] {
    /// Appends what `body` puts into a sink.
    ///
    /// - Parameter room: how many bytes fit into the sink.
    @inlinable @inline(always)
    package mutating func appendThroughSink(room: Int, _ body: (inout ByteSink) -> Void) {
        append(addingCapacity: room) { output in
            unsafe output.withUnsafeMutableBufferPointer { buffer, initializedCount in
                guard let base = buffer.baseAddress else { return }
                var sink = unsafe ByteSink(UnsafeMutableRawPointer(base), capacity: buffer.count)
                body(&sink)
                initializedCount = sink.count
            }
        }
    }
}
