// Runs the board's image as WebAssembly in Node, with two TCP ports of this machine in place of its
// serial ports:
//   node board.mjs IMAGE.wasm LINE BENCH
// The firmware's loop never returns, so it has a thread of its own; bytes come to it in rings.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads'

const RING = 1 << 16
const HEAD = [0, 2], TAIL = [1, 3], WAKE = 4, WORDS = 8

// What the C and Swift of the board take from their registers.
function board() {
  const words = new Int32Array(workerData.shared, 0, WORDS)
  const rings = [0, 1].map((port) => new Uint8Array(workerData.shared, WORDS * 4 + port * RING, RING))
  const waiting = [[], []]
  const count = (port) => (Atomics.load(words, HEAD[port]) - Atomics.load(words, TAIL[port])) >>> 0
  const flush = () => {
    for (const port of [0, 1]) {
      if (waiting[port].length === 0) continue
      parentPort.postMessage([port, Uint8Array.from(waiting[port])])
      waiting[port] = []
    }
  }
  const errors = [0, 0]
  const env = {
    board_receive(port) {
      if (count(port) === 0) return -1
      const tail = Atomics.load(words, TAIL[port])
      const byte = rings[port][(tail >>> 0) % RING]
      Atomics.store(words, TAIL[port], (tail + 1) | 0)
      return byte
    },
    board_has_come: (port) => (count(port) > 0 ? 1 : 0),
    board_send: (port, byte) => void waiting[port].push(byte),
    board_errors: (port) => errors[port],
    board_disturb: (port) => void errors[port]++,
    board_milliseconds: () => Math.floor(performance.now()) >>> 0,
    board_ticks: () => BigInt(Math.floor(performance.now() * 1000)),
    board_ticks_per_second: () => 1e6,
    board_wait() {
      const seen = Atomics.load(words, WAKE)
      flush()
      if (count(0) + count(1) === 0) Atomics.wait(words, WAKE, seen, 1)
    },
    board_feed() {},
    board_tone() {},
  }
  const image = new WebAssembly.Module(readFileSync(workerData.image))
  new WebAssembly.Instance(image, { env }).exports.run()
}

function ports([image, ...numbers]) {
  const shared = new SharedArrayBuffer(WORDS * 4 + 2 * RING)
  const words = new Int32Array(shared, 0, WORDS)
  const rings = [0, 1].map((port) => new Uint8Array(shared, WORDS * 4 + port * RING, RING))
  const worker = new Worker(new URL(import.meta.url), { workerData: { image, shared } })
  const sockets = [null, null]
  worker.on('message', ([port, bytes]) => sockets[port]?.write(bytes))
  worker.on('error', (error) => {
    console.error(error)
    process.exit(70)
  })
  // Takes what fits the ring; the rest waits, and so does whoever sends.
  const take = (port, socket, bytes) => {
    const head = Atomics.load(words, HEAD[port])
    const room = RING - ((head - Atomics.load(words, TAIL[port])) >>> 0)
    const part = bytes.subarray(0, room)
    for (let index = 0; index < part.length; index++) rings[port][((head + index) >>> 0) % RING] = part[index]
    Atomics.store(words, HEAD[port], (head + part.length) | 0)
    Atomics.add(words, WAKE, 1)
    Atomics.notify(words, WAKE)
    if (part.length === bytes.length) return socket.resume()
    socket.pause()
    setTimeout(() => take(port, socket, bytes.subarray(room)), 1)
  }
  numbers.forEach((number, port) => {
    createServer((socket) => {
      sockets[port] = socket.setNoDelay()
      socket.on('data', (bytes) => take(port, socket, bytes))
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        if (sockets[port] === socket) sockets[port] = null
      })
    }).listen(Number(number), '127.0.0.1')
  })
}

if (isMainThread) ports(process.argv.slice(2))
else board()
