package import CLIXML
package import CommandLine

/// Bounds on what an input may ask for, the same on every verb that reads.
package struct LimitOptions: Sendable {
    private static let byteCounts = 1...(2 << 30)

    package static let maximumDepth = Flag(
        "max-depth",
        .integer(in: 1...1_000_000),
        default: 50,
        summary: "Refuses objects nested deeper than N.",
        detail: """
            The default is PowerShell's own limit: it does not read what is nested deeper. JSON may be nested 1024 deep \
            unless N is given, as ConvertFrom-Json has it.
            """
    )

    package static let maximumValueBytes = Flag(
        "max-value-bytes",
        .byteCount(in: byteCounts),
        default: 256 << 20,
        summary: "Refuses a top-level value longer than SIZE.",
        detail: """
            One value is held in memory whole, with 16 bytes for each of its elements, so this bounds the memory that an \
            input can take. The number of values has no limit. SIZE is in bytes of UTF-8, at most 2GiB.
            """
    )

    package static let maximumTextBytes = Flag(
        "max-text-bytes",
        .byteCount(in: byteCounts),
        default: 256 << 20,
        summary: "Refuses a text longer than SIZE.",
        detail: "SIZE is in bytes of the document, escapes not undone."
    )

    package static let maximumNameBytes = Flag(
        "max-name-bytes",
        .byteCount(in: byteCounts),
        default: 1 << 20,
        summary: "Refuses an element, attribute or property name longer than SIZE.",
        detail: "Holds for the values of attributes too."
    )

    package static let maximumNodes = Flag(
        "max-nodes",
        .integer(in: 1...(1 << 31)),
        default: 64 << 20,
        summary: "Refuses a top-level value of more than N elements."
    )

    package static let group = FlagGroup(
        "Limits",
        maximumDepth,
        maximumValueBytes,
        maximumTextBytes,
        maximumNameBytes,
        maximumNodes
    )

    /// The limits for a reader.
    package let limits: CLIXMLLimits

    /// How deep JSON may be nested.
    package let maximumJSONDepth: Int

    /// Takes the options of a command line.
    package init(_ arguments: Arguments) {
        var limits = CLIXMLLimits()
        limits.maximumDepth = arguments[Self.maximumDepth]
        // An object is at most three elements deep: Obj, DCT, En.
        limits.maximumElementDepth = max(limits.maximumElementDepth, 4 * limits.maximumDepth)
        limits.maximumValueByteCount = arguments[Self.maximumValueBytes]
        limits.maximumTextByteCount = arguments[Self.maximumTextBytes]
        limits.maximumNameByteCount = arguments[Self.maximumNameBytes]
        limits.maximumNodeCount = arguments[Self.maximumNodes]
        self.limits = limits
        maximumJSONDepth = arguments.isGiven(Self.maximumDepth) ? limits.maximumDepth : 1024
    }
}
