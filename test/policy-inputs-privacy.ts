import { randomUUID } from "node:crypto";

/** A valid call of whatever tells people what is done with their data, and of their rights. */
export const inputsOfPrivacy = (known: Record<"request", string>): Record<string, unknown> => ({
  "privacy.entries": {},
  "privacy.entry": { id: randomUUID() },
  "privacy.usages": { userCode: "9901014508800001", requester: "9901014508800001" },
  "privacy.usage-period": {},
  "privacy.say-consent": { purpose: "survey", verdict: "withdrawn", text: "0".repeat(64) },
  "privacy.consent-holds": { people: [], purpose: "survey" },
  "privacy.consents": {},
  "rights.ask": { kind: "access", told: "Data apa yang disimpan?" },
  "rights.withdraw": { request: known.request },
  "rights.decide": { request: known.request, verdict: "granted", answer: "Sudah diperiksa." },
  "rights.forget": { request: known.request },
  "rights.lift-restriction": { request: known.request },
  "rights.mine": {},
  "rights.request": { id: known.request },
  "rights.desk": {},
  "rights.any-restricted": { people: [] },
  "rights.copy": {},
});
