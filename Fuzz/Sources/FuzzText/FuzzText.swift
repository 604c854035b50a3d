internal import FuzzProperties
internal import FuzzSupport

/// See `checkConsoleText`.
@c(LLVMFuzzerTestOneInput)
public func fuzzText(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    unsafe hold(start, count, checkConsoleText)
}
