import CLIXML
import Foundation
import Testing

@Suite struct PrimitiveParserTests {
    @Test(arguments: PrimitiveRow.fixtures)
    func readsAsPowerShellDoes(_ row: PrimitiveRow) {
        check(row)
    }

    @Test(.enabled("the recorded answers are not at hand", { PrimitiveRow.golden != nil }))
    func readsAllRecordedPrimitives() {
        let rows = PrimitiveRow.golden ?? []
        #expect(rows.count >= PrimitiveRow.fixtures.count)
        for row in rows { check(row) }
    }

    /// Compares the answer to a row with the recorded one.
    private func check(_ row: PrimitiveRow) {
        let text = row.text
        let found: String
        switch row.tag {
        case "B": found = describe(PrimitiveParser.boolean(text.span))
        case "C": found = describe(PrimitiveParser.char(text.span))
        case "By": found = describe(PrimitiveParser.integer(text.span, as: UInt8.self))
        case "SB": found = describe(PrimitiveParser.integer(text.span, as: Int8.self))
        case "I16": found = describe(PrimitiveParser.integer(text.span, as: Int16.self))
        case "U16": found = describe(PrimitiveParser.integer(text.span, as: UInt16.self))
        case "I32": found = describe(PrimitiveParser.integer(text.span, as: Int32.self))
        case "U32": found = describe(PrimitiveParser.integer(text.span, as: UInt32.self))
        case "I64": found = describe(PrimitiveParser.integer(text.span, as: Int64.self))
        case "U64": found = describe(PrimitiveParser.integer(text.span, as: UInt64.self))
        case "Db":
            found = PrimitiveParser.double(text.span).map { $0.isNaN ? "nan" : hex($0.bitPattern) } ?? "malformed"
        case "Sg":
            found = PrimitiveParser.single(text.span).map { $0.isNaN ? "nan" : hex($0.bitPattern) } ?? "malformed"
        case "DT":
            found = describe { () throws(PrimitiveError) in
                let date = try PrimitiveParser.dateTime(text.span, today: recordingDay)
                return "\(date.clock(in: .utc).ticks) \(date.kind)"
            }
        case "TS":
            found = describe { () throws(PrimitiveError) in
                "\(try PrimitiveParser.duration(text.span).ticks)"
            }
        case "Version":
            found = describe { () throws(PrimitiveError) in
                // Inside the element PowerShell gives the same answer to an overflow as to a malformed version.
                guard let version = try? PrimitiveParser.version(text.span) else { throw .malformed }
                return [version.major, version.minor, version.build, version.revision].filter { $0 >= 0 }
                    .map { "\($0)" }.joined(separator: ".")
            }
        case "D":
            found =
                PrimitiveParser.decimal(text.span).map { value in
                    CLIXMLTests.text { PrimitiveFormatter.decimal(value, into: &$0) }
                } ?? "malformed"
        case "G":
            found =
                PrimitiveParser.guid(text.span).map { value in
                    CLIXMLTests.text { PrimitiveFormatter.guid(value, into: &$0) }
                } ?? "malformed"
        case "URI":
            found = PrimitiveParser.uri(text.span)?.originalString ?? "malformed"
        case "BA":
            found = PrimitiveParser.base64(text.span).map { Data($0).base64EncodedString() } ?? "malformed"
            #expect(PrimitiveParser.base64ByteCount(text.span) == PrimitiveParser.base64(text.span)?.count)
        case "SS":
            found = describe { () throws(PrimitiveError) in
                let bytes = try PrimitiveParser.secureStringHex(text.span)
                let units = stride(from: 0, to: bytes.count, by: 2).map {
                    UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8
                }
                // The recording ends at the first U+0000.
                return String(decoding: units.prefix { $0 != 0 }, as: UTF16.self)
            }
        default:
            found = "unknown tag"
        }
        #expect(found == expected(row), "\(row.id)")
    }

    /// The day on which the answers were recorded, in its year at least.
    private let recordingDay: PSDateTime! = PSDateTime(year: 2026, month: 6, day: 15)

    private func expected(_ row: PrimitiveRow) -> String {
        guard let value = row.value else {
            switch (row.errorType, row.errorMessage) {
            case ("System.Xml.XmlException", _): return "malformed"
            case ("System.OverflowException", _), ("System.ArgumentOutOfRangeException", _): return "outOfRange"
            case ("System.FormatException", _): return "malformedSecureString"
            case (_, let message?) where message.hasPrefix("Cannot process argument"): return "emptySecureString"
            case (_, let message?) where message.hasPrefix("The parameter value"): return "oddSecureStringLength"
            case (_, let message?) where message.hasPrefix("Could not decrypt"): return "oddSecureStringByteCount"
            default: return "?"
            }
        }
        switch row.tag {
        case "Db", "Sg": return value.text == "NaN" ? "nan" : value.bits ?? ""
        case "DT": return "\(value.ticks ?? -1) \(value.dateKind?.lowercased() ?? "")"
        default: return value.text
        }
    }

    private func hex<T: FixedWidthInteger>(_ bits: T) -> String {
        let digits = String(bits, radix: 16)
        return String(repeating: "0", count: T.bitWidth / 4 - digits.count) + digits
    }

    private func describe(_ body: () throws(PrimitiveError) -> String) -> String {
        do { return try body() } catch { return "\(error)" }
    }

    private func describe<T>(_ value: T?) -> String { value.map { "\($0)" } ?? "malformed" }
}
