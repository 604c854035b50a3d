internal import FuzzProperties
internal import FuzzSupport

/// See `checkWriting`.
@c(LLVMFuzzerTestOneInput)
public func fuzzWrite(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    unsafe hold(start, count, checkWriting)
}
