import CLIXML
import PSRP
import Testing

@Suite struct DefragmenterTests {
    private static let startFlag: UInt8 = 1
    private static let endFlag: UInt8 = 2

    /// What came out of a stream.
    private struct Outcome: Equatable {
        /// Object id, fragments and bytes of data of each message.
        var messages: [[Int]] = []
        var error: PSRPError?
        var diagnostics: [PSRPError.Code] = []
    }

    private func run(_ bytes: [UInt8], _ options: Defragmenter.Options = .init(), chunk: Int = .max) -> Outcome {
        var defragmenter = Defragmenter(options: options)
        var outcome = Outcome()
        var diagnostics: [PSRPDiagnostic] = []
        var offset = 0
        do {
            repeat {
                let end = offset + min(chunk, bytes.count - offset)
                try defragmenter.append(bytes.span.extracting(offset..<end))
                offset = end
                while let message = try defragmenter.nextMessage() {
                    let source = try #require(message.source)
                    outcome.messages.append([Int(source.objectID), source.fragmentCount, message.data.count])
                }
            } while offset < bytes.count
        } catch {
            outcome.error = error as? PSRPError
        }
        diagnostics = defragmenter.takeDiagnostics()
        diagnostics += defragmenter.finish()
        outcome.diagnostics = diagnostics.map(\.code)
        return outcome
    }

    struct Case: CustomTestStringConvertible, Sendable {
        let row: Int
        let bytes: [UInt8]
        var options = Defragmenter.Options()
        var messages: [[Int]] = []
        var error: PSRPError?
        var diagnostics: [PSRPError.Code] = []
        var testDescription: String { "row \(row)" }
    }

    private static func options(_ change: (inout Defragmenter.Options) -> Void) -> Defragmenter.Options {
        var options = Defragmenter.Options()
        change(&options)
        return options
    }

    /// The rows of spec/psrp.md section 14 that are about one stream.
    static let cases: [Case] = {
        typealias F = FragmentExamples
        let both: UInt8 = 3
        let late = options { $0.startsInsideMessage = true }
        var signed = F.endOfInput
        signed[0] = 0x80
        var signedLength = F.endOfInput
        signedLength[17] = 0x80
        var odd = F.endOfInput
        odd[16] = 0xF3
        var control = F.endOfInput
        control[16] = 0x07
        var huge = F.fragment(9, 0, both, [])
        huge.replaceSubrange(17..<21, with: [0x7F, 0xFF, 0xFF, 0xFF])
        let quota = options { $0.maximumMessageByteCount = 1000 }
        return [
            Case(row: 1, bytes: F.endOfInput, messages: [[7, 1, 0]]),
            Case(row: 2, bytes: F.output, messages: [[3, 1, 12]]),
            Case(row: 3, bytes: F.outputInThree, messages: [[9, 3, 12]]),
            Case(row: 7, bytes: F.output + F.pipelineState, messages: [[3, 1, 12], [4, 1, 63]]),
            Case(row: 8, bytes: []),
            Case(row: 9, bytes: F.fragment(5, 0, both, []), error: PSRPError(code: .messageTooShort, byteOffset: 0)),
            Case(
                row: 10,
                bytes: F.fragment(0, 0, both, count: 40),
                error: PSRPError(code: .objectIDOutOfRange, byteOffset: 0),
                diagnostics: []
            ),
            Case(row: 11, bytes: signed, messages: [[7, 1, 0]], diagnostics: [.signBitSet]),
            Case(row: 12, bytes: signedLength, messages: [[7, 1, 0]], diagnostics: [.signBitSet]),
            Case(row: 13, bytes: odd, messages: [[7, 1, 0]]),
            Case(row: 14, bytes: control, messages: [[7, 1, 0]]),
            Case(
                row: 15,
                bytes: F.fragment(9, 0, 1, count: 30) + F.fragment(9, 2, 2, count: 30),
                error: PSRPError(code: .fragmentOutOfSequence, byteOffset: 51)
            ),
            Case(
                row: 16,
                bytes: F.fragment(9, 0, 1, count: 30) + F.fragment(8, 1, 2, count: 30),
                error: PSRPError(code: .fragmentWithoutStart, byteOffset: 51)
            ),
            Case(
                row: 17,
                bytes: F.fragment(9, 1, 0, count: 30),
                error: PSRPError(code: .fragmentWithoutStart, byteOffset: 0)
            ),
            Case(
                row: 18,
                bytes: F.fragment(9, 1, 0, count: 30) + F.fragment(9, 2, 2, count: 30) + F.output,
                options: late,
                messages: [[3, 1, 12]],
                diagnostics: [.skippedFragment]
            ),
            Case(
                row: 19,
                bytes: F.fragment(9, 0, 1, count: 30) + F.fragment(10, 0, both, count: 40),
                messages: [[10, 1, 0]],
                diagnostics: [.incompleteMessage]
            ),
            Case(
                row: 20,
                bytes: F.fragment(9, 3, both, count: 40),
                messages: [[9, 1, 0]],
                diagnostics: [.startNumberNotZero]
            ),
            Case(
                row: 22,
                bytes: [3, 4, 7, 20].flatMap { F.fragment($0, 0, both, count: 40) },
                messages: [[3, 1, 0], [4, 1, 0], [7, 1, 0], [20, 1, 0]]
            ),
            Case(
                row: 23,
                bytes: [7, 5].flatMap { F.fragment($0, 0, both, count: 40) },
                messages: [[7, 1, 0], [5, 1, 0]],
                diagnostics: [.objectIDWentBackwards]
            ),
            Case(row: 26, bytes: huge, error: PSRPError(code: .messageTooLarge, byteOffset: 0)),
            Case(
                row: 27,
                bytes: F.fragment(9, 0, 1, count: 500) + F.fragment(9, 1, 2, count: 1000 - 42 - 500),
                options: quota,
                messages: [[9, 2, 918]]
            ),
            Case(
                row: 28,
                bytes: F.fragment(9, 0, 1, count: 500) + F.fragment(9, 1, 2, count: 1001 - 42 - 500),
                options: quota,
                error: PSRPError(code: .messageTooLarge, byteOffset: 521)
            ),
            Case(
                row: 33,
                bytes: F.output + [1, 2, 3, 4, 5],
                messages: [[3, 1, 12]],
                diagnostics: [.incompleteFragment]
            ),
        ]
    }()

