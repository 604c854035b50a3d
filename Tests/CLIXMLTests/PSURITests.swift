import CLIXML
import Foundation
import Testing

@Suite struct PSURITests {
    @Test(arguments: PrimitiveRow.fixtures.filter { $0.tag == "URI" })
    func acceptsWhatDotNetAccepts(_ row: PrimitiveRow) {
        let uri = PSURI(bytes: row.text.span)
        #expect(uri?.originalString == row.value?.text)
    }

    @Test(arguments: DotNetValueRow.rows("uri:"))
    func showsPropertiesAsDotNetDoes(_ row: DotNetValueRow) throws {
        let uri = try #require(PSURI(String(decoding: row.text, as: UTF8.self)))
        #expect(uri.displayString == row.cell)
        let properties = uri.properties
        var found: [String: String] = [
            "OriginalString": uri.originalString, "IsAbsoluteUri": properties == nil ? "False" : "True",
            "UserEscaped": "False",
        ]
        if let properties {
            found["AbsolutePath"] = properties.absolutePath
            found["AbsoluteUri"] = properties.absoluteURI
            found["LocalPath"] = properties.localPath
            found["Authority"] = properties.authority
            found["HostNameType"] = properties.hostNameType.name
            found["IsDefaultPort"] = properties.isDefaultPort ? "True" : "False"
            found["IsFile"] = properties.isFile ? "True" : "False"
            found["IsLoopback"] = properties.isLoopback ? "True" : "False"
            found["PathAndQuery"] = properties.pathAndQuery
            found["Segments"] = "System.String[]"
            found["IsUnc"] = properties.isUNC ? "True" : "False"
            found["Host"] = properties.host
            found["Port"] = "\(properties.port)"
            found["Query"] = properties.query
            found["Fragment"] = properties.fragment
            found["Scheme"] = properties.scheme
            found["DnsSafeHost"] = properties.dnsSafeHost
            found["IdnHost"] = properties.idnHost
            found["UserInfo"] = properties.userInfo
            let segments = "[" + properties.segments.map { "\"\($0)\"" }.joined(separator: ",") + "]"
            #expect(row.properties.first { $0.name == "Segments" }?.json == segments)
        }
        for property in row.properties {
            #expect(found[property.name] == property.cell, "\(property.name)")
        }
        #expect(row.properties.count == 22)
    }
}

/// A URI and what .NET shows of it.
struct URIRow: CustomTestStringConvertible, Sendable {
    var source: String
    var display: String
    var absolute: String
    var localPath: String
    var authority: String
    var hostNameType: String

    var testDescription: String { source }

    static let all: [URIRow] = {
        let file = PrimitiveRow.folder.appending(path: "Fixtures/primitives/uris.tsv")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard cells.count == 6 else { return nil }
            return URIRow(
                source: cells[0],
                display: cells[1],
                absolute: cells[2],
                localPath: cells[3],
                authority: cells[4],
                hostNameType: cells[5]
            )
        }
    }()
}

extension PSURITests {
    @Test(arguments: URIRow.all)
    func showsTextsAsDotNetDoes(_ row: URIRow) throws {
        let uri = try #require(PSURI(row.source))
        #expect(uri.displayString == row.display)
        let properties = try #require(uri.properties)
        #expect(properties.absoluteURI == row.absolute)
        #expect(properties.localPath == row.localPath)
        #expect(properties.authority == row.authority)
        #expect(properties.hostNameType.name == row.hostNameType)
    }

    @Test(arguments: [
        "net.tcp://../x", "file:///h:0080/a", "http://./%25", "file://.//", "net.tcp://h%20x/a", "ldap://./a",
        "mailto:.a",
        "gopher:///a", "file://@h/x", "http://h%20x", "http://a@b@c/", "http:///a", "https://a..b/", "ftp://h:x/",
        "http://h:99999/", "net.tcp://_srv/a", "c:x", "a:b", "\\\\s s\\x", "http://", "file://user:p@h/",
        "http://[::1/",
        "http://[1::2::3]/", "http://[12345::]/", "http://[1:2:3:4:5:6:7]/", "file://h:80/a",
    ])
    func refusesWhatDotNetRefuses(_ text: String) {
        #expect(PSURI(text) == nil)
    }

