internal import CLIXML

/// A URI and, if it is absolute, its parts.
package struct DotNetURI: Sendable {
    let value: PSURI
    let parts: PSURI.Properties?

    init(_ value: PSURI) {
        self.value = value
        parts = value.properties
    }
}

extension DotNetProperty<DotNetURI> {
    /// The properties of System.Uri (conversion spec, section 6.4). Most throw for a relative one.
    package static let uri: [DotNetProperty<DotNetURI>] = [
        text("AbsolutePath") { $0.absolutePath },
        text("AbsoluteUri") { $0.absoluteURI },
        text("LocalPath") { $0.localPath },
        text("Authority") { $0.authority },
        ofAbsolute("HostNameType") { .enumeration(.uriHostNameType($0.hostNameType)) },
        ofAbsolute("IsDefaultPort") { .boolean($0.isDefaultPort) },
        ofAbsolute("IsFile") { .boolean($0.isFile) },
        ofAbsolute("IsLoopback") { .boolean($0.isLoopback) },
        text("PathAndQuery") { $0.pathAndQuery },
        ofAbsolute("Segments") { .texts($0.segments.map { Array($0.utf8) }) },
        ofAbsolute("IsUnc") { .boolean($0.isUNC) },
        text("Host") { $0.host },
        ofAbsolute("Port") { .int32($0.port) },
        text("Query") { $0.query },
        text("Fragment") { $0.fragment },
        text("Scheme") { $0.scheme },
        DotNetProperty("OriginalString") { .text($0.value.originalBytes) },
        text("DnsSafeHost") { $0.dnsSafeHost },
        text("IdnHost") { $0.idnHost },
        DotNetProperty("IsAbsoluteUri") { .boolean($0.parts != nil) },
        DotNetProperty("UserEscaped") { _ in .boolean(false) },
        text("UserInfo") { $0.userInfo },
    ]

    private static func ofAbsolute(
        _ name: String,
        _ value: @escaping @Sendable (PSURI.Properties) -> DotNetValue
    ) -> DotNetProperty<DotNetURI> {
        DotNetProperty(name) { $0.parts.map(value) ?? .failing }
    }

    private static func text(
        _ name: String,
        _ value: @escaping @Sendable (PSURI.Properties) -> String?
    ) -> DotNetProperty<DotNetURI> {
        ofAbsolute(name) { parts in value(parts).map { .text(Array($0.utf8)) } ?? .failing }
    }
}
