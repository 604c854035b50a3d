import CLIXMLCommands
import Testing

@Suite struct ProgressLineTests {
    @Test(
        arguments: [
            (0, nil, 0, 2.0, "0 B, 0 B/s, 0 values"),
            (
                1_288_490_189, 2_147_483_648, 1_234_567, 6.0,
                "1.2 GiB of 2.0 GiB (60%), 204.8 MiB/s, 1,234,567 values, 4 s left"
            ),
            (1 << 20, 1 << 30, 1, 1.0, "1.0 MiB of 1.0 GiB (0%), 1.0 MiB/s, 1 value, 17 min 3 s left"),
            (1 << 20, 1 << 40, 12, 1.0, "1.0 MiB of 1.0 TiB (0%), 1.0 MiB/s, 12 values, 99 h 59 min left"),
            (1000, 1000, 999, 1.0, "1000 B of 1000 B (100%), 1000 B/s, 999 values"),
            (3000, 1000, 1000, 1.0, "2.9 KiB of 1000 B (100%), 2.9 KiB/s, 1,000 values"),
            (5, 0, 1, 1.0, "5 B, 5 B/s, 1 value"),
        ] as [(Int, Int?, Int, Double, String)]
    )
    func tellsHowFarItIs(bytes: Int, total: Int?, values: Int, seconds: Double, expected: String) {
        let text = ProgressLine.text(
            byteCount: bytes,
            totalByteCount: total,
            valueCount: values,
            elapsed: .seconds(seconds)
        )
        #expect(text == expected)
        #expect(text.count < 80)
    }

    @Test func isDrawnSeldomAndTakenAway() {
        let recorder = Recorder()
        var time = ContinuousClock.now
        let line = ProgressLine(totalByteCount: nil, now: { time }, write: { recorder.write($0) })
        var drawings: [Int] = []
        for tenth in 1...20 {
            time = time.advanced(by: .milliseconds(100))
            line.update(byteCount: tenth, valueCount: 0)
            if !recorder.take().isEmpty { drawings.append(tenth) }
        }
        #expect(drawings == [10, 13, 16, 19])
        line.finish()
        #expect(recorder.take() == "\r\u{1B}[K")
        time = time.advanced(by: .seconds(10))
        line.update(byteCount: 1, valueCount: 0)
        line.finish()
        #expect(recorder.text == "")
    }

    @Test func aShortRunShowsNothing() {
        let recorder = Recorder()
        let line = ProgressLine(totalByteCount: 10, write: { recorder.write($0) })
        line.update(byteCount: 10, valueCount: 1)
        line.erase()
        line.finish()
        #expect(recorder.text == "")
    }
}
