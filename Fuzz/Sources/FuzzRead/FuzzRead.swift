internal import FuzzProperties
internal import FuzzSupport

/// See `checkReading`.
@c(LLVMFuzzerTestOneInput)
public func fuzzRead(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    unsafe hold(start, count, checkReading)
}
