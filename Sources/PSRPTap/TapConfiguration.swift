/// What a tap stands between, and how it keeps what passes.
public struct TapConfiguration: Sendable {
    /// The two ends.
    public enum Route: Sendable, Hashable {
        /// Listens on an address and calls another for each connection; both are of the same kind.
        case listen(TapAddress, upstream: TapAddress)
        /// Runs a command, whose standard input and output are those of this process with the tap between. The command
        /// stays in the process group of this process, so that the terminal's signals reach it, and has its standard error.
        case run([String])
    }

    /// A certificate that a tap shows its clients.
    public struct Certificate: Sendable, Hashable {
        /// A file in PEM form with the certificate and those between it and its root.
        public var chainPath: String
        /// A file in PEM form with the private key.
        public var keyPath: String

        /// Names the files.
        public init(chainPath: String, keyPath: String) {
            self.chainPath = chainPath
            self.keyPath = keyPath
        }
    }

    /// How the upstream end is spoken to.
    public enum UpstreamTLS: Sendable, Hashable {
        /// Without TLS.
        case none
        /// With TLS; the certificate must be of the upstream host and end at a root that OpenSSL trusts, which
        /// `SSL_CERT_FILE` and `SSL_CERT_DIR` name in place of the system's.
        case verified
        /// With TLS, whatever the certificate: anybody between can read and change what passes.
        case unverified
    }

    /// The two ends.
    public var route: Route

    /// The certificate for clients; `nil`, the default, takes connections without TLS.
    public var certificate: Certificate?

    /// How the upstream end is spoken to; without TLS unless told otherwise.
    public var upstreamTLS = UpstreamTLS.none

    /// The capture file, which is made with mode 0600, or gone on with where it is one; `nil`, the default, keeps none.
    public var capturePath: String?

    /// Whether secrets are taken out of what is recorded; not unless told otherwise. See ``SecretRedactor``.
    public var isRedacted = false

    /// How many bytes may wait to be recorded, in bytes; 32 MiB unless told otherwise, enough for a disk that stops for a
    /// moment. What is more becomes a counted gap.
    public var queueByteCount = 32 << 20

    /// What passed is in the file after so long at the latest, in milliseconds; 500 unless told otherwise.
    public var flushMilliseconds: Int32 = 500

    /// Makes a configuration with the defaults.
    public init(route: Route) { self.route = route }
}
