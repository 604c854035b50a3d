public import CLIXML

/// Reads CSV from bytes that arrive in any chunking, as ConvertFrom-Csv does (convert.md 8).
///
/// ```swift
/// var importer = CSVImporter()
/// for chunk in chunks {
///     try importer.append(chunk.span)
///     while let value = try importer.nextValue() { use(value) }
/// }
/// importer.finish()
/// while let value = try importer.nextValue() { use(value) }
/// ```
///
/// Each record is a property bag of strings, delivered as soon as its line has ended; memory depends on the longest record.
/// The same bytes give the same values and the same error, however they are cut. After an error the importer throws it again
/// at every call.
///
/// - Complexity: O(1) amortised for each byte.
public struct CSVImporter: ~Copyable {
    /// What comes next in the text.
    private enum State { case start, typeLine, header, records, end }

    private var input = DecodedInput()
    private var scanner: CSVRecordScanner
    private var builder = ValueSequenceBuilder()
    private let options: CSVImportOptions
    private var state = State.start
    private var names = CSVColumnNames()
    /// The places of the reserved name, if there is one.
    private var reservedPosition: SourcePosition?
    /// The names as those of the builder, for its epoch.
    private var columns: [(name: UInt32, cell: Int)] = []
    private var epoch = -1
    private var typeNames: Int
    private var valueCount: UInt64 = 0
    private var failure: CLIXMLError?
    private var warnings: [ConversionWarning] = []

    /// Makes an importer.
    public init(options: CSVImportOptions = CSVImportOptions()) {
        self.options = options
        scanner = CSVRecordScanner(delimiter: options.delimiter)
        typeNames = builder.register(["System.Management.Automation.PSCustomObject", "System.Object"])
    }

    /// Appends bytes of the input: UTF-8, or what a byte order mark says.
    ///
    /// - Throws: the error of an earlier call.
    public mutating func append(_ bytes: Span<UInt8>) throws(CLIXMLError) {
        if let failure { throw failure }
        precondition(!input.isFinal, "nothing can be appended after finish()")
        scanner.dropFirst(input.drop(before: scanner.recordStart))
        input.append(bytes)
    }

    /// Says that the input is complete. Values that were not taken can still be taken.
    public mutating func finish() { input.finish() }

    /// The next record, or `nil` when more bytes are needed to tell, or after ``finish()`` when there is none.
    ///
    /// - Throws: `CLIXMLError`: `duplicate-column` and `reserved-member-name` for what ConvertFrom-Csv refuses;
    ///   `value-too-large`, `name-too-long` and `too-many-nodes` for limits.
    public mutating func nextValue() throws(CLIXMLError) -> DocumentValue? {
        if let failure { throw failure }
        let source = input.source
        do throws(CLIXMLError) {
            return try read(source.span)
        } catch {
            failure = error
            throw error
        }
    }

    /// The warnings since the last call.
    public mutating func takeWarnings() -> [ConversionWarning] {
        defer { warnings = [] }
        return warnings
    }

    private mutating func read(_ source: Span<UInt8>) throws(CLIXMLError) -> DocumentValue? {
        while true {
            switch state {
            case .start:
                guard source.count > 0 || input.isFinal else { return nil }
                if source.count > 0, source[0] == UInt8(ascii: "#") {
                    state = .typeLine
                } else {
                    try endTypeLine()
                }
            case .typeLine:
                guard try isWithinLimit(scanner.passLine(source, isFinal: input.isFinal), source) else { return nil }
                takeType(source)
                scanner.beginRecord()
                try endTypeLine()
            case .header:
                guard try scanRecord(source) else { return nil }
                if scanner.count == 0 { state = .end } else { try takeHeader() }
                scanner.beginRecord()
            case .records:
                guard try scanRecord(source) else { return nil }
                guard scanner.count > 0 else {
                    state = .end
                    return nil
                }
                defer { scanner.beginRecord() }
                if scanner.isBlank { continue }
                return try takeRecord()
            case .end: return nil
            }
        }
    }

    /// No more than a record may take is looked at, so that the limit is met at the same byte whatever is there.
    private mutating func scanRecord(_ source: Span<UInt8>) throws(CLIXMLError) -> Bool {
        let bound = options.limits.maximumValueByteCount
        let isBounded = source.count &- scanner.recordStart > bound
        let end = isBounded ? scanner.recordStart &+ bound : source.count
        if scanner.scan(source, upTo: end, isFinal: input.isFinal && !isBounded) { return true }
        if isBounded { throw tooLarge() }
        return false
    }

