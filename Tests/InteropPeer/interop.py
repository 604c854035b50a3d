"""Our ends of a session against psrpcore's, over pipes. Run by Tests/InteropPeer/run."""
import base64
import re
import subprocess
import sys
import uuid

import psrpcore
from psrpcore.types import (
    ErrorCategory, ErrorCategoryInfo, HostMethodIdentifier, NETException, PSInvocationState, PSSecureString,
    RunspacePoolState,
)

ZERO = uuid.UUID(int=0)
PEER = sys.argv[1]
failures = []


def check(name, found, expected):
    print(f"{'ok' if found == expected else 'FAILED'}: {name}")
    if found != expected:
        failures.append(name)
        print(f"  found    {found!r}\n  expected {expected!r}")


def data_line(payload):
    stream = "PromptResponse" if payload.stream_type == psrpcore.StreamType.prompt_response else "Default"
    text = base64.b64encode(payload.data).decode()
    return f"<Data Stream='{stream}' PSGuid='{payload.pipeline_id or ZERO}'>{text}</Data>\n"


def parse(line):
    match = re.fullmatch(r"<(\w+)(?: Stream='(\w+)')? PSGuid='([0-9a-f-]{36})'(?:>(.*)</Data>| />)\n?", line)
    assert match, f"not a packet: {line!r}"
    kind, stream, scope, data = match.groups()
    scope = uuid.UUID(scope)
    payload = None
    if kind == "Data":
        payload = psrpcore.PSRPPayload(base64.b64decode(data), psrpcore.StreamType.default, scope if scope.int else None)
    return kind, scope, payload


