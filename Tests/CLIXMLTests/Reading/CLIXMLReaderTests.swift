import CLIXML
import Foundation
import TestSupport
import Testing

@Suite struct CLIXMLReaderTests {
    /// A source of a document's bytes in chunks, which can be read again or not.
    private static func source(_ bytes: [UInt8], chunk: Int = 1000, isRereadable: Bool) -> ByteSource {
        var position = 0
        return ByteSource(
            nextChunk: { buffer in
                let end = min(position + chunk, bytes.count)
                buffer = Array(bytes[position..<end])
                position = end
                return !buffer.isEmpty
            },
            read: isRereadable
                ? { offset, limit, buffer in
                    let end = min(offset + limit, bytes.count)
                    guard offset < end else { return 0 }
                    buffer.append(contentsOf: bytes[offset..<end])
                    return end - offset
                } : nil
        )
    }

    private static func outlines(_ reader: inout CLIXMLReader) throws -> [String] {
        var outlines: [String] = []
        while let value = try reader.next() { outlines.append(Outline.of(value)) }
        return outlines
    }

    /// What each top-level reference of a document means, asked for as soon as it is read.
    private static func resolved(_ reader: inout CLIXMLReader) throws -> [String] {
        var outlines: [String] = []
        while let value = try reader.next() {
            guard case .reference(let reference) = value else { continue }
            outlines.append(try reader.object(for: reference).map { Outline.of(.object($0)) } ?? "none")
        }
        return outlines
    }

