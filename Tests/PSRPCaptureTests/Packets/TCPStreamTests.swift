import PSRPCapture
import TestSupport
import Testing

@Suite struct TCPStreamTests {
    /// A segment of the text `abcdefghijklmnop…`: where it begins, and how many bytes of it there are and were.
    struct Segment: Sendable, Hashable {
        var start: Int
        var count: Int
        var recorded: Int
        var isLast = false

        init(_ range: Range<Int>, recorded: Int? = nil, isLast: Bool = false) {
            start = range.lowerBound
            count = range.count
            self.recorded = recorded ?? range.count
            self.isLast = isLast
        }
    }

    private static let text = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)

    /// What a stream gives: text, lost bytes as dots, the end as `$`.
    private static func outcome(_ segments: [Segment], initial: UInt32 = 1_000, finishing: Bool = true) -> String {
        var stream = TCPStream()
        stream.begin(initial)
        var shown = ""
        func drain() {
            while let chunk = stream.next() {
                switch chunk {
                case .bytes(let bytes): shown += String(decoding: bytes, as: UTF8.self)
                case .gap(let count): shown += String(repeating: ".", count: count)
                case .end: shown += "$"
                }
            }
        }
        for segment in segments {
            let bytes = Array(text[segment.start..<segment.start + segment.recorded])
            let sequence = initial &+ UInt32(segment.start)
            stream.insert(sequence, bytes.span, count: segment.count, isLast: segment.isLast)
            drain()
        }
        if finishing { stream.finish() }
        drain()
        return shown
    }

    private static func permutations<Element>(_ elements: [Element]) -> [[Element]] {
        guard let first = elements.first else { return [[]] }
        return permutations(Array(elements.dropFirst())).flatMap { rest in
            (0...rest.count).map { Array(rest[..<$0]) + [first] + Array(rest[$0...]) }
        }
    }

    @Test(arguments: [UInt32(0), 1_000, .max - 5, .max])
    func takesEveryOrder(initial: UInt32) {
        let segments = [
            Segment(0..<3), Segment(3..<7), Segment(7..<8), Segment(8..<12), Segment(12..<12, isLast: true),
        ]
        for order in Self.permutations(segments) {
            #expect(Self.outcome(order, initial: initial, finishing: false) == "abcdefghijkl$", "\(order.map(\.start))")
        }
    }

    private static let cases: [(name: String, segments: [Segment], expected: String)] = [
        ("nothing", [], ""),
        ("a repeat", [Segment(0..<4), Segment(0..<4), Segment(4..<6)], "abcdef"),
        ("a repeat with other borders", [Segment(0..<4), Segment(4..<8), Segment(2..<10)], "abcdefghij"),
        ("a repeat before its time", [Segment(4..<8), Segment(2..<6), Segment(0..<3)], "abcdefgh"),
        ("a repeat around what waits", [Segment(4..<6), Segment(2..<9), Segment(0..<2)], "abcdefghi"),
        (
            "a repeat between what waits", [Segment(2..<4), Segment(6..<8), Segment(1..<10), Segment(0..<1)],
            "abcdefghij"
        ),
        ("a probe with the last byte", [Segment(0..<4), Segment(3..<4), Segment(4..<5)], "abcde"),
        ("a probe with the next byte", [Segment(0..<4), Segment(4..<5), Segment(4..<8)], "abcdefgh"),
        ("an empty one", [Segment(0..<4), Segment(4..<4), Segment(4..<5)], "abcde"),
        ("a loss", [Segment(0..<3), Segment(5..<8)], "abc..fgh"),
        ("two losses", [Segment(2..<3), Segment(5..<6), Segment(8..<9)], "..c..f..i"),
        ("a loss made good", [Segment(0..<3), Segment(5..<8), Segment(3..<5)], "abcdefgh"),
        ("a loss made good in part", [Segment(0..<3), Segment(6..<8), Segment(4..<6)], "abc.efgh"),
        ("a loss before the end", [Segment(0..<3), Segment(5..<5, isLast: true)], "abc..$"),
        ("the end twice", [Segment(0..<3, isLast: true), Segment(3..<3, isLast: true), Segment(0..<3)], "abc$"),
        ("bytes behind the end", [Segment(0..<3, isLast: true), Segment(3..<6)], "abc$"),
        ("not recorded whole", [Segment(0..<6, recorded: 2), Segment(6..<8)], "ab....gh"),
        ("not recorded whole, and again", [Segment(2..<8, recorded: 2), Segment(4..<8), Segment(0..<2)], "abcdefgh"),
        (
            "not recorded whole, and its middle again",
            [Segment(2..<9, recorded: 1), Segment(5..<7), Segment(0..<2)], "abc..fg.."
        ),
    ]

    @Test(arguments: cases.map(\.name))
    func putsTogether(name: String) throws {
        let row = try #require(Self.cases.first { $0.name == name })
        let outcome = Self.outcome(row.segments)
        #expect(outcome == row.expected)
    }

    /// Any bytes in pieces of any size, repeated and out of order, are the same bytes.
    @Test func isTheSameHoweverItIsCut() {
        var generator = SeededNumbers(seed: 7)
        for round in 0..<300 {
            var segments: [Segment] = []
            var start = 0
            while start < Self.text.count {
                let end = min(Self.text.count, start + Int.random(in: 1...6, using: &generator))
                segments.append(Segment(start..<end))
                start = end
            }
            for _ in 0..<10 {
                let start = Int.random(in: 0..<Self.text.count, using: &generator)
                let end = Int.random(in: start...Self.text.count, using: &generator)
                segments.append(Segment(start..<end))
            }
            segments.shuffle(using: &generator)
            let outcome = Self.outcome(
                segments,
                initial: UInt32.random(in: 0 ... .max, using: &generator),
                finishing: false
            )
            #expect(outcome == String(decoding: Self.text, as: UTF8.self), "round \(round)")
        }
    }

    @Test func beginsInTheMiddle() {
        var stream = TCPStream()
        stream.insert(50, [1, 2].span, count: 2, isLast: false)
        stream.insert(52, [3].span, count: 1, isLast: false)
        var chunks: [TCPStream.Chunk] = []
        while let chunk = stream.next() { chunks.append(chunk) }
        #expect(chunks == [.bytes([1, 2]), .bytes([3])])
        #expect(!stream.hasBeginning)
    }

    @Test func passesOverWhatIsFarAway() {
        var stream = TCPStream()
        stream.begin(0)
        stream.insert(1 << 30, [1].span, count: 1, isLast: false)
        stream.insert(3 << 30, [1].span, count: 1, isLast: false)
        #expect(stream.gapEnd == nil)
        #expect(stream.pendingByteCount == 0)
    }

    /// What waits is bounded, in bytes and in pieces: the first loss is then given up.
    @Test func isBounded() {
        var stream = TCPStream()
        stream.begin(0)
        let block = [UInt8](repeating: 1, count: 60_000)
        var given = 0
        var lost = 0
        func drain() {
            while let chunk = stream.next() {
                if case .bytes(let bytes) = chunk { given += bytes.count }
                if case .gap(let count) = chunk { lost += count }
            }
        }
        for index in 0..<400 {
            stream.insert(UInt32(10 + index * 60_000), block.span, count: 60_000, isLast: false)
            drain()
            #expect(stream.pendingByteCount <= TCPStream.maximumPendingByteCount)
        }
        #expect(lost == 10)
        #expect(given == 24_000_000)
        for index in 0..<10_000 {
            stream.insert(UInt32(24_000_020 + index * 2), [1].span, count: 1, isLast: false)
            drain()
        }
        #expect(stream.pendingByteCount <= TCPStream.maximumPieceCount)
    }
}
