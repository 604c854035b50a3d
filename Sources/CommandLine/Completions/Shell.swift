/// A shell that a completion script can be made for.
package enum Shell: String, CaseIterable, Sendable {
    case bash
    case zsh
    case fish

    /// The script that completes the verbs, options and values of a program in this shell.
    package func completions(for program: Program) -> String {
        switch self {
        case .bash: BashCompletions.script(program)
        case .zsh: ZshCompletions.script(program)
        case .fish: FishCompletions.script(program)
        }
    }
}
