import CLIXML
import Testing

/// What the formatter writes the parser reads back, and calls canonical.
@Suite struct PrimitiveRoundTripTests {
    private let rounds = 2000

    /// Writes a value, reads it back with `read`, and asks `isCanonical` about the text.
    private func check<T: Equatable>(
        _ value: T,
        write: (T, inout [UInt8]) -> Void,
        read: (Span<UInt8>) throws -> T?,
        isCanonical: (Span<UInt8>) -> Bool
    ) rethrows {
        var output: [UInt8] = []
        write(value, &output)
        let found = try read(output.span)
        #expect(found == value, "\(String(decoding: output, as: UTF8.self))")
        let canonical = isCanonical(output.span)
        #expect(canonical, "\(String(decoding: output, as: UTF8.self))")
    }

    @Test func integers() {
        var generator = SplitMix(seed: 1)
        for _ in 0..<rounds {
            let shift = generator.next() % 64
            let value = Int64(bitPattern: generator.next()) >> shift
            check(
                value,
                write: { PrimitiveFormatter.integer($0, into: &$1) },
                read: { PrimitiveParser.integer($0, as: Int64.self) },
                isCanonical: PrimitiveParser.isCanonicalInteger
            )
            check(
                UInt64(bitPattern: value),
                write: { PrimitiveFormatter.integer($0, into: &$1) },
                read: { PrimitiveParser.integer($0, as: UInt64.self) },
                isCanonical: PrimitiveParser.isCanonicalInteger
            )
            check(
                Int16(truncatingIfNeeded: value),
                write: { PrimitiveFormatter.integer($0, into: &$1) },
                read: { PrimitiveParser.integer($0, as: Int16.self) },
                isCanonical: PrimitiveParser.isCanonicalInteger
            )
        }
        for value in [true, false] {
            check(
                value,
                write: PrimitiveFormatter.boolean,
                read: PrimitiveParser.boolean,
                isCanonical: PrimitiveParser.isCanonicalBoolean
            )
        }
    }

    @Test func doubles() {
        var generator = SplitMix(seed: 2)
        for round in 0..<rounds {
            var value = Double(bitPattern: generator.next())
            if round % 2 == 0 { value = Double(Int64(truncatingIfNeeded: generator.next()) >> 20) / 1000 }
            guard value.isFinite else { continue }
            check(
                value.bitPattern,
                write: { PrimitiveFormatter.double(Double(bitPattern: $0), into: &$1) },
                read: { PrimitiveParser.double($0)?.bitPattern },
                isCanonical: PrimitiveParser.isFloatingPoint
            )
            let single = Float(value)
            guard single.isFinite else { continue }
            check(
                single.bitPattern,
                write: { PrimitiveFormatter.single(Float(bitPattern: $0), into: &$1) },
                read: { PrimitiveParser.single($0)?.bitPattern },
                isCanonical: PrimitiveParser.isFloatingPoint
            )
        }
    }

