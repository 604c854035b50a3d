internal import FuzzProperties
internal import FuzzSupport

/// See `checkLines`.
@c(LLVMFuzzerTestOneInput)
public func fuzzLines(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    unsafe hold(start, count, checkLines)
}
