import { randomUUID } from "node:crypto";

const hash = "0".repeat(64);

const walk = {
  sample: "x",
  day: "2026-01-01",
  applicant: {},
  business: {},
  answers: {},
  happens: [],
  handedIn: false,
};

/** A valid call of whatever makes services: the catalogue and the Studio. */
export const inputsOfServices = (known: Record<"serviceDraft", string>): Record<string, unknown> => ({
  "catalogue.services": {},
  "catalogue.service": { code: "x" },
  "catalogue.search": { words: "x" },
  "catalogue.open-draft": { code: "izin-usaha-mikro" },
  "catalogue.save-draft": { draft: known.serviceDraft, revision: 1, files: {} },
  "catalogue.submit-draft": { draft: known.serviceDraft, revision: 1 },
  "catalogue.review-draft": { draft: known.serviceDraft, revision: 1, verdict: "approved" },
  "catalogue.publish-draft": { draft: known.serviceDraft, revision: 1 },
  "catalogue.drop-draft": { draft: known.serviceDraft },
  "catalogue.withdraw-version": {
    code: "izin-usaha-mikro",
    version: 1,
    reason: { id: "karena alasan uji", en: "because of a trial" },
  },
  "catalogue.record-signature": {
    code: "x",
    version: 1,
    agency: "x",
    content: "x",
    signature: "eA==",
    publicKey: "eA==",
  },
  "catalogue.report-faults": { faults: [] },
  "catalogue.versions": { code: "x" },
  "catalogue.files": { code: "x", version: 1 },
  "catalogue.drafts": {},
  "catalogue.draft": { id: known.serviceDraft },
  "catalogue.file-faults": {},
  "catalogue.revision-files": { draft: known.serviceDraft, number: 1 },
  "studio.keep-walk": { draft: known.serviceDraft, walk },
  "studio.drop-walk": { draft: known.serviceDraft },
  "studio.walk": { draft: known.serviceDraft },
  "studio.begin-simulation": { draft: known.serviceDraft, since: "2026-01-01" },
  "studio.keep-tally": {
    id: randomUUID(),
    from: null,
    after: null,
    total: 0,
    tally: {},
    over: true,
    fault: null,
  },
  "studio.simulation": { draft: known.serviceDraft },
  "studio.simulation-to-run": { id: randomUUID() },
  "catalogue.publish-service": { definition: { hash } },
});
