internal import CBenchmark
internal import Foundation

/// Benchmarks in the order they run in.
///
/// `@safe`: pointers to entries go out to C only for the time of ``run(report:)``, during which the suite keeps them alive.
@safe final class BenchmarkSuite {
    /// A benchmark when all is prepared: how many bytes one iteration takes, and the iteration.
    struct Measured {
        let byteCount: Int
        /// What comes back is only looked at, so that the work for it is not optimised away.
        let body: () throws -> Int
    }

    private final class Entry {
        let name: String
        let prepare: () throws -> Measured

        init(_ name: String, _ prepare: @escaping () throws -> Measured) {
            self.name = name
            self.prepare = prepare
        }
    }

    private final class Report {
        let take: (String, Double) -> Void

        init(_ take: @escaping (String, Double) -> Void) { self.take = take }
    }

    private var entries: [Entry] = []

    /// Makes an empty suite.
    init() {}

    /// Reads the options of Google Benchmark, the program's name before them; false for one that it does not know.
    static func initialize(_ arguments: [String]) -> Bool {
        // The library may keep the texts, so they are not freed.
        var pointers = unsafe arguments.map { unsafe strdup($0) }
        return unsafe bench_initialize(Int32(pointers.count), &pointers) == 0
    }

    /// Adds a benchmark. What `prepare` does is not measured.
    func add(_ name: String, _ prepare: @escaping () throws -> Measured) { entries.append(Entry(name, prepare)) }

    /// Runs the benchmarks and forgets them.
    ///
    /// - Parameter report: takes the bytes a second of each repetition; without it they are printed.
    /// - Returns: How many runs failed, or `nil` when there was nothing to run.
    func run(report: ((_ name: String, _ bytesPerSecond: Double) -> Void)? = nil) -> Int? {
        for entry in entries {
            unsafe bench_register(entry.name, body, Unmanaged.passUnretained(entry).toOpaque())
        }
        let box = Report(report ?? { _, _ in })
        let count = withExtendedLifetime((entries, box)) {
            unsafe bench_run(report == nil ? nil : deliver, Unmanaged.passUnretained(box).toOpaque())
        }
        entries.removeAll()
        return count < 0 ? nil : Int(count)
    }

    private let body: bench_body = { state, context in
        guard let state = unsafe state, let context = unsafe context else { return }
        let entry = unsafe Unmanaged<Entry>.fromOpaque(context).takeUnretainedValue()
        do {
            let measured = try entry.prepare()
            while unsafe bench_keep_running(state) != 0 { bench_keep(Int64(try measured.body())) }
            unsafe bench_set_bytes(state, Int64(measured.byteCount))
        } catch {
            unsafe bench_fail(state, "\(entry.name): \(error)")
        }
    }

    private let deliver: bench_report = { name, bytesPerSecond, context in
        guard let name = unsafe name, let context = unsafe context else { return }
        let report = unsafe Unmanaged<Report>.fromOpaque(context).takeUnretainedValue()
        report.take(unsafe String(cString: name), bytesPerSecond)
    }
}
