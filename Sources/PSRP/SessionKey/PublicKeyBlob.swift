/// An RSA public key as CryptoAPI stores it (PUBLICKEYBLOB), the content of PUBLIC_KEY (spec/psrp.md section 5.2).
///
///      0    1    2       4          8         12         16         20
///     +----+----+-------+----------+---------+----------+----------+-----------
///     | 06 | 02 | 00 00 | 00A40000 | "RSA1"  | bits LE  | exponent | modulus …
///     +----+----+-------+----------+---------+----------+----------+-----------
///
/// All numbers have their lowest byte first.
struct PublicKeyBlob: Equatable {
    private static let headerByteCount = 20
    private static let header: [UInt8] = [6, 2, 0, 0, 0, 0xA4, 0, 0]
    private static let magic = Array("RSA1".utf8)

    /// The modulus, highest byte first.
    let modulus: [UInt8]

    /// The public exponent, highest byte first.
    let exponent: [UInt8]

    init(modulus: [UInt8], exponent: [UInt8]) {
        self.modulus = modulus
        self.exponent = exponent
    }

    /// Reads a blob as the engine does: bytes 0 to 3 and the magic are checked, the algorithm is not.
    ///
    /// A modulus with fewer bytes than its length says has zeros at its high end, which some producers leave out.
    init(_ bytes: [UInt8]) throws(PSRPError) {
        guard bytes.count > Self.headerByteCount, bytes[0..<4].elementsEqual(Self.header[0..<4]),
            bytes[8..<12].elementsEqual(Self.magic)
        else { throw PSRPError(code: .malformedKeyBlob, message: "the public key is no RSA public key blob") }
        var cursor = ByteCursor(offset: 12)
        let bitCount = cursor.readLittleEndian(UInt32.self, bytes.span) ?? 0
        guard (512...16_384).contains(bitCount) else {
            throw PSRPError(code: .malformedKeyBlob, message: "the public key has \(bitCount) bits")
        }
        // The engine looks at the lower three bytes only.
        exponent = Array(bytes[16..<19].reversed())
        let size = Int(bitCount / 8)
        let modulus = bytes[Self.headerByteCount...].prefix(size)
        self.modulus = [UInt8](repeating: 0, count: size - modulus.count) + modulus.reversed()
    }

    /// The bytes of the blob.
    var bytes: [UInt8] {
        var bytes = Self.header + Self.magic
        bytes.appendLittleEndian(UInt32(modulus.count * 8))
        let low = exponent.suffix(4).reversed()
        bytes += low + [UInt8](repeating: 0, count: 4 - low.count)
        return bytes + modulus.reversed()
    }

    /// Whether both are the same key, zeros at the high end left out.
    static func == (left: PublicKeyBlob, right: PublicKeyBlob) -> Bool {
        left.modulus.drop { $0 == 0 }.elementsEqual(right.modulus.drop { $0 == 0 })
            && left.exponent.drop { $0 == 0 }.elementsEqual(right.exponent.drop { $0 == 0 })
    }
}

/// A session key sealed with a public key as CryptoAPI stores it (SIMPLEBLOB), the content of ENCRYPTED_SESSION_KEY
/// (spec/psrp.md section 5.3): twelve bytes of header, then the RSA ciphertext with its lowest byte first.
struct SessionKeyBlob {
    private static let header: [UInt8] = [1, 2, 0, 0, 0x10, 0x66, 0, 0, 0, 0xA4, 0, 0]

    /// The RSA ciphertext, highest byte first.
    let ciphertext: [UInt8]

    init(ciphertext: [UInt8]) { self.ciphertext = ciphertext }

    /// Reads a blob.
    init(_ bytes: [UInt8]) throws(PSRPError) {
        guard bytes.count > Self.header.count, bytes.starts(with: Self.header) else {
            throw PSRPError(code: .malformedKeyBlob, message: "the session key is no AES-256 key blob")
        }
        ciphertext = bytes[Self.header.count...].reversed()
    }

    /// The bytes of the blob.
    var bytes: [UInt8] { Self.header + ciphertext.reversed() }
}