    @Test(arguments: cases)
    func followsTheTable(row: Case) {
        let expected = Outcome(messages: row.messages, error: row.error, diagnostics: row.diagnostics)
        for chunk in [Int.max, 1, 2, 20, 60] {
            let outcome = run(row.bytes, row.options, chunk: chunk)
            #expect(outcome == expected, "chunks of \(chunk)")
        }
    }

    /// Row 21: what comes again after a reconnect is dropped, and the message goes on.
    @Test func dropsWhatIsReplayed() throws {
        typealias F = FragmentExamples
        var defragmenter = Defragmenter()
        try defragmenter.append((F.fragment(9, 0, 1, count: 40) + F.fragment(9, 1, 0, [1])).span)
        defragmenter.expectReplay()
        try defragmenter.append((F.fragment(9, 1, 0, [1]) + F.fragment(9, 2, 2, [2])).span)
        let message = try #require(try defragmenter.nextMessage())
        #expect(message.data.bytes == [1, 2])
        #expect(defragmenter.takeDiagnostics().map(\.code) == [.duplicateFragment])
    }

    /// Objects that were received whole are dropped whole, the one that is open goes on, and the next object ends it.
    @Test func dropsWholeObjectsThatAreReplayed() throws {
        typealias F = FragmentExamples
        var defragmenter = Defragmenter()
        try defragmenter.append((F.fragment(8, 0, 3, count: 40) + F.fragment(9, 0, 1, count: 40)).span)
        #expect(try defragmenter.nextMessage() != nil)
        defragmenter.expectReplay()
        let again = F.fragment(8, 0, 3, count: 40) + F.fragment(9, 0, 1, count: 40) + F.fragment(9, 1, 2, [2])
        try defragmenter.append((again + F.fragment(10, 0, 3, count: 41)).span)
        let continued = try #require(try defragmenter.nextMessage())
        #expect(continued.data.bytes == [2])
        let next = try #require(try defragmenter.nextMessage())
        #expect(next.source?.objectID == 10)
        #expect(try defragmenter.nextMessage() == nil)
        #expect(defragmenter.takeDiagnostics().map(\.code) == [.duplicateFragment, .duplicateFragment])
    }

    @Test func keepsThrowingTheSameError() throws {
        typealias F = FragmentExamples
        var defragmenter = Defragmenter()
        try defragmenter.append((F.output + F.fragment(9, 1, 0, count: 30)).span)
        let first = try defragmenter.nextMessage()
        #expect(first?.type == .pipelineOutput)
        let error = PSRPError(code: .fragmentWithoutStart, byteOffset: 73)
        let more = F.output
        for _ in 0..<2 {
            #expect(throws: error) { try defragmenter.nextMessage() }
            #expect(throws: error) { try defragmenter.append(more.span) }
        }
    }

