// The workload of `cargo xtask bench sync` with PouchDB: a phone is a database in memory, a cell one at the server.
import { randomUUID } from "node:crypto"
import PouchDB from "pouchdb"
import memory from "pouchdb-adapter-memory"
import { CHANGES, DOCUMENTS, MONTH_DOCUMENTS, PHONES, atOnce, fields, places, print, settled, start } from "./driver.mjs"

PouchDB.plugin(memory)
const server = await start("pouchdb-server.mjs")
const cell = (name) => `http://127.0.0.1:${server.port}/${name}`

let phones = 0
const phone = () => new PouchDB(`phone-${phones++}`, { adapter: "memory" })

const write = async (local, count) => {
  const ids = places(count).map(() => randomUUID())
  for (const n of places(CHANGES)) await change(local, ids, fields(n))
  return ids
}
const change = async (local, ids, written) => {
  const { rows } = await local.allDocs({ keys: ids })
  const docs = ids.map((_id, n) => ({ _id, ...(rows[n].value && { _rev: rows[n].value.rev }), ...written }))
  const failed = (await local.bulkDocs(docs)).filter(({ ok }) => !ok)
  if (failed.length) throw new Error(JSON.stringify(failed[0]))
}
const push = async (local, name, expected) => {
  const { docs_written: written } = await local.replicate.to(cell(name))
  if (written !== expected) throw new Error(`${written} documents were written and not ${expected}`)
}

const locals = places(PHONES).map(phone)
const books = await Promise.all(locals.map((local) => write(local, DOCUMENTS)))
print("push_first", await atOnce(locals, (local, place) => push(local, `cell-${place}`, DOCUMENTS)))
for (const [place, local] of locals.entries()) await change(local, books[place], fields(CHANGES, "Gieo khoai vụ đông"))
print("push_incremental", await atOnce(locals, (local, place) => push(local, `cell-${place}`, DOCUMENTS)))
const newcomers = locals.map(phone)
print("initial_sync_100", await atOnce(newcomers, async (local, place) => {
  const { docs_written: written } = await local.replicate.from(cell(`cell-${place}`))
  if (written !== DOCUMENTS) throw new Error("it is not whole")
}))

// One phone asks again in both directions, and nothing is new.
let before = await settled(server, 0).then(server.bytes)
await locals[0].sync(cell("cell-0"))
print("idle_reconnect", { bytes_each: await settled(server, before) })

const month = phone()
const ids = await write(month, MONTH_DOCUMENTS)
await push(month, "month", MONTH_DOCUMENTS)
before = await settled(server, 0).then(server.bytes)
await change(month, ids, fields(CHANGES, "Gieo khoai vụ đông"))
const asked = await server.requests()
await push(month, "month", MONTH_DOCUMENTS)
print("month", { bytes: await settled(server, before), requests: (await server.requests()) - asked })
print("memory", { mebibytes: server.mebibytes() })
server.end()
process.exit(0)
