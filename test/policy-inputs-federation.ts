import { randomUUID } from "node:crypto";

const fingerprint = "0".repeat(64);

/** A valid call of the exchange with other governments. */
export const inputsOfFederation = (): Record<string, unknown> => ({
  "exchange.ask-peer": { instance: "LAIN", address: "https://pertukaran.example", fingerprint },
  "exchange.decide-peer": { instance: "LAIN", verdict: "active" },
  "exchange.take-peer-key": { instance: "LAIN", fingerprint },
  "exchange.call-peer": { instance: "LAIN" },
  "exchange.replace-house-key": {},
  "exchange.open-house": {},
  "exchange.house-keys": {},
  "exchange.take-letter": { sequence: 1, from: "LAIN", kind: "end", agreement: randomUUID(), body: {} },
  "exchange.last-issue": {},
  "exchange.issue-directory": {},
  "exchange.peer-kept": { instance: "LAIN" },
  "exchange.active-peers": {},
  "exchange.take-directory": {},
  "exchange.record-pull-fault": { instance: "LAIN", fault: "unreachable" },
  "exchange.next-letter": { peer: "LAIN" },
  "exchange.record-delivery": { delivery: { kind: "taken" } },
  "exchange.peers": {},
});
