"""The load of ci/load-service: a database behind a proxy, the service, clients, and what must hold afterwards."""

import argparse
import asyncio
import collections
import glob
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

CLIENTS = 64
WORKERS = 8
CUT_EVERY = 20
CUT_FOR = 3
READY_WITHIN = 2.0
POOLS = 16 + 4
SECRET = "a-secret-of-the-operator-for-this-load"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Database:
    """A server of its own, run by somebody who is not root."""

    def __init__(self):
        found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb")) or [shutil.which("initdb")]
        if not found[-1]:
            sys.exit("error: there is no initdb; install postgresql")
        self.bin = os.path.dirname(found[-1])
        self.folder = tempfile.mkdtemp(prefix="gatehouse-load-")
        self.user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self.user:
            os.chown(self.folder, pwd.getpwnam("postgres").pw_uid, -1)
        self.port = free_port()
        data = os.path.join(self.folder, "data")
        subprocess.run(
            self.user + [f"{self.bin}/initdb", "-D", data, "-A", "trust", "-U", "load", "--no-sync"],
            check=True, stdout=subprocess.DEVNULL)
        options = ["fsync=off", "max_connections=120", "listen_addresses=127.0.0.1", f"port={self.port}",
                   f"unix_socket_directories={self.folder}"]
        command = [f"{self.bin}/postgres", "-D", data] + [word for option in options for word in ("-c", option)]
        with open(os.path.join(self.folder, "log"), "w") as log:
            self.process = subprocess.Popen(self.user + command, stdout=log, stderr=log, start_new_session=True)
        for _ in range(200):
            if subprocess.run([f"{self.bin}/pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]).returncode == 0:
                return
            time.sleep(0.1)
        sys.exit("error: the database does not start; see " + self.folder)

    def rows(self, statement, schema=None):
        command = [f"{self.bin}/psql", "-X", "-A", "-t", "-F", "\t", "-h", "127.0.0.1", "-p", str(self.port), "-U", "load", "postgres"]
        prefix = f'SET search_path TO "{schema}"; ' if schema else ""
        done = subprocess.run(command + ["-q", "-c", prefix + statement], check=True, capture_output=True, text=True)
        return [line.split("\t") for line in done.stdout.splitlines() if line]

    def stop(self):
        os.killpg(self.process.pid, signal.SIGINT)
        self.process.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)


class Proxy:
    """Passes bytes on to the database, until it is cut."""

    def __init__(self, port):
        self.port = port
        self.isCut = False
        self.writers = set()

    async def start(self):
        self.server = await asyncio.start_server(self.serve, "127.0.0.1", 0)
        return self.server.sockets[0].getsockname()[1]

    async def serve(self, reader, writer):
        if self.isCut:
            writer.transport.abort()
            return
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            writer.transport.abort()
            return
        self.writers |= {writer, back}
        try:
            await asyncio.gather(self.pump(reader, back), self.pump(there, writer))
        finally:
            self.writers -= {writer, back}

    async def pump(self, reader, writer):
        try:
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        except OSError:
            pass
        finally:
            writer.close()

    def cut(self):
        self.isCut = True
        for writer in list(self.writers):
            writer.transport.abort()

    def heal(self):
        self.isCut = False


class Client:
    """One connection that stays open."""

    def __init__(self, port):
        self.port = port
        self.reader = None

    async def call(self, method, path, body=None, headers=None):
        for attempt in range(2):
            try:
                if self.reader is None:
                    self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
                return await asyncio.wait_for(self.exchange(method, path, body, headers or {}), 60)
            except (OSError, asyncio.IncompleteReadError):
                self.reader = None
                # Only what changes nothing is sent twice.
                if attempt or method != "GET":
                    return 0, {}

    async def exchange(self, method, path, body, headers):
        data = b"" if body is None else json.dumps(body).encode()
        lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(data)}"]
        if body is not None:
            lines.append("Content-Type: application/json")
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self.writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + data)
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        fields = {line.split(":", 1)[0].lower(): line.split(":", 1)[1].strip() for line in head[1:] if ":" in line}
        content = await self.reader.readexactly(int(fields.get("content-length", 0)))
        if fields.get("connection", "").lower() == "close":
            self.writer.close()
            self.reader = None
        isJSON = fields.get("content-type", "").startswith("application/json")
        return int(head[0].split()[1]), json.loads(content) if isJSON and content else {"text": content.decode(errors="replace")}


