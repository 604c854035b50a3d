/// One line on a terminal that tells how far a long run has come.
///
/// Nothing is drawn in the first second, and then at most four times a second, so ``update(byteCount:valueCount:)`` may be
/// called for every chunk.
package final class ProgressLine {
    private static let firstDelay = Duration.seconds(1)
    private static let delay = Duration.milliseconds(250)

    private let totalByteCount: Int?
    private let now: () -> ContinuousClock.Instant
    private let write: (Span<UInt8>) -> Void
    private let start: ContinuousClock.Instant
    private var nextDrawing: ContinuousClock.Instant
    private var isShown = false

    /// Starts the clock.
    ///
    /// - Parameter totalByteCount: The bytes to come, where that is known.
    package init(
        totalByteCount: Int?,
        now: @escaping () -> ContinuousClock.Instant = { .now },
        write: @escaping (Span<UInt8>) -> Void = StandardOutput.writeErrors
    ) {
        self.totalByteCount = totalByteCount
        self.now = now
        self.write = write
        start = now()
        nextDrawing = start.advanced(by: ProgressLine.firstDelay)
    }

    /// Draws the line if it is time to.
    ///
    /// - Parameters:
    ///   - byteCount: Bytes of all inputs read so far.
    ///   - valueCount: Values written so far.
    package func update(byteCount: Int, valueCount: Int) {
        let time = now()
        guard time >= nextDrawing else { return }
        nextDrawing = time.advanced(by: ProgressLine.delay)
        let text = ProgressLine.text(
            byteCount: byteCount,
            totalByteCount: totalByteCount,
            valueCount: valueCount,
            elapsed: time - start
        )
        write(Array("\r\(text)\u{1B}[K".utf8).span)
        isShown = true
    }

    /// Takes the line away, so that something else can be printed; the next update draws it again.
    package func erase() {
        guard isShown else { return }
        write(Array("\r\u{1B}[K".utf8).span)
        isShown = false
    }

    /// Takes the line away for good.
    package func finish() {
        erase()
        nextDrawing = start.advanced(by: .seconds(Int64(Int32.max)))
    }

    /// `1.2 GiB of 2.0 GiB (60%), 210.0 MiB/s, 1,234,567 values, 4 s left`; at most 80 columns.
    package static func text(byteCount: Int, totalByteCount: Int?, valueCount: Int, elapsed: Duration) -> String {
        let seconds = max(elapsed / .seconds(1), 0.001)
        let rate = Double(byteCount) / seconds
        var parts: [String] = []
        if let total = totalByteCount, total > 0 {
            let percent = Int(min(100, Double(byteCount) / Double(total) * 100))
            parts.append("\(size(Double(byteCount))) of \(size(Double(total))) (\(percent)%)")
        } else {
            parts.append(size(Double(byteCount)))
        }
        parts.append("\(size(rate))/s")
        parts.append("\(grouped(valueCount)) \(valueCount == 1 ? "value" : "values")")
        if let total = totalByteCount, total > byteCount, rate > 0 {
            parts.append("\(time(Double(total - byteCount) / rate)) left")
        }
        return parts.joined(separator: ", ")
    }

    private static func size(_ byteCount: Double) -> String {
        var number = byteCount
        var unit = "B"
        for next in ["KiB", "MiB", "GiB", "TiB"] where number >= 1024 {
            number /= 1024
            unit = next
        }
        guard unit != "B" else { return "\(Int(number)) B" }
        let tenths = Int(number * 10)
        return "\(tenths / 10).\(tenths % 10) \(unit)"
    }

    private static func time(_ seconds: Double) -> String {
        let whole = Int(min(seconds.rounded(.up), 359_999))
        if whole < 60 { return "\(whole) s" }
        if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
        return "\(whole / 3600) h \(whole % 3600 / 60) min"
    }

    private static func grouped(_ number: Int) -> String {
        var digits = String(number)
        var index = digits.count - 3
        while index > 0 {
            digits.insert(",", at: digits.index(digits.startIndex, offsetBy: index))
            index -= 3
        }
        return digits
    }
}
