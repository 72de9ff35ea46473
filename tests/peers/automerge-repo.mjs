// The workload of `cargo xtask bench sync` with automerge-repo: a phone is a repo with one connection.
import * as Automerge from "@automerge/automerge"
import { Repo } from "@automerge/automerge-repo"
import { WebSocketClientAdapter } from "@automerge/automerge-repo-network-websocket"
import { CHANGES, DOCUMENTS, MONTH_DOCUMENTS, PHONES, atOnce, fields, places, print, rest, settled, start } from "./driver.mjs"

const server = await start("automerge-repo-server.mjs")

/** Fields as the server's records have them: one value each, no text to type in together. */
const assign = (doc, written) => {
  for (const [name, value] of Object.entries(written)) doc[name] = new Automerge.ImmutableString(value)
}
const write = (count) =>
  places(count).map(() => {
    let doc = Automerge.init()
    for (const n of places(CHANGES)) doc = Automerge.change(doc, (d) => assign(d, fields(n)))
    return Automerge.save(doc)
  })
const change = (d) => assign(d, fields(CHANGES, "Gieo khoai vụ đông"))

const phone = (books) => {
  const repo = new Repo({ network: [new WebSocketClientAdapter(`ws://127.0.0.1:${server.port}`)] })
  return { repo, handles: books.map((book) => repo.import(book)) }
}

/** Resolves once the server said that it has the document as it is here. */
const arrived = (handle) =>
  new Promise((resolve) => {
    const look = ({ heads }) => {
      if (heads.join() !== handle.heads().join()) return
      handle.off("remote-heads", look)
      resolve()
    }
    handle.on("remote-heads", look)
  })

/** A busy server is taken for one without the document after a while: then it is asked again. */
const find = async (repo, url, tries = 100) => {
  try {
    return await repo.find(url)
  } catch (error) {
    if (tries === 0 || !error.message.includes("unavailable")) throw error
    await rest(50)
    return find(repo, url, tries - 1)
  }
}

const close = (repo) => repo.networkSubsystem.disconnect()

const books = places(PHONES).map(() => write(DOCUMENTS))
const phones = []
print("push_first", await atOnce(books, async (book, place) => {
  phones[place] = phone(book)
  await Promise.all(phones[place].handles.map(arrived))
}))
print("push_incremental", await atOnce(phones, async ({ handles }) => {
  const all = handles.map(arrived)
  for (const handle of handles) handle.change(change)
  await Promise.all(all)
}))
await settled(server, 0)

const newcomers = phones.map(() => phone([]))
print("initial_sync_100", await atOnce(newcomers, async ({ repo }, place) => {
  const found = await Promise.all(phones[place].handles.map(({ url }) => find(repo, url)))
  for (const [n, handle] of found.entries()) {
    if (handle.heads().join() !== phones[place].handles[n].heads().join()) throw new Error("it is not whole")
  }
}))
await settled(server, 0)
for (const { repo } of [...phones, ...newcomers]) close(repo)
await settled(server, 0)

// One phone with all that it has begins again, and nothing is new.
const saved = phones[0].handles.map((handle) => [Automerge.save(handle.doc()), handle.documentId])
let before = await server.bytes()
const again = new Repo({ network: [new WebSocketClientAdapter(`ws://127.0.0.1:${server.port}`)] })
for (const [book, docId] of saved) again.import(book, { docId })
print("idle_reconnect", { bytes_each: await settled(server, before) })
close(again)

const month = phone(write(MONTH_DOCUMENTS))
await Promise.all(month.handles.map(arrived))
before = await settled(server, 0).then(server.bytes)
const heads = month.handles.map((handle) => handle.doc()).map(Automerge.getHeads)
for (const handle of month.handles) handle.change(change)
const bytes = await settled(server, before)
const raw = month.handles.flatMap((handle, n) => Automerge.getChangesSince(handle.doc(), heads[n])).reduce((sum, c) => sum + c.length, 0)
print("month", { bytes, raw, of_raw: bytes / raw })
print("memory", { mebibytes: server.mebibytes() })
server.end()
process.exit(0)
