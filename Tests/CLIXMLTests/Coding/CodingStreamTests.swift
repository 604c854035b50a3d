import CLIXML
import TestSupport
import Testing

/// Values decoded and encoded one after another.
@Suite struct CodingStreamTests {
    private static let elements = """
        <Obj RefId="0"><MS><S N="Name">a</S><I32 N="Id">1</I32></MS></Obj>
        <Obj RefId="1"><MS><S N="Name">b</S></MS></Obj>
        <Ref RefId="0" />
        """

    /// Bytes in chunks of a size.
    private struct Chunks: AsyncSequence, AsyncIteratorProtocol {
        var rest: [UInt8]
        let byteCount: Int

        func makeAsyncIterator() -> Chunks { self }

        mutating func next() async -> [UInt8]? {
            guard !rest.isEmpty else { return nil }
            defer { rest.removeFirst(Swift.min(byteCount, rest.count)) }
            return Array(rest.prefix(byteCount))
        }
    }

    @Test func readersGoOnAfterAValueThatDoesNotFit() throws {
        let reader = try CLIXMLReader(path: Fixture("documents/files.clixml").path)
        struct File: Decodable { var length: Int16 }
        var values = CLIXMLDecoder().values(File.self, from: reader)
        var lengths: [Int16] = []
        var codes: [CLIXMLError.Code?] = []
        while true {
            do {
                guard let file = try values.next() else { break }
                lengths.append(file.length)
            } catch {
                codes.append(Coded.underlying(error)?.code)
            }
        }
        // The others are larger.
        #expect(lengths == [1074])
        #expect(codes == [.typeMismatch, .typeMismatch])
        let end = try values.next()
        #expect(end == nil)
    }

    @Test func readersFindObjectsOfEarlierValues() throws {
        let reader = try CLIXMLReader(path: Fixture("benchmarks/references.clixml").path)
        var objects = CLIXMLDecoder().values(PSObject.self, from: reader)
        var count = 0
        while try objects.next() != nil { count += 1 }
        #expect(count > 1)
        struct Member: Decodable { var value: [String: PSValue] }
        let other = try CLIXMLReader(path: Fixture("benchmarks/references.clixml").path)
        var values = CLIXMLDecoder().values([String: PSValue].self, from: other)
        var references = 0
        while let value = try values.next() {
            for (_, member) in value { if case .reference = member { references += 1 } }
        }
        #expect(references == 0)
    }

    @Test(arguments: [1, 3, 64, 1000])
    func chunksGiveTheSameValues(byteCount: Int) async throws {
        let chunks = Chunks(rest: Coded.document(Self.elements), byteCount: byteCount)
        var iterator = CLIXMLDecoder().values(Host.self, from: chunks).makeAsyncIterator()
        let first = try await iterator.next()
        #expect(first == Host(name: "a", id: 1))
        let missing = await #expect(throws: DecodingError.self) { try await iterator.next() }
        #expect(missing.flatMap { Coded.path($0) } == "Index 1")
        #expect(missing.flatMap { Coded.underlying($0)?.position?.line } == 2)
        let unknown = await #expect(throws: DecodingError.self) { try await iterator.next() }
        #expect(unknown.flatMap { Coded.underlying($0)?.code } == .unresolvedReference)
        let end = try await iterator.next()
        #expect(end == nil)
    }

    @Test func chunksThatEndTooSoonThrow() async throws {
        let bytes = Array(Coded.document("<I32>1</I32><I32>2</I32>").dropLast(12))
        var numbers: [Int] = []
        let error = await #expect(throws: CLIXMLError.self) {
            for try await number in CLIXMLDecoder().values(Int.self, from: Chunks(rest: bytes, byteCount: 7)) {
                numbers.append(number)
            }
        }
        #expect(error?.code == .truncated)
        #expect(numbers == [1])
    }

    @Test func writersWriteValuesOneAfterAnother() throws {
        var writer = EncodedValueWriter(Coded.encoder { $0.writer.layout = .compact })
        var output: [UInt8] = []
        try writer.write(Host(name: "a", id: 1), into: &output)
        let count = output.count
        #expect(throws: EncodingError.self) { try writer.write(["x", "\u{FFFE}"], into: &output) }
        #expect(throws: EncodingError.self) { try writer.write([Int128.max], into: &output) }
        #expect(output.count == count)
        try writer.write("b", stream: PSStream(name: "Error"), into: &output)
        writer.finish(into: &output)
        let text = String(decoding: output, as: UTF8.self)
        #expect(
            text == Written.root
                + "<Obj RefId=\"0\">\(Coded.bag)<MS><S N=\"name\">a</S><I32 N=\"id\">1</I32></MS></Obj>"
                + "<S S=\"Error\">b</S></Objs>"
        )
        writer.reset()
        var second: [UInt8] = []
        try writer.write(1 as Int32, into: &second)
        writer.finish(into: &second)
        #expect(String(decoding: second, as: UTF8.self) == Written.root + "<I32>1</I32></Objs>")
    }

    @Test func typeNamesAreSharedAcrossValues() throws {
        var writer = EncodedValueWriter(Coded.encoder { $0.writer.layout = .compact })
        var output: [UInt8] = []
        for id in 0..<3 { try writer.write(Host(name: "h", id: Int32(id)), into: &output) }
        writer.finish(into: &output)
        let text = String(decoding: output, as: UTF8.self)
        #expect(text.components("PSCustomObject") == 1)
        #expect(text.components("<TNRef RefId=\"0\" />") == 2)
        let hosts = try CLIXMLDecoder().decode([Host].self, from: output)
        #expect(hosts.map(\.id) == [0, 1, 2])
    }
}
