internal import Foundation

/// How many times faster than libxml2's SAX parser with empty callbacks each task is, and writing than its xmlTextWriter,
/// input by input, measured in one run.
struct RatioTable {
    /// What is kept in a file: for each input the ratio of each column.
    typealias Ratios = [String: [String: Double]]

    private(set) var ratios: Ratios = [:]
    private var rows: [(kind: InputKind, floorRate: Double)] = []
    private var failedCount = 0

    /// Several short repetitions in mixed order, the best of which counts: what else the machine does falls on all alike.
    static let libraryOptions = [
        "--benchmark_min_time=0.05", "--benchmark_repetitions=5", "--benchmark_enable_random_interleaving=true",
    ]

    private static let tasks = Catalogue.tasks.filter { $0.column != nil }

    /// Measures an input; once more, if it was measured before, and keeps the better ratios.
    mutating func measure(_ kind: InputKind, _ cache: InputCache) {
        let suite = BenchmarkSuite()
        Catalogue.add([Catalogue.floor, Catalogue.writerFloor] + RatioTable.tasks, of: kind, cache, to: suite)
        var best: [String: Double] = [:]
        failedCount += suite.run { name, rate in best[name] = max(rate, best[name] ?? 0) } ?? 0
        func rate(_ task: Catalogue.Task) -> Double? { best[task.name(kind, byteCount: cache.byteCount)] }
        guard let sax = rate(Catalogue.floor), let writer = rate(Catalogue.writerFloor) else { return }
        if !rows.contains(where: { $0.kind == kind }) { rows.append((kind, sax)) }
        for task in RatioTable.tasks {
            guard let column = task.column, let rate = rate(task) else { continue }
            let ratio = rate / (task.floor == .sax ? sax : writer)
            ratios[kind.rawValue, default: [:]][column] = max(ratio, ratios[kind.rawValue]?[column] ?? 0)
        }
    }

    /// Whether every benchmark ran.
    var isComplete: Bool { failedCount == 0 && !rows.isEmpty }

    /// The table in Markdown.
    var markdown: String {
        let columns = RatioTable.tasks.compactMap(\.column)
        var lines = ["| input | libxml2 SAX | " + columns.joined(separator: " | ") + " |"]
        lines.append("| --- |" + String(repeating: " ---: |", count: columns.count + 1))
        for row in rows {
            let cells = columns.map { column in
                ratios[row.kind.rawValue]?[column].map { String(format: "%.2f", $0) } ?? "–"
            }
            let rate = String(format: "%.0f MB/s", row.floorRate / 1e6)
            lines.append("| \(row.kind.rawValue) | \(rate) | " + cells.joined(separator: " | ") + " |")
        }
        return lines.joined(separator: "\n")
    }

    /// A ratio that is more than a third below the recorded one.
    struct Regression {
        let input: String
        let description: String
    }

    /// What became slower than it was recorded.
    func regressions(from recorded: Ratios) -> [Regression] {
        var found: [Regression] = []
        for (input, columns) in ratios.sorted(by: { $0.key < $1.key }) {
            for (column, ratio) in columns.sorted(by: { $0.key < $1.key }) {
                guard let expected = recorded[input]?[column], ratio < expected * 2 / 3 else { continue }
                let text = String(format: "%@, %@: %.2f, recorded are %.2f", input, column, ratio, expected)
                found.append(Regression(input: input, description: text))
            }
        }
        return found
    }
}
