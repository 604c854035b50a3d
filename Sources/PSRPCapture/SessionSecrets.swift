public import CLIXML
public import PSRP

/// What is known about the secrets of recorded sessions: the version each pool agreed on, and the keys to its
/// SecureStrings (spec/psrp.md section 5).
///
/// A SecureString can pass before the messages that bring its key. Whoever wants all of them opened shows this the whole
/// recording first, and decodes it then.
public struct SessionSecrets: Sendable {
    private let exchangeKeys: [ExchangeKey]
    private var protocolMinor: Int32 = 3
    private var publicKey: [UInt8]?
    private var schemes: [PSGUID: SecureStringScheme] = [:]
    private var currentPool = PSGUID.zero

    /// Why the key of a pool could not be opened, at most one for each.
    public private(set) var problems: [PSRPError] = []

    /// Makes secrets that can be opened with these private keys.
    public init(exchangeKeys: [ExchangeKey] = []) { self.exchangeKeys = exchangeKeys }

    /// Notes what a message says about versions and keys.
    public mutating func observe(_ message: Message) {
        if message.runspacePoolID != .zero { currentPool = message.runspacePoolID }
        switch message.type {
        case .sessionCapability:
            guard message.destination.contains(.client),
                case .sessionCapability(let capability)? = try? message.payload()
            else { return }
            protocolMinor = capability.protocolVersion.minor
            schemes[currentPool] = protocolMinor >= 4 ? .plain : .sealed(nil)
        case .publicKey:
            if case .publicKey(let payload)? = try? message.payload() { publicKey = payload.blob }
        case .encryptedSessionKey:
            guard case .encryptedSessionKey(let payload)? = try? message.payload() else { return }
            do {
                if let key = try open(payload.blob) { schemes[currentPool] = .sealed(key) }
            } catch {
                problems.append(error)
            }
        default:
            break
        }
    }

    private func open(_ blob: [UInt8]) throws(PSRPError) -> SessionKey? {
        guard !exchangeKeys.isEmpty else { return nil }
        if let publicKey {
            for key in exchangeKeys where (try? key.matches(publicKey: publicKey)) == true { return try key.open(blob) }
            throw PSRPError(
                code: .wrongKey,
                message: "the private key is not the one whose public half the client of this session sent"
            )
        }
        var failure: PSRPError?
        for key in exchangeKeys {
            do {
                return try key.open(blob)
            } catch {
                failure = error
            }
        }
        throw failure ?? PSRPError(code: .wrongKey, message: "no private key opens the session key")
    }

    /// How the SecureStrings of a pool are written. Without a capability message 2.3 is assumed.
    public func scheme(of pool: PSGUID) -> SecureStringScheme { schemes[pool] ?? schemes[currentPool] ?? .sealed(nil) }
}
