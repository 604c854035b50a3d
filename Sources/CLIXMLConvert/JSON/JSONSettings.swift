internal import CLIXML

/// What a JSONWriter needs to know.
struct JSONSettings {
    /// Values at a depth beyond this one are written as text, unless they are scalars.
    let depth: Int
    /// Whether an object inside itself is written as a reference; else it is opened until the depth limit.
    let marksCycles: Bool
    /// How many nodes may come out of references to objects that stand elsewhere.
    let maximumExpandedNodeCount: Int
    let isCompressed: Bool
    /// Whether each value is a line.
    let isLines: Bool
    let writesEnumNames: Bool
    let zone: LocalZone
    let escapeHandling: JSONEscapeHandling
}
