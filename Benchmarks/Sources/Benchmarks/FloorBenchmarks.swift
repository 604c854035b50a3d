internal import CXMLFloor

/// libxml2 and memcpy on the same bytes, handed over in chunks of the same size.
enum FloorBenchmarks {
    static func sax(_ input: Input) -> BenchmarkSuite.Measured {
        unsafe measured(input) { unsafe floor_sax($0.baseAddress, $0.count, Input.chunkByteCount) }
    }

    static func reader(_ input: Input) -> BenchmarkSuite.Measured {
        unsafe measured(input) { unsafe floor_reader($0.baseAddress, $0.count) }
    }

    static func copy(_ input: Input) -> BenchmarkSuite.Measured {
        unsafe measured(input) { unsafe floor_copy($0.baseAddress, $0.count, Input.chunkByteCount) }
    }

    private static func measured(
        _ input: Input,
        _ body: @escaping (UnsafeBufferPointer<UInt8>) -> Int64
    ) -> BenchmarkSuite.Measured {
        .init(byteCount: input.bytes.count) {
            var count: Int64 = 0
            try input.forEachDocument { document in
                let found = unsafe document.withUnsafeBufferPointer { unsafe body($0) }
                guard found >= 0 else { throw InputError("libxml2 refuses the input") }
                count += found
            }
            return Int(count)
        }
    }
}
