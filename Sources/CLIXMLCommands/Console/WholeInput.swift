import CLIXML

/// An input that is read to its end before anything is done with it.
enum WholeInput {
    /// All bytes of an input. Where compressed bytes are damaged, those before the damage, and the damage is reported.
    ///
    /// - Throws: `FileError` when reading fails.
    static func bytes(of source: inout InputSource, _ diagnostics: Diagnostics) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk: [UInt8] = []
        do {
            while try source.nextChunk(into: &chunk) { bytes += chunk }
        } catch let error as FileError {
            throw error
        } catch {
            diagnostics.report(error, in: source.name)
        }
        return bytes
    }
}
