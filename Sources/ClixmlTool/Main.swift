import CLIXMLCommands

@main
struct Main {
    static func main() { Clixml.main() }
}
