internal import FuzzProperties
internal import FuzzSupport

/// See `checkConversion`.
@c(LLVMFuzzerTestOneInput)
public func fuzzConvert(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    unsafe hold(start, count, checkConversion)
}
