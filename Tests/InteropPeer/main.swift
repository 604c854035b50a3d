// One end of a session over standard input and output, for a test in which the other end is written by others.
//
//   InteropPeer server    serves one client: the commands of ScriptedServer
//   InteropPeer client    opens a pool, runs a few pipelines, closes it, and prints what it heard on standard error
import CLIXML
import Foundation
import PSRP
import PSRPTestSupport

func write(_ bytes: [UInt8]) {
    if !bytes.isEmpty { FileHandle.standardOutput.write(Data(bytes)) }
}

func serve() throws {
    var server = ScriptedServer()
    while server.server.session.state != .closed {
        let data = FileHandle.standardInput.availableData
        guard !data.isEmpty else { break }
        server.server.receive(Array(data).span)
        try server.run()
        write(server.server.takeOutput())
    }
}

func talk(_ client: inout ScriptedClient, until isDone: (inout ScriptedClient) -> Bool) throws {
    write(client.client.takeOutput())
    while !isDone(&client), client.client.session.failure == nil {
        let data = FileHandle.standardInput.availableData
        if data.isEmpty {
            client.client.receiveEnd()
        } else {
            client.client.receive(Array(data).span)
        }
        try client.run()
        write(client.client.takeOutput())
    }
}

func run(_ client: inout ScriptedClient, _ number: UInt64, _ text: String, _ arguments: [RemoteValue] = []) throws {
    let command = RemoteCommand(text, arguments: arguments.map { RemoteArgument($0) })
    try client.client.session.createPipeline(
        CreatePipeline(PowerShellCommands([command])),
        id: ScriptedClient.id(number)
    )
    try talk(&client) { $0.client.session.status(of: ScriptedClient.id(number)) == nil }
}

func converse() throws {
    var options = ClientSession.Options()
    options.protocolMinorVersion = 3
    var client = ScriptedClient(options: options)
    try client.client.session.open()
    try talk(&client) { $0.client.session.state == .opened }
    try client.client.session.exchangeKeys()
    try talk(&client) { $0.client.session.secureStrings != .sealed(nil) }
    try client.client.session.getAvailableRunspaceCount()
    try talk(&client) { client in client.heard.contains { $0.hasPrefix("count") } }
    try run(&client, 1, "echo", ["héllo", 2, true])
    try run(&client, 2, "records")
    try run(&client, 3, "ask")
    try run(
        &client,
        4,
        "secret",
        [RemoteValue(.secureString(try client.client.session.secureStrings.close("p@ss wörd")))]
    )
    try client.client.session.createPipeline(
        CreatePipeline(PowerShellCommands([RemoteCommand("repeat")]), hasNoInput: false),
        id: ScriptedClient.id(5)
    )
    try client.client.session.sendInput("a", to: ScriptedClient.id(5))
    try client.client.session.sendInput("b", to: ScriptedClient.id(5))
    try client.client.session.endInput(of: ScriptedClient.id(5))
    try talk(&client) { $0.client.session.status(of: ScriptedClient.id(5)) == nil }
    try client.client.session.createPipeline(
        CreatePipeline(PowerShellCommands([RemoteCommand("forever")])),
        id: ScriptedClient.id(6)
    )
    try client.client.session.stop(ScriptedClient.id(6))
    try talk(&client) { $0.client.session.status(of: ScriptedClient.id(6)) == nil }
    try client.client.session.close()
    try talk(&client) { $0.client.session.state == .closed }
    // The server still acknowledges the close; who leaves before that breaks its pipe.
    while !FileHandle.standardInput.availableData.isEmpty {}
    for line in client.heard + client.client.session.takeDiagnostics().map({ "diagnostic \($0)" }) {
        FileHandle.standardError.write(Data("\(line)\n".utf8))
    }
}

switch CommandLine.arguments.dropFirst().first {
case "server": try serve()
case "client": try converse()
default:
    FileHandle.standardError.write(Data("usage: InteropPeer server|client\n".utf8))
    exit(64)
}
