internal import CLIXML

/// Reading that keeps nothing.
enum ReadBenchmarks {
    /// The scanner alone.
    static func scan(_ input: Input) -> BenchmarkSuite.Measured {
        .init(byteCount: input.bytes.count) {
            var count = 0
            try input.forEachDocument { document in
                var counter = MarkupCounter()
                var offset = 0
                while offset < document.count {
                    let end = min(offset + Input.chunkByteCount, document.count)
                    try counter.append(document.extracting(offset..<end))
                    offset = end
                }
                try counter.finish()
                count += counter.elementCount
            }
            return count
        }
    }

    /// The values of all documents, fed in chunks.
    static func values(_ input: Input) -> BenchmarkSuite.Measured {
        .init(byteCount: input.bytes.count) {
            var count = 0
            try forEachValue(of: input) { _ in count += 1 }
            return count
        }
    }

    /// Reads the documents of an input as a program does that gets them from somewhere.
    static func forEachValue(of input: Input, _ body: (DocumentValue) throws -> Void) throws {
        var parser = CLIXMLParser()
        try input.forEachDocument { document in
            parser.reset()
            var offset = 0
            while offset < document.count {
                let end = min(offset + Input.chunkByteCount, document.count)
                try parser.append(document.extracting(offset..<end))
                while let value = try parser.nextValue() { try body(value) }
                offset = end
            }
            try parser.finish()
        }
    }
}
