// PouchDB's own server over LevelDB, with no more than replication needs.
import { createServer } from "node:http"
import express from "express"
import expressPouchDB from "express-pouchdb"
import PouchDB from "pouchdb"
import { serve } from "./driver.mjs"

const Stored = PouchDB.defaults({ prefix: `${process.argv[2]}/` })
const app = express()
app.use("/", expressPouchDB(Stored, { mode: "minimumForPouchDB", inMemoryConfig: true, logPath: "/dev/null" }))
serve(createServer(app))
