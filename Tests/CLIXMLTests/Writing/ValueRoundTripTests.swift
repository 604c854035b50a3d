import CLIXML
import Testing

/// Whatever can be built is written and read back as the same value.
@Suite struct ValueRoundTripTests {
    private static let limits: CLIXMLLimits = {
        var limits = CLIXMLLimits()
        limits.maximumDepth = 1_000
        return limits
    }()

    private func options(_ seed: UInt64, isVerbatim: Bool) -> CLIXMLWriterOptions {
        var options = CLIXMLWriterOptions()
        options.isVerbatim = isVerbatim
        options.layout = seed % 2 == 0 ? .indented : .compact
        options.encoding = seed % 3 == 0 ? .utf16 : .utf8
        options.hasByteOrderMark = options.encoding == .utf16 || seed % 5 == 0
        options.newline = seed % 7 == 0 ? .crlf : .lf
        options.refusesNoncharacters = false
        return options
    }

    @Test(arguments: 0..<8)
    func readsBackWhatWasWritten(_ block: Int) throws {
        for seed in UInt64(block * 50)..<UInt64(block * 50 + 50) {
            var generator = ValueGenerator(seed: seed)
            let values = (0..<4).map { _ in generator.value() }
            let bytes = try Written.bytes(values, options(seed, isVerbatim: true))
            let read = try Written.read(bytes, limits: ValueRoundTripTests.limits)
            #expect(read.count == values.count, "seed \(seed)")
            for (value, other) in zip(values, read) where !isEqual(value, other.value) {
                let again = try Written.bytes([other.value], options(1, isVerbatim: true))
                let difference = Written.difference(again, try Written.bytes([value], options(1, isVerbatim: true)))
                Issue.record("seed \(seed): \(difference)")
            }
        }
    }

    @Test(arguments: 0..<4)
    func writesTheSameBytesAfterReading(_ block: Int) throws {
        for seed in UInt64(block * 50 + 1_000)..<UInt64(block * 50 + 1_050) {
            var generator = ValueGenerator(seed: seed)
            let options = options(seed, isVerbatim: true)
            let bytes = try Written.bytes((0..<4).map { _ in generator.value() }, options)
            var writer = CLIXMLWriter(options: options)
            var output: [UInt8] = []
            var stores: [RefID: PSObject] = [:]
            for value in try Written.read(bytes, limits: ValueRoundTripTests.limits) {
                try writer.write(value, into: &output) { stores[$0.refID] }
                stores.removeAll()
            }
            writer.finish(into: &output)
            if output != bytes { Issue.record("seed \(seed): \(Written.difference(output, bytes))") }
        }
    }

    /// What PowerShell's rules cut off or change is gone after writing once: reading and writing again changes no more than
    /// the prefixes of type names, and after that nothing.
    @Test(arguments: 0..<4)
    func settlesAfterRewriting(_ block: Int) throws {
        for seed in UInt64(block * 25 + 2_000)..<UInt64(block * 25 + 2_025) {
            var generator = ValueGenerator(seed: seed)
            let options = options(0, isVerbatim: false)
            var bytes = try Written.bytes((0..<3).map { _ in generator.value() }, options)
            for _ in 0..<2 { bytes = try rewrite(bytes, options) }
            let again = try rewrite(bytes, options)
            if again != bytes { Issue.record("seed \(seed): \(Written.difference(again, bytes))") }
        }
    }

    private func rewrite(_ bytes: [UInt8], _ options: CLIXMLWriterOptions) throws -> [UInt8] {
        var writer = CLIXMLWriter(options: options)
        var output: [UInt8] = []
        for value in try Written.read(bytes, limits: ValueRoundTripTests.limits) {
            try writer.write(value, into: &output)
        }
        writer.finish(into: &output)
        return output
    }

    private func isEqual(_ left: PSValue, _ right: PSValue) -> Bool {
        guard case .object(let left) = left, case .object(let right) = right else { return left == right }
        return left.isEqualAsWritten(to: right)
    }
}