    @Test func readsFiles() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write(Reading.document("<S>a</S><I32>5</I32>"), to: "a.xml")
        var reader = try CLIXMLReader(path: folder.path(of: "a.xml"))
        #expect(try Self.outlines(&reader) == ["\"a\"", "I32 5"])
        let after = try reader.next()
        #expect(after == nil)
    }

    @Test func readsBytes() throws {
        var empty = CLIXMLReader(bytes: [])
        let refusal = #expect(throws: CLIXMLError.self) { try empty.next() }
        #expect(refusal?.code == .missingRoot)
        let text = String(repeating: "x", count: 100)
        let content = (0..<10_000).map { "<Obj RefId='\($0)'><S>\($0)\(text)</S></Obj>" }.joined()
        let bytes = Reading.document(content + "<Ref RefId='7'/><Ref RefId='9999'/>")
        var reader = CLIXMLReader(bytes: bytes)
        #expect(try Self.resolved(&reader) == ["{\"7\(text)\"}", "{\"9999\(text)\"}"])
        var again = CLIXMLReader(bytes: bytes)
        #expect(try Self.outlines(&again).count == 10_002)
    }

    @Test func readsPipes() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.makePipe(at: "pipe")
        let content = (0..<10_000).map { "<Obj RefId='\($0)'><S>\($0)</S></Obj>" }.joined() + "<Ref RefId='7'/>"
        let writer = Process()
        writer.executableURL = URL(filePath: "/bin/sh")
        try folder.write(Reading.document(content), to: "document")
        writer.arguments = ["-c", "cat document > pipe"]
        writer.currentDirectoryURL = URL(filePath: folder.path)
        try writer.run()
        var reader = try CLIXMLReader(path: folder.path(of: "pipe"))
        let resolved = try Self.resolved(&reader)
        writer.waitUntilExit()
        #expect(resolved == ["{\"7\"}"])
    }

    @Test(arguments: [("missing", FileError.Code.noSuchFile), (".", .isFolder)])
    func tellsWhatCannotBeOpened(name: String, code: FileError.Code) throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let error = #expect(throws: FileError.self) { _ = try CLIXMLReader(path: folder.path(of: name)) }
        #expect(error?.code == code)
    }

    @Test func deliversValuesBeforeAnErrorAndRepeatsIt() throws {
        let bytes = Reading.document("<S>a</S><S>b</S><Obj><Foo/></Obj><S>c</S>")
        var reader = try CLIXMLReader(source: Self.source(bytes, chunk: 7, isRereadable: true), limits: CLIXMLLimits())
        var outlines: [String] = []
        var errors: [CLIXMLError] = []
        for _ in 0..<6 {
            do {
                guard let value = try reader.next() else { break }
                outlines.append(Outline.of(value))
            } catch let error as CLIXMLError {
                errors.append(error)
            }
        }
        #expect(outlines == ["\"a\"", "\"b\""])
        let offset = Reading.rootTag.utf8.count + 21
        let position = SourcePosition(byteOffset: offset, line: 1, column: offset + 1)
        #expect(errors == Array(repeating: CLIXMLError(code: .unknownElement, position: position), count: 4))
    }

    @Test func theParserRepeatsItsError() {
        var parser = CLIXMLParser()
        var errors: [CLIXMLError] = []
        do throws(CLIXMLError) { try parser.append(Array("<Foo/>".utf8).span) } catch { errors.append(error) }
        #expect(errors.isEmpty)
        do throws(CLIXMLError) { _ = try parser.nextValue() } catch { errors.append(error) }
        do throws(CLIXMLError) { try parser.append([0x20].span) } catch { errors.append(error) }
        do throws(CLIXMLError) { try parser.finish() } catch { errors.append(error) }
        let position = SourcePosition(byteOffset: 0, line: 1, column: 1)
        #expect(errors == Array(repeating: CLIXMLError(code: .wrongRoot, position: position), count: 3))
    }

    @Test func passesOnWhatItsSourceThrows() throws {
        struct Failed: Error {}
        var chunks = [Reading.document("<S>a</S><S>b</S>").dropLast(10)]
        let source = ByteSource(nextChunk: { buffer in
            guard let chunk = chunks.popLast() else { throw Failed() }
            buffer = Array(chunk)
            return true
        })
        var reader = try CLIXMLReader(source: source, limits: CLIXMLLimits())
        let first = try reader.next()
        #expect(first.map { Outline.of($0) } == "\"a\"")
        #expect(throws: Failed.self) { while try reader.next() != nil {} }
    }

    // MARK: - References

    /// The content of a document, and what its top-level references mean.
    static let references: [(String, [String])] = [
        ("<Obj RefId='0'><S>a</S></Obj><Ref RefId='0'/>", ["{\"a\"}"]),
        (
            "<Obj RefId='0'><LST><Obj RefId='1'><S>a</S></Obj></LST></Obj><S/><Ref RefId='1'/><Ref RefId='0'/>",
            ["{\"a\"}", "{LST[{\"a\"}]}"]
        ),
        // A later definition counts from then on.
        (
            "<Obj RefId='0'><S>a</S></Obj><Ref RefId='0'/><Obj RefId='0'><S>b</S></Obj><Ref RefId='0'/>",
            ["{\"a\"}", "{\"b\"}"]
        ),
        ("<Obj RefId='0'><LST><Obj RefId='1'/><Obj RefId='1'><S>b</S></Obj></LST></Obj><Ref RefId='1'/>", ["{\"b\"}"]),
        (
            "<Obj RefId='5'><S>a</S></Obj><Obj RefId='3'><S>b</S></Obj><Obj RefId='9'/><Ref RefId='3'/><Ref RefId='5'/>",
            ["{\"b\"}", "{\"a\"}"]
        ),
        (
            "<Obj RefId='1'><LST><Obj RefId='100'><S>a</S></Obj></LST></Obj><Obj RefId='2'/><Ref RefId='100'/>"
                + "<Obj RefId='100'><S>b</S></Obj><Ref RefId='100'/>",
            ["{\"a\"}", "{\"b\"}"]
        ),
        // Not every object has a number, or not in the order of the objects.
        (
            "<Obj RefId='0'><LST><Obj><S>n</S></Obj><Obj RefId='1'><S>a</S></Obj><Obj/></LST></Obj><Ref RefId='1'/>"
                + "<Ref RefId='0'/>",
            ["{\"a\"}", "{LST[{\"n\"}, {\"a\"}, {}]}"]
        ),
        (
            "<Obj RefId='0'><LST><Obj RefId='2'><S>c</S></Obj><Obj RefId='1'><S>b</S></Obj></LST></Obj><Ref RefId='1'/>"
                + "<Ref RefId='2'/>",
            ["{\"b\"}", "{\"c\"}"]
        ),
        (
            "<Obj RefId='0'><LST><Obj RefId='1'><S>a</S></Obj><Obj RefId='0'><S>b</S></Obj><Obj RefId='2'/></LST></Obj>"
                + "<Ref RefId='0'/><Ref RefId='1'/><Ref RefId='2'/>",
            ["{\"b\"}", "{\"a\"}", "{}"]
        ),
        (
            "<Obj RefId='0'><MS><Obj N='m' RefId='1'><S>m</S></Obj></MS><LST><Obj RefId='2'><S>b</S></Obj></LST>"
                + "<Props><Obj N='p' RefId='3'><S>p</S></Obj></Props></Obj><Ref RefId='1'/><Ref RefId='2'/><Ref RefId='3'/>",
            ["{\"m\"}", "{\"b\"}", "{\"p\"}"]
        ),
        // Identifiers that are no numbers.
        (
            "<Obj RefId='x'><S>a</S></Obj><Obj RefId='y'><S>b</S></Obj><Ref RefId='x'/><Ref RefId='y'/>",
            ["{\"a\"}", "{\"b\"}"]
        ),
        (
            "<Obj RefId='x'><S>a</S></Obj><Ref RefId='x'/><Obj RefId='x'><S>b</S></Obj><S/><Ref RefId='x'/>",
            ["{\"a\"}", "{\"b\"}"]
        ),
        (
            "<Obj RefId='01'><S>a</S></Obj><Obj RefId='1'><S>b</S></Obj><Ref RefId='01'/><Ref RefId='1'/><Ref RefId='&#49;'/>",
            ["{\"a\"}", "{\"b\"}", "{\"b\"}"]
        ),
        // Type names come back as they were when the object was read.
        (
            "<Obj RefId='0'><TN RefId='0'><T>A</T></TN></Obj><Obj RefId='1'><TNRef RefId='0'/></Obj><Ref RefId='1'/>"
                + "<Obj RefId='2'><TN RefId='0'><T>B</T></TN></Obj><Ref RefId='1'/><Ref RefId='2'/>",
            ["{T=[Deserialized.A]}", "{T=[Deserialized.A]}", "{T=[Deserialized.B]}"]
        ),
        // References inside what is found lead on.
        (
            "<Obj RefId='0'><S>a</S></Obj><Obj RefId='1'><LST><Ref RefId='0'/><Ref RefId='1'/></LST></Obj><Ref RefId='1'/>",
            ["{LST[Ref 0, ^1]}"]
        ),
        ("<p:Obj xmlns:p='\(Reading.namespace)' RefId='0'><p:S>a</p:S></p:Obj><Ref RefId='0'/>", ["{\"a\"}"]),
    ]

    @Test(arguments: references, [false, true])
    func findsWhatReferencesMean(reference: (content: String, expected: [String]), isRereadable: Bool) throws {
        let bytes = Reading.document(reference.content)
        for chunk in [1, 16, 10_000] {
            let source = Self.source(bytes, chunk: chunk, isRereadable: isRereadable)
            var reader = try CLIXMLReader(source: source, limits: CLIXMLLimits())
            #expect(try Self.resolved(&reader) == reference.expected)
        }
        // Asked for at the end, in reverse.
        var reader = try CLIXMLReader(source: Self.source(bytes, isRereadable: isRereadable), limits: CLIXMLLimits())
        var references: [PSReference] = []
        while let value = try reader.next() {
            if case .reference(let reference) = value { references.append(reference) }
        }
        var outlines: [String] = []
        for reference in references.reversed() {
            outlines.append(try reader.object(for: reference).map { Outline.of(.object($0)) } ?? "none")
        }
        #expect(outlines.reversed() == reference.expected)
    }

    @Test(arguments: ["\u{FEFF}", "#< CLIXML\r\n", "<?xml version='1.0'?>\n"])
    func findsObjectsAfterWhatStandsBefore(prefix: String) throws {
        let content = "\n<Obj RefId='0'><S>é\u{FFFD}</S></Obj>\n<Obj RefId='1'/><Ref RefId='0'/>"
        let bytes = Array(prefix.utf8) + Reading.document(content)
        var reader = try CLIXMLReader(source: Self.source(bytes, isRereadable: true), limits: CLIXMLLimits())
        #expect(try Self.resolved(&reader) == ["{\"{E9}{FFFD}\"}"])
    }

    @Test func findsObjectsInUTF16AndAfterMalformedBytes() throws {
        let text = String(
            decoding: Reading.document("<S>é😀</S><Obj RefId='0'><S>ü😀</S></Obj><Ref RefId='0'/>"),
            as: UTF8.self
        )
        let utf16: [UInt8] = [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        let malformed = Array(text.utf8).split(separator: 0xC3, omittingEmptySubsequences: false).joined(separator: [
            0xFF
        ])
        for (bytes, expected) in [(utf16, "{\"{FC}{1F600}\"}"), (Array(malformed), "{\"{FFFD}{FFFD}{1F600}\"}")] {
            var reader = try CLIXMLReader(source: Self.source(bytes, isRereadable: true), limits: CLIXMLLimits())
            #expect(try Self.resolved(&reader) == [expected])
        }
    }

    @Test func sameObjectHasSameNumberHoweverOftenItIsRead() throws {
        let bytes = Reading.document("<S/><Obj RefId='0'><LST><Obj RefId='1'/></LST></Obj><Ref RefId='1'/>")
        var reader = try CLIXMLReader(source: Self.source(bytes, isRereadable: true), limits: CLIXMLLimits())
        var number: UInt64?
        while let value = try reader.next() {
            if case .object(let object) = value, case .object(let inner)? = object.container?.items.first {
                number = inner.number
            }
            guard case .reference(let reference) = value else { continue }
            let found = try reader.object(for: reference)
            #expect(found?.number == number)
        }
        #expect(number != nil)
    }

    @Test func keepsNothingWhenNotAskedTo() throws {
        let bytes = Reading.document("<Obj RefId='0'/><Ref RefId='0'/>")
        let source = Self.source(bytes, isRereadable: true)
        var reader = try CLIXMLReader(source: source, limits: CLIXMLLimits(), resolvesReferences: false)
        #expect(try Self.resolved(&reader) == ["none"])
    }

    /// Each value refers to the one before, the first one and one in the middle; numbers ascend, or begin anew.
    @Test(arguments: [false, true], [false, true])
    func findsObjectsInLargeInputs(isRereadable: Bool, isRestarted: Bool) throws {
        let valueCount = 30_000
        let padding = String(repeating: "0123456789", count: 40)
        func number(_ value: Int) -> Int { isRestarted ? value % 1000 : value }
        var bytes = Array(Reading.rootTag.utf8)
        for value in 0..<valueCount {
            bytes += Array(
                "<Obj RefId='\(number(value))'><MS><I32 N='n'>\(value)</I32><S N='s'>\(padding)</S></MS></Obj>".utf8
            )
            if value % 500 == 499 {
                bytes += Array(
                    "<Ref RefId='\(number(value))'/><Ref RefId='\(number(value - 1))'/><Ref RefId='3'/>".utf8
                )
            }
        }
        bytes += Array("</Objs>".utf8)
        // More than is kept in memory.
        #expect(bytes.count > 12 << 20)
        let source = Self.source(bytes, chunk: 1 << 17, isRereadable: isRereadable)
        var reader = try CLIXMLReader(source: source, limits: CLIXMLLimits())
        var last = 0
        var ask = 0
        while let value = try reader.next() {
            switch value {
            case .object(let object):
                if case .int32(let number)? = object["n"] { last = Int(number) }
            case .reference(let reference):
                let expected = ask % 3 == 0 ? last : ask % 3 == 1 ? last - 1 : isRestarted ? last / 1000 * 1000 + 3 : 3
                guard case .int32(let found)? = try reader.object(for: reference)?["n"] else {
                    Issue.record("nothing was found for \(expected)")
                    return
                }
                #expect(Int(found) == expected)
                ask += 1
            default: break
            }
        }
        #expect(ask == valueCount / 500 * 3)
    }
}
