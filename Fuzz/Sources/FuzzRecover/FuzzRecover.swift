internal import FuzzProperties
internal import FuzzSupport

/// See `checkRecovery`.
@c(LLVMFuzzerTestOneInput)
public func fuzzRecover(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    unsafe hold(start, count, checkRecovery)
}
