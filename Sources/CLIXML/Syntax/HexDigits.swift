/// The value of an ASCII hexadecimal digit in either case, or `nil`.
@inline(__always)
func hexDigitValue(_ byte: UInt8) -> UInt8? {
    let decimal = byte &- 0x30
    if decimal < 10 { return decimal }
    let letter = (byte | 0x20) &- 0x61
    return letter < 6 ? letter &+ 10 : nil
}

/// The upper-case digit of a value below 16.
@inline(__always)
func upperHexDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 &+ value : 0x37 &+ value }

/// The lower-case digit of a value below 16.
@inline(__always)
func lowerHexDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 &+ value : 0x57 &+ value }
