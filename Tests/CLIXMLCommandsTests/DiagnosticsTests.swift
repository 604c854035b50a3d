import CLIXML
import CLIXMLCommands
import CommandLine
import Testing
import ZstdStream

@Suite struct DiagnosticsTests {
    private static let position = SourcePosition(byteOffset: 40, line: 3, column: 5)

    @Test func writesPlaceSeverityMessageAndCode() {
        let recorder = Recorder()
        let diagnostics = recorder.diagnostics()
        diagnostics.report(.warning, "depth 2 cut", code: "truncated", in: "a.xml", at: DiagnosticsTests.position)
        #expect(recorder.take() == "a.xml:3:5: warning: depth 2 cut [truncated]\n")
        diagnostics.report(.note, "no code", in: InputSource.standardInputName)
        #expect(recorder.take() == "<stdin>: note: no code\n")
        #expect(diagnostics.errorCount == 0)
        #expect(diagnostics.exitStatus == .success)
        diagnostics.report(.error, "bad")
        #expect(recorder.take() == "clixml: error: bad\n")
        #expect(diagnostics.errorCount == 1)
    }

    @Test(
        arguments: [
            (
                CLIXMLError(
                    code: .init(rawValue: "bad-int32"),
                    position: position,
                    path: ElementPath([.init(element: "Objs"), .init(element: "I32", name: "Id")]),
                    message: "'x' is no 32-bit number"
                ),
                "in.xml:3:5: error: 'x' is no 32-bit number at Objs/I32[@N='Id'] [bad-int32]\n", .invalidInput
            ),
            (
                ZstdError(.truncated, byteOffset: 7, message: "the compressed data is cut off"),
                "in.xml: error: the compressed data is cut off [zstd-truncated]\n", .invalidInput
            ),
            (
                FileError(.noSpace, name: "out.json", message: "cannot write: no space left on the device"),
                "out.json: error: cannot write: no space left on the device [no-space]\n", .failure
            ),
            (FileError(.closedPipe, name: "<stdout>"), "", .success),
            (
                UsageError(.missingVerb, "no verb given", helpCommand: "clixml --help"),
                "clixml: error: no verb given [missing-verb]\nTry 'clixml --help'.\n", .wrongUsage
            ),
            (CancellationError(), "in.xml: error: CancellationError()\n", .failure),
        ] as [(any Error, String, CLIXMLCommands.ExitStatus)]
    )
    func reportsErrorsByKind(error: any Error, expected: String, status: CLIXMLCommands.ExitStatus) {
        let recorder = Recorder()
        let diagnostics = recorder.diagnostics()
        let name: String? = error is UsageError ? nil : "in.xml"
        diagnostics.report(error, in: name)
        #expect(recorder.text == expected)
        #expect(diagnostics.exitStatus == status)
    }

    @Test func answersTheGravestStatus() {
        let recorder = Recorder()
        let reported = recorder.diagnostics().reporting { diagnostics in
            diagnostics.report(FileError(.noSuchFile, name: "a"))
            diagnostics.report(ZstdError(.corrupted, byteOffset: 0), in: "b")
            return .invalidInput
        }
        #expect(reported == .failure)
        let thrown = recorder.diagnostics().reporting { _ in throw UsageError(.missingVerb, "") }
        #expect(thrown == .wrongUsage)
        let quiet = recorder.diagnostics().reporting { diagnostics in
            diagnostics.remember(.invalidInput)
            throw FileError(.closedPipe, name: "<stdout>")
        }
        #expect(quiet == .invalidInput)
    }

    @Test func colorsTheSeverity() {
        let recorder = Recorder()
        recorder.diagnostics(isColored: true).report(.error, "bad")
        #expect(recorder.text == "clixml: \u{1B}[1;31merror\u{1B}[0m: bad\n")
    }

    @Test func showsControlCharacters() {
        let recorder = Recorder()
        recorder.diagnostics().report(.error, "a\u{1B}[2Jb\nc\u{9B}\u{202E}é", in: "x\r\ty")
        #expect(recorder.text == "x\\r\\ty: error: a\\u{1B}[2Jb\\nc\\u{9B}\\u{202E}é\n")
    }

    @Test func cutsLongMessages() {
        let recorder = Recorder()
        recorder.diagnostics().report(.error, String(repeating: "x", count: 5_000))
        #expect(recorder.text == "clixml: error: " + String(repeating: "x", count: 2_000) + "…\n")
    }

    @Test func takesTheProgressLineAway() {
        let recorder = Recorder()
        let diagnostics = recorder.diagnostics()
        var time = ContinuousClock.now
        diagnostics.progress = ProgressLine(totalByteCount: nil, now: { time }, write: { recorder.write($0) })
        time = time.advanced(by: .seconds(2))
        diagnostics.progress?.update(byteCount: 2048, valueCount: 1)
        #expect(recorder.take() == "\r2.0 KiB, 1.0 KiB/s, 1 value\u{1B}[K")
        diagnostics.report(.note, "here")
        #expect(recorder.take() == "\r\u{1B}[Kclixml: note: here\n")
        diagnostics.report(.note, "again")
        #expect(recorder.take() == "clixml: note: again\n")
    }
}
