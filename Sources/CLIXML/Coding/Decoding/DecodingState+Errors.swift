// What goes wrong is told twice: to the caller as the error that all decoders throw, with the path of keys, and under it
// with the place in the input.
extension DecodingState {
    @inline(never)
    func failure(
        _ code: CLIXMLError.Code,
        _ type: any Any.Type,
        _ place: NodePlace,
        _ parent: NodeDecoder?,
        _ step: PathStep,
        _ message: String
    ) -> DecodingError {
        let context = context(code, place, parent, step, message)
        switch code {
        case .typeMismatch, .unexpectedTypeNames: return .typeMismatch(type, context)
        case .unexpectedNull: return .valueNotFound(type, context)
        default: return .dataCorrupted(context)
        }
    }

    private func context(
        _ code: CLIXMLError.Code,
        _ place: NodePlace,
        _ parent: NodeDecoder?,
        _ step: PathStep,
        _ message: String
    ) -> DecodingError.Context {
        // A member that is missing stands in its object.
        let shown = place.isMissing ? parent?.place ?? place : place
        let error = CLIXMLError(
            code: code,
            position: shown.store.position(of: shown.node),
            path: shown.store.path(of: shown.node),
            message: message
        )
        let path = (parent?.codingPath ?? []) + (step.codingKey.map { [$0] } ?? [])
        let place = error.position.map { ", line \($0.line), column \($0.column)" } ?? ""
        return DecodingError.Context(codingPath: path, debugDescription: message + place, underlyingError: error)
    }

    @inline(never)
    func mismatch(
        _ type: any Any.Type,
        _ place: NodePlace,
        _ parent: NodeDecoder?,
        _ step: PathStep
    ) -> DecodingError {
        failure(.typeMismatch, type, place, parent, step, "\(found(place)) is no \(type)")
    }

    private func found(_ place: NodePlace) -> String {
        guard place.kind.isScalar else { return place.kind.foundText }
        var text = place.store.string(of: place.node)
        if text.utf8.count > 40 { text = text.prefix(40) + "…" }
        return "the \(place.kind.elementName.description) '\(text)'"
    }

    @inline(never)
    func nullFound(
        _ type: any Any.Type,
        _ place: NodePlace,
        _ parent: NodeDecoder?,
        _ step: PathStep
    ) -> DecodingError {
        failure(.unexpectedNull, type, place, parent, step, "found null where \(type) was expected")
    }

    @inline(never)
    func missing(_ key: any CodingKey, _ decoder: NodeDecoder) -> DecodingError {
        let context = context(
            .missingMember,
            decoder.place,
            decoder.parent,
            decoder.step,
            "the object has no member \(key.stringValue)"
        )
        return .keyNotFound(key, context)
    }

    @inline(never)
    func endReached(_ type: any Any.Type, _ index: Int, _ decoder: NodeDecoder) -> DecodingError {
        failure(
            .unexpectedNull,
            type,
            NodePlace(decoder.place.store, -1),
            decoder,
            .index(index),
            "the collection has only \(index) items"
        )
    }

    @inline(never)
    func severalValues(
        _ type: any Any.Type,
        _ values: [NodePlace],
        _ parent: NodeDecoder?,
        _ step: PathStep
    ) -> DecodingError {
        guard values.count > 1 else {
            let context = DecodingError.Context(
                codingPath: [],
                debugDescription: "the document has no value where \(type) was expected",
                underlyingError: CLIXMLError(code: .unexpectedNull, message: "the document has no value")
            )
            return .valueNotFound(type, context)
        }
        return failure(
            .typeMismatch,
            type,
            values[1],
            parent,
            step,
            "the document has \(values.count) values where one was expected"
        )
    }

    @inline(never)
    func extraMember(_ name: String, _ place: NodePlace, _ decoder: NodeDecoder) -> DecodingError {
        failure(
            .extraMember,
            Any.self,
            place,
            decoder.parent,
            decoder.step,
            "the member \(name) was not expected"
        )
    }

    @inline(never)
    func repeatedKey(
        _ type: any Any.Type,
        _ place: NodePlace,
        _ decoder: NodeDecoder,
        _ step: PathStep
    ) -> DecodingError {
        failure(.extraMember, type, place, decoder, step, "two keys of the dictionary are equal as \(type)")
    }

    @inline(never)
    func unexpectedNames(
        _ type: any Any.Type,
        _ names: PSTypeNames?,
        _ wanted: String,
        _ place: NodePlace,
        _ parent: NodeDecoder?,
        _ step: PathStep
    ) -> DecodingError {
        let shown = names?.first.map { "the type names of \($0)" } ?? "no type names"
        return failure(.unexpectedTypeNames, type, place, parent, step, "found \(shown) where \(wanted) were expected")
    }

    @inline(never)
    func unresolved(_ place: NodePlace, _ parent: NodeDecoder?, _ step: PathStep) -> DecodingError {
        failure(
            .unresolvedReference,
            Any.self,
            place,
            parent,
            step,
            "the object that the reference means is in an earlier value and was not found"
        )
    }

    @inline(never)
    func tooDeep(_ place: NodePlace, _ parent: NodeDecoder?, _ step: PathStep) -> DecodingError {
        failure(
            .nestedTooDeeply,
            Any.self,
            place,
            parent,
            step,
            "types are nested deeper than \(DecodingState.maximumDepth), as when an object refers to itself"
        )
    }

    @inline(never)
    func tooMany(_ place: NodePlace, _ parent: NodeDecoder?, _ step: PathStep) -> DecodingError {
        failure(
            .tooManyExpansions,
            Any.self,
            place,
            parent,
            step,
            "more than \(options.maximumExpansionCount) values are behind references"
        )
    }
}

extension NodeKind {
    /// What a value of this kind is called in a message.
    var foundText: String {
        switch self {
        case .null: "null"
        case .object, .attached: "an object"
        case .reference: "a reference"
        case .dictionary, .orderedDictionary: "a dictionary"
        case _ where isContainer: "a list"
        default: "the element \(elementName.description)"
        }
    }
}
