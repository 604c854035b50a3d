import CLIXML

/// Names the mechanism that sealed an HTTP body (spec/psrp.md section 9.1).
package enum SealedBody {
    /// The mechanism's name, or `nil` for a body that is not sealed.
    package static func mechanism(of message: HTTPMessage) -> String? {
        guard message.mediaType == "multipart/encrypted" || message.mediaType == "multipart/x-multi-encrypted" else {
            return nil
        }
        let name = message.contentTypeParameter("protocol") ?? "a mechanism without a name"
        switch name.lowercased() {
        case "application/http-credssp-session-encrypted": return "CredSSP"
        case "application/http-kerberos-session-encrypted": return "Kerberos"
        case "application/http-spnego-session-encrypted": return spnegoMechanism(message.body) + " (Negotiate)"
        default: return name
        }
    }

    /// Negotiate leaves it to the token in front of the sealed bytes: NTLM's has 16 bytes and begins with a version of 1,
    /// Kerberos has an identifier of its own.
    private static func spnegoMechanism(_ body: [UInt8]) -> String {
        let mark = Array("application/octet-stream".utf8)
        var offset = 0
        while offset + mark.count + 8 <= body.count {
            guard body[offset] == mark[0], body[offset..<offset + mark.count].elementsEqual(mark) else {
                offset += 1
                continue
            }
            offset += mark.count
            while offset < body.count, body[offset] == 0x0D || body[offset] == 0x0A { offset += 1 }
            guard offset + 8 <= body.count else { break }
            let length = body[offset..<offset + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
            let token = body[offset + 4..<offset + 8]
            if length == 16, token.elementsEqual([1, 0, 0, 0]) { return "NTLM" }
            if token.starts(with: [5, 4]) { return "Kerberos" }
            break
        }
        return "NTLM or Kerberos"
    }
}
