internal import CLIXML
internal import CLIXMLConvert

/// What reading an input gave: values and what ended it.
struct Outcome {
    /// The values as typed JSON, one a line, each after its place.
    var text: [UInt8] = []
    /// The error with everything it says.
    var error: String?
    /// The values themselves.
    var values: [DocumentValue] = []

    /// Reads pieces of a document.
    init(_ pieces: [[UInt8]], _ form: DocumentForm = .document, _ limits: CLIXMLLimits = .small) {
        var parser = CLIXMLParser(limits: limits, form: form)
        do {
            for piece in pieces {
                try parser.append(piece.span)
                while let value = try parser.nextValue() { add(value) }
            }
            try parser.finish()
        } catch {
            self.error = "\(error) \(error.position?.byteOffset ?? -1)"
        }
    }

    private mutating func add(_ value: DocumentValue) {
        var exporter = TypedJSONExporter()
        text += "\(value.byteOffset) \(value.line) ".utf8
        exporter.write(value, into: &text)
        values.append(value)
    }

    /// Says what differs from another outcome, `nil` where nothing does.
    func difference(from other: Outcome) -> String? {
        guard text == other.text else { return "the values differ" }
        guard error == other.error else { return "\(error ?? "no error") / \(other.error ?? "no error")" }
        return nil
    }
}

extension CLIXMLLimits {
    /// Limits that the inputs of a fuzzer reach.
    static var small: CLIXMLLimits {
        var limits = CLIXMLLimits()
        limits.maximumElementDepth = 400
        limits.maximumValueByteCount = 64 << 10
        limits.maximumTextByteCount = 8 << 10
        limits.maximumNameByteCount = 1 << 10
        limits.maximumAttributeCount = 16
        limits.maximumNodeCount = 10_000
        limits.maximumReferenceRangeCount = 50
        limits.maximumTypeNameByteCount = 8 << 10
        return limits
    }
}

/// The object that a reference to an earlier value means.
func find(_ reference: PSReference, in values: [DocumentValue]) -> PSObject? {
    for value in values.reversed() where value.ordinal < reference.valueOrdinal {
        if case .object(let object) = value.value, object.refID == reference.refID { return object }
    }
    return nil
}
