import CLIXML
import CLIXMLConvert

extension ByteSource {
    /// The source, which is typed JSON, as the CLIXML it stands for.
    func typedJSON(limits: CLIXMLLimits) -> ByteSource {
        var reader: TypedJSONReader? = TypedJSONReader(maximumLineByteCount: limits.maximumValueByteCount)
        var failure: (any Error)?
        return ByteSource(nextChunk: { [nextChunk] document in
            document.removeAll(keepingCapacity: true)
            var chunk: [UInt8] = []
            while document.isEmpty, reader != nil {
                do {
                    if try nextChunk(&chunk) {
                        try reader?.append(chunk.span, into: &document)
                    } else {
                        try reader?.finish(into: &document)
                        reader = nil
                    }
                } catch {
                    // The lines before the error come first.
                    failure = error
                    reader = nil
                }
            }
            if document.isEmpty, let failure { throw failure }
            return !document.isEmpty
        })
    }
}
