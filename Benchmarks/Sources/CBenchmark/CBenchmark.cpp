#include "CBenchmark.h"

#include <benchmark/benchmark.h>

#include <iostream>
#include <memory>
#include <string>
#include <vector>

namespace {

benchmark::State &of(bench_state *state) { return *reinterpret_cast<benchmark::State *>(state); }

// How a failed run is told from others differs between versions of the library, so it is counted here.
int failed_count = 0;

// Passes runs on to the reporter that the options ask for, or hands them to a function instead.
class Reporter final : public benchmark::BenchmarkReporter {
public:
    Reporter(bench_report report, void *context) : report_(report), context_(context) {
        if (report == nullptr) display_.reset(benchmark::CreateDefaultDisplayReporter());
    }

    bool ReportContext(const Context &context) override {
        if (!display_) return true;
        display_->SetOutputStream(&GetOutputStream());
        display_->SetErrorStream(&GetErrorStream());
        return display_->ReportContext(context);
    }

    void ReportRuns(const std::vector<Run> &runs) override {
        for (const Run &run : runs) {
            auto rate = run.counters.find("bytes_per_second");
            if (!display_ && run.run_type == Run::RT_Iteration && rate != run.counters.end()) {
                report_(run.run_name.function_name.c_str(), static_cast<double>(rate->second), context_);
            }
        }
        if (display_) display_->ReportRuns(runs);
    }

    void Finalize() override {
        if (display_) display_->Finalize();
    }

private:
    std::unique_ptr<benchmark::BenchmarkReporter> display_;
    bench_report report_;
    void *context_;
};

} // namespace

void bench_register(const char *name, bench_body body, const void *context) {
    benchmark::RegisterBenchmark(name, [body, context](benchmark::State &state) {
        body(reinterpret_cast<bench_state *>(&state), context);
    })->Unit(benchmark::kMillisecond);
}

int bench_keep_running(bench_state *state) { return of(state).KeepRunning() ? 1 : 0; }

void bench_set_bytes(bench_state *state, int64_t byte_count) {
    of(state).SetBytesProcessed(byte_count * static_cast<int64_t>(of(state).iterations()));
}

void bench_fail(bench_state *state, const char *message) {
    failed_count += 1;
    std::cerr << message << "\n";
    of(state).SkipWithError(message);
}

void bench_keep(int64_t value) { benchmark::DoNotOptimize(value); }

int bench_initialize(int argc, char **argv) {
    benchmark::Initialize(&argc, argv);
    return benchmark::ReportUnrecognizedArguments(argc, argv) ? 1 : 0;
}

int bench_run(bench_report report, void *context) {
    Reporter reporter(report, context);
    failed_count = 0;
    size_t count = benchmark::RunSpecifiedBenchmarks(&reporter);
    benchmark::ClearRegisteredBenchmarks();
    return count == 0 ? -1 : failed_count;
}
