import CLIXML

/// What a writer makes of values.
enum Written {
    static let namespace = "http://schemas.microsoft.com/powershell/2004/04"
    static let root = "<Objs Version=\"1.1.0.1\" xmlns=\"\(namespace)\">"

    /// The bytes of a document of some values.
    static func bytes(_ values: [PSValue], _ options: CLIXMLWriterOptions = CLIXMLWriterOptions()) throws -> [UInt8] {
        var writer = CLIXMLWriter(options: options)
        var output: [UInt8] = []
        for value in values { try writer.write(value, into: &output) }
        writer.finish(into: &output)
        return output
    }

    /// The text of an indented document.
    static func document(_ values: [PSValue], depth: Int = 2) throws -> String {
        var options = CLIXMLWriterOptions()
        options.depth = depth
        return String(decoding: try bytes(values, options), as: UTF8.self)
    }

    /// The elements of some values, without root and white space.
    static func compact(_ values: PSValue..., depth: Int = 2, isVerbatim: Bool = false) throws -> String {
        var options = CLIXMLWriterOptions()
        options.layout = .compact
        options.form = .payload
        options.depth = depth
        options.isVerbatim = isVerbatim
        return String(decoding: try bytes(values, options), as: UTF8.self)
    }

    /// The values of a document's markup, or of elements without root.
    static func read(_ text: String, limits: CLIXMLLimits = CLIXMLLimits()) throws -> [DocumentValue] {
        let document = text.contains("<Objs") ? text : root + text + "</Objs>"
        return try read(Array(document.utf8), limits: limits)
    }

    /// The values of a document.
    static func read(_ bytes: [UInt8], limits: CLIXMLLimits = CLIXMLLimits()) throws -> [DocumentValue] {
        var parser = CLIXMLParser(limits: limits)
        var values: [DocumentValue] = []
        try parser.append(bytes.span)
        while let value = try parser.nextValue() { values.append(value) }
        try parser.finish()
        return values
    }

    /// What PowerShell writes after reading elements, without root and white space.
    static func rewritten(_ elements: String, depth: Int = 2, isVerbatim: Bool = false) throws -> String {
        var options = CLIXMLWriterOptions()
        options.layout = .compact
        options.form = .payload
        options.depth = depth
        options.isVerbatim = isVerbatim
        var writer = CLIXMLWriter(options: options)
        var output: [UInt8] = []
        var objects: [RefID: PSObject] = [:]
        for value in try read(elements) {
            try writer.write(value, into: &output) { objects[$0.refID] }
            note(value.value, in: &objects)
        }
        writer.finish(into: &output)
        return String(decoding: output, as: UTF8.self)
    }

    /// Remembers the objects of a value, those directly in lists and properties, by their RefIds.
    private static func note(_ value: PSValue, in objects: inout [RefID: PSObject]) {
        guard case .object(let object) = value else { return }
        var pending = [object]
        while let object = pending.popLast() {
            guard let refID = object.refID, objects[refID]?.isIdentical(to: object) != true else { continue }
            objects[refID] = object
            let members = Array(object.adaptedProperties) + Array(object.extendedProperties)
            for value in members.map(\.value) + (object.container?.items ?? []) {
                if case .object(let inner) = value { pending.append(inner) }
            }
        }
    }

    /// Where two texts part, for the message of a failed test.
    static func difference(_ found: [UInt8], _ expected: [UInt8]) -> String {
        let first = zip(found, expected).enumerated().first { $0.element.0 != $0.element.1 }?.offset
        let start = max(0, (first ?? min(found.count, expected.count)) - 60)
        let left = String(decoding: found.dropFirst(start).prefix(160), as: UTF8.self)
        let right = String(decoding: expected.dropFirst(start).prefix(160), as: UTF8.self)
        return "at byte \(start): found \(left), expected \(right)"
    }
}
