package import CLIXML
import CLIXMLConvert
package import CommandLine

/// Where and how a verb writes its results.
package struct OutputOptions: Sendable {
    package static let output = Flag(
        "output",
        short: "o",
        .file(),
        summary: "Writes to FILE instead of standard output.",
        detail: """
            The results go to a temporary file beside FILE, which takes its name at the end: FILE is never half \
            written, and may be one of the inputs. When an input was bad FILE stays as it was, unless \
            `--keep-going` is given. Devices and pipes are written as results come.
            """
    )

    package static let keepGoing = Flag(
        "keep-going",
        summary: "Keeps what was written to FILE even if an input was bad.",
        detail: """
            An input that is not valid does not stop the ones after it, and what was read before the error is written \
            in any case. This option only decides about the file of `--output`. The exit status stays 1.
            """
    )

    package static let timeZone = Flag(
        "time-zone",
        .text("ZONE", expectation: "the name of a time zone, like Europe/Berlin"),
        summary: "Shows times in this time zone instead of UTC.",
        detail: """
            An IANA name like `Europe/Berlin`. Times that carry an offset are shown as PowerShell shows them on a \
            machine in that zone; without this option, as in UTC.
            """
    )

    package static let group = FlagGroup("Output", output, keepGoing, timeZone)

    /// The file to write, or `nil` for standard output.
    package let path: String?

    /// Whether the file takes its name even if an input was bad.
    package let keepsGoing: Bool

    /// The IANA name of the time zone, not checked yet, or `nil` for UTC.
    package let timeZoneName: String?

    /// Takes the options of a command line.
    package init(_ arguments: Arguments) {
        path = arguments[Self.output]
        keepsGoing = arguments[Self.keepGoing]
        timeZoneName = arguments[Self.timeZone]
    }

    /// The time zone to show times in.
    ///
    /// - Throws: `UsageError` when there is none of this name.
    package func zone() throws(UsageError) -> LocalZone {
        guard let timeZoneName else { return .utc }
        guard let zone = LocalZone(identifier: timeZoneName) else {
            throw UsageError(.wrongValue, "there is no time zone '\(timeZoneName)'; a name is like Europe/Berlin")
        }
        return zone
    }
}
