import PSRP
import Testing

@Suite struct MessageTypeTests {
    @Test func namesTheNumbersOfTheTable() {
        #expect(MessageType.allKnown.count == 33)
        #expect(MessageType(rawValue: 0x0004_1010).name == "PROGRESS_RECORD")
        #expect(MessageType(rawValue: 0x0001_0003) == .closeSession)
        #expect(MessageType.runspaceAvailability.hexadecimal == "0x00021004")
        #expect(MessageType.getCommandMetadata.hexadecimal == "0x0002100A")
    }

    /// Row 43 of spec/psrp.md section 14: hexadecimal goes from 09 to 10.
    @Test func keepsUnknownNumbers() {
        let unknown = MessageType(rawValue: 0x0004_100A)
        #expect(unknown.name == nil)
        #expect(unknown.description == "0x0004100A")
        #expect(unknown.scope == .pipeline)
        #expect(unknown.destination == nil)
        #expect(MessageType(rawValue: 0x0008_0000).scope == nil)
    }

    @Test(arguments: MessageType.allKnown)
    func scopeFollowsTheUpperHalf(type: MessageType) {
        let scope: MessageType.Scope =
            type.rawValue < 0x20000 ? .session : type.rawValue < 0x40000 ? .runspacePool : .pipeline
        #expect(type.scope == scope)
        #expect(type.travelsWithPipeline == (scope == .pipeline || [0x21006, 0x2100A].contains(type.rawValue)))
    }
}
