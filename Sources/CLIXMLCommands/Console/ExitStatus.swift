/// How a run ended, as the shell sees it; of several the gravest counts.
package enum ExitStatus: Int32, Sendable, Comparable {
    /// All is done.
    case success = 0
    /// An input is not valid, or a check failed.
    case invalidInput = 1
    /// Something could not be read or written.
    case failure = 2
    /// The command line is wrong: `EX_USAGE` of `sysexits.h`.
    case wrongUsage = 64

    /// Orders by gravity.
    package static func < (left: ExitStatus, right: ExitStatus) -> Bool { left.rawValue < right.rawValue }
}
