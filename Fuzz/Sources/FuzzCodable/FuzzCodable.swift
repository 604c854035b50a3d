internal import FuzzProperties
internal import FuzzSupport

/// See `checkCoding`.
@c(LLVMFuzzerTestOneInput)
public func fuzzCodable(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    unsafe hold(start, count, checkCoding)
}
