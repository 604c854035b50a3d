internal import CLIXML

extension PSObject {
    /// The first of the type names that the value has in PowerShell, empty when it has none (conversion spec, section 5).
    ///
    /// The object may also be a value without `Obj`.
    var firstTypeName: String {
        let nodes = store.nodes
        let wrapper = Wrapper(nodes.span, of: node)
        guard wrapper.typeNames >= 0 else { return wrapper.baseKind.typeName }
        return store.symbols.typeLists[Int(nodes[wrapper.typeNames].extent)].first ?? ""
    }
}
