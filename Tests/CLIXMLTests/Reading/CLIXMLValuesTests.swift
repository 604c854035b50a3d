import CLIXML
import TestSupport
import Testing

@Suite struct CLIXMLValuesTests {
    /// Hands out chunks, and counts those it was asked for.
    private struct Chunks: AsyncSequence, Sendable {
        typealias Element = [UInt8]

        struct Failed: Error {}

        final class Counter: Sendable {
            private nonisolated(unsafe) var value = 0
            func increase() { unsafe value += 1 }
            var count: Int { unsafe value }
        }

        let chunks: [[UInt8]]
        var failsAtEnd = false
        let counter = Counter()

        struct AsyncIterator: AsyncIteratorProtocol {
            var rest: ArraySlice<[UInt8]>
            let failsAtEnd: Bool
            let counter: Counter

            mutating func next() async throws -> [UInt8]? {
                counter.increase()
                await Task.yield()
                guard let chunk = rest.popFirst() else {
                    if failsAtEnd { throw Failed() }
                    return nil
                }
                return chunk
            }
        }

        func makeAsyncIterator() -> AsyncIterator {
            AsyncIterator(rest: chunks[...], failsAtEnd: failsAtEnd, counter: counter)
        }
    }

    private static func chunks(_ bytes: [UInt8], of size: Int) -> [[UInt8]] {
        stride(from: 0, to: bytes.count, by: size).map { Array(bytes[$0..<min($0 + size, bytes.count)]) }
    }

    private static let document = Reading.document(
        "<S S='Error'>a</S><Obj RefId='0'><LST><Nil/></LST></Obj><Ref RefId='0'/>"
    )

    @Test(arguments: [1, 2, 3, 7, 64, 1000])
    func readsChunksOfAnySize(size: Int) async throws {
        var outlines: [String] = []
        for try await value in CLIXMLValues(Chunks(chunks: Self.chunks(Self.document, of: size))) {
            outlines.append(Outline.of(value.value))
        }
        #expect(outlines == ["\"a\"", "{LST[nil]}", "Ref 0"])
    }

    @Test func readsStreams() async throws {
        let (stream, continuation) = AsyncStream<[UInt8]>.makeStream()
        var values = CLIXMLValues(stream).makeAsyncIterator()
        continuation.yield(Array(Self.document.prefix(110)))
        let first = try await values.next()
        #expect(first?.stream?.kind == .error)
        continuation.yield([])
        continuation.yield(Array(Self.document.dropFirst(110)))
        continuation.finish()
        var rest = 0
        while try await values.next() != nil { rest += 1 }
        #expect(rest == 2)
        let after = try await values.next()
        #expect(after == nil)
    }

    @Test func asksForNoMoreThanItNeeds() async throws {
        let chunks = Chunks(chunks: Self.chunks(Self.document, of: 120))
        var values = CLIXMLValues(chunks).makeAsyncIterator()
        _ = try await values.next()
        #expect(chunks.counter.count == 1)
    }

    @Test func deliversValuesBeforeAnError() async throws {
        let chunks = Chunks(chunks: Self.chunks(Reading.document("<S>a</S><S>b</S><I32>x</I32><S>c</S>"), of: 50))
        var values = CLIXMLValues(chunks).makeAsyncIterator()
        var count = 0
        let error = await #expect(throws: CLIXMLError.self) {
            while try await values.next() != nil { count += 1 }
        }
        #expect(error?.code == .invalidValue)
        #expect(error?.position?.byteOffset == Reading.rootTag.utf8.count + 16)
        #expect(count == 2)
        let after = try await values.next()
        #expect(after == nil)
    }

    @Test func tellsATruncatedDocument() async {
        let chunks = Chunks(chunks: Self.chunks(Self.document.dropLast(3), of: 50))
        let error = await #expect(throws: CLIXMLError.self) { for try await _ in CLIXMLValues(chunks) {} }
        #expect(error?.code == .truncated)
    }

    @Test func passesOnWhatTheChunksThrow() async {
        let chunks = Chunks(chunks: Self.chunks(Self.document.dropLast(3), of: 50), failsAtEnd: true)
        await #expect(throws: Chunks.Failed.self) { for try await _ in CLIXMLValues(chunks) {} }
    }

    @Test func readsPayloadsAndObeysLimits() async throws {
        let payload = Chunks(chunks: [Array("<Obj><LST>".utf8), Array("<S>abc</S></LST></Obj>".utf8)])
        var outlines: [String] = []
        for try await value in CLIXMLValues(payload, form: .payload) { outlines.append(Outline.of(value.value)) }
        #expect(outlines == ["{LST[\"abc\"]}"])
        var limits = CLIXMLLimits()
        limits.maximumTextByteCount = 2
        let values = CLIXMLValues(payload, limits: limits, form: .payload)
        let error = await #expect(throws: CLIXMLError.self) { for try await _ in values {} }
        #expect(error?.code == .textTooLong)
    }

    /// Compiles only where values can be read on another task.
    @Test func isSendable() async throws {
        let values = CLIXMLValues(Chunks(chunks: [Self.document]))
        let count = try await Task {
            var count = 0
            for try await _ in values { count += 1 }
            return count
        }
        .value
        #expect(count == 3)
    }
}