class Judge:
    def __init__(self):
        self.results = []

    def holds(self, what, condition, detail):
        self.results.append({"what": what, "holds": bool(condition), "detail": str(detail)})
        print(f"{'ok  ' if condition else 'FAIL'} {what}: {detail}", flush=True)


async def refreshes(port, count, judge, database, schema):
    client = Client(port)
    status, pair = await client.call("POST", "/v1/auth/login", {"account_id": "operator", "secret": SECRET})
    if status != 200:
        sys.exit(f"error: the log-in is answered with {status}")
    token, statuses, news = pair["refresh_token"], collections.Counter(), []

    async def use(share):
        own = Client(port)
        for _ in range(share):
            status, answer = await own.call("POST", "/v1/auth/refresh", {"refresh_token": token})
            statuses[status] += 1
            if status == 200:
                news.append(answer)

    started = time.monotonic()
    await asyncio.gather(*(use(count // CLIENTS + (index < count % CLIENTS)) for index in range(CLIENTS)))
    seconds = time.monotonic() - started
    judge.holds("one use of the token is good", statuses[200] == 1 and sum(statuses.values()) == count, dict(statuses))
    judge.holds("the others are refused", statuses[401] == count - 1, f"{statuses[401]} in {seconds:.1f} s")
    later = [(await client.call("POST", "/v1/auth/refresh", {"refresh_token": new["refresh_token"]}))[0] for new in news]
    judge.holds("and end the login", later == [401], later)
    families = database.rows("SELECT count(*), count(*) FILTER (WHERE revoked_for = 'reuse') FROM refresh_families", schema)
    judge.holds("there is one family, revoked for its reuse", families == [["1", "1"]], families)


class Traffic:
    """Sessions with calls, and what the service acknowledged of them."""

    def __init__(self, port):
        self.port = port
        self.token = None
        self.sessions, self.calls, self.finalized = set(), [], set()
        self.statuses = collections.Counter()

    async def login(self):
        client = Client(self.port)
        while True:
            status, answer = await client.call("POST", "/v1/auth/token", {"account_id": "operator", "secret": SECRET})
            if status == 200:
                self.token = answer["access_token"]
                return
            await asyncio.sleep(1)

    async def keep_logged_in(self, end):
        while time.monotonic() < end:
            await self.login()
            await asyncio.sleep(60)

    async def work(self, end):
        client = Client(self.port)

        async def call(name, path, body=None, headers=None):
            status, answer = await client.call("POST", path, body, {"Authorization": f"Bearer {self.token}", **(headers or {})})
            self.statuses[f"{name} {status}"] += 1
            return status, answer

        while time.monotonic() < end:
            status, session = await call("create", "/v1/sessions", {})
            if status != 201:
                await asyncio.sleep(0.1)
                continue
            self.sessions.add(session["session_id"])
            path, own = f"/v1/sessions/{session['session_id']}", {"X-Session-Token": session["session_token"]}
            for _ in range(4):
                status, answer = await call("search", path + "/operators/search", {"query": "harbour"}, own)
                if status == 200:
                    self.calls.append((session["session_id"], answer["sequence"]))
            status, _ = await call("finalize", path + "/finalize", None, own)
            if status == 200:
                self.finalized.add(session["session_id"])
            await asyncio.sleep(0.05)


async def cuts(port, proxy, end):
    """Cuts the database off every so often; how long the service then takes to be ready."""
    waits, client = [], Client(port)
    while time.monotonic() + CUT_EVERY < end:
        await asyncio.sleep(CUT_EVERY - CUT_FOR)
        proxy.cut()
        await asyncio.sleep(CUT_FOR)
        proxy.heal()
        healed = time.monotonic()
        while (await client.call("GET", "/readyz"))[0] != 200 and time.monotonic() - healed < 30:
            await asyncio.sleep(0.05)
        waits.append(time.monotonic() - healed)
    return waits


async def mixed(port, minutes, judge, proxy, database, schema):
    traffic = Traffic(port)
    await traffic.login()
    end = time.monotonic() + minutes * 60
    waits, *_ = await asyncio.gather(
        cuts(port, proxy, end), traffic.keep_logged_in(end), *(traffic.work(end) for _ in range(WORKERS)))
    print(f"     {dict(sorted(traffic.statuses.items()))}", flush=True)
    unexpected = {key: count for key, count in traffic.statuses.items() if key.split()[1] not in ("200", "201", "429", "503", "504", "409", "0")}
    judge.holds("every answer is one that the document names for a store that is away", not unexpected, unexpected or "yes")
    judge.holds(
        f"ready within {READY_WITHIN} s of each heal", waits and max(waits) <= READY_WITHIN,
        f"{len(waits)} cuts, the longest {max(waits, default=0):.2f} s")
    rows = database.rows("SELECT session_id, sequence FROM ledger_entries WHERE kind = 'OPERATOR_COMPLETED'", schema)
    kept = {(session, int(sequence)) for session, sequence in rows}
    lost = [call for call in traffic.calls if call not in kept]
    judge.holds("no acknowledged ledger row is lost", not lost, f"{len(traffic.calls)} acknowledged, {len(lost)} lost")
    gaps = database.rows(
        """SELECT count(*) FROM (SELECT session_id FROM ledger_entries GROUP BY session_id
           HAVING max(sequence) <> count(*) OR min(sequence) <> 1) AS gaps""", schema)
    judge.holds("no ledger has a gap", gaps == [["0"]], gaps)
    uncharged = database.rows(
        """SELECT count(*) FROM session_runtime AS runtime WHERE calls_used <> (SELECT count(*) FROM ledger_entries AS entry
           WHERE entry.session_id = runtime.session_id AND kind = 'OPERATOR_COMPLETED')""", schema)
    judge.holds("each call is charged once", uncharged == [["0"]], uncharged)
    halves = database.rows(
        """WITH events AS (
             SELECT data->>'session_id' AS id, count(*) FILTER (WHERE event_type = 'session.created') AS created,
               count(*) FILTER (WHERE event_type = 'session.finalized') AS finalized
             FROM outbox_event GROUP BY 1)
           SELECT count(*) FROM evidence_sessions AS session JOIN session_runtime AS runtime USING (session_id)
             LEFT JOIN events ON events.id = session_id::text
           WHERE coalesce(created, 0) <> 1 OR coalesce(finalized, 0) <> (terminal_mode IS NOT NULL)::integer""", schema)
    judge.holds("no event is half there", halves == [["0"]], halves)
    known = {row[0] for row in database.rows("SELECT session_id FROM evidence_sessions", schema)}
    judge.holds("no acknowledged session is lost", traffic.sessions <= known, f"{len(traffic.sessions)} acknowledged")
    await asyncio.sleep(3)
    open_now = database.rows(
        """SELECT count(*), count(*) FILTER (WHERE state LIKE 'idle in transaction%') FROM pg_stat_activity
           WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()""")
    judge.holds("no connection leaks", int(open_now[0][0]) <= POOLS and open_now[0][1] == "0", f"{open_now[0][0]} open, {open_now[0][1]} in a transaction")


def keep(results, path):
    with open(path, "w") as file:
        json.dump(results, file, indent=2)


async def run(options):
    database, judge, service = Database(), Judge(), None
    try:
        proxy = Proxy(database.port)
        through, port = await proxy.start(), free_port()
        environment = {**os.environ, "REFERENCE_ACCOUNT_SECRET": SECRET}
        service = await asyncio.create_subprocess_exec(
            options.gatehouse, "serve", "--port", str(port), "--database", f"postgresql://load@127.0.0.1:{through}/postgres", env=environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        client = Client(port)
        for _ in range(600):
            if (await client.call("GET", "/readyz"))[0] == 200:
                break
            if service.returncode is not None:
                sys.exit(f"error: the service ended with {service.returncode}")
            await asyncio.sleep(0.1)
        else:
            sys.exit("error: the service is not ready within a minute")
        schema = database.rows("SELECT schemaname FROM pg_tables WHERE tablename = 'ledger_entries'")[0][0]
        if options.refreshes:
            await refreshes(port, options.refreshes, judge, database, schema)
        if options.minutes:
            await mixed(port, options.minutes, judge, proxy, database, schema)
    finally:
        if service and service.returncode is None:
            service.terminate()
            await service.wait()
        database.stop()
    if options.json:
        keep(judge.results, options.json)
    return 0 if judge.results and all(result["holds"] for result in judge.results) else 1


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--gatehouse", required=True)
    parser.add_argument("--refreshes", type=int, default=10_000)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--json")
    sys.exit(asyncio.run(run(parser.parse_args())))


main()
