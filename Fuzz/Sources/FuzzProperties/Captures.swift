internal import CLIXML
internal import PSRP
internal import PSRPCapture

/// Any capture, of packets or our own, gives records, findings or an error, and what is printed of it is the same however it is cut.
///
/// The first bits of the options choose the capture: a file of packets, packets that carry the content, our own file, or one
/// that is written of the content.
public func checkCaptures(_ input: FuzzInput) throws(Violation) {
    switch input.options & 3 {
    case 0:
        let whole = PrintedCapture.packets(of: [input.content])
        try requireEqual(whole, PrintedCapture.packets(of: input.pieces), "a packet capture in pieces differs")
    case 1:
        let whole = PrintedCapture.records(of: [input.content])
        try requireEqual(whole, PrintedCapture.records(of: input.pieces), "a capture file in pieces differs")
    case 2:
        try checkSegments(input)
    default:
        try checkRecords(input)
    }
}

/// What is printed of a capture.
private enum PrintedCapture {
    static func packets(of pieces: [[UInt8]]) -> [UInt8] {
        var index = 0
        do {
            var file = try PcapFile { chunk in
                guard index < pieces.count else { return false }
                chunk = pieces[index]
                index += 1
                return true
            }
            var packets: [CapturedPacket] = []
            var packet = CapturedPacket(originalByteCount: 0, bytes: [])
            do {
                while try file.next(&packet) { packets.append(packet) }
            } catch let error as PSRPError {
                return self.packets(packets, linkType: file.linkType, error)
            }
            return self.packets(packets, linkType: file.linkType, nil)
        } catch {
            return Array("\(error)".utf8)
        }
    }

    static func packets(_ packets: [CapturedPacket], linkType: Int32, _ error: PSRPError?) -> [UInt8] {
        var text = TimelineText()
        var decoder = PacketDecoder(linkType: linkType, maximumMessageByteCount: 64 << 10)
        for packet in packets {
            decoder.append(packet)
            while let record = decoder.nextRecord() { text.append(record) }
        }
        if let error { decoder.append(error) }
        decoder.finish()
        while let record = decoder.nextRecord() { text.append(record) }
        return text.finished()
    }

    static func records(of pieces: [[UInt8]]) -> [UInt8] {
        var reader = CaptureReader()
        var records: [CaptureRecord] = []
        var findings: [PSRPDiagnostic] = []
        do {
            for piece in pieces {
                reader.append(piece.span)
                while let record = try reader.nextRecord() { records.append(record) }
                findings += reader.takeDiagnostics()
            }
        } catch {
            return Array(error.description.utf8)
        }
        return self.records(records, findings + reader.finish())
    }

    static func records(_ records: [CaptureRecord], _ findings: [PSRPDiagnostic]) -> [UInt8] {
        var text = TimelineText()
        var decoder = CaptureFileDecoder(maximumMessageByteCount: 64 << 10)
        for record in records {
            decoder.append(record)
            while let record = decoder.nextRecord() { text.append(record) }
        }
        for finding in findings { decoder.append(finding) }
        decoder.finish()
        while let record = decoder.nextRecord() { text.append(record) }
        return text.finished()
    }
}

/// A part of the content: bytes that one side sent.
///
/// Parts are separated by zero bytes; the lowest bit of a part's first byte says whose it is.
private func parts(of content: [UInt8]) -> [(isServer: Bool, bytes: [UInt8])] {
    content.split(separator: 0).compactMap { part in
        guard let first = part.first, part.count > 1 else { return nil }
        return (first & 1 != 0, Array(part.dropFirst()))
    }
}

/// Whether something of HTTP was not understood: libhtp then guesses by the bytes that are there, so the cut matters.
private func isMalformed(_ printed: [UInt8]) -> Bool {
    ByteSearch.contains(printed, "left out [")
}

// MARK: - Packets

