internal import CSecondOpinion
internal import FuzzProperties
internal import FuzzSupport

/// See `checkMarkup`.
@c(LLVMFuzzerTestOneInput)
public func fuzzMarkup(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    unsafe hold(start, count) { input throws(Violation) in
        try checkMarkup(input) { bytes in
            unsafe bytes.withUnsafeBufferPointer { unsafe Int(second_opinion($0.baseAddress, $0.count)) }
        }
    }
}
