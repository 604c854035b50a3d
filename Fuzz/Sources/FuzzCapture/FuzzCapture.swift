internal import FuzzProperties
internal import FuzzSupport

/// See `checkCaptures`.
@c(LLVMFuzzerTestOneInput)
public func fuzzCapture(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    unsafe hold(start, count, checkCaptures)
}
