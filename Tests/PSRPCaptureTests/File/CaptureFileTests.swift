import PSRP
import PSRPCapture
import TestSupport
import Testing

@Suite struct CaptureFileTests {
    private static let records: [CaptureRecord] = [
        .init(
            nanoseconds: 1_000,
            connection: 1,
            .opened(.tcp, [.init("host", "web01"), .init("client", "10.0.0.1:50000")])
        ),
        .init(nanoseconds: 2_000, connection: 1, .bytes(.clientToServer, Array("POST".utf8))),
        .init(nanoseconds: 3_000, connection: 7, .opened(.stdio, [])),
        .init(nanoseconds: 4_000, connection: 1, .bytes(.serverToClient, [])),
        .init(nanoseconds: 5_000, connection: 7, .facts([.init("command", "ssh host é"), .init("", "")])),
        .init(nanoseconds: 6_000, connection: 7, .gap(.serverToClient, byteCount: 1 << 40, recordCount: 3)),
        .init(nanoseconds: 7_000, connection: 1, .ended(.clientToServer)),
        .init(nanoseconds: -8_000, connection: .max, .closed),
    ]

    private static func file(_ records: [CaptureRecord] = records, flushingAfter count: Int = 3) throws -> [UInt8] {
        var output: [UInt8] = []
        var writer = CaptureWriter(nanoseconds: 123)
        for (index, record) in records.enumerated() {
            try writer.append(record, into: &output)
            if (index + 1) % count == 0 { try writer.flush(into: &output) }
        }
        try writer.finish(into: &output)
        return output
    }

    private struct Outcome: Equatable, Sendable {
        var records: [CaptureRecord] = []
        var codes: [PSRPError.Code] = []
        var error: PSRPError?
    }

    private static func read(_ pieces: [ArraySlice<UInt8>]) -> Outcome {
        var outcome = Outcome()
        var reader = CaptureReader()
        do {
            for piece in pieces {
                reader.append(Array(piece).span)
                while let record = try reader.nextRecord() { outcome.records.append(record) }
                outcome.codes += reader.takeDiagnostics().map(\.code)
            }
            outcome.codes += reader.finish().map(\.code)
        } catch {
            outcome.error = error
        }
        return outcome
    }

    @Test func givesBackWhatWasWritten() throws {
        let file = try Self.file()
        let outcome = Self.read([file[...]])
        #expect(outcome == Outcome(records: Self.records))
        let difference = EverySplit.firstDifference(of: file) { pieces in Self.read(pieces) }
        #expect(difference == nil)
    }

    @Test func beginsWithItsSign() throws {
        let file = try Self.file()
        #expect(Array(file[..<24]) == [0x5C, 0x2A, 0x4D, 0x18, 32, 0, 0, 0] + Array("clixml capture\0\0".utf8))
        #expect(Array(file[24..<40]) == [1, 0, 1, 0, 0, 0, 0, 0, 123, 0, 0, 0, 0, 0, 0, 0])
        for count in 0...24 {
            let beginning = Array(file[..<count])
            let isCapture = CaptureFormat.isCaptureFile(beginning.span)
            #expect(isCapture == (count == 24))
        }
    }

    /// Two records, byte for byte as the format says.
    @Test func isUnpackedByZstd() throws {
        guard ToolRun.path(of: "zstd") != nil else { return }
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write(try Self.file(Array(Self.records[1...2]), flushingAfter: 1), to: "file.zst")
        let run = try ToolRun.run("zstd", ["-d", "-q", "-c", folder.path(of: "file.zst")])
        let sign = Array("clixrec\0".utf8)
        let first: [UInt8] = [4, 0, 0, 0, 2, 1, 0, 0, 1, 0, 0, 0, 0xD0, 7, 0, 0, 0, 0, 0, 0] + Array("POST".utf8)
        let second: [UInt8] = [1, 0, 0, 0, 1, 0, 0, 0, 7, 0, 0, 0, 0xB8, 0x0B, 0, 0, 0, 0, 0, 0, 1]
        #expect(run.outputBytes == sign + first + sign + second)
    }

    /// What a flush gave out is read whatever comes after; the end of a file that was cut is told of.
    @Test func isReadHoweverItIsCut() throws {
        var file: [UInt8] = []
        var ends: [Int] = []
        var writer = CaptureWriter(nanoseconds: 0)
        for record in Self.records {
            try writer.append(record, into: &file)
            try writer.flush(into: &file)
            ends.append(file.count)
        }
        for count in 40...file.count {
            let outcome = Self.read([file[..<count]])
            #expect(outcome.records == Array(Self.records.prefix(ends.count { $0 <= count })))
            #expect(outcome.codes == (count == 40 || ends.contains(count) ? [] : [.truncatedCapture]))
        }
    }

