// What both drivers share: the workload, the clock, and the server as a process of its own.
import { fork } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

export const PHONES = Number(process.argv[2] ?? 100)
export const DOCUMENTS = 10
export const CHANGES = 10
export const MONTH_DOCUMENTS = 100

export const places = (count) => Array.from({ length: count }, (_, place) => place)

/** The two fields of a document's nth change. */
export const fields = (n, what = "Gieo ngô đông") => {
  const amount = Math.floor(Math.random() * 1000)
  return { what: `${what}, đợt ${n}`, product: `${amount} kg, ${n} hộ` }
}

/** Starts the server of a peer: its port, its memory, and the bytes and requests of all its connections so far. */
export const start = async (program) => {
  const folder = mkdtempSync(join(tmpdir(), "bench-peer-"))
  const server = fork(new URL(program, import.meta.url), [folder], { cwd: folder, stdio: ["ignore", "ignore", "inherit", "ipc"] })
  const ask = (question) =>
    new Promise((resolve) => {
      server.once("message", resolve)
      if (question) server.send(question)
    })
  const port = await ask()
  return {
    port,
    bytes: () => ask("bytes"),
    requests: () => ask("requests"),
    mebibytes: () => Number(readFileSync(`/proc/${server.pid}/status`, "utf8").match(/VmHWM:\s*(\d+)/)[1]) / 1024,
    end: () => {
      server.kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** In the server's process: counts the bytes of its connections, and answers `start`. */
export const serve = (server) => {
  const open = new Set()
  let closed = 0
  let requests = 0
  const of = (socket) => socket.bytesRead + socket.bytesWritten
  server.on("connection", (socket) => {
    open.add(socket)
    socket.on("close", () => {
      open.delete(socket)
      closed += of(socket)
    })
  })
  server.on("request", () => requests++)
  const bytes = () => [...open].reduce((sum, socket) => sum + of(socket), closed)
  process.on("message", (question) => process.send(question === "requests" ? requests : bytes()))
  server.listen(0, "127.0.0.1", () => process.send(server.address().port))
}

/** Every phone does it at once: how long all took, and each. */
export const atOnce = async (phones, work) => {
  const begin = performance.now()
  const each = await Promise.all(
    phones.map(async (phone, place) => {
      await work(phone, place)
      return performance.now() - begin
    }),
  )
  each.sort((a, b) => a - b)
  const percentile = (percent) => each[Math.ceil((each.length * percent) / 100) - 1]
  return { seconds: (performance.now() - begin) / 1000, p50_ms: percentile(50), p99_ms: percentile(99) }
}

export const print = (figure, values) => console.log(JSON.stringify({ figure, ...values }))

export const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** Waits until no byte goes over the wire any more, and says how many did. */
export const settled = async (server, before) => {
  for (let last = -1, now = 0; last !== now; ) {
    await rest(300)
    last = now
    now = await server.bytes()
  }
  return (await server.bytes()) - before
}
