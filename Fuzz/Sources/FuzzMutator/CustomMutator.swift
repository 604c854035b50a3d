internal import CLibFuzzer

/// What libFuzzer calls for its next input: half of the time a change by elements, else one of its own.
@c(LLVMFuzzerCustomMutator)
public func mutate(_ start: UnsafeMutablePointer<UInt8>, _ count: Int, _ capacity: Int, _ seed: CUnsignedInt) -> Int {
    let buffer = unsafe UnsafeMutableBufferPointer(start: start, count: capacity)
    if seed & 1 == 0 {
        var mutation = Mutation(unsafe Array(buffer[..<count]), seed: seed)
        if let bytes = mutation.result(), bytes.count <= capacity, !bytes.isEmpty {
            unsafe _ = buffer.update(fromContentsOf: bytes)
            return bytes.count
        }
    }
    return unsafe LLVMFuzzerMutate(start, count, capacity)
}
