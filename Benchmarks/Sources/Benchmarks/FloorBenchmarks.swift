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

    /// The same elements written with xmlTextWriter; they were taken apart before.
    static func write(_ input: Input, isIndented: Bool) -> BenchmarkSuite.Measured {
        let documents = FloorDocuments(input)
        return .init(byteCount: input.bytes.count) {
            let byteCount = documents.write(isIndented: isIndented)
            guard byteCount >= 0 else { throw InputError("libxml2 cannot write the input") }
            return Int(byteCount)
        }
    }

    /// Documents taken apart by libxml2.
    ///
    /// `@safe`: the pointers go nowhere but to the functions that take them, and live as long as this.
    @safe private final class FloorDocuments {
        private var documents: [OpaquePointer?] = []

        init(_ input: Input) {
            input.forEachDocument { document in
                unsafe document.withUnsafeBufferPointer {
                    unsafe documents.append(floor_document_create($0.baseAddress, $0.count))
                }
            }
        }

        deinit {
            for document in unsafe documents { unsafe floor_document_destroy(document) }
        }

        /// How many bytes that were, or -1.
        func write(isIndented: Bool) -> Int64 {
            var byteCount: Int64 = 0
            for document in unsafe documents {
                guard let document = unsafe document else { return -1 }
                let written = unsafe floor_document_write(document, isIndented ? 1 : 0)
                guard written >= 0 else { return -1 }
                byteCount += written
            }
            return byteCount
        }
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