    @Test func decimals() throws {
        var generator = SplitMix(seed: 3)
        for _ in 0..<rounds {
            let bits = UInt128(generator.next()) << 64 | UInt128(generator.next())
            let magnitude = bits >> (32 + UInt128(generator.next() % 96))
            let value = try #require(
                PSDecimal(
                    magnitude: magnitude,
                    scale: Int(generator.next() % 29),
                    isNegative: generator.next() & 1 == 1
                )
            )
            check(
                value,
                write: PrimitiveFormatter.decimal,
                read: PrimitiveParser.decimal,
                isCanonical: { PrimitiveParser.isDecimal($0) }
            )
        }
    }

    @Test func dates() throws {
        var generator = SplitMix(seed: 4)
        let zone = LocalZone(fixedOffsetSeconds: 19_800)
        for _ in 0..<rounds {
            let divisor: Int64 = [1, 10, 10_000_000][Int(generator.next() % 3)]
            let ticks = Int64(generator.next() % UInt64(PSDateTime.maximumTicks)) / divisor * divisor
            let kind = try #require(PSDateTime.Kind(rawValue: UInt8(generator.next() % 3)))
            let value = try #require(PSDateTime(ticks: ticks, kind: kind, offsetMinutes: 330))
            try check(
                value,
                write: { PrimitiveFormatter.dateTimeAsWritten($0, into: &$1) },
                read: { try PrimitiveParser.dateTime($0, today: value) },
                isCanonical: { PrimitiveParser.isCanonicalDateTime($0, in: zone) }
            )
        }
    }

    @Test func durations() throws {
        var generator = SplitMix(seed: 5)
        for _ in 0..<rounds {
            let value = PSDuration(ticks: Int64(bitPattern: generator.next()) >> (generator.next() % 64))
            try check(
                value,
                write: PrimitiveFormatter.duration,
                read: { try PrimitiveParser.duration($0) },
                isCanonical: { _ in true }
            )
        }
    }

    @Test func identifiers() throws {
        var generator = SplitMix(seed: 6)
        for _ in 0..<rounds {
            let guid = PSGUID(high: generator.next(), low: generator.next())
            check(
                guid,
                write: PrimitiveFormatter.guid,
                read: PrimitiveParser.guid,
                isCanonical: PrimitiveParser.isCanonicalGUID
            )
            #expect(PSGUID(textOrder: guid.textOrder) == guid)
            #expect(PSGUID(wireOrder: guid.wireOrder) == guid)
            let parts = (0..<4).map { _ in Int32(generator.next() >> 33) }
            let count = generator.next() % 3
            let version = try #require(
                PSVersion(
                    major: parts[0],
                    minor: parts[1],
                    build: count > 0 ? parts[2] : nil,
                    revision: count > 1 ? parts[3] : nil
                )
            )
            try check(
                version,
                write: PrimitiveFormatter.version,
                read: { try PrimitiveParser.version($0) },
                isCanonical: PrimitiveParser.isCanonicalVersion
            )
        }
    }

    @Test func bytes() throws {
        var generator = SplitMix(seed: 7)
        for _ in 0..<rounds {
            let value = (0..<Int(generator.next() % 20)).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
            check(
                value,
                write: { PrimitiveFormatter.base64($0.span, into: &$1) },
                read: PrimitiveParser.base64,
                isCanonical: { PrimitiveParser.base64Form($0)?.isCanonical == true }
            )
            guard value.count % 2 == 0, !value.isEmpty else { continue }
            try check(
                value,
                write: { PrimitiveFormatter.hex($0.span, into: &$1) },
                read: { try PrimitiveParser.secureStringHex($0) },
                isCanonical: { _ in true }
            )
        }
    }

    /// Valid texts that the writer would write differently.
    @Test func knowsWhatIsNotCanonical() {
        for text in [" 1", "1 ", "+1", "01", "-0", "-01", "00"] {
            let found = PrimitiveParser.isCanonicalInteger(Array(text.utf8).span)
            #expect(!found, "\(text)")
        }
        for text in ["1", "0", " true", "false "] {
            let found = PrimitiveParser.isCanonicalBoolean(Array(text.utf8).span)
            #expect(!found, "\(text)")
        }
        for text in [".5", "5.", "+1.5", " 1", "-0.0", "01.5", "00"] {
            let found = PrimitiveParser.isCanonicalDecimal(Array(text.utf8).span)
            #expect(!found, "\(text)")
        }
        for text in ["0", "-1", "0.5", "-0.50", "123.4500"] {
            let found = PrimitiveParser.isCanonicalDecimal(Array(text.utf8).span)
            #expect(found, "\(text)")
        }
        for text in ["AR==", "AQ =", "AQID\n", "AQJ="] {
            let form = PrimitiveParser.base64Form(Array(text.utf8).span)
            #expect(form?.isCanonical != true, "\(text)")
        }
        for text in ["1.02", " 1.2", "+1.2", "1.2 ", "-0.1"] {
            let found = PrimitiveParser.isCanonicalVersion(Array(text.utf8).span)
            #expect(!found, "\(text)")
        }
        for text in ["12345678-1234-1234-1234-1234567890AB", "123456781234123412341234567890ab"] {
            let found = PrimitiveParser.isCanonicalGUID(Array(text.utf8).span)
            #expect(!found, "\(text)")
        }
        for text in [
            "2024-01-02", "2024-01-02T03:04:05.10", "2024-01-02T03:04:05.0", "2024-01-02T03:04:05z",
            " 2024-01-02T03:04:05",
            "2024-01-02T03:04:05+01:00", "2024-01-02T03:04:05-00:00", "2024-01-02T03:04:05.12345678",
        ] {
            let found = PrimitiveParser.isCanonicalDateTime(Array(text.utf8).span, in: .utc)
            #expect(!found, "\(text)")
        }
    }

    /// Values stay small, because a document can hold millions.
    @Test func valuesAreSmall() {
        #expect(MemoryLayout<PSDateTime>.size <= 16)
        #expect(MemoryLayout<PSDecimal>.size <= 16)
        #expect(MemoryLayout<PSGUID>.size == 16)
        #expect(MemoryLayout<PSVersion>.size == 16)
        #expect(MemoryLayout<PSDuration>.size == 8)
        #expect(MemoryLayout<PSURI>.size == 8)
    }
}
