/// Google Benchmark in C: as much of it as bodies written in Swift need.
#ifndef CBENCHMARK_H
#define CBENCHMARK_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// One run of one benchmark.
typedef struct bench_state bench_state;

/// What is measured: loops `while (bench_keep_running(state) != 0)`. Set-up stands before the loop.
typedef void (*bench_body)(bench_state *state, const void *context);

/// Takes the outcome of one repetition: the name, and how many bytes a second of processor time were processed.
typedef void (*bench_report)(const char *name, double bytes_per_second, void *context);

/// Adds a benchmark, to be run in the order of adding. `context` is handed to `body` and must outlive `bench_run`.
void bench_register(const char *name, bench_body body, const void *context);

/// Whether the measured loop goes on.
int bench_keep_running(bench_state *state);

/// How many bytes one iteration of the loop processes. Call it after the loop.
void bench_set_bytes(bench_state *state, int64_t byte_count);

/// Ends the run as failed. Call it in place of the loop, or inside it before leaving it.
void bench_fail(bench_state *state, const char *message);

/// Keeps the compiler from dropping the computation of a value.
void bench_keep(int64_t value);

/// Reads Google Benchmark's options, whose names begin with `--benchmark_`. Call it once, before `bench_run`.
///
/// Returns 0, or 1 for an option that it does not know, having said so.
int bench_initialize(int argc, char **argv);

/// Runs what was registered and forgets it.
///
/// With `report` each repetition is handed to it, and nothing is printed. Returns how many runs failed, or -1 when no
/// benchmark was run.
int bench_run(bench_report report, void *context);

#ifdef __cplusplus
}
#endif

#endif
