internal import FuzzProperties
internal import FuzzSupport

/// See `checkSessions`.
@c(LLVMFuzzerTestOneInput)
public func fuzzSessions(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    unsafe hold(start, count, checkSessions)
}
