import Foundation

/// A server on this machine whose folders misbehave, each in its way.
package final class FileServer {
  /// The files that it serves, and what it writes down.
  package let folder: TemporaryFolder
  /// Where it listens: `http://127.0.0.1:4711`.
  package let address: String
  private let process = Process()

  /// Whether this machine has what it takes.
  package static let isPossible = ["python3", "curl", "sha256sum", "tar"].allSatisfy { name in
    ["/usr/bin", "/bin", "/usr/local/bin"].contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(name)")
    }
  }

  /// Starts one.
  package init() throws {
    folder = try TemporaryFolder()
    var noise = Noise(11)
    for (name, count) in [("images.gz", 300_000), ("labels.gz", 3_000)] {
      try folder.write((0..<count).map { _ in UInt8(noise.below(256)) }, to: name)
    }
    let script = try folder.write(Self.script, to: "serve.py")
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", script]
    process.currentDirectoryURL = URL(filePath: folder.path)
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let port = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    address = "http://127.0.0.1:\(port.trimmingCharacters(in: .whitespacesAndNewlines))"
  }

  deinit { process.terminate() }

  /// What it was asked for, a line each.
  package var log: [String] {
    ((try? folder.read("log")) ?? "").split(separator: "\n").map(String.init)
  }

  /// How many requests there were.
  package var requests: Int { log.count }
  /// The ranges that were asked for.
  package var ranges: [String] {
    log.compactMap { $0.split(separator: " ").dropFirst().first.map(String.init) }
  }

  /// The checksum of a file, by the system's program.
  package func sum(of name: String) throws -> String {
    _ = try run("sha256sum \(name) > sum")
    return String(try folder.read("sum").prefix(64))
  }

  /// Runs a command in the folder; its code.
  package func run(_ command: String) throws -> Int32 {
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.arguments = ["-c", command]
    shell.currentDirectoryURL = URL(filePath: folder.path)
    try shell.run()
    shell.waitUntilExit()
    return shell.terminationStatus
  }

  private static let script = #"""
    import http.server, os, threading, time

    def watch(parent):
        """Ends when the test does, however that ends."""
        while os.getppid() == parent: time.sleep(1)
        os._exit(0)

    threading.Thread(target=watch, args=(os.getppid(),), daemon=True).start()

    class Server(http.server.BaseHTTPRequestHandler):
        def log_message(self, *_): pass

        def do_GET(self):
            asked = self.headers.get("Range")
            with open("log", "a") as log: log.write(f"{self.path} {asked or ''}\n")
            # A proxy is asked for whole addresses.
            path = self.path.split("//", 1)[-1].split("/", 1)[1] if "//" in self.path else self.path[1:]
            way, name = path.split("/", 1)
            if way == "missing": return self.send_error(404)
            if way == "broken": return self.send_error(500)
            if way == "redirected": return self.turn(f"/plain/{name}")
            if way == "loop": return self.turn(f"/loop/{name}")
            if way == "to-a-file": return self.turn(f"file://{os.getcwd()}/{name}")
            with open(name, "rb") as file: body = file.read()
            whole = len(body)
            if way == "corrupt": body = body[:100] + bytes([body[100] ^ 1]) + body[101:]
            if way == "longer": body += b"more"
            if way == "shorter": body = body[:-1]
            if way == "empty": body = b""
            start = int(asked[6:].split("-")[0]) if asked and way != "no-ranges" else 0
            if start >= len(body) > 0: return self.send_error(416)
            self.send_response(206 if start else 200)
            if start: self.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
            if way not in ("unsized", "endless"):
                self.send_header("Content-Length", str(len(body) - start))
            self.end_headers()
            rest = body[start:]
            # Half of what is left, and no more: the connection ends.
            if way in ("cut", "no-ranges") and start == 0 and not self.again(way, name):
                rest = rest[:len(rest) // 2]
            if way == "cut-again" and len(rest) > whole // 8: rest = rest[:len(rest) // 2]
            try:
                if way == "slow":
                    for place in range(0, len(rest), 1000):
                        self.wfile.write(rest[place:place + 1000]); time.sleep(0.05)
                    return
                self.wfile.write(rest)
                while way == "endless": self.wfile.write(bytes(100_000))
            except OSError: pass

        seen = set()
        def again(self, way, name):
            if (way, name) in Server.seen: return True
            Server.seen.add((way, name))
            return False

        def turn(self, target):
            self.send_response(302)
            self.send_header("Location", target)
            self.end_headers()

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    print(server.server_port, flush=True)
    server.serve_forever()
    """#
}