    @Test func interleavesAsManyMessagesAsAllowed() {
        typealias F = FragmentExamples
        let bytes =
            F.fragment(1, 0, 1, count: 40) + F.fragment(2, 0, 1, count: 40) + F.fragment(1, 1, 2, count: 5)
            + F.fragment(2, 1, 2, count: 6)
        let two = run(bytes, Self.options { $0.maximumOpenMessageCount = 2 })
        #expect(two == Outcome(messages: [[1, 2, 5], [2, 2, 6]]))

        let third = F.fragment(3, 0, 1, count: 40) + F.fragment(4, 0, 1, count: 40) + F.fragment(5, 0, 3, count: 41)
        let full = run(third, Self.options { $0.maximumOpenMessageCount = 2 })
        #expect(full == Outcome(messages: [[5, 1, 1]], diagnostics: [.incompleteMessage, .incompleteMessage]))
    }

    @Test func recordingsWithHolesGiveWhatIsWhole() {
        typealias F = FragmentExamples
        let recording = Self.options { $0.strictness = .recording }
        let gapped =
            F.fragment(1, 0, 1, count: 40) + F.fragment(1, 2, 0, count: 5) + F.fragment(1, 3, 2, count: 5)
            + F.fragment(2, 0, 1, count: 40) + F.fragment(2, 1, 0, count: 5) + F.fragment(2, 1, 0, count: 5)
            + F.fragment(2, 2, 2, count: 5) + F.fragment(9, 4, 2, count: 5)
        let outcome = run(gapped, recording)
        #expect(outcome.messages == [[2, 3, 10]])
        #expect(outcome.error == nil)
        #expect(
            outcome.diagnostics == [.fragmentOutOfSequence, .skippedFragment, .duplicateFragment, .skippedFragment]
        )
    }

    /// However the bytes arrive, nothing is reserved beyond them, and the limit holds before a blob is there.
    @Test func refusesALargeMessageAtItsHeader() throws {
        typealias F = FragmentExamples
        var defragmenter = Defragmenter(maximumMessageByteCount: 1 << 20)
        let header = F.fragment(1, 0, 1, count: (1 << 20) - 20).prefix(21)
        try defragmenter.append(Array(header).span)
        #expect(throws: PSRPError(code: .messageTooLarge, byteOffset: 0)) { try defragmenter.nextMessage() }
    }

    @Test func goesOnAfterLostBytes() throws {
        typealias F = FragmentExamples
        // The end of object 5 is lost: its blob takes in what follows, and the one that is hit half is passed over.
        let lost = F.fragment(5, 0, 3, count: 300)
        let bytes = F.output + lost[0..<100] + (10...19).flatMap { F.fragment($0, 0, 3, count: 40) }
        for chunk in [Int.max, 1, 7, 100] {
            var defragmenter = Defragmenter()
            var objects: [Int64] = []
            var errors: [PSRPError] = []
            var offset = 0
            while offset < bytes.count {
                let end = offset + min(chunk, bytes.count - offset)
                try defragmenter.append(bytes.span.extracting(offset..<end))
                offset = end
                while true {
                    do {
                        guard let message = try defragmenter.nextMessage() else { break }
                        objects.append(message.source?.objectID ?? 0)
                    } catch {
                        errors.append(error)
                        defragmenter.resynchronize(.byPlausibility)
                    }
                }
            }
            #expect(objects == [3, 5, 14, 15, 16, 17, 18, 19], "chunks of \(chunk)")
            #expect(errors.map(\.byteOffset) == [394], "chunks of \(chunk)")
            let diagnostics = defragmenter.takeDiagnostics()
            #expect(diagnostics.map(\.code) == [.signBitSet, .skippedBytes], "chunks of \(chunk)")
            #expect(diagnostics.last?.byteRange == 394..<417, "chunks of \(chunk)")
        }
    }

    @Test func findsTheNextFragmentBehindDamage() throws {
        typealias F = FragmentExamples
        let garbage = [UInt8](repeating: 0, count: 30) + Array("lost and found".utf8) + [0, 0, 0, 0, 0]
        let bytes = F.output + garbage + F.pipelineState + F.endOfInput
        for chunk in [Int.max, 1, 7, 100] {
            var defragmenter = Defragmenter()
            var types: [MessageType] = []
            var errors: [PSRPError] = []
            var offset = 0
            while offset < bytes.count {
                let end = offset + min(chunk, bytes.count - offset)
                try defragmenter.append(bytes.span.extracting(offset..<end))
                offset = end
                while true {
                    do {
                        guard let message = try defragmenter.nextMessage() else { break }
                        types.append(message.type)
                    } catch {
                        errors.append(error)
                        defragmenter.resynchronize(.byPlausibility)
                    }
                }
            }
            #expect(types == [.pipelineOutput, .pipelineState, .endOfPipelineInput], "chunks of \(chunk)")
            #expect(errors == [PSRPError(code: .objectIDOutOfRange, byteOffset: 73)], "chunks of \(chunk)")
            let skipped = 73..<73 + garbage.count
            let diagnostics = defragmenter.takeDiagnostics()
            #expect(diagnostics.map(\.code) == [.skippedBytes], "chunks of \(chunk)")
            #expect(diagnostics.map(\.byteRange) == [skipped], "chunks of \(chunk)")
        }
    }

    /// No object has such an id, and a header that has it is none, whether the message behind it is there whole or not.
    @Test(arguments: [Int.max, 1, 64])
    func believesNoIncredibleHeader(chunk: Int) {
        let bytes = FragmentExamples.fragment(1 << 40, 0, 3, count: 43)
        let outcome = run(bytes, Self.options { $0.strictness = .recording }, chunk: chunk)
        #expect(outcome == Outcome(error: PSRPError(code: .implausibleFragment, byteOffset: 0)))
        #expect(run(bytes, chunk: chunk).messages == [[1 << 40, 1, 3]])
    }

    @Test func startsAfreshAtTheNextPacket() throws {
        typealias F = FragmentExamples
        var defragmenter = Defragmenter()
        try defragmenter.append((F.fragment(9, 0, 1, count: 40) + F.fragment(0, 1, 0, count: 20)).span)
        #expect(throws: PSRPError(code: .objectIDOutOfRange, byteOffset: 61)) { try defragmenter.nextMessage() }
        defragmenter.resynchronize(.atNextAppend)
        let next = F.fragment(9, 2, 2, count: 20) + F.fragment(10, 0, 3, count: 40)
        try defragmenter.append(next.span)
        let message = try defragmenter.nextMessage()
        #expect(message?.source?.objectID == 10)
        let diagnostics = defragmenter.takeDiagnostics()
        #expect(diagnostics.map(\.code) == [.incompleteMessage, .skippedBytes, .skippedFragment])
        #expect(diagnostics.map(\.byteRange) == [0..<102, 61..<102, 102..<143])
    }

    /// A refused message that is too large is passed over whole, and what follows it is read.
    @Test func goesOnBehindAMessageThatIsTooLarge() throws {
        typealias F = FragmentExamples
        var defragmenter = Defragmenter(maximumMessageByteCount: 200)
        let bytes = F.fragment(1, 0, 1, count: 300) + F.fragment(1, 1, 2, count: 50) + F.output
        try defragmenter.append(bytes.span)
        #expect(throws: PSRPError(code: .messageTooLarge, byteOffset: 0)) { try defragmenter.nextMessage() }
        defragmenter.resynchronize(.byPlausibility)
        let message = try defragmenter.nextMessage()
        #expect(message?.type == .pipelineOutput)
        #expect(defragmenter.takeDiagnostics().map(\.byteRange) == [0..<392])
    }

    @Test func manyDiagnosticsStayBounded() throws {
        typealias F = FragmentExamples
        var defragmenter = Defragmenter(options: Self.options { $0.strictness = .recording })
        for object in 1...5_000 as ClosedRange<UInt64> {
            // Each start drops the message before it, and is not next to the other diagnostics.
            try defragmenter.append(F.fragment(object, 3, 1, count: 8).span)
        }
        let diagnostics = defragmenter.takeDiagnostics()
        #expect(diagnostics.count == 1_000)
        #expect(diagnostics.map(\.count).reduce(0, +) == 5_000 + 4_999)
    }

    /// In a recording a header that none would write is not believed: its blob would be the rest of the recording.
    @Test func recordingsDoNotBelieveAnyHeader() throws {
        typealias F = FragmentExamples
        var defragmenter = Defragmenter(options: Self.options { $0.strictness = .recording })
        let text = [UInt8](repeating: 0x41, count: 40)
        try defragmenter.append((F.output + text + F.pipelineState).span)
        let first = try defragmenter.nextMessage()
        #expect(first?.type == .pipelineOutput)
        #expect(throws: PSRPError(code: .implausibleFragment, byteOffset: 73)) { try defragmenter.nextMessage() }
        defragmenter.resynchronize(.byPlausibility)
        let second = try defragmenter.nextMessage()
        #expect(second?.type == .pipelineState)
        #expect(defragmenter.takeDiagnostics().map(\.byteRange).last == 73..<113)
    }

    /// A fragment whose rest is not coming can be given up without an error.
    @Test func givesUpAFragmentOnRequest() throws {
        typealias F = FragmentExamples
        var defragmenter = Defragmenter()
        try defragmenter.append(Array(F.output.prefix(60)).span)
        #expect(defragmenter.isInsideFragment)
        defragmenter.resynchronize(.atNextAppend)
        let next = F.pipelineState
        try defragmenter.append(next.span)
        let message = try defragmenter.nextMessage()
        #expect(message?.type == .pipelineState)
        #expect(defragmenter.takeDiagnostics().map(\.code) == [.incompleteFragment, .incompleteMessage])
    }
}
