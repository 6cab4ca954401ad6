"""A small server that does as the gateway does: the page over HTTP, bytes and events over a WebSocket."""

from __future__ import annotations

import base64
import hashlib
import http.server
import queue
import socket
import struct
import threading


class Line:
    """One WebSocket at the server's end."""

    def __init__(self, connection: socket.socket, path: str) -> None:
        self.connection = connection
        self.path = path
        self.got: queue.Queue[bytes | str] = queue.Queue()

    def send(self, data: bytes | str) -> None:
        body = data.encode() if isinstance(data, str) else data
        kind = 0x81 if isinstance(data, str) else 0x82
        length = bytes([len(body)]) if len(body) < 126 else struct.pack(">BH", 126, len(body))
        self.connection.sendall(bytes([kind]) + length + body)

    def cut(self) -> None:
        self.connection.shutdown(socket.SHUT_RDWR)

    def read(self, reader) -> None:  # type: ignore[no-untyped-def]
        while head := reader.read(2):
            if len(head) < 2:
                return
            length = head[1] & 0x7F
            if length == 126:
                (length,) = struct.unpack(">H", reader.read(2))
            mask = reader.read(4)
            body = bytes(each ^ mask[at % 4] for at, each in enumerate(reader.read(length)))
            if head[0] & 0x0F == 8:
                return
            self.got.put(body.decode() if head[0] & 0x0F == 1 else body)


class Gateway:
    """Serves one page on loopback, each WebSocket as a line."""

    def __init__(self, page: bytes, policy: str | None = None) -> None:
        lines: queue.Queue[Line] = queue.Queue()
        self.lines = lines

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: object) -> None:
                pass

            def do_GET(self) -> None:
                key = self.headers.get("Sec-WebSocket-Key")
                if key is None:
                    self.send_response(200)
                    # Not the charset of the page, as many servers do: it finds its machine all the same.
                    self.send_header("Content-Type", "text/html; charset=utf-8")
                    self.send_header("Content-Length", str(len(page)))
                    if policy:
                        self.send_header("Content-Security-Policy", policy)
                    self.end_headers()
                    self.wfile.write(page)
                    return
                digest = hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()
                self.wfile.write(
                    b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    b"Sec-WebSocket-Accept: " + base64.b64encode(digest) + b"\r\n\r\n"
                )
                line = Line(self.connection, self.path)
                lines.put(line)
                line.read(self.rfile)
                self.close_connection = True

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}/"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