    private func isWithinLimit(_ isComplete: Bool, _ source: Span<UInt8>) throws(CLIXMLError) -> Bool {
        if scanner.position > options.limits.maximumValueByteCount { throw tooLarge() }
        return isComplete
    }

    private func tooLarge() -> CLIXMLError {
        let limit = options.limits.maximumValueByteCount
        return CLIXMLError(
            code: .valueTooLarge,
            position: input.position(of: scanner.recordStart),
            message: "the record is longer than the limit of \(limit) bytes"
        )
    }

    // MARK: - The first lines

    /// A first line that begins with `#` may name a type; whatever it says, it is no record.
    private mutating func takeType(_ source: Span<UInt8>) {
        var end = scanner.position
        while end > 0, source[end - 1] == 0x0A || source[end - 1] == 0x0D { end -= 1 }
        let mark = Array("#TYPE".utf8)
        guard end >= mark.count, TextEscapes.equalIgnoringCase(source.extracting(0..<mark.count), mark.span) else {
            return
        }
        let rest = source.extracting(mark.count..<end)
        let name = TextEscapes.string(fromWTF8: rest.extracting(PrimitiveParser.trimmedUnicodeSpace(rest)))
        if !name.isEmpty { typeNames = builder.register(PSTypeNames([name, "CSV:" + name])) }
    }

    private mutating func endTypeLine() throws(CLIXMLError) {
        guard let header = options.header else {
            state = .header
            return
        }
        try setNames(header.map { Array($0.utf8) }, positions: nil)
    }

    private mutating func takeHeader() throws(CLIXMLError) {
        let cells = scanner.bytes
        var header = (0..<scanner.count).map { Array(cells[scanner.range($0)]) }
        while header.count > 1, header[header.count - 1].isEmpty { header.removeLast() }
        if header[0].starts(with: "#Fields: ".utf8) {
            header[0].removeFirst(9)
        } else if header[0].first == UInt8(ascii: "#") {
            return
        }
        try setNames(header, positions: scanner.starts)
    }

    private mutating func setNames(_ header: [[UInt8]], positions: [Int]?) throws(CLIXMLError) {
        let limits = options.limits
        func position(_ number: Int) -> SourcePosition? { positions.map { input.position(of: $0[number]) } }
        if let long = header.firstIndex(where: { $0.count > limits.maximumNameByteCount }) {
            let message = "a name is longer than the limit of \(limits.maximumNameByteCount) bytes"
            throw CLIXMLError(code: .nameTooLong, position: position(long), message: message)
        }
        if header.count > limits.maximumNodeCount {
            let message = "the records have more than \(limits.maximumNodeCount) elements"
            throw CLIXMLError(code: .tooManyNodes, position: position(0), message: message)
        }
        let (names, duplicate) = CSVColumnNames.make(header)
        if let duplicate {
            let place = position(duplicate.number)
            throw CLIXMLError(code: duplicate.code, position: place, message: duplicate.message)
        }
        if let reserved = names.reserved { reservedPosition = position(reserved.number) }
        self.names = names
        state = .records
    }

    // MARK: - Records

    private mutating func takeRecord() throws(CLIXMLError) -> DocumentValue {
        if valueCount == 0 {
            if let reserved = names.reserved {
                throw CLIXMLError(code: reserved.code, position: reservedPosition, message: reserved.message)
            }
            if names.hasUnnamed {
                let message = "columns without a name are called H1, H2 and so on"
                warnings.append(ConversionWarning(code: .unnamedColumn, message: message))
            }
        }
        if epoch != builder.epoch {
            epoch = builder.epoch
            columns.removeAll()
            for column in names.columns { columns.append((builder.name(column.name.span), column.cell)) }
        }
        builder.begin(.object)
        builder.addTypeNames(typeNames)
        builder.begin(.extended)
        let cells = scanner.bytes
        for column in columns {
            guard column.cell < scanner.count else {
                builder.addNull(name: column.name)
                continue
            }
            let start = builder.bytes.count
            builder.bytes.append(cells.span, scanner.range(column.cell))
            builder.addLeaf(.string, name: column.name, from: start)
        }
        builder.end()
        builder.end()
        let offset = input.nextInputOffset(of: scanner.recordStart)
        let store = builder.takeValue(byteOffset: offset, ordinal: valueCount)
        valueCount += 1
        return DocumentValue(store: store, stream: nil)
    }
}
