import PSRP

/// Finds the SecureStrings in the bytes of one message, as they pass, and puts asterisks in their place.
///
/// A SecureString is the text of an `SS` element, Base64 of UTF-16; what stands there afterwards is as long, and reads as
/// asterisks where it is not sealed. So fragments and packets keep their sizes.
struct SecureStringMask {
    private enum Place {
        case text
        case name
        case attributes(isSecret: Bool)
        case value(isSecret: Bool, quote: UInt8)
        case secret
    }

    /// What stands before the document (MS-PSRP 2.2.1) and can hold any byte.
    private static let headerByteCount = 40

    /// Base64 of asterisks in UTF-16, which repeats itself.
    private static let asterisks = Array("KgAqACoA".utf8)

    private var headerCount = 0
    private var place = Place.text
    private var name: [UInt8] = []
    private var secretCount = 0
    private var lastByte: UInt8 = 0

    /// What takes the place of the next byte.
    mutating func pass(_ byte: UInt8) -> UInt8 {
        guard headerCount == Self.headerByteCount else {
            headerCount += 1
            return byte
        }
        defer { lastByte = byte }
        switch place {
        case .secret:
            guard byte != UInt8(ascii: "<") else { break }
            guard byte > 0x20, byte != UInt8(ascii: "=") else { return byte }
            defer { secretCount += 1 }
            return Self.asterisks[secretCount % Self.asterisks.count]
        case .value(let isSecret, let quote):
            if byte == quote { place = .attributes(isSecret: isSecret) }
            // A value cannot hold one, so this is none.
            if byte != UInt8(ascii: "<") { return byte }
        case .attributes(let isSecret):
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "'"): place = .value(isSecret: isSecret, quote: byte)
            case UInt8(ascii: ">"): open(isSecret)
            default: break
            }
            if byte != UInt8(ascii: "<") { return byte }
        case .name:
            switch byte {
            case UInt8(ascii: ">"): open(name == Array("SS".utf8))
            case 0...0x20: place = .attributes(isSecret: name == Array("SS".utf8))
            default: if name.count < 3 { name.append(byte) }
            }
            if byte != UInt8(ascii: "<") { return byte }
        case .text: break
        }
        if byte == UInt8(ascii: "<") {
            place = .name
            name = []
        }
        return byte
    }

    /// A start tag has ended.
    private mutating func open(_ isSecret: Bool) {
        place = isSecret && lastByte != UInt8(ascii: "/") ? .secret : .text
        secretCount = 0
    }
}
