import CLIXML
import CLIXMLConvert

extension ReaderInput {
    /// The input, which is typed JSON, as the CLIXML it stands for.
    func typedJSONSource(limits: CLIXMLLimits) -> ByteSource {
        let source = byteSource
        var reader: TypedJSONReader? = TypedJSONReader(maximumLineByteCount: limits.maximumValueByteCount)
        return ByteSource(nextChunk: { document in
            document.removeAll(keepingCapacity: true)
            var chunk: [UInt8] = []
            while document.isEmpty, reader != nil {
                if try source.nextChunk(&chunk) {
                    try reader?.append(chunk.span, into: &document)
                } else {
                    try reader?.finish(into: &document)
                    reader = nil
                }
            }
            return !document.isEmpty
        })
    }
}
