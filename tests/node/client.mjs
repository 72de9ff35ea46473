// The official client of automerge-repo, driven from tests: one command a line
// of standard input, one answer a line of standard output, both JSON.
//
// The adapter is the official one. What it does not tell, the errors that the
// server names, is noted down beside it.

import { createInterface } from 'node:readline';
import * as A from '@automerge/automerge';
import { Repo, cbor } from '@automerge/automerge-repo';
import { WebSocketClientAdapter } from '@automerge/automerge-repo-network-websocket';

const [url, peerId, actor, retry] = process.argv.slice(2);
const errors = [];

class Noting extends WebSocketClientAdapter {
  receiveMessage(bytes) {
    const message = cbor.decode(new Uint8Array(bytes));
    if (message.type === 'error') errors.push(message.message);
    super.receiveMessage(bytes);
  }
}

const adapter = new Noting(url, Number(retry));
const repo = new Repo({ network: [adapter], peerId });
const handles = new Map();
const heard = [];

// Strings of a record are values that one writer wins, not texts.
const value = (json) => (typeof json === 'string' ? new A.ImmutableString(json) : json);
const plain = (json) => (A.isImmutableString(json) ? json.toString() : json);

// Every change has to bear an actor of the device.
const asDevice = (handle) => handle.update((doc) => A.clone(doc, { actor }));

const note = (id, handle) => {
  handles.set(id, handle);
  handle.on('ephemeral-message', ({ senderId, message }) => heard.push({ senderId, message }));
};

const write = (id, fields) => {
  handles.get(id).change((doc) => {
    for (const [name, json] of Object.entries(fields)) doc[name] = value(json);
  });
};

const read = (id) => {
  const handle = handles.get(id);
  const doc = handle.doc();
  const fields = Object.fromEntries(Object.entries(doc).map(([name, json]) => [name, plain(json)]));
  const values = Object.values(A.getConflicts(doc, 'what') ?? {}).map(plain).sort();
  return { fields, heads: A.getHeads(doc).sort(), conflict: values };
};

const commands = {
  // A new document of a known kind: its genesis first, and then what is written.
  create: ({ id, genesis, fields }) => {
    const handle = repo.import(Uint8Array.from(Buffer.from(genesis, 'hex')), { docId: id });
    asDevice(handle);
    note(id, handle);
    write(id, fields);
    return {};
  },
  find: async ({ id }) => {
    try {
      const handle = await repo.find(id);
      asDevice(handle);
      note(id, handle);
      return { found: true };
    } catch (error) {
      return { found: false, why: String(error.message) };
    }
  },
  write: ({ id, fields }) => write(id, fields) ?? {},
  read: ({ id }) => read(id),
  say: ({ id, message }) => handles.get(id).broadcast(message) ?? {},
  heard: () => heard,
  errors: () => errors,
  // The line breaks: nothing is said before.
  cut: () => adapter.socket.terminate() ?? {},
  open: () => ({ open: adapter.socket?.readyState === 1 && repo.peers.length === 1 }),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { command, ...parameters } = JSON.parse(line);
  try {
    console.log(JSON.stringify(await commands[command](parameters)));
  } catch (error) {
    console.log(JSON.stringify({ fault: String(error.stack) }));
  }
}
process.exit(0);
