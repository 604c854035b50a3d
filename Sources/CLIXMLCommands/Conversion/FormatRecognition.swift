package import CLIXML
import CLIXMLConvert

/// Tells the format of an input by its first bytes, and where they do not, by its extension.
///
/// | first character | format |
/// | --- | --- |
/// | `<`, `#<` | CLIXML |
/// | `{` | typed JSON if the first line begins a value of it, else JSON |
/// | `[` | JSON |
/// | `#TYPE`, `#Fields:` | CSV |
/// | another | that of the extension |
///
/// Without an extension that is known, a first line with the delimiter in it is CSV, and one that is a text, a number or a
/// word of JSON is JSON. All else is CLIXML, whose reader says what is wrong.
package enum FormatRecognition {
    package typealias Format = ConvertOptions.Source

    /// The first line matters no further than this, in bytes.
    private static let maximumByteCount = 64 << 10

    /// Reads as much of a source as is needed, and puts it back.
    ///
    /// - Throws: what the source throws.
    package static func recognise(_ source: inout ByteSource, name: String, delimiter: Unicode.Scalar) throws -> Format
    {
        var chunks: [[UInt8]] = []
        var input = DecodedInput()
        var found: Format?
        let original = source
        while found == nil {
            var chunk: [UInt8] = []
            if try original.nextChunk(&chunk) {
                input.append(chunk.span)
                chunks.append(chunk)
            } else {
                input.finish()
            }
            let isComplete = input.isFinal || input.source.count >= maximumByteCount
            found = format(input.source, isComplete: isComplete, name: name, delimiter: delimiter)
        }
        var isEndSeen = input.isFinal
        chunks.reverse()
        source = ByteSource(
            nextChunk: { chunk in
                if let first = chunks.popLast() {
                    chunk = first
                    return true
                }
                guard !isEndSeen else { return false }
                let hasMore = try original.nextChunk(&chunk)
                isEndSeen = !hasMore
                return hasMore
            },
            read: original.read
        )
        return found ?? .clixml
    }

    /// The format of a text, or `nil` while more of it is needed to tell.
    package static func format(_ text: [UInt8], isComplete: Bool, name: String, delimiter: Unicode.Scalar) -> Format? {
        let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
        let start = text.firstIndex { !blanks.contains($0) } ?? text.count
        guard start < text.count else { return isComplete ? self.format(ofName: name) ?? .clixml : nil }
        let rest = text[start...]
        let lineEnd = rest.firstIndex(of: 0x0A)
        let hasLine = isComplete || lineEnd != nil
        switch text[start] {
        case UInt8(ascii: "<"): return .clixml
        case UInt8(ascii: "#"):
            guard rest.count > 1 || hasLine else { return nil }
            if rest.count > 1, text[start + 1] == UInt8(ascii: "<") { return .clixml }
            guard hasLine else { return nil }
            let isCSV = ["#type", "#fields:"].contains { word in
                String(decoding: rest.prefix(word.utf8.count), as: UTF8.self).lowercased() == word
            }
            return isCSV ? .csv : self.format(ofName: name) ?? .clixml
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            guard hasLine else { return nil }
            let isTyped =
                text[start] == UInt8(ascii: "{") && TypedJSONReader.recognises(Array(rest[..<(lineEnd ?? text.count)]))
            if isTyped { return .typedJSON }
            let named = self.format(ofName: name)
            return named == .ndjson || named == .csv ? named : .json
        default:
            if let named = self.format(ofName: name) { return named }
            guard hasLine else { return nil }
            let line = rest[..<(lineEnd ?? text.count)]
            if isRecord(line, delimiter: delimiter) { return .csv }
            return JSONImporter.isScalar(Array(line)) ? .json : .clixml
        }
    }

    private static func isRecord(_ line: ArraySlice<UInt8>, delimiter: Unicode.Scalar) -> Bool {
        guard let first = line.first else { return false }
        let isWord = (first | 0x20) &- 0x61 < 26 || first &- 0x30 < 10 || first >= 0x80 || first == UInt8(ascii: "\"")
        // What is left of a broken document has angle brackets.
        guard isWord, !line.contains(UInt8(ascii: "<")), !line.contains(UInt8(ascii: ">")) else { return false }
        return String(decoding: line, as: UTF8.self).unicodeScalars.contains(delimiter)
    }

    /// The format that an extension stands for, that of compression left out.
    package static func format(ofName name: String) -> Format? {
        var base = name.lowercased()
        for suffix in [".zst", ".zstd"] where base.hasSuffix(suffix) { base.removeLast(suffix.count) }
        let formats: [(extensions: [String], format: Format)] = [
            ([".xml", ".clixml", ".ps1xml"], .clixml), ([".json"], .json), ([".ndjson", ".jsonl"], .ndjson),
            ([".csv", ".tsv"], .csv),
        ]
        return formats.first { $0.extensions.contains { base.hasSuffix($0) } }?.format
    }
}
