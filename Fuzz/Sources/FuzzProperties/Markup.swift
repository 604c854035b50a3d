internal import CLIXML

/// The tokenizer agrees with another one on what is well-formed, and on how many elements it has.
///
/// Two tokenizers must where both follow XML 1.0: in ASCII without a document type declaration, an XML declaration (whose encoding
/// and version PowerShell judges in its own way), references to characters (of which PowerShell reads some that XML forbids),
/// processing instructions and colons (which they hold against namespaces at different times).
///
/// - Parameter secondOpinion: How many elements a document has for the other one, -1 when it is not well-formed.
public func checkMarkup(_ input: FuzzInput, secondOpinion: ([UInt8]) -> Int) throws(Violation) {
    var counter = MarkupCounter(limits: .small)
    var refusal: CLIXMLError?
    do {
        for piece in input.pieces { try counter.append(piece.span) }
        try counter.finish()
    } catch {
        refusal = error
    }
    guard isInDomain(input.content) else { return }
    let expected = secondOpinion(input.content)
    switch refusal?.code {
    case nil: try require(counter.elementCount == expected, "\(counter.elementCount) elements, and not \(expected)")
    case .textTooLong?, .nameTooLong?, .tooManyAttributes?, .elementsNestedTooDeeply?: break
    default: try require(expected < 0, "refused, though well-formed: \(refusal?.description ?? "")")
    }
}

private func isInDomain(_ bytes: [UInt8]) -> Bool {
    // Text before a document may be the header line that PowerShell writes.
    guard bytes.first == UInt8(ascii: "<") else { return false }
    guard bytes.allSatisfy({ $0 < 0x80 && $0 != 0 && $0 != UInt8(ascii: ":") }) else { return false }
    let text = String(decoding: bytes, as: UTF8.self)
    return !["<?", "<!D", "&#"].contains { text.contains($0) }
}
