internal import FuzzProperties
internal import FuzzSupport

/// See `checkFragments`.
@c(LLVMFuzzerTestOneInput)
public func fuzzFragments(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    unsafe hold(start, count, checkFragments)
}
