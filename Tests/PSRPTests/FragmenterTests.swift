import CLIXML
import PSRP
import Testing

@Suite struct FragmenterTests {
    private func message(dataByteCount: Int) throws -> Message {
        var message = try FragmentExamples.message()
        message.data = MessageData([UInt8](repeating: 0x41, count: dataByteCount))
        return message
    }

    @Test func writesTheExamples() throws {
        let output = try FragmentExamples.message()
        #expect(output.type == .pipelineOutput)
        #expect(output.destination == .client)
        #expect(output.runspacePoolID.hyphenated == "11223344-5566-7788-99aa-bbccddeeff00")
        #expect(output.pipelineID.hyphenated == "01234567-89ab-cdef-0123-456789abcdef")
        #expect(output.data.text == "<S>hi</S>")

        var whole = Fragmenter(firstObjectID: 3)
        #expect(whole.fragments(of: output) == FragmentExamples.output)
        #expect(whole.nextObjectID == 4)
        var small = Fragmenter(fragmentByteCount: 40, firstObjectID: 9)
        #expect(small.fragments(of: output) == FragmentExamples.outputInThree)
    }

    /// Rows 29 to 31 of spec/psrp.md section 14, and the border of the engine's own size.
    @Test(arguments: [
        (57, 40, [19, 19, 19]), (58, 40, [19, 19, 19, 1]), (40, 32768, [40]), (40, 22, [Int](repeating: 1, count: 40)),
        (32747, 32768, [32747]), (32748, 32768, [32747, 1]), (65494, 32768, [32747, 32747]),
        (65495, 32768, [32747, 32747, 1]),
    ])
    func cutsWithoutAnEmptyFragment(messageByteCount: Int, size: Int, blobs: [Int]) throws {
        var fragmenter = Fragmenter(fragmentByteCount: size)
        let bytes = fragmenter.fragments(of: try message(dataByteCount: messageByteCount - 40))
        var sizes: [Int] = []
        var offset = 0
        while offset < bytes.count {
            let flags: UInt8 = (sizes.isEmpty ? 1 : 0) | (sizes.count == blobs.count - 1 ? 2 : 0)
            #expect(bytes[offset + 16] == flags)
            #expect(bytes[offset + 15] == UInt8(truncatingIfNeeded: sizes.count))
            let count = bytes[offset + 17..<offset + 21].reduce(0) { $0 << 8 | Int($1) }
            sizes.append(count)
            offset += 21 + count
        }
        #expect(sizes == blobs)
        #expect(offset == bytes.count)
    }

    @Test(arguments: [22, 23, 40, 100, 4096, 32768], [0, 1, 19, 40, 1000, 100_000])
    func whatIsCutComesBack(size: Int, count: Int) throws {
        let sent = try message(dataByteCount: count)
        var fragmenter = Fragmenter(fragmentByteCount: size)
        let bytes = fragmenter.fragments(of: sent)
        for chunk in [Int.max, 1, 33, 4096] where count <= 1000 || chunk > 1 {
            var defragmenter = Defragmenter()
            var offset = 0
            while offset < bytes.count {
                let end = offset + min(chunk, bytes.count - offset)
                try defragmenter.append(bytes.span.extracting(offset..<end))
                offset = end
            }
            let received = try defragmenter.nextMessage()
            #expect(received == sent)
            #expect(received?.source?.byteCount == bytes.count)
            let rest = try defragmenter.nextMessage()
            #expect(rest == nil)
        }
    }

    @Test func refusesASizeWithoutRoom() async {
        await #expect(processExitsWith: .failure) { _ = Fragmenter(fragmentByteCount: 21) }
    }
}
