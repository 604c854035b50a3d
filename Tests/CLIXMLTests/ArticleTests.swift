import CLIXML
import Foundation
import TestSupport
import Testing

/// The snippets of the articles, as they stand there.
@Suite struct ArticleTests {
    @Test func gettingStarted() throws {
        let path = Fixture("documents/files.clixml").path
        var reader = try CLIXMLReader(path: path)
        var names: [String] = []
        while let value = try reader.next() {
            guard case .object(let file) = value, case .string(let name)? = file["Name"] else { continue }
            names.append(name)
        }
        #expect(names.prefix(2) == ["libpsl-native.so", "LICENSE.txt"])

        let tags = PSObject(list: ["a", "b"])
        let service = PSObject(extendedProperties: ["Name": "web", "Port": 8080, "Tags": .object(tags)])
        var writer = CLIXMLWriter()
        var bytes: [UInt8] = []
        try writer.write(.object(service), into: &bytes)
        writer.finish(into: &bytes)
        let values = try Reading.values(bytes)
        guard case .object(let read)? = values.first?.value else { throw CocoaError(.featureUnsupported) }
        #expect(read["port"] == 8080)
        guard case .object(let list)? = read["Tags"] else { throw CocoaError(.featureUnsupported) }
        #expect(list.container?.items == ["a", "b"])
    }

    @Test func streaming() async throws {
        let document = Reading.document("<S>a</S><Obj RefId='0'><MS/></Obj><Ref RefId='0'/>")
        let chunks = document.map { [$0] }
        var received: [DocumentValue] = []
        var parser = CLIXMLParser()
        for chunk in chunks {
            try parser.append(chunk.span)
            while let value = try parser.nextValue() { received.append(value) }
        }
        try parser.finish()
        #expect(received.count == 3)
        received = []
        try await receive(
            AsyncStream { continuation in
                for chunk in chunks { continuation.yield(chunk) }
                continuation.finish()
            },
            &received
        )
        #expect(received.count == 3)

        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write(document, to: "a.xml")
        var reader = try CLIXMLReader(path: folder.path(of: "a.xml"))
        var found: [PSObject] = []
        while let value = try reader.next() {
            guard case .reference(let reference) = value, let object = try reader.object(for: reference) else {
                continue
            }
            found.append(object)
        }
        #expect(found.count == 1)
    }

    private func receive(_ chunks: AsyncStream<[UInt8]>, _ received: inout [DocumentValue]) async throws {
        for try await value in CLIXMLValues(chunks) { received.append(value) }
    }

    @Test func valueModel() throws {
        let content = """
            <Obj><TN RefId='0'><T>A</T><T>System.Object</T></TN><ToString>text</ToString><DCT><En><S N='Key'>k</S>\
            <I32 N='Value'>1</I32></En></DCT><Props><S N='p'/></Props><MS><S N='m'/></MS></Obj>
            """
        let object = try #require(try Reading.object(content))
        let names = object.typeNames.map(Array.init) ?? []
        let text = object.stringRepresentation
        let adapted = object.adaptedProperties.map(\.name)
        let added = object.extendedProperties.map(\.name)
        #expect(names == ["Deserialized.A", "Deserialized.System.Object"])
        #expect(text == "text")
        #expect(adapted == ["p"])
        #expect(added == ["m"])
        var pairs: [(PSValue, PSValue)] = []
        for entry in object.container?.entries ?? [] { pairs.append((entry.key, entry.value)) }
        #expect(pairs.count == 1)
        #expect(pairs.first?.0 == "k")
        #expect(pairs.first?.1 == 1)
    }

    @Test func limitsAndErrors() throws {
        var limits = CLIXMLLimits()
        limits.maximumValueByteCount = 1 << 20
        var parser = CLIXMLParser(limits: limits)
        try parser.append(Reading.document("<S>a</S><Obj><MS><I32 N='Port'>many</I32></MS></Obj>").span)
        var received: [DocumentValue] = []
        var described: [String] = []
        func print(_ error: CLIXMLError) { described.append(error.description) }
        do {
            while let value = try parser.nextValue() { received.append(value) }
        } catch {
            let code = error.code  // .invalidValue
            let line = error.position?.line  // 1
            let path = error.path?.description  // Objs/Obj[2]/MS/I32[@N='Port']
            print(error)
            #expect(code == .invalidValue)
            #expect(line == 1)
            #expect(path == "Objs/Obj[2]/MS/I32[@N='Port']")
        }
        #expect(received.count == 1)
        #expect(described.count == 1)
    }

    /// The defaults that the article on limits names.
    @Test func limitsHaveTheirDefaults() {
        let limits = CLIXMLLimits()
        #expect(limits.maximumDepth == 50)
        #expect(limits.maximumElementDepth == 10_000)
        #expect(limits.maximumValueByteCount == 256 << 20)
        #expect(limits.maximumTextByteCount == 256 << 20)
        #expect(limits.maximumNameByteCount == 1 << 20)
        #expect(limits.maximumAttributeCount == 256)
        #expect(limits.maximumNodeCount == 64 << 20)
        #expect(limits.maximumReferenceRangeCount == 1_000_000)
        #expect(limits.maximumTypeNameByteCount == 16 << 20)
    }

    static let articles = ["GettingStarted", "Streaming", "ValueModel", "Limits", "Errors"]

    /// Every line of a snippet stands in this file, so that none is untested.
    @Test(arguments: articles)
    func snippetsAreTested(article: String) throws {
        let package = URL(filePath: Fixture.folder).deletingLastPathComponent()
        let text = try String(
            contentsOf: package.appending(path: "Sources/CLIXML/CLIXML.docc/\(article).md"),
            encoding: .utf8
        )
        func words(_ line: some StringProtocol) -> String { line.split(separator: " ").joined(separator: " ") }
        let tested = Set(
            try String(contentsOf: URL(filePath: #filePath), encoding: .utf8).split(separator: "\n").map(words)
        )
        var isSnippet = false
        var count = 0
        for line in text.split(separator: "\n") {
            if line.hasPrefix("```") {
                isSnippet = line == "```swift"
            } else if isSnippet {
                count += 1
                let isTested = tested.contains(words(line))
                #expect(isTested, "\(line)")
            }
        }
        #expect(count > 0)
    }
}
