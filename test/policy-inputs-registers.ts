const hash = "0".repeat(64);
const counts = { rows: 0, fresh: 0, changed: 0, ended: 0, same: 0, faulty: 0 };

/** Files and bulk updates of registers: a valid call of each. */
export const inputsOfRegisters = ({ narti, load }: Record<"narti" | "load", string>): Record<string, unknown> => ({
  "registers.open-load": {
    register: "biodata",
    kind: "file",
    name: "a.csv",
    store: "registers/x/a.csv",
    format: "csv",
    hash,
    bytes: 1,
    reason: "karena uji",
  },
  "registers.decide-load": { load, decision: "drop" },
  "registers.approve-load": { load, approve: true },
  "registers.record-check": { load, why: null, ...counts, faults: [], shown: [] },
  "registers.finish-load": { load },
  "registers.ask-for-file": {
    register: "biodata",
    name: "x.csv",
    format: "csv",
    hash: "0".repeat(64),
    bytes: 1,
    reason: "Uji coba",
    ...counts,
    shown: [],
  },
  "registers.begin-file": { load },
  "registers.write-batch": {
    register: "biodata",
    source: "x",
    load: null,
    first: 1,
    last: 1,
    reason: "karena uji",
    entries: [],
  },
  "registers.planned-rows": { register: "biodata", only: false, entries: [] },
  "registers.batches-written": { source: "x" },
  "registers.load-as-house": { id: load },
  "registers.loads": {},
  "registers.load": { id: load },
  "registers.picked-records": { register: "biodata", words: "x" },
  "registers.exported-rows": { register: "biodata", reason: "report", after: null, limit: 1 },
  "registry.holders-by-number": { niks: [], nibs: [] },
  "registry.numbers-of-holders": { people: [narti], businesses: [] },
});
