internal import CLIXML

/// Any input is read or refused, and however it is cut the values and the error are the same.
public func checkReading(_ input: FuzzInput) throws(Violation) {
    let form: DocumentForm = input.has(0) ? .payload : .document
    let limits = input.has(1) ? CLIXMLLimits() : .small
    let whole = Outcome([input.content], form, limits)
    let difference = whole.difference(from: Outcome(input.pieces, form, limits))
    try require(difference == nil, "cut differently: \(difference ?? "")")
}
