internal import CLIXML

/// What recovery writes is read without an error, and needs no recovery; of a document that is whole nothing is changed.
public func checkRecovery(_ input: FuzzInput) throws(Violation) {
    let limits = CLIXMLLimits.small
    let (first, values, repairs) = recover(input.content, limits)
    let again = Outcome([first], .document, limits)
    try require(again.error == nil, "what was recovered is not read: \(again.error ?? "")")
    try require(again.values.count == values.count, "\(values.count) values became \(again.values.count)")
    let (second, _, rest) = recover(first, limits)
    let repair = rest.first { $0.kind != .joined }
    try require(repair == nil, "recovered again: \(repair.map { "\($0)" } ?? "")")
    try require(second == first, "recovered again it differs")
    let whole = Outcome([input.content], .document, limits)
    if whole.error == nil {
        let loss = repairs.first { $0.losesContent && $0.kind != .replaced }
        try require(loss == nil, "a whole document is repaired: \(loss.map { "\($0)" } ?? "")")
        try require(values.map(\.value) == whole.values.map(\.value), "a whole document is changed")
    }
}

private func recover(_ bytes: [UInt8], _ limits: CLIXMLLimits) -> ([UInt8], [DocumentValue], [Repair]) {
    var recovery = CLIXMLRecovery(bytes, limits: limits)
    var output: [UInt8] = []
    var values: [DocumentValue] = []
    while let value = recovery.next() {
        if values.isEmpty { output += recovery.rootStartTag }
        values.append(value.documentValue)
        output += "\n  ".utf8
        output += value.markup
    }
    if values.isEmpty { output += recovery.rootStartTag }
    output.append(UInt8(ascii: "\n"))
    output += recovery.rootEndTag
    output.append(UInt8(ascii: "\n"))
    return (output, values, recovery.takeRepairs())
}