/// Segments that are repeated, cut into smaller ones or swapped with the next of their side carry the same.
private func checkSegments(_ input: FuzzInput) throws(Violation) {
    var numbers: [UInt32] = [1_000, .max - 50]
    var segments: [CapturedPacket] = [
        segment(from: 0, 999, [], flags: 2), segment(from: 1, .max - 51, [], flags: 0x12),
    ]
    var disturbed = segments
    for part in parts(of: input.content) {
        let side = part.isServer ? 1 : 0
        segments.append(segment(from: side, numbers[side], part.bytes, flags: 8))
        var smaller: [CapturedPacket] = []
        var number = numbers[side]
        for piece in input.pieces(of: part.bytes) {
            smaller.append(segment(from: side, number, piece, flags: 8))
            number &+= UInt32(piece.count)
        }
        if smaller.count > 1, input.has(4) { smaller.swapAt(0, smaller.count - 1) }
        if input.has(5) { smaller.append(smaller[smaller.count / 2]) }
        disturbed += smaller
        numbers[side] = number
    }
    let ethernet: Int32 = 1
    let first = PrintedCapture.packets(segments, linkType: ethernet, nil)
    let second = PrintedCapture.packets(disturbed, linkType: ethernet, nil)
    guard !isMalformed(first), !isMalformed(second) else { return }
    try requireEqual(first, second, "segments that carry the same are understood differently")
}

/// An Ethernet frame with a segment of one connection in it. With the flag for that it acknowledges number 0, and the other
/// side's bytes before it are then not waited for long.
private func segment(from side: Int, _ number: UInt32, _ bytes: [UInt8], flags: UInt8) -> CapturedPacket {
    let addresses: [[UInt8]] = [[10, 0, 0, 1], [10, 0, 0, 2]]
    let ports: [[UInt8]] = [[0xC0, 0x00], [0x17, 0x61]]
    var frame = [UInt8](repeating: 2, count: 12) + [8, 0]
    let total = UInt16(40 + min(bytes.count, 60_000))
    frame += [0x45, 0, UInt8(total >> 8), UInt8(total & 0xFF), 0, 1, 0, 0, 64, 6, 0, 0]
    frame += addresses[side] + addresses[1 - side] + ports[side] + ports[1 - side]
    for shift in [24, 16, 8, 0] as [UInt32] { frame.append(UInt8(truncatingIfNeeded: number >> shift)) }
    frame += [0, 0, 0, 0, 0x50, flags, 0xFF, 0xFF, 0, 0, 0, 0]
    frame += bytes.prefix(60_000)
    return CapturedPacket(originalByteCount: frame.count, bytes: frame)
}

// MARK: - Our own file

/// Records that are written come back, and bytes that are recorded in smaller pieces say the same.
private func checkRecords(_ input: FuzzInput) throws(Violation) {
    var records = [CaptureRecord(nanoseconds: 0, connection: 1, .opened(.tcp, [CaptureRecord.Fact("host", "web01")]))]
    var smaller = records
    for part in parts(of: input.content) {
        let direction: StreamKey.Direction = part.isServer ? .serverToClient : .clientToServer
        records.append(CaptureRecord(nanoseconds: 0, connection: 1, .bytes(direction, part.bytes)))
        for piece in input.pieces(of: part.bytes) {
            smaller.append(CaptureRecord(nanoseconds: 0, connection: 1, .bytes(direction, piece)))
        }
    }
    let last = CaptureRecord(nanoseconds: 0, connection: 1, .closed)
    records.append(last)
    smaller.append(last)
    let printed = PrintedCapture.records(records, [])
    let printedAgain = PrintedCapture.records(smaller, [])
    if !isMalformed(printed), !isMalformed(printedAgain) {
        try requireEqual(printed, printedAgain, "bytes in smaller pieces are understood differently")
    }
    do {
        var writer = CaptureWriter(nanoseconds: 0)
        var file: [UInt8] = []
        for record in records {
            try writer.append(record, into: &file)
            if input.has(4) { try writer.flush(into: &file) }
        }
        try writer.finish(into: &file)
        let read = PrintedCapture.records(of: input.pieces(of: file))
        try requireEqual(read, printed, "what was written is read differently")
    } catch let violation as Violation {
        throw violation
    } catch {
        throw Violation("\(error)")
    }
}