class Client:
    """psrpcore's client over the pipes of our server."""

    def __init__(self):
        self.process = subprocess.Popen([PEER, "server"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.pool = psrpcore.ClientRunspacePool()
        self.events = []

    def send(self, text):
        self.process.stdin.write(text)
        self.process.stdin.flush()

    def read(self):
        line = self.process.stdout.readline()
        assert line, "our server has gone"
        kind, scope, payload = parse(line)
        if payload:
            self.pool.receive_data(payload)
            while event := self.pool.next_event():
                self.events.append(event)
        return kind, scope

    def wait(self, kind, scope):
        while self.read() != (kind, scope):
            pass

    def flush(self):
        while payload := self.pool.data_to_send(32768):
            self.send(data_line(payload))
            self.wait("DataAck", payload.pipeline_id or ZERO)

    def take(self, *types):
        found = [event for event in self.events if isinstance(event, types)]
        self.events = [event for event in self.events if not isinstance(event, types)]
        return found

    def run(self, command, arguments=(), respond=None, inputs=None, stop=False):
        pipeline = psrpcore.ClientPowerShell(self.pool, no_input=inputs is None)
        pipeline.add_command(command)
        for argument in arguments:
            pipeline.add_argument(argument)
        pipeline.start()
        self.send(f"<Command PSGuid='{pipeline.pipeline_id}' />\n")
        self.wait("CommandAck", pipeline.pipeline_id)
        self.flush()
        for value in inputs or []:
            pipeline.send(value)
        if inputs is not None:
            pipeline.send_eof()
            self.flush()
        if stop:
            self.send(f"<Signal PSGuid='{pipeline.pipeline_id}' />\n")
            self.wait("SignalAck", pipeline.pipeline_id)
        while not any(isinstance(e, psrpcore.PipelineStateEvent) for e in self.events):
            self.read()
            for call in self.take(psrpcore.PipelineHostCallEvent):
                if respond:
                    respond(psrpcore.ClientHostResponder(pipeline), call)
                    self.flush()
        state = self.take(psrpcore.PipelineStateEvent)[0].state
        self.send(f"<Close PSGuid='{pipeline.pipeline_id}' />\n")
        self.wait("CloseAck", pipeline.pipeline_id)
        pipeline.close()
        return state, [event.data for event in self.take(psrpcore.PipelineOutputEvent)]


def their_client_our_server():
    client = Client()
    client.pool.open()
    client.flush()
    check("open", client.pool.state, RunspacePoolState.Opened)
    check("private data", client.pool.application_private_data.get("Server"), "test")
    client.events = []

    check("output", client.run("echo", ["héllo", 2, True]), (PSInvocationState.Completed, ["héllo", 2, True]))
    check("input", client.run("repeat", inputs=["a", "b"]), (PSInvocationState.Completed, ["a", "b"]))

    state, output = client.run("records")
    check("records end", (state, output), (PSInvocationState.Completed, []))
    errors = client.take(psrpcore.ErrorRecordEvent)
    check("error", [(e.record.Exception.Message, e.record.FullyQualifiedErrorId) for e in errors],
          [("no such thing", "NoSuchThing")])
    check("error category", errors[0].record.CategoryInfo.Category, ErrorCategory.ObjectNotFound)
    check("warning", [e.record.Message for e in client.take(psrpcore.WarningRecordEvent)], ["careful"])
    check("progress", [(e.record.Activity, e.record.StatusDescription) for e in client.take(psrpcore.ProgressRecordEvent)],
          [("Working", "half")])

    def answer(responder, call):
        check("host call", call.method_identifier, HostMethodIdentifier.ReadLine)
        responder.read_line(call.ci, "from Python")
    check("host answer", client.run("ask", respond=answer), (PSInvocationState.Completed, ["host said from Python"]))

    client.pool.exchange_key()
    client.flush()
    state, output = client.run("secret")
    check("secret from the server", [value.decrypt() for value in output], ["from the server é"])

    def whisper(responder, call):
        responder.read_line_as_secure_string(call.ci, PSSecureString("päss"))
    check("secret answer", client.run("ask secretly", respond=whisper), (PSInvocationState.Completed, ["secret is päss"]))

    check("failure", client.run("nothing of the kind")[0], PSInvocationState.Failed)
    check("large output", [len(t) for t in client.run("big")[1]], [160000])
    check("stop", client.run("forever", stop=True)[0], PSInvocationState.Stopped)

    count = client.pool.get_available_runspaces()
    client.flush()
    answers = client.take(psrpcore.GetRunspaceAvailabilityEvent)
    check("available runspaces", [(e.ci, e.count) for e in answers], [(count, 4)])

    client.pool.begin_close()
    client.send(f"<Close PSGuid='{ZERO}' />\n")
    client.wait("CloseAck", ZERO)
    check("close", client.pool.state, RunspacePoolState.Closed)
    client.process.stdin.close()
    check("our server's exit status", client.process.wait(10), 0)


class Server:
    """psrpcore's server for our client."""

    def __init__(self):
        self.process = subprocess.Popen([PEER, "client"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True)
        self.pool = psrpcore.ServerRunspacePool()
        self.pipelines = {}
        self.secrets = []

    def send(self, text):
        self.process.stdin.write(text)
        self.process.stdin.flush()

    def flush(self):
        while payload := self.pool.data_to_send(32768):
            self.send(data_line(payload))

    def serve(self):
        for line in self.process.stdout:
            kind, scope, payload = parse(line)
            if kind == "Command":
                self.pipelines[scope] = psrpcore.ServerPipeline(self.pool, scope)
                self.send(f"<CommandAck PSGuid='{scope}' />\n")
            elif kind == "Data":
                self.pool.receive_data(payload)
                while event := self.pool.next_event():
                    self.handle(event)
                self.flush()
                self.send(f"<DataAck PSGuid='{scope}' />\n")
            elif kind == "Signal":
                self.pipelines[scope].begin_stop()
                self.pipelines[scope].stop()
                self.flush()
                self.send(f"<SignalAck PSGuid='{scope}' />\n")
            elif kind == "Close" and scope.int:
                self.pipelines.pop(scope).close()
                self.flush()
                self.send(f"<CloseAck PSGuid='{scope}' />\n")
            elif kind == "Close":
                self.pool.begin_close()
                self.pool.close()
                self.flush()
                self.send(f"<CloseAck PSGuid='{scope}' />\n")
                self.process.stdin.close()
        return self.process.stderr.read().splitlines(), self.process.wait(10)

    def handle(self, event):
        if isinstance(event, psrpcore.CreatePipelineEvent):
            self.start(self.pipelines[event.pipeline_id])
        elif isinstance(event, psrpcore.PipelineInputEvent):
            self.pipelines[event.pipeline_id].write_output(event.data)
        elif isinstance(event, psrpcore.EndOfPipelineInputEvent):
            self.pipelines[event.pipeline_id].complete()
        elif isinstance(event, psrpcore.PipelineHostResponseEvent):
            pipeline = self.pipelines[event.pipeline_id]
            pipeline.write_output(f"host said {event.result}")
            pipeline.complete()
        elif isinstance(event, psrpcore.GetAvailableRunspacesEvent):
            self.pool.runspace_availability_response(event.ci, 3)

    def start(self, pipeline):
        command = pipeline.metadata.commands[0]
        pipeline.start()
        name = command.command_text
        if name == "echo":
            for _, value in command.parameters:
                pipeline.write_output(value)
        elif name == "records":
            pipeline.write_warning("careful")
            pipeline.write_progress("Working", 1, "half")
            pipeline.write_error(NETException("no such thing"), ErrorCategoryInfo(Category=ErrorCategory.ObjectNotFound))
        elif name == "ask":
            psrpcore.ServerHostRequestor(pipeline).read_line()
            return
        elif name == "secret":
            self.secrets += [value.decrypt() for _, value in command.parameters]
            pipeline.write_output(PSSecureString("from Python é"))
        elif name in ("repeat", "forever"):
            return
        pipeline.complete()


def our_client_their_server():
    server = Server()
    heard, status = server.serve()
    check("secret argument", server.secrets, ["p@ss wörd"])
    check("our client's exit status", status, 0)
    # psrpcore says when a pipeline starts to run, and what state a pool is in on its way; PowerShell does not.
    heard = [line for line in heard if not line.endswith((" Running", " Stopping")) and line not in ("pool Closing",)]
    check("what our client heard", heard, [
        "APPLICATION_PRIVATE_DATA", "pool Opened", "keys", "count(3)",
        "1 héllo", "1 2", "1 object", "1 Completed", "1 gone",
        "2 warning careful", "2 PROGRESS_RECORD", "2 error no such thing", "2 Completed", "2 gone",
        "3 ReadLine", "3 host said hi", "3 Completed", "3 gone",
        "4 secret from Python é", "4 Completed", "4 gone",
        "5 a", "5 b", "5 Completed", "5 gone",
        "6 Stopped", "6 gone",
        "pool Closed",
    ])


for part in (their_client_our_server, our_client_their_server):
    try:
        part()
    except Exception as error:  # noqa: BLE001 - whatever stops a part is a failure of the test
        failures.append(part.__name__)
        print(f"FAILED: {part.__name__}: {type(error).__name__}: {error}")
print(f"interoperation with psrpcore: {'FAILED: ' + ', '.join(failures) if failures else 'all as expected'}")
sys.exit(1 if failures else 0)
