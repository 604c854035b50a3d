import CLIXML
import PSRP

/// What stands before a block of a capture file: where it ends, and what is in it.
struct CaptureBlockHead: Equatable {
    var frameByteCount: UInt32
    var contentByteCount: UInt32
    var recordCount: UInt32
    var firstNanoseconds: Int64
    var lastNanoseconds: Int64

    /// The bytes that every head begins with.
    static let sign: [UInt8] = {
        var sign: [UInt8] = []
        sign.append(number: CaptureFormat.headMagic)
        sign.append(number: UInt32(CaptureFormat.headByteCount - 8))
        return sign + CaptureFormat.blockSign
    }()

    init(
        frameByteCount: UInt32,
        contentByteCount: UInt32,
        recordCount: UInt32,
        firstNanoseconds: Int64,
        lastNanoseconds: Int64
    ) {
        self.frameByteCount = frameByteCount
        self.contentByteCount = contentByteCount
        self.recordCount = recordCount
        self.firstNanoseconds = firstNanoseconds
        self.lastNanoseconds = lastNanoseconds
    }

    /// Reads a head that begins at a place and is there whole, or returns `nil` where it is none, or damaged.
    init?(_ bytes: Span<UInt8>, at offset: Int) {
        guard bytes.starts(with: Self.sign, at: offset) else { return nil }
        var cursor = ByteCursor(offset: offset + Self.sign.count)
        guard
            let frame = cursor.readLittleEndian(UInt32.self, bytes),
            let content = cursor.readLittleEndian(UInt32.self, bytes),
            let records = cursor.readLittleEndian(UInt32.self, bytes),
            let check = cursor.readLittleEndian(UInt32.self, bytes),
            let first = cursor.readLittleEndian(UInt64.self, bytes),
            let last = cursor.readLittleEndian(UInt64.self, bytes),
            content <= CaptureFormat.maximumContentByteCount, frame <= CaptureFormat.maximumContentByteCount * 2,
            check == CaptureFormat.check(bytes, offset..<offset + 28, offset + 32..<offset + 48)
        else { return nil }
        self.init(
            frameByteCount: frame,
            contentByteCount: content,
            recordCount: records,
            firstNanoseconds: Int64(bitPattern: first),
            lastNanoseconds: Int64(bitPattern: last)
        )
    }

    func append(to output: inout [UInt8]) {
        var bytes = Self.sign
        bytes.append(number: frameByteCount)
        bytes.append(number: contentByteCount)
        bytes.append(number: recordCount)
        bytes.append(number: UInt32(0))
        bytes.append(number: UInt64(bitPattern: firstNanoseconds))
        bytes.append(number: UInt64(bitPattern: lastNanoseconds))
        let check = CaptureFormat.check(bytes.span, 0..<28, 32..<48)
        for index in 0..<4 { bytes[28 + index] = UInt8(truncatingIfNeeded: check >> UInt32(8 * index)) }
        output += bytes
    }
}
