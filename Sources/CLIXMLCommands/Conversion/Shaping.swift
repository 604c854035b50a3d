import CLIXML
import CLIXMLConvert

/// What happens to values on the way to a target: `--select`, then `--flatten`.
struct Shaping {
    private var selection: Selection?
    private var flattening: Flattening?

    init(_ options: ConvertOptions, zone: LocalZone) {
        if !options.selectedNames.isEmpty { selection = Selection(options.selectedNames, zone: zone) }
        if options.isFlattened { flattening = Flattening(listSeparator: options.listSeparator, zone: zone) }
    }

    /// Whether objects that references lead to are looked at.
    var resolvesReferences: Bool { selection != nil || flattening != nil }

    /// The value in the shape that is wanted, or `nil` if it is left out.
    mutating func shape(
        _ value: DocumentValue,
        resolving object: (PSReference) throws -> PSObject?
    ) throws -> DocumentValue? {
        var shaped = value
        if selection != nil {
            guard let selected = try selection?.select(shaped, resolving: object) else { return nil }
            shaped = selected
        }
        if let flat = try flattening?.flatten(shaped, resolving: object) { shaped = flat }
        return shaped
    }
}
