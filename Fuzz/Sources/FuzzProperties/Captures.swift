internal import CLIXML
internal import PSRP
internal import PSRPCapture

/// Any capture, of packets or our own, gives records, findings or an error, and what is printed of it is the same however it is cut.
public func checkCaptures(_ input: FuzzInput) throws(Violation) {
    if input.has(0) {
        try require(printedCapture([input.content]) == printedCapture(input.pieces), "a capture file cut differently")
    } else {
        try require(printedPackets([input.content]) == printedPackets(input.pieces), "a packet capture cut differently")
    }
}

private func printedCapture(_ pieces: [[UInt8]]) -> [UInt8] {
    var reader = CaptureReader()
    var decoder = CaptureFileDecoder(maximumMessageByteCount: 64 << 10)
    var text = TimelineText()
    do {
        for piece in pieces {
            reader.append(piece.span)
            while let record = try reader.nextRecord() { decoder.append(record) }
            for diagnostic in reader.takeDiagnostics() { decoder.append(diagnostic) }
            while let record = decoder.nextRecord() { text.append(record) }
        }
    } catch {
        return Array(error.description.utf8)
    }
    for diagnostic in reader.finish() { decoder.append(diagnostic) }
    decoder.finish()
    while let record = decoder.nextRecord() { text.append(record) }
    return text.finished()
}

private func printedPackets(_ pieces: [[UInt8]]) -> [UInt8] {
    var index = 0
    var text = TimelineText()
    do {
        var file = try PcapFile { chunk in
            guard index < pieces.count else { return false }
            chunk = pieces[index]
            index += 1
            return true
        }
        var decoder = PacketDecoder(linkType: file.linkType, maximumMessageByteCount: 64 << 10)
        var packet = CapturedPacket(originalByteCount: 0, bytes: [])
        do {
            while try file.next(&packet) {
                decoder.append(packet)
                while let record = decoder.nextRecord() { text.append(record) }
            }
        } catch let error as PSRPError {
            decoder.append(error)
        }
        decoder.finish()
        while let record = decoder.nextRecord() { text.append(record) }
        return text.finished()
    } catch {
        return Array("\(error)".utf8)
    }
}
