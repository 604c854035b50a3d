// The texts of .NET's Uri properties (convert.md 6.4).
extension URIParts {
    /// How escapes are shown.
    enum Style {
        /// Everything escaped that has to be.
        case escaped
        /// As `Uri.ToString()` has it: readable where that is safe.
        case display
        /// Every escape undone.
        case unescaped
    }

    /// The whole URI.
    func absolute(_ style: Style) -> [UInt16] {
        var output = scheme.name
        output.append(0x3A)
        if hasAuthority { output += [0x2F, 0x2F] }
        if hasUserInfo { appendUserInfo(style, to: &output) }
        output += authority
        appendPath(style, to: &output)
        output += query(style)
        output += fragment(style)
        return output
    }

    /// Host and port, the latter if it is not the scheme's own.
    var authority: [UInt16] {
        host.text + (otherPort.map { Array(":\($0)".utf16) } ?? [])
    }

    /// The user information without its `@`, escaped.
    var userInfo: [UInt16] {
        guard hasUserInfo else { return [] }
        var output: [UInt16] = []
        appendUserInfo(.escaped, to: &output)
        return output.dropLast()
    }

    private func appendUserInfo(_ style: Style, to output: inout [UInt16]) {
        let source = text[userStart..<hostStart]
        if style == .escaped, !userForm.isEscaped {
            URIText.escape(source, .inPath, keepsEscapes: true, into: &output)
        } else {
            output += source
        }
    }

    /// The query with its `?`, or nothing.
    func query(_ style: Style) -> [UInt16] {
        guard queryStart < fragmentStart else { return [] }
        let source = text[queryStart + 1..<fragmentStart]
        var output: [UInt16] = [0x3F]
        switch style {
        case .escaped where !queryForm.isEscaped:
            URIText.escape(source, .inQuery, keepsEscapes: true, into: &output)
        case .display where !queryForm.isReadable:
            URIText.display(source, delimiters: [0x23], inQuery: true, into: &output)
        default: output += source
        }
        return output
    }

    /// The fragment with its `#`, or nothing.
    func fragment(_ style: Style) -> [UInt16] {
        guard fragmentStart < end else { return [] }
        let source = text[fragmentStart + 1..<end]
        var output: [UInt16] = [0x23]
        switch style {
        case .escaped where !fragmentForm.isEscaped:
            URIText.escape(source, .inFragment, keepsEscapes: true, into: &output)
        case .display where !fragmentForm.isReadable:
            URIText.display(source, delimiters: [0x23], inQuery: false, into: &output)
        default: output += source
        }
        return output
    }

    /// The path with its first slash.
    func path(_ style: Style) -> [UInt16] {
        var output: [UInt16] = []
        appendPath(style, to: &output)
        return output
    }

    private func appendPath(_ style: Style, to output: inout [UInt16]) {
        if pathLacksSlash { output.append(0x2F) }
        var source = Array(text[pathStart..<queryStart])
        guard let first = source.first else { return }
        // The letter of a drive and its colon are never resolved away. The colon may be written `|`.
        let drive = isDrivePath ? (URIText.isSlash(first) ? 3 : 2) : 0
        if drive > 0, drive <= source.count, source[drive - 1] == 0x7C { source[drive - 1] = 0x3A }
        let start = output.count
        if style == .escaped, !pathNeedsResolving, !pathForm.isEscaped {
            URIText.escape(source[...], .inPath, keepsEscapes: !isPlainFile, into: &output)
        } else {
            output += source
        }
        if pathNeedsResolving, scheme.rules.contains(.escapedDots), !pathForm.isReadable, !isPlainFile {
            URIPath.undoEscapedDots(in: &output, from: start, backslashes: scheme.rules.contains(.backslashes))
        }
        if style == .escaped, pathHasBackslash, !isPlainFile, scheme.rules.contains(.likeFile),
            !scheme.rules.contains(.backslashes)
        {
            reescape(&output, from: start, .inFragment, keepsEscapes: true)
        }
        if pathNeedsResolving, output.count > start + drive {
            URIPath.resolve(&output, from: start + drive, rules: scheme.rules)
            if output.count > start, output[start] == 0x5C { output[start] = 0x2F }
            if style == .escaped, !pathForm.isEscaped {
                reescape(&output, from: start, .inPath, keepsEscapes: !isPlainFile)
            }
        }
        if style != .escaped, !pathForm.isReadable {
            let copy = output[start...]
            output.removeLast(output.count - start)
            if style == .display {
                URIText.display(
                    copy,
                    delimiters: [0x3F, 0x23],
                    inQuery: false,
                    undoesEscapes: !isPlainFile,
                    into: &output
                )
            } else if isPlainFile {
                output += copy
            } else {
                URIText.unescape(copy, into: &output)
            }
        }
    }

    private func reescape(
        _ output: inout [UInt16],
        from start: Int,
        _ allowed: URIText.Allowed,
        keepsEscapes: Bool
    ) {
        let copy = output[start...]
        output.removeLast(output.count - start)
        URIText.escape(copy, allowed, keepsEscapes: keepsEscapes, into: &output)
    }

    /// The path as the file system of its kind has it: with backslashes for drives and shares, unescaped.
    var localPath: [UInt16] {
        guard isShare || isDrivePath else { return path(.unescaped) }
        var start = pathStart
        var output: [UInt16] = []
        let isCanonical = hostIsCanonical && pathForm.isReadable && !pathNeedsResolving
        if isCanonical, isPlainFile, hostStart == (isDrivePath ? 0 : 2), queryStart == end {
            // The text as it is, blanks at its end included.
            output = text + blanksAfter
        } else {
            if isShare {
                output = [0x5C, 0x5C] + host.text
            } else if URIText.isSlash(text[start]) {
                start += 1
            }
            let resolveStart = output.count + (isDrivePath ? 2 : 0)
            if pathForm.isReadable || isPlainFile {
                output += text[start..<queryStart]
            } else {
                URIText.unescape(text[start..<queryStart], into: &output)
            }
            if pathNeedsResolving, output.count >= resolveStart {
                URIPath.resolve(&output, from: resolveStart, rules: scheme.rules)
            }
        }
        if isDrivePath, output.count > 1, output[1] == 0x7C { output[1] = 0x3A }
        return output.map { $0 == 0x2F ? 0x5C : $0 }
    }

    /// Whether the host stands in the text as it is shown.
    private var hostIsCanonical: Bool { text[hostStart..<pathStart].starts(with: host.text) && host.scope.isEmpty }
}
