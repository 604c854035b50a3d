import Foundation
import TestSupport
import Testing

/// `clixml tap` between real processes.
@Suite(.serialized) struct TapTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// What scripts begin with: functions that wait, and where things are.
    private static let prelude = """
        set -u
        session() { echo "\(Fixture.folder)/sessions/$1/web01"; }
        replay="python3 \(Fixture.folder)/../Tests/TapPeer/replay.py"
        # Plays both sides of a session through a tap of a child with these options.
        through() {
            local name=$1; shift
            mkfifo there back
            $replay client $(session $name) > there < back & client=$!
            "$clixml" tap stdio "$@" -- $replay server $(session $name) < there > back; echo server $?
            wait $client; echo client $?
        }
        # Waits until a command succeeds, ten seconds at most.
        await() { for _ in {1..200}; do "$@" && return; sleep 0.05; done; echo "gave up: $*" >&2; exit 99; }

        """

    private func bash(_ script: String) throws -> ToolRun { try ToolRun.bash(Self.prelude + script, in: folder) }

    /// Whether the machine has these; says so where not.
    private func has(_ tools: String...) -> Bool {
        for tool in tools where ToolRun.path(of: tool) == nil && !FileManager.default.fileExists(atPath: tool) {
            print("TapTests: there is no \(tool); a test is skipped")
            return false
        }
        return true
    }

    private func messages(_ path: String) throws -> [String] {
        let run = try ToolRun.clixml(["messages", "--to", "ndjson", path], in: folder)
        #expect(run.status == 0)
        return run.output.split(separator: "\n").map { line in
            let row = (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: Any] ?? [:]
            return ["direction", "objectId", "type", "pipelineId", "data"].map { "\(row[$0] ?? "")" }.joined(
                separator: " "
            )
        }
    }

    private func expectSameMessages(_ capture: String, as session: String) throws {
        let found = try messages(capture).sorted()
        let expected = try messages(Fixture("sessions/\(session)/web01").path).sorted()
        #expect(found == expected)
        #expect(!found.isEmpty)
    }

    @Test(arguments: ["01-basic", "08-host-calls", "32-named-pipe"])
    func standsBetweenClientAndChild(session: String) throws {
        guard has("python3") else { return }
        defer { folder.remove() }
        let run = try bash(
            """
            through \(session) -o capture
            stat -c %a capture
            """
        )
        #expect(run.errors == "")
        #expect(run.output == "server 0\nclient 0\n600\n")
        try expectSameMessages("capture", as: session)
    }

    @Test func hasTheStatusOfTheCommand() throws {
        defer { folder.remove() }
        let exit = try ToolRun.clixml(["tap", "stdio", "-o", "a", "--", "sh", "-c", "echo out; exit 77"], in: folder)
        #expect(exit.status == 77)
        #expect(exit.output == "out\n")
        let killed = try ToolRun.clixml(["tap", "stdio", "-o", "b", "--", "sh", "-c", "kill -SEGV $$"], in: folder)
        #expect(killed.wasKilled)
        #expect(killed.status == SIGSEGV)
        let missing = try ToolRun.clixml(["tap", "stdio", "-o", "c", "--", "no-such-program"], in: folder)
        #expect(missing.status == 2)
        #expect(missing.errors.contains("cannot run no-such-program: No such file or directory"))
    }

    /// A signal reaches the command, whose answer to it is that of the tap.
    @Test func passesSignalsOn() throws {
        defer { folder.remove() }
        let run = try bash(
            """
            "$clixml" tap stdio -o capture -- sh -c 'trap "echo heard; exit 3" TERM; touch ready; while :; do sleep 0.05; done' \
                < /dev/null > out & tap=$!
            await test -e ready
            kill -TERM $tap; wait $tap; echo $?; cat out
            """
        )
        #expect(run.output == "3\nheard\n")
    }

    /// Who reads no more is seen by the command, and who writes to a command that reads no more sees that.
    @Test func passesClosedPipesOn() throws {
        defer { folder.remove() }
        let run = try bash(
            """
            "$clixml" tap stdio -o a -- yes < /dev/null | head -n 1
            echo ${PIPESTATUS[0]}
            yes | "$clixml" tap stdio -o b -- head -n 1
            echo ${PIPESTATUS[@]}
            """
        )
        #expect(run.output == "y\n141\ny\n141 0\n")
    }

    @Test func printsTheTimelineAsItHappens() throws {
        guard has("python3") else { return }
        defer { folder.remove() }
        let run = try bash(
            """
            $replay server $(session 01-basic) server & server=$!
            await test -S server
            "$clixml" tap unix --live -o capture --listen tap --upstream server > live 2> notes & tap=$!
            await test -S tap
            $replay client $(session 01-basic) tap; echo client $?
            wait $server; echo server $?
            await grep -q closed live
            kill -TERM $tap; wait $tap; echo tap $?
            cat notes
            "$clixml" messages capture | diff - live && echo same
            grep -c done live
            test -e tap || echo removed
            """
        )
        #expect(
            run.output == "client 0\nserver 0\ntap 0\nclixml: note: listening on tap\nsame\n5\nremoved\n"
        )
        try expectSameMessages("capture", as: "01-basic")
    }

    /// The output of a command stays that of the command.
    @Test func printsBesideACommand() throws {
        guard has("python3") else { return }
        defer { folder.remove() }
        let run = try bash("through 01-basic --live")
        #expect(run.output == "server 0\nclient 0\n")
        #expect(run.errors.contains("#3       output   text\n"))
        #expect(run.errors.contains("session  closed\n"))
    }

    /// What passed a second before is in the file, whatever happens.
    @Test func keepsWhatPassedBeforeItWasKilled() throws {
        defer { folder.remove() }
        let run = try bash(
            """
            mkfifo in
            "$clixml" tap stdio -o capture -- cat < in > out & tap=$!
            exec 5> in
            head -c 12000 $(session 01-basic)/c2s.txt >&5
            recorded() { [[ $("$clixml" messages --to ndjson capture 2> /dev/null | wc -l) -ge 2 ]]; }
            await recorded
            kill -9 $tap; exec 5>&-
            wait $tap; echo $?
            "$clixml" messages --to ndjson capture | wc -l
            """
        )
        #expect(run.output.hasPrefix("137\n"))
        let count = try #require(run.output.split(separator: "\n").last.flatMap { Int($0.filter(\.isNumber)) })
        #expect(count >= 2)
    }

    @Test func takesSecretsOut() throws {
        guard has("python3") else { return }
        defer { folder.remove() }
        let run = try bash(
            """
            through 09-secure --redact --live -o capture 2> live
            "$clixml" messages capture > shown
            cat live shown | grep -c 'ss w'
            grep -c '\\*\\*\\*\\*' live shown
            """
        )
        #expect(run.output.hasPrefix("server 0\nclient 0\n0\n"))
        #expect(!run.output.contains("live:0"))
        #expect(!run.output.contains("shown:0"))
    }

    /// 1 GB through one connection, with a recording.
    @Test func needsLittleMemory() throws {
        guard has("/proc/self/status") else { return }
        defer { folder.remove() }
        let run = try bash(
            """
            head -c 1000000000 /dev/zero | "$clixml" tap stdio -o capture -- \
                sh -c 'wc -c; grep VmHWM /proc/$PPID/status >&2'
            """
        )
        #expect(run.output == "1000000000\n")
        let line = try #require(run.errors.split(separator: "\n").first { $0.hasPrefix("VmHWM") })
        let kibibytes = try #require(Int(line.filter(\.isNumber)))
        // Measured 100 MiB; a sanitizer takes some hundred more.
        #expect(kibibytes < 640 << 10, "\(line)")
    }

    /// PowerShell's way over SSH: the client runs the tap in place of ssh, and the server is a subsystem of sshd.
    @Test func standsBeforeSSH() throws {
        guard has("python3", "ssh", "ssh-keygen", "/usr/sbin/sshd") else { return }
        defer { folder.remove() }
        let run = try bash(
            """
            ssh-keygen -q -t ed25519 -N '' -f host; ssh-keygen -q -t ed25519 -N '' -f user
            cp user.pub authorized; chmod 600 authorized host user
            port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
            cat > config <<END
            Port $port
            ListenAddress 127.0.0.1
            HostKey $PWD/host
            AuthorizedKeysFile $PWD/authorized
            PidFile $PWD/pid
            StrictModes no
            UsePAM no
            Subsystem powershell $replay server $(session 01-basic)
            END
            mkdir -p /run/sshd 2> /dev/null
            /usr/sbin/sshd -D -e -f $PWD/config 2> log & sshd=$!
            trap 'kill -KILL $sshd' EXIT
            await grep -q listening log
            mkfifo there back
            $replay client $(session 01-basic) > there < back & client=$!
            "$clixml" tap stdio -o capture -- ssh -F none -i user -p $port -o UserKnownHostsFile=known \
                -o StrictHostKeyChecking=accept-new -o LogLevel=ERROR -s $(id -un)@127.0.0.1 powershell < there > back
            echo tap $?
            wait $client; echo client $?
            """
        )
        #expect(run.output == "tap 0\nclient 0\n")
        try expectSameMessages("capture", as: "01-basic")
    }

    private static let server = """
        cat > server.py <<END
        import http.server, ssl
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain("chain.pem", "key.pem")
        server.socket = context.wrap_socket(server.socket, server_side=True)
        print(server.server_port, flush=True)
        server.serve_forever()
        END
        openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out chain.pem -days 2 -subj /CN=localhost \
            -addext subjectAltName=DNS:localhost 2> /dev/null
        head -c 3000000 /dev/urandom > large
        python3 server.py > port 2> log & server=$!
        trap 'kill -KILL $server' EXIT
        await test -s port
        port=$(cat port)
        listening() { grep -q listening $1.log; }
        tap() {
            name=$1; shift
            "$clixml" tap tcp -o $name --listen 0 "$@" 2> $name.log & tap=$!
            await listening $name
            address=localhost:$(grep -o '[0-9]*$' $name.log)
        }

        """

    /// curl and an HTTPS server, with TLS on both sides, on one, and with a certificate that nobody trusts.
    @Test func standsBetweenCurlAndHTTPS() throws {
        guard has("python3", "curl", "openssl") else { return }
        defer { folder.remove() }
        let run = try bash(
            Self.server + """
                export SSL_CERT_FILE=$PWD/chain.pem
                tap both --upstream localhost:$port --tls-certificate chain.pem --tls-key key.pem
                curl -s --cacert chain.pem -o got https://$address/large; echo $?; cmp got large && echo same
                kill $tap; wait $tap
                tap upstream --upstream tls:localhost:$port
                curl -s -o got http://$address/large; echo $?; cmp got large && echo same
                kill $tap; wait $tap
                unset SSL_CERT_FILE
                tap insecure --upstream tls:localhost:$port --insecure
                curl -s -o got http://$address/large; echo $?; cmp got large && echo same
                kill $tap; wait $tap
                tap refused --upstream tls:localhost:$port
                curl -s -o got http://$address/large; echo $?
                kill $tap; wait $tap
                grep -o 'the certificate.*' refused.log
                tap wrong --upstream tls:127.0.0.1:$port
                SSL_CERT_FILE=$PWD/chain.pem curl -s -o got http://$address/large; echo $?
                kill $tap; wait $tap
                for name in both upstream insecure; do zstd -dc < $name | grep -ac 'GET /large HTTP/1.1'; done
                """
        )
        let untrusted = "the certificate of localhost is not trusted: self-signed certificate [tls-failure]"
        #expect(run.output == "0\nsame\n0\nsame\n0\nsame\n56\n\(untrusted)\n56\n1\n1\n1\n")
    }

    @Test(
        arguments: [
            (["tap", "tcp", "--listen", "0", "--upstream", "a:1"], "needs --output, --live or both"),
            (["tap", "tcp", "--live", "--upstream", "a:1"], "'tap tcp' needs --listen and --upstream"),
            (["tap", "tcp", "--live", "--listen", "x", "--upstream", "a:1"], "'x' is no address"),
            (["tap", "tcp", "--live", "--listen", "1", "--upstream", "a:1", "b"], "does not take the argument 'b'"),
            (["tap", "tcp", "--live", "--listen", "1", "--upstream", "a:1", "--tls-key", "k"], "go together"),
            (["tap", "stdio", "--live"], "needs the program to run"),
            (["tap", "stdio", "--live", "--listen", "1", "--", "cat"], "are for 'tap tcp' and 'tap unix'"),
            (["tap", "pigeon"], "expected stdio, tcp or unix"),
        ]
    )
    func refusesWrongUsage(words: [String], message: String) throws {
        defer { folder.remove() }
        let run = try ToolRun.clixml(words, in: folder)
        #expect(run.status == 64)
        #expect(run.errors.contains(message), "\(run.errors)")
    }

    @Test func saysWhatCannotBeOpened() throws {
        defer { folder.remove() }
        let words = ["tap", "tcp", "--listen", "0", "--upstream", "localhost:1"]
        let file = try ToolRun.clixml(words + ["-o", "no/such/folder"], in: folder)
        #expect(file.status == 2)
        #expect(file.errors.contains("cannot record to no/such/folder: No such file or directory"))
        let key = try ToolRun.clixml(
            words + ["--live", "--tls-certificate", "none.pem", "--tls-key", "none.key"],
            in: folder
        )
        #expect(key.status == 2)
        #expect(key.errors.contains("the certificate in none.pem cannot be used: No such file or directory"))
        let listening = try ToolRun.clixml(
            ["tap", "tcp", "--live", "--listen", "203.0.113.1:1", "--upstream", "localhost:1"],
            in: folder
        )
        #expect(listening.status == 2)
        #expect(listening.errors.contains("cannot listen on 203.0.113.1:1: Cannot assign requested address"))
    }
}
