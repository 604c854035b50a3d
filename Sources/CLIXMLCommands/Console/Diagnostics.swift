package import CLIXML
import CommandLine
import ZstdStream

/// Messages for people on standard error, and the exit status that they amount to.
///
/// A line is `NAME:LINE:COLUMN: error: MESSAGE [code]`; without a position `NAME: error: …`. Names and messages may hold
/// text of the input: control characters in them are shown and not sent to the terminal.
package final class Diagnostics {
    /// How grave a message is.
    package enum Severity: String, Sendable {
        case error
        case warning
        case note
    }

    /// Shows these names where a message is about no input.
    package static let programName = "clixml"

    /// The longest message shown, in characters.
    private static let maximumMessageLength = 2_000

    /// How many errors were reported.
    package private(set) var errorCount = 0

    /// The gravest of what was reported.
    package private(set) var exitStatus = ExitStatus.success

    /// The line that must not be in the way of messages.
    package var progress: ProgressLine?

    private let isColored: Bool
    private let write: (Span<UInt8>) -> Void

    /// Makes diagnostics that write to standard error, or where they are told.
    package init(isColored: Bool, write: @escaping (Span<UInt8>) -> Void = StandardOutput.writeErrors) {
        self.isColored = isColored
        self.write = write
    }

    /// Runs what a verb does, reports what it throws, and answers the exit status.
    ///
    /// - Parameter body: Answers a status of its own, which counts if it is graver than what was reported.
    package func reporting(_ body: (Diagnostics) throws -> ExitStatus) -> ExitStatus {
        var status = ExitStatus.success
        do {
            status = try body(self)
        } catch {
            report(error)
        }
        progress?.finish()
        return max(status, exitStatus)
    }

    /// Prints one message.
    ///
    /// - Parameters:
    ///   - name: The input it is about, or `nil` for the program.
    ///   - position: The place in the input.
    package func report(
        _ severity: Severity,
        _ message: String,
        code: String? = nil,
        in name: String? = nil,
        at position: SourcePosition? = nil
    ) {
        if severity == .error { errorCount += 1 }
        let place = position.map { ":\($0.line):\($0.column)" } ?? ""
        let label = isColored ? "\(Diagnostics.color(of: severity))\(severity.rawValue)\u{1B}[0m" : severity.rawValue
        let suffix = code.map { " [\($0)]" } ?? ""
        let shownName = Diagnostics.visible(name ?? Diagnostics.programName)
        let line = "\(shownName)\(place): \(label): \(Diagnostics.visible(message))\(suffix)\n"
        progress?.erase()
        write(Array(line.utf8).span)
    }

    /// Reports an error by its kind, and remembers the exit status that goes with it.
    ///
    /// A closed pipe is passed over in silence.
    ///
    /// - Parameter name: The input that was being read; a file error names its own.
    package func report(_ error: any Error, in name: String? = nil) {
        switch error {
        case let error as CLIXMLError:
            let route = error.path.map { " at \($0)" } ?? ""
            report(.error, error.message + route, code: error.code.rawValue, in: name, at: error.position)
            remember(.invalidInput)
        case let error as ZstdError:
            report(.error, error.message, code: error.code.rawValue, in: name)
            remember(.invalidInput)
        case let error as FileError where error.code == .closedPipe:
            break
        case let error as FileError:
            report(.error, error.message, code: error.code.rawValue, in: error.name)
            remember(.failure)
        case let error as UsageError:
            report(.error, error.message, code: error.code.rawValue)
            if let command = error.helpCommand { write(Array("Try '\(command)'.\n".utf8).span) }
            remember(.wrongUsage)
        default:
            report(.error, "\(error)", in: name)
            remember(.failure)
        }
    }

    /// Makes the exit status at least this grave.
    package func remember(_ status: ExitStatus) { exitStatus = max(exitStatus, status) }

    private static func color(of severity: Severity) -> String {
        switch severity {
        case .error: "\u{1B}[1;31m"
        case .warning: "\u{1B}[1;33m"
        case .note: "\u{1B}[1;36m"
        }
    }

    /// The text with control characters and changes of writing direction written out, and its end cut off if it is long.
    static func visible(_ text: String) -> String {
        var result = ""
        for (index, scalar) in text.unicodeScalars.enumerated() {
            if index == maximumMessageLength { return result + "…" }
            switch scalar.value {
            case 0x0A: result += "\\n"
            case 0x0D: result += "\\r"
            case 0x09: result += "\\t"
            case 0...0x1F, 0x7F...0x9F, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069:
                result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
