public import FuzzProperties

/// Ends the program, so that libFuzzer keeps the input, unless a property holds for it.
///
/// - Returns: 0, as libFuzzer wants it.
public func hold(
    _ start: UnsafePointer<UInt8>?,
    _ count: Int,
    _ property: (FuzzInput) throws(Violation) -> Void
) -> CInt {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    guard let input = FuzzInput(bytes) else { return 0 }
    do {
        try property(input)
    } catch {
        fatalError(String(error.description.prefix(600)))
    }
    return 0
}
