import PSRP

/// The worked examples of spec/psrp.md section 1.2, and fragments made to order.
enum FragmentExamples {
    static let pool = "44332211665588 7799aabbccddeeff00"
    static let pipeline = "67452301ab89efcd0123456789abcdef"

    static let endOfInput = hex("0000000000000007 0000000000000000 03 00000028 02000000 03100400" + pool + pipeline)
    static let outputMessage = hex("01000000 04100400" + pool + pipeline + "efbbbf3c533e68693c2f533e")
    static let output = hex("0000000000000003 0000000000000000 03 00000034") + outputMessage
    static let pipelineState =
        hex("0000000000000004 0000000000000000 03 00000067 01000000 06100400" + pool + pipeline + "efbbbf")
        + Array("<Obj RefId=\"0\"><MS><I32 N=\"PipelineState\">4</I32></MS></Obj>".utf8)

    /// The output message cut with a fragment size of 40.
    static let outputInThree =
        fragment(9, 0, 1, Array(outputMessage[0..<19])) + fragment(9, 1, 0, Array(outputMessage[19..<38]))
        + fragment(9, 2, 2, Array(outputMessage[38...]))

    static func message() throws -> Message {
        let bytes = outputMessage
        return try Message(bytes.span)
    }

    static func hex(_ text: String) -> [UInt8] {
        let digits = text.compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
    }

    static func fragment(_ object: UInt64, _ number: UInt64, _ flags: UInt8, _ blob: [UInt8]) -> [UInt8] {
        bigEndian(object) + bigEndian(number) + [flags] + Array(bigEndian(UInt64(blob.count)).suffix(4)) + blob
    }

    /// A fragment with a blob of that many bytes, which begin like an output message where it is a start.
    static func fragment(_ object: UInt64, _ number: UInt64, _ flags: UInt8, count: Int) -> [UInt8] {
        let filled = (outputMessage + [UInt8](repeating: 0x20, count: count)).prefix(count)
        return fragment(object, number, flags, Array(filled))
    }

    private static func bigEndian(_ value: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: value >> UInt64(56 - 8 * $0)) }
    }
}