    @Test(arguments: [
        ("", ""), ("c:", "c:"), ("a b", "a b"), ("é", "é"), ("?q", "?q"), ("1:abc", "1:abc"), ("+x:y", "+x:y"),
        ("http:", "http:"), ("http:a", "http:a"), ("\\a", "\\a"), ("/", "/"), ("/usr/bin/x%41", "/usr/bin/x%41"),
        ("//server/share", "//server/share"), ("rel/a b%20c", "rel/a b%20c"), ("rel%41/%7E%2F", "relA/~%2F"),
        (" \\\\server\\x", " \\\\server\\x"),
    ])
    func takesTheRestAsRelative(_ text: String, _ display: String) throws {
        let uri = try #require(PSURI(text))
        #expect(uri.properties == nil)
        #expect(uri.displayString == display)
        #expect(uri.originalString == text)
    }

    /// What is seen at a glance is what taking the URI apart gives.
    @Test func showsPlainTextsAsItShowsOthers() {
        var generator = SplitMix(seed: 8)
        let starts = ["http://", "https://", "file:///c:", "file:///", "HTTP://", "ftp://", "", "http:/", "x"]
        let hosts = [
            "a", "loopback", "localhost", "a.b", "xn--e1a", "a-b.c", "A.b", "1.2.3.4", "a1.2", "a.", "-a", "a-", "h:80",
            "u@h", "loopback.x", "x.loopback", "", "a--b",
        ]
        let pieces = [
            "/", "/", "/", ".", "..", "a", "b c", " ", "?", "#", ":", "=", "&", "%41", "é", "\\", "d.e", "...", "-",
            "_", "~",
            "@", "+", ",", ";", "|", "<", "'", "(", "*", "!", "$", "/c:/", "\u{7F}", "\u{1}", "{",
        ]
        var sameCount = 0
        for _ in 0..<60_000 {
            var text = starts.randomElement(using: &generator)! + hosts.randomElement(using: &generator)!
            for _ in 0..<Int.random(in: 0...6, using: &generator) { text += pieces.randomElement(using: &generator)! }
            guard let uri = PSURI(text) else { continue }
            var shown: [UInt8] = []
            uri.appendDisplayText(to: &shown)
            #expect(String(decoding: shown, as: UTF8.self) == uri.displayString, "\(text)")
            if uri.displayString == text, uri.properties != nil { sameCount += 1 }
        }
        #expect(sameCount > 5_000)
    }

    /// The forms of clixml.md 2.8.
    @Test(arguments: [
        ("http://a/b%20c", "http://a/b c"), ("HTTP://Example.COM:80/a/./b/../c", "http://example.com/a/c"),
        ("http://example.com", "http://example.com/"), ("\\\\srv\\share", "file://srv/share"),
        ("http://a/%C3%A4%20%25%2F%3F#f%20", "http://a/ä %25%2F%3F#f"), ("  http://a/  ", "http://a/"),
        ("http://loopback:8080/", "http://localhost:8080/"), ("http://u@a/", "http://u@a/"),
        ("http://a:/", "http://a/"), ("file:///etc/a\\b", "file:///etc/a\\b"),
        ("http://[::FFFF:1.2.3.4]/", "http://[::ffff:1.2.3.4]/"),
        ("http://[1:0:0:2:0:0:0:3]/", "http://[1:0:0:2::3]/"), ("http://[fe80::1%25eth0]/", "http://[fe80::1]/"),
        ("http://[::5EFE:1.2.3.4]/", "http://[::5efe:1.2.3.4]/"), ("http://0x7F000001/", "http://127.0.0.1/"),
        ("http://e\u{301}.x/", "http://\u{E9}.x/"),
    ])
    func writesTheDisplayForm(_ text: String, _ display: String) throws {
        let uri = try #require(PSURI(text))
        #expect(uri.displayString == display)
        #expect(shown(uri) == display)
    }

    private func shown(_ uri: PSURI) -> String { text { uri.appendDisplayText(to: &$0) } }

