internal import FuzzProperties
internal import FuzzSupport

/// See `checkPayloads`.
@c(LLVMFuzzerTestOneInput)
public func fuzzPayloads(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    unsafe hold(start, count, checkPayloads)
}
