internal import CLIXML

extension JSONImporter {
    /// Whether a line is one strict JSON text that is neither an object nor an array.
    package static func isScalar(_ line: [UInt8]) -> Bool {
        var tokenizer = JSONTokenizer(.strict)
        var kinds: [JSONToken.Kind] = []
        for _ in 0..<2 {
            let token = try? tokenizer.next(line.span, upTo: line.count, isFinal: true, expecting: .any)
            if let token { kinds.append(token.kind) }
        }
        guard kinds.count == 2, kinds[1] == .end else { return false }
        switch kinds[0] {
        case .string, .number, .true, .false, .null: return true
        default: return false
        }
    }
}