    @Test(arguments: [
        ("http://bücher.example/", "xn--bcher-kva.example"), ("http://例え.テスト/", "xn--r8jz45g.xn--zckzah"),
        ("http://☃.net/", "xn--n3h.net"), ("http://他们为什么不说中文/", "xn--ihqwcrb4cv8a8dqg056pqjye"),
        ("http://MÜNCHEN.de/", "xn--mnchen-3ya.de"), ("http://[fe80::1%eth0]/", "fe80::1%eth0"), ("file:///x", ""),
        ("http://3年B組金八先生/", "xn--3b-ww4c5e180e575a65lsy2b"),
    ])
    func writesHostsInPunycode(_ text: String, _ expected: String) throws {
        let uri = try #require(PSURI(text))
        #expect(uri.properties?.idnHost == expected)
    }

    @Test func hasNoPunycodeForLabelsTooLong() throws {
        let uri = try #require(PSURI("http://" + String(repeating: "ä", count: 58) + "/"))
        #expect(uri.properties?.idnHost == nil)
        #expect(uri.properties?.host.count == 58)
    }

    @Test(
        arguments: [
            ("file:///c:/temp/", ["/", "c:/", "temp/"]), ("http://a", ["/"]), ("news:x/y", ["x/", "y"]),
            ("mailto:a@b", []),
        ] as [(String, [String])]
    )
    func cutsPathsIntoSegments(_ text: String, _ segments: [String]) throws {
        let uri = try #require(PSURI(text))
        #expect(uri.properties?.segments == segments)
    }

    @Test func keepsLoneSurrogates() throws {
        var bytes = Array("http://a/".utf8)
        TextEscapes.appendCodeUnit(0xD83D, into: &bytes)
        let uri = PSURI(bytes: bytes.span)
        #expect(uri?.originalBytes == bytes)
        #expect(uri?.properties?.absolutePath == "/%EF%BF%BD")
    }

    /// Any text is taken or refused, and what is taken can be shown.
    @Test func survivesAnyText() {
        var generator = SplitMix(seed: 99)
        let pieces = [
            "http:", "file:", "x:", "mailto:", "/", "//", "\\", ":", "@", "[", "]", "%", "%41", "%C3", "%A4", ".", "..",
            "a", "1", "?",
            "#", " ", "é", "c|", "c:", "0x", "::", "\u{200E}", "|", "𐍈",
        ]
        for _ in 0..<20_000 {
            let length = Int(generator.next() % 10)
            let text = (0..<length).map { _ in pieces[Int(generator.next() % UInt64(pieces.count))] }.joined()
            guard let uri = PSURI(text) else { continue }
            #expect(uri.originalString == text)
            if let properties = uri.properties {
                #expect(properties.absoluteURI.hasPrefix(properties.scheme + ":"), "\(text)")
                #expect(properties.absolutePath + properties.query == properties.pathAndQuery)
            }
        }
    }

    /// What is recognised at a glance is what the parser takes, to which a blank in front leaves every text.
    @Test func takesPlainTextsAsTheParserDoes() {
        var generator = SplitMix(seed: 7)
        let pieces = [
            "http", "https", "file", "ftp", "://", ":///", ":", "/", "//", "a", "b-c", "1", ".", "-", "_", "|", "c:",
            "?q=1",
            "#f", "%41", "%", " ", "é", "@", "\\", "x y", String(repeating: "l", count: 63), "host.example",
        ]
        var taken = 0
        for _ in 0..<40_000 {
            let length = Int(generator.next() % 7)
            let text = (0..<length).map { _ in pieces[Int(generator.next() % UInt64(pieces.count))] }.joined()
            let uri = PSURI(text)
            let slow = PSURI(" " + text)
            guard let uri else { continue }
            #expect(slow != nil, "\(text)")
            taken += 1
            // The parts of an absolute URI are always found by the parser; a relative one shows as its text.
            if uri.properties == nil {
                var shown: [UInt8] = []
                uri.appendDisplayText(to: &shown)
                #expect(String(decoding: shown, as: UTF8.self) == uri.displayString, "\(text)")
            }
        }
        #expect(taken > 20_000)
    }
}
