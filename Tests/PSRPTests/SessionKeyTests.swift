import CLIXML
import Foundation
import PSRP
import Testing

@Suite struct SessionKeyTests {
    /// The vectors of spec/psrp.md section 5.4, with the key 00…1f.
    static let vectors: [(text: String, sealed: String, plain: String)] = [
        ("", "nzt1BJJvi9NuMRjpA6TNSg==", ""),
        ("P@ssw0rd", "kPNWa8duthiZkv++WNVtS1KaBD0LLWvb9kQs7tFq2SU=", "UABAAHMAcwB3ADAAcgBkAA=="),
        ("Password", "WsedJQMSLPLTuBfxOjr5k5lzIrU4Supd0PV0RtiGc3M=", "UABhAHMAcwB3AG8AcgBkAA=="),
        ("12345678x", "/gd64YUcJW3pm8/db6Dm4dU7OgWAgcHlyoJZr91J4Es=", "MQAyADMANAA1ADYANwA4AHgA"),
        ("é€", "bUER+r4dhPQvY5RDvzvb/w==", "6QCsIA=="),
    ]

    private func key() throws -> SessionKey { try SessionKey(bytes: Array(0..<32)) }

    @Test(arguments: vectors.indices)
    func opensAndCloses(index: Int) throws {
        let vector = Self.vectors[index]
        let sealed = SecureStringScheme.sealed(try key())
        let opened = try sealed.open(PSSecureString(text: vector.sealed))
        let closed = try sealed.close(vector.text)
        #expect(opened == vector.text)
        #expect(closed.text == vector.sealed)
        let plain = try SecureStringScheme.plain.open(PSSecureString(text: vector.plain))
        let written = try SecureStringScheme.plain.close(vector.text)
        #expect(plain == vector.text)
        #expect(written.text == vector.plain)
    }

    /// Rows 100 and 101 of spec/psrp.md section 14, and keys that do not fit.
    @Test func saysWhyASecretStaysClosed() throws {
        let sixteen = PSSecureString(text: "UABAAHMAcwB3ADAAcgBkAA==")
        let vector = PSSecureString(text: Self.vectors[1].sealed)
        let other = SecureStringScheme.sealed(try SessionKey(bytes: [UInt8](repeating: 9, count: 32)))
        #expect(throws: PSRPError(code: .sealed)) { try SecureStringScheme.sealed(nil).open(sixteen) }
        #expect(throws: PSRPError(code: .sealed)) { try SecureStringScheme.sealed(nil).close("x") }
        #expect(throws: PSRPError(code: .wrongKey)) { try other.open(vector) }
        let short = PSSecureString(text: "UABAAHMA")
        #expect(throws: PSRPError(code: .malformedSecureString)) { try other.open(short) }
        let odd = PSSecureString(text: "UABA")
        #expect(throws: PSRPError(code: .malformedSecureString)) { try SecureStringScheme.plain.open(odd) }
        let text = PSSecureString(text: "hello!")
        #expect(throws: PSRPError(code: .malformedSecureString)) { try SecureStringScheme.plain.open(text) }
        #expect(throws: PSRPError(code: .malformedKey)) { try SessionKey(bytes: [1, 2, 3]) }
    }

    @Test func exchangesAKey() throws {
        let pair = try ExchangeKey()
        let publicKey = try pair.publicKeyBlob()
        #expect(publicKey.count == 276)
        #expect(Array(publicKey.prefix(20)) == FragmentExamples.hex("06020000 00a40000 52534131 00080000 01000100"))
        let key = try SessionKey.random()
        let sealed = try key.sealed(for: publicKey)
        #expect(sealed.count == 268)
        #expect(Array(sealed.prefix(12)) == FragmentExamples.hex("01020000 10660000 00a40000"))
        let opened = try pair.open(sealed)
        #expect(opened == key)

        let stranger = try ExchangeKey()
        let fits = try stranger.matches(publicKey: publicKey)
        let own = try pair.matches(publicKey: publicKey)
        #expect(!fits && own)
        #expect(throws: PSRPError.self) { try stranger.open(sealed) }
    }

    /// Rows 92 to 94 and 96: what is no key blob, and a modulus that lost its zero bytes.
    @Test func refusesBlobsThatAreNone() throws {
        let pair = try ExchangeKey()
        var blob = try pair.publicKeyBlob()
        let key = try key()
        #expect(throws: PSRPError(code: .malformedKeyBlob)) { try pair.open([1, 2, 3]) }
        blob[11] = UInt8(ascii: "2")
        #expect(throws: PSRPError(code: .malformedKeyBlob)) { try key.sealed(for: blob) }
        blob[11] = UInt8(ascii: "1")
        blob[275] = 0
        let short = Array(blob.dropLast())
        let first = try pair.matches(publicKey: blob)
        #expect(!first)
        // Both say the same modulus, so both are sealed for alike.
        let sealed = try key.sealed(for: short)
        #expect(sealed.count == 268)
    }

    @Test(arguments: ["18-protocol-23", "37-protocol-22"])
    func opensTheSecretsOfARecordedSession(name: String) throws {
        let session = try RecordedSession.fixture(name)
        let pair = try ExchangeKey(pem: Array(session.text(of: "client-private-key.pem").utf8))
        let text = try session.entries().compactMap(\.data).joined(separator: "\n")
        let publicKey = try #require(Array(base64: text, after: #/N="PublicKey">([^<]*)</#))
        let fits = try pair.matches(publicKey: publicKey)
        #expect(fits)
        let sealedKey = try #require(Array(base64: text, after: #/N="EncryptedSessionKey">([^<]*)</#))
        let scheme = SecureStringScheme.sealed(try pair.open(sealedKey))
        let secrets = try text.matches(of: #/<SS[^>]*>([^<]*)</#).map {
            try scheme.open(PSSecureString(text: String($0.1)))
        }
        let expected = try session.text(of: "../expected-secrets.txt").split(separator: "\n").map {
            String($0[(try #require($0.range(of: ": "))).upperBound...])
        }
        #expect(secrets == expected)
    }
}

extension [UInt8] {
    /// The first text that matches, decoded.
    fileprivate init?(base64 text: String, after pattern: Regex<(Substring, Substring)>) {
        guard let match = text.firstMatch(of: pattern), let data = Data(base64Encoded: String(match.1)) else {
            return nil
        }
        self.init(data)
    }
}
