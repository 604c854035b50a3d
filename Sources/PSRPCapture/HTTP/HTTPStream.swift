import CLIXML
internal import CLibHTP

/// Reads the HTTP/1.1 messages of one direction of a connection with libhtp, going on after losses.
///
/// Append bytes and losses as they come, then take messages until ``next()`` returns `nil`. Each direction has a parser of
/// its own, so that what one lacks does not disturb the other; whoever uses both pairs requests with responses.
///
/// libhtp keeps its place over a loss inside a counted body. After any other loss, and after an error, the beginning of the
/// next message is looked for.
///
/// `@safe`: parser and settings are made and freed here and never leave; what libhtp hands to a callback is copied before
/// the callback returns, and the object that its user data points to is kept by this one.
@safe package final class HTTPStream {
    /// Which messages the direction carries.
    package enum Side { case requests, responses }

    /// The headers of a message may take this: twice what Windows servers allow.
    private static let maximumHeaderByteCount = 128 << 10
    /// libhtp is given pieces so small that the messages of one stay below what it keeps at a time.
    private static let pieceByteCount = 4_096
    private static let answer = Array("HTTP/1.1 204 No Content\r\n\r\n".utf8)

    private let side: Side
    private let collector = Collector()
    private var settings: OpaquePointer?
    private var parser: OpaquePointer?
    private var search: HTTPSearch?

    /// Makes a reader.
    ///
    /// - Parameter isAtStart: Whether the bytes begin with a message, as those of a whole connection do.
    package init(_ side: Side, isAtStart: Bool) {
        self.side = side
        if isAtStart { openParser() } else { startSearch() }
    }

    deinit { closeParser() }

    /// Whether the bytes so far end inside a message.
    package var isInsideMessage: Bool { collector.isInsideMessage }

    /// Bytes of a body that is not complete yet.
    var pendingByteCount: Int { collector.message?.body.count ?? 0 }

    /// The next message, whole or not.
    package func next() -> HTTPMessage? { collector.nextMessage() }

    /// Takes in bytes.
    package func append(_ bytes: Span<UInt8>) {
        var offset = 0
        while offset < bytes.count {
            if var search {
                let place = search.find(in: bytes, from: offset)
                self.search = search
                guard let place else { return }
                self.search = nil
                openParser()
                offset = place.offset
                _ = parse(place.prefix.span, from: 0)
            }
            guard let failure = parse(bytes, from: offset) else { return }
            offset = failure
            abandon()
        }
    }

    /// Takes note of lost bytes.
    package func skip(_ count: Int) {
        guard count > 0, search == nil else { return }
        // A body that ends with its connection takes any loss.
        if let rest = collector.restOfCountedBody {
            let isGood = unsafe give(nil, min(rest, count))
            answerRequests()
            if isGood, count <= rest { return }
        }
        abandon()
    }

    /// Gives up the message that is being read, and looks for the next one.
    func abandon() {
        collector.loseMessage()
        startSearch()
    }

    /// Says that nothing more will come.
    package func finish() {
        guard let parser = unsafe parser else { return }
        collector.isClosing = true
        switch side {
        case .requests: unsafe htp_connp_req_close(parser, nil)
        case .responses: unsafe htp_connp_close(parser, nil)
        }
        collector.loseMessage()
        closeParser()
    }

    /// Parses bytes, and returns where to look for the next message if libhtp cannot go on.
    private func parse(_ bytes: Span<UInt8>, from start: Int) -> Int? {
        var offset = start
        while offset < bytes.count {
            let count = min(bytes.count - offset, Self.pieceByteCount)
            let isGood = unsafe bytes.extracting(offset..<offset + count).withUnsafeBufferPointer { buffer in
                unsafe give(buffer.baseAddress, buffer.count)
            }
            answerRequests()
            guard isGood else { return offset + max(1, min(count, consumedByteCount)) }
            offset += count
        }
        return nil
    }

    /// Hands bytes to libhtp, or a loss where there is no address, and returns whether it can go on.
    private func give(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Bool {
        guard let parser = unsafe parser else { return false }
        let state: Int32
        switch side {
        case .requests: state = unsafe htp_connp_req_data(parser, nil, bytes, count)
        case .responses: state = unsafe htp_connp_res_data(parser, nil, bytes, count)
        }
        return UInt32(bitPattern: state) == HTP_STREAM_DATA.rawValue
    }

    private var consumedByteCount: Int {
        guard let parser = unsafe parser else { return 0 }
        switch side {
        case .requests: return unsafe htp_connp_req_data_consumed(parser)
        case .responses: return unsafe htp_connp_res_data_consumed(parser)
        }
    }

    /// libhtp forgets a request only when it was answered, which here happens in another stream.
    private func answerRequests() {
        guard side == .requests, let parser = unsafe parser else { return }
        while collector.unansweredCount > 0 {
            collector.unansweredCount -= 1
            _ = unsafe Self.answer.withUnsafeBufferPointer { buffer in
                unsafe htp_connp_res_data(parser, nil, buffer.baseAddress, buffer.count)
            }
        }
    }

    private func startSearch() {
        closeParser()
        search = HTTPSearch(side == .requests ? .requests : .responses)
    }

    private func openParser() {
        guard unsafe parser == nil, let settings = unsafe htp_config_create() else { return }
        unsafe self.settings = settings
        unsafe htp_config_set_server_personality(settings, HTP_SERVER_MINIMAL)
        unsafe htp_config_set_tx_auto_destroy(settings, 1)
        unsafe htp_config_set_field_limits(settings, Self.maximumHeaderByteCount / 2, Self.maximumHeaderByteCount)
        unsafe htp_config_set_response_decompression(settings, 0)
        unsafe htp_config_set_parse_request_auth(settings, 0)
        unsafe htp_config_set_parse_request_cookies(settings, 0)
        // Its messages would be kept as long as the connection.
        unsafe htp_config_set_log_level(settings, HTP_LOG_NONE)
        unsafe Self.registerCallbacks(settings, side)
        unsafe parser = htp_connp_create(settings)
        guard let parser = unsafe parser else { return }
        unsafe htp_connp_set_user_data(parser, Unmanaged.passUnretained(collector).toOpaque())
        unsafe htp_connp_open(parser, nil, 0, nil, 0, nil)
    }

    private func closeParser() {
        if let parser = unsafe parser { unsafe htp_connp_destroy_all(parser) }
        unsafe parser = nil
        if let settings = unsafe settings { unsafe htp_config_destroy(settings) }
        unsafe settings = nil
        collector.unansweredCount = 0
    }
}

// MARK: - Callbacks

extension HTTPStream {
    private static func registerCallbacks(_ settings: OpaquePointer, _ side: Side) {
        switch side {
        case .requests:
            unsafe htp_config_register_request_start(settings) { unsafe HTTPStream.deliver($0) { $0.begin() } }
            unsafe htp_config_register_request_headers(settings) { transaction in
                unsafe HTTPStream.deliver(transaction) { unsafe $0.takeRequest(transaction?.pointee) }
            }
            unsafe htp_config_register_request_body_data(settings) { data in
                unsafe HTTPStream.deliver(data?.pointee.tx) { unsafe $0.takeBody(data?.pointee) }
            }
            unsafe htp_config_register_request_complete(settings) { unsafe HTTPStream.deliver($0) { $0.complete() } }
        case .responses:
            unsafe htp_config_register_response_start(settings) { unsafe HTTPStream.deliver($0) { $0.begin() } }
            unsafe htp_config_register_response_headers(settings) { transaction in
                unsafe HTTPStream.deliver(transaction) { unsafe $0.takeResponse(transaction?.pointee) }
            }
            unsafe htp_config_register_response_body_data(settings) { data in
                unsafe HTTPStream.deliver(data?.pointee.tx) { unsafe $0.takeBody(data?.pointee) }
            }
            unsafe htp_config_register_response_complete(settings) { unsafe HTTPStream.deliver($0) { $0.complete() } }
        }
    }

    private static func deliver(_ transaction: UnsafeMutablePointer<htp_tx_t>?, _ action: (Collector) -> Bool) -> CInt {
        guard let parser = unsafe transaction?.pointee.connp, let context = unsafe htp_connp_get_user_data(parser)
        else {
            return CInt(HTP_ERROR)
        }
        let isWanted = unsafe action(Unmanaged<Collector>.fromOpaque(context).takeUnretainedValue())
        return isWanted ? CInt(HTP_OK) : CInt(HTP_ERROR)
    }

    /// Puts messages together from what libhtp calls back with. Answers `false` where libhtp must stop.
    private final class Collector {
        /// The bytes of a body that are kept; of the rest only the number.
        private static let maximumBodyByteCount = 64 << 20
        private static let headerNames = [
            "authorization", "content-length", "content-type", "host", "transfer-encoding", "www-authenticate",
        ]

        private var messages: [HTTPMessage] = []
        private var taken = 0
        private(set) var message: HTTPMessage?
        private(set) var isInsideMessage = false
        var isClosing = false
        /// Requests that libhtp waits for the answer of.
        var unansweredCount = 0
        private var isCounted = false
        private var isEndedByClose = false
        private var announcedByteCount = 0

        func nextMessage() -> HTTPMessage? {
            guard taken < messages.count else {
                messages.removeAll(keepingCapacity: true)
                taken = 0
                return nil
            }
            defer { taken += 1 }
            return messages[taken]
        }

        /// How much of a body whose length was announced is to come; `nil` elsewhere.
        var restOfCountedBody: Int? {
            guard let message, isCounted || isEndedByClose else { return nil }
            return isEndedByClose ? .max : max(0, announcedByteCount - message.bodyByteCount)
        }

        func begin() -> Bool {
            isInsideMessage = true
            return true
        }

        func takeRequest(_ transaction: htp_tx_t?) -> Bool {
            guard let transaction = unsafe transaction, unsafe transaction.request_protocol_number >= 100,
                unsafe transaction.request_protocol_number < 200
            else { return false }
            let method = unsafe transaction.request_method.text ?? ""
            let target = unsafe transaction.request_uri.text ?? ""
            unsafe start(
                .request(method: method, target: target),
                transaction.request_headers,
                transaction.request_transfer_coding,
                transaction.request_content_length
            )
            isEndedByClose = false
            return true
        }

        func takeResponse(_ transaction: htp_tx_t?) -> Bool {
            guard let transaction = unsafe transaction, unsafe transaction.response_status_number >= 100 else {
                return false
            }
            let status = unsafe Int(transaction.response_status_number)
            unsafe start(
                .response(status: status),
                transaction.response_headers,
                transaction.response_transfer_coding,
                transaction.response_content_length
            )
            return true
        }

        private func start(
            _ start: HTTPMessage.Start,
            _ headers: OpaquePointer?,
            _ coding: htp_transfer_coding_t,
            _ length: Int64
        ) {
            var message = HTTPMessage(start: start)
            for name in Self.headerNames {
                let header = unsafe htp_table_get_c(headers, name)?.assumingMemoryBound(to: htp_header_t.self)
                message.headers[name] = unsafe header?.pointee.value.text
            }
            // libhtp looks at the framing of a response after this; what it will find is in the headers.
            let isChunked = message.headers["transfer-encoding"]?.lowercased().contains("chunked") ?? false
            let announced = message.headers["content-length"].flatMap { Int($0) } ?? Int(clamping: length)
            isCounted = !isChunked && announced >= 0
            announcedByteCount = max(0, announced)
            isEndedByClose = !isChunked && !isCounted
            self.message = message
        }

        func takeBody(_ data: htp_tx_data_t?) -> Bool {
            guard let data = unsafe data, message != nil else { return true }
            let count = unsafe Int(clamping: data.len)
            guard count > 0 else { return true }
            let kept = message?.body.count ?? 0
            if let bytes = unsafe data.data, kept + count <= Self.maximumBodyByteCount {
                unsafe message?.body.append(contentsOf: UnsafeBufferPointer(start: bytes, count: count))
            } else {
                message?.isWhole = false
            }
            message?.bodyByteCount &+= count
            return true
        }

        func complete() -> Bool {
            isInsideMessage = false
            unansweredCount += 1
            guard var message else { return true }
            let isCut = isCounted ? message.bodyByteCount < announcedByteCount : !isEndedByClose
            if isClosing, isCut { message.isWhole = false }
            self.message = nil
            messages.append(message)
            return true
        }

        /// Gives out what is there of a message whose rest is missing.
        func loseMessage() {
            isInsideMessage = false
            guard var message = message.take() else { return }
            message.isWhole = false
            messages.append(message)
        }
    }
}

extension UnsafeMutablePointer<bstr> {
    /// A copy of a libhtp string.
    fileprivate var text: String {
        let length = unsafe pointee.len
        let inner = unsafe UnsafeRawPointer(self) + MemoryLayout<bstr>.size
        let bytes = unsafe pointee.realptr.map { UnsafeRawPointer($0) } ?? inner
        return unsafe String(decoding: UnsafeRawBufferPointer(start: bytes, count: length), as: UTF8.self)
    }
}

extension UnsafeMutablePointer<bstr>? {
    /// A copy of a libhtp string, `nil` where there is none.
    fileprivate var text: String? { unsafe map { unsafe $0.text } }
}
