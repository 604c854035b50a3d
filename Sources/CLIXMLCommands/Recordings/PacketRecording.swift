import PSRP
import PSRPCapture

/// The sessions in a packet capture.
struct PacketRecording {
    private final class Bytes {
        private var source: InputSource
        private var beginning: [UInt8]

        init(_ source: consuming InputSource, from beginning: [UInt8]) {
            self.source = source
            self.beginning = beginning
        }

        func next(_ chunk: inout [UInt8]) throws -> Bool {
            guard beginning.isEmpty else {
                chunk = beginning
                beginning = []
                return true
            }
            return try source.nextChunk(into: &chunk)
        }
    }

    private let bytes: Bytes

    /// Takes a file of which the beginning has been read.
    init(_ source: consuming InputSource, from beginning: [UInt8]) { bytes = Bytes(source, from: beginning) }

    /// Decodes the capture and hands over its records in order. A file that is cut or damaged gives what is before that.
    ///
    /// - Throws: ``FileError``, `ZstdError`, and what `body` throws.
    func forEachRecord(_ body: (SessionRecord) throws -> Void) throws {
        let bytes = bytes
        var file = try PcapFile { try bytes.next(&$0) }
        var decoder = PacketDecoder(linkType: file.linkType)
        var packet = CapturedPacket(originalByteCount: 0, bytes: [])
        var damage: PSRPError?
        do {
            while try file.next(&packet) {
                decoder.append(packet)
                while let record = decoder.nextRecord() { try body(record) }
            }
        } catch let error as PSRPError {
            damage = error
        }
        decoder.finish()
        if let damage { decoder.append(damage) }
        while let record = decoder.nextRecord() { try body(record) }
    }
}