    /// Any byte may be wrong: the records of other blocks are read, and what is lost is told.
    @Test func isReadHoweverItIsDamaged() throws {
        let file = try Self.file()
        for index in 40..<file.count {
            var damaged = file
            damaged[index] ^= 0x55
            let outcome = Self.read([damaged[...]])
            #expect(outcome.error == nil)
            if outcome.records != Self.records {
                let isThere = Self.records.map { outcome.records.contains($0) }
                // The blocks have three records, three and two.
                #expect([isThere[0], isThere[3], isThere[6]].count { !$0 } == 1, "byte \(index)")
                #expect(isThere[0] == isThere[2] && isThere[3] == isThere[5] && isThere[6] == isThere[7])
                #expect(outcome.codes.first == .damagedBlock)
            }
            #expect(outcome.records.allSatisfy(Self.records.contains))
        }
    }

    /// Bytes may be missing, or stand there that are none of ours.
    @Test func goesOnBehindOtherBytes() throws {
        let file = try Self.file(flushingAfter: 1)
        let whole = try Self.file(Array(Self.records.prefix(2)), flushingAfter: 1)
        let firstEnd = 40 + 48 + Int(whole[56]) + Int(whole[57]) << 8
        let missing = Array(file[..<(firstEnd - 5)]) + Array(file[firstEnd...])
        #expect(Self.read([missing[...]]) == Outcome(records: Array(Self.records.dropFirst()), codes: [.damagedBlock]))
        let other = Array(file[..<firstEnd]) + Array("other bytes".utf8) + Array(file[firstEnd...])
        #expect(Self.read([other[...]]) == Outcome(records: Self.records, codes: [.damagedBlock]))
        let skippable: [UInt8] = [0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3]
        let skipped = Array(file[..<firstEnd]) + skippable + Array(file[firstEnd...])
        #expect(Self.read([skipped[...]]) == Outcome(records: Self.records))
    }

    @Test func isAppendedTo() throws {
        var file = try Self.file(Array(Self.records.prefix(4)))
        var writer = CaptureWriter(appendingAt: UInt64(file.count))
        for record in Self.records.dropFirst(4) { try writer.append(record, into: &file) }
        try writer.finish(into: &file)
        #expect(Self.read([file[...]]) == Outcome(records: Self.records))
        // Behind a block that was cut off as well.
        var cut = Array(try Self.file(Array(Self.records.prefix(4)), flushingAfter: 2).dropLast(150))
        let before = Self.read([cut[...]]).records
        #expect(before == Array(Self.records.prefix(2)))
        var other = CaptureWriter(appendingAt: UInt64(cut.count))
        for record in Self.records.dropFirst(4) { try other.append(record, into: &cut) }
        try other.finish(into: &cut)
        #expect(Self.read([cut[...]]).records == before + Array(Self.records.dropFirst(4)))
    }

    @Test func hasAnIndex() throws {
        let file = try Self.file()
        let found = CaptureIndex.byteCount(fromEnd: file.span)
        let size = try #require(found)
        let bytes = Array(file[(file.count - size)...])
        let read = CaptureIndex(bytes.span)
        let index = try #require(read)
        #expect(index.entries.map(\.recordCount) == [3, 3, 2])
        #expect(index.entries.map(\.firstNanoseconds) == [1_000, 4_000, 7_000])
        #expect(index.entries.map(\.lastNanoseconds) == [3_000, 6_000, -8_000])
        // From the place of a block on, the file reads as from its start.
        let place = Int(index.entries[1].byteOffset)
        let outcome = Self.read([(file[..<40] + file[place...])[...]])
        #expect(outcome.records == Array(Self.records.dropFirst(3)))
        for position in bytes.indices {
            var damaged = bytes
            damaged[position] ^= 1
            let isRead = CaptureIndex(damaged.span) != nil
            #expect(!isRead, "byte \(position)")
        }
    }

    /// Blocks come out by themselves when they are full, and bytes of any number are cut into them.
    @Test func keepsBlocksSmall() throws {
        var generator = SeededNumbers(seed: 5)
        let bytes = (0..<3_000_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
        var file: [UInt8] = []
        var writer = CaptureWriter(nanoseconds: 0)
        try writer.append(.init(nanoseconds: 1, connection: 1, .bytes(.clientToServer, bytes)), into: &file)
        #expect(file.count > 2_000_000)
        #expect(writer.index.entries.count == 2)
        #expect(writer.byteCount == UInt64(file.count))
        try writer.finish(into: &file)
        let joined = Self.read([file[...]]).records.flatMap { record -> [UInt8] in
            if case .bytes(_, let bytes) = record.content { bytes } else { [] }
        }
        #expect(joined == bytes)
    }

    @Test func refusesWhatIsNone() throws {
        #expect(
            Self.read([[UInt8](repeating: 1, count: 50)[...]]).error
                == PSRPError(code: .malformedCapture, byteOffset: 0)
        )
        var later = try Self.file()
        later[24] = 2
        let outcome = Self.read([later[...]])
        #expect(outcome.error?.message == "the capture file has version 2; this program reads version 1")
    }

    @Test func saysWhetherItIsRedacted() throws {
        var options = CaptureWriter.Options()
        options.isRedacted = true
        var file: [UInt8] = []
        let writer = CaptureWriter(options: options, nanoseconds: 0)
        try writer.finish(into: &file)
        var reader = CaptureReader()
        reader.append(file.span)
        let record = try reader.nextRecord()
        let isRedacted = reader.isRedacted
        #expect(record == nil)
        #expect(isRedacted == true)
    }
}
