extension PrimitiveFormatter {
    /// Appends a GUID in lower case with dashes.
    package static func guid(_ value: PSGUID, into output: inout [UInt8]) {
        output.append(addingCapacity: 36) { text in
            appendHex(value.high >> 32, 8, to: &text)
            text.append(0x2D)
            appendHex(value.high >> 16, 4, to: &text)
            text.append(0x2D)
            appendHex(value.high, 4, to: &text)
            text.append(0x2D)
            appendHex(value.low >> 48, 4, to: &text)
            text.append(0x2D)
            appendHex(value.low, 12, to: &text)
        }
    }

    /// Appends the last digits of a number in lower-case hexadecimal.
    @inline(__always)
    private static func appendHex(_ value: UInt64, _ count: UInt64, to text: inout OutputSpan<UInt8>) {
        var shift = count * 4
        while shift > 0 {
            shift -= 4
            text.append(lowerHexDigit(UInt8(truncatingIfNeeded: value >> shift) & 15))
        }
    }

    /// Appends the parts of a version that were given, joined by points.
    package static func version(_ value: PSVersion, into output: inout [UInt8]) {
        integer(value.major, into: &output)
        output.append(0x2E)
        integer(value.minor, into: &output)
        guard value.build >= 0 else { return }
        output.append(0x2E)
        integer(value.build, into: &output)
        guard value.revision >= 0 else { return }
        output.append(0x2E)
        integer(value.revision, into: &output)
    }

    /// Appends bytes in base64 without line breaks.
    package static func base64(_ bytes: Span<UInt8>, into output: inout [UInt8]) {
        output.append(addingCapacity: (bytes.count + 2) / 3 * 4) { text in
            var index = 0
            let whole = bytes.count / 3 * 3
            while index < whole {
                let bits = UInt32(bytes[index]) << 16 | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2])
                text.append(base64Digit(bits >> 18))
                text.append(base64Digit(bits >> 12 & 63))
                text.append(base64Digit(bits >> 6 & 63))
                text.append(base64Digit(bits & 63))
                index += 3
            }
            switch bytes.count - whole {
            case 1:
                let bits = UInt32(bytes[index])
                text.append(base64Digit(bits >> 2))
                text.append(base64Digit(bits << 4 & 63))
                text.append(repeating: 0x3D, count: 2)
            case 2:
                let bits = UInt32(bytes[index]) << 8 | UInt32(bytes[index + 1])
                text.append(base64Digit(bits >> 10))
                text.append(base64Digit(bits >> 4 & 63))
                text.append(base64Digit(bits << 2 & 63))
                text.append(0x3D)
            default:
                break
            }
        }
    }

    /// The base64 digit of a value below 64.
    @inline(__always)
    private static func base64Digit(_ value: UInt32) -> UInt8 {
        let value = UInt8(truncatingIfNeeded: value)
        return switch value {
        case ..<26: 0x41 &+ value
        case ..<52: 0x47 &+ value
        case ..<62: value &- 4
        case 62: 0x2B
        default: 0x2F
        }
    }

    /// Appends bytes as lower-case hexadecimal digits, as a SecureString in a file has them.
    package static func hex(_ bytes: Span<UInt8>, into output: inout [UInt8]) {
        output.append(addingCapacity: bytes.count * 2) { text in
            for index in bytes.indices {
                text.append(lowerHexDigit(bytes[index] >> 4))
                text.append(lowerHexDigit(bytes[index] & 15))
            }
        }
    }
}

extension PrimitiveFormatter {
    /// Appends a URI as `Uri.ToString()` gives it, without the escapes of an element's text (clixml.md 2.8).
    package static func uri(_ value: PSURI, into output: inout [UInt8]) { value.appendDisplayText(to: &output) }
}
