internal import CFileStream
internal import CLibPcap
import PSRP

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Reads the packets of a pcap or pcapng file with libpcap, one after the other, from bytes of any origin.
///
/// The bytes are asked for as they are needed and never a second time, so a pipe or a compressed file will do. What
/// libpcap itself does not read is an error: a pcapng file whose interfaces differ in link type or snapshot length, or
/// whose sections differ in byte order.
///
/// `@safe`: the handle and the file under it are made in `init`, freed in `deinit`, and never leave the type; the bytes
/// of a packet are copied before the next call.
@safe public struct PcapFile: ~Copyable {
    private let handle: OpaquePointer
    private let feed: Unmanaged<Feed>

    /// What kind of network the packets were taken from, as libpcap numbers it (`DLT_…`).
    public let linkType: Int32

    /// The most bytes of a packet that were to be recorded.
    public let snapshotByteCount: Int

    /// Opens a file.
    ///
    /// - Parameter nextChunk: Replaces the content of its argument with the next bytes of the file, and answers whether
    ///   there were any.
    /// - Throws: `PSRPError` with `malformed-capture` or `truncated-capture`; what `nextChunk` throws.
    public init(_ nextChunk: @escaping (inout [UInt8]) throws -> Bool) throws {
        let feed = unsafe Unmanaged.passRetained(Feed(nextChunk))
        guard let file = unsafe Self.open(feed.toOpaque()) else {
            unsafe feed.release()
            throw PSRPError(code: .malformedCapture, message: "not enough memory to read a capture")
        }
        var text = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
        let precision = UInt32(PCAP_TSTAMP_PRECISION_NANO)
        guard let handle = unsafe pcap_fopen_offline_with_tstamp_precision(file, precision, &text) else {
            // libpcap leaves the file open when it refuses it.
            unsafe fclose(file)
            let failure = unsafe feed.takeUnretainedValue().failure
            unsafe feed.release()
            if let failure { throw failure }
            throw Self.error(text)
        }
        unsafe self.handle = handle
        unsafe self.feed = feed
        linkType = unsafe pcap_datalink(handle)
        snapshotByteCount = Int(unsafe pcap_snapshot(handle))
    }

    deinit {
        unsafe pcap_close(handle)
        unsafe feed.release()
    }

    /// The bytes that ``isCapture(_:)`` looks at: 4.
    public static let magicByteCount = 4

    /// Whether bytes begin a capture file of either format; with fewer than four the answer is `false`.
    public static func isCapture(_ bytes: Span<UInt8>) -> Bool {
        guard bytes.count >= magicByteCount else { return false }
        let magic = (0..<magicByteCount).reduce(UInt32(0)) { $0 << 8 | UInt32(bytes[$1]) }
        switch magic {
        case 0xA1B2_C3D4, 0xD4C3_B2A1, 0xA1B2_3C4D, 0x4D3C_B2A1, 0xA1B2_CD34, 0x34CD_B2A1, 0x0A0D_0D0A: return true
        default: return false
        }
    }

    /// Reads the next packet into `packet`, whose storage is used again.
    ///
    /// - Returns: Whether there was one; `false` is the end of the file.
    /// - Throws: `PSRPError` with `truncated-capture` where the file ends inside a record, `malformed-capture` where it
    ///   goes on with something that is no record; what the source of the bytes throws.
    /// - Complexity: O(n)
    public mutating func next(_ packet: inout CapturedPacket) throws -> Bool {
        var header: UnsafeMutablePointer<pcap_pkthdr>?
        var data: UnsafePointer<UInt8>?
        let result = unsafe pcap_next_ex(handle, &header, &data)
        guard result == 1, let header = unsafe header, let data = unsafe data else {
            if let failure = unsafe feed.takeUnretainedValue().failure { throw failure }
            if result == PCAP_ERROR_BREAK || result == 1 { return false }
            throw unsafe Self.error(String(cString: pcap_geterr(handle)))
        }
        packet.nanoseconds = unsafe CLibPcap_nanoseconds(header)
        packet.originalByteCount = unsafe Int(header.pointee.len)
        packet.bytes.removeAll(keepingCapacity: true)
        unsafe packet.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(header.pointee.caplen)))
        return true
    }

    /// The name of a kind of network.
    public static func linkTypeName(_ linkType: Int32) -> String {
        unsafe pcap_datalink_val_to_name(linkType).map { unsafe String(cString: $0) } ?? "\(linkType)"
    }

    private static func error(_ text: [CChar]) -> PSRPError {
        error(String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }

    private static func error(_ text: String) -> PSRPError {
        let isCut = text.contains("truncated dump file")
        return PSRPError(
            code: isCut ? .truncatedCapture : .malformedCapture,
            message: isCut ? "the capture file ends inside a record" : "the capture file cannot be read on: \(text)"
        )
    }
}

extension PcapFile {
    /// The bytes that libpcap has not asked for yet.
    private final class Feed {
        private let nextChunk: (inout [UInt8]) throws -> Bool
        private var chunk: [UInt8] = []
        private var offset = 0
        private(set) var failure: (any Error)?

        init(_ nextChunk: @escaping (inout [UInt8]) throws -> Bool) { self.nextChunk = nextChunk }

        /// Copies bytes to `target`, and answers how many, -1 after an error.
        func read(into target: UnsafeMutablePointer<CChar>?, limit: Int) -> Int {
            guard failure == nil, let target = unsafe target else { return -1 }
            do {
                while offset == chunk.count {
                    offset = 0
                    guard try nextChunk(&chunk) else {
                        chunk = []
                        return 0
                    }
                }
            } catch {
                failure = error
                return -1
            }
            let count = min(limit, chunk.count - offset)
            for index in 0..<count {
                unsafe target[index] = CChar(bitPattern: chunk[offset + index])
            }
            offset += count
            return count
        }
    }

    private static func open(_ feed: UnsafeMutableRawPointer) -> UnsafeMutablePointer<FILE>? {
        unsafe cfilestream_open(feed) { context, target, limit in
            guard let context = unsafe context else { return -1 }
            let feed = unsafe Unmanaged<Feed>.fromOpaque(context).takeUnretainedValue()
            return unsafe feed.read(into: target, limit: limit)
        }
    }
}
