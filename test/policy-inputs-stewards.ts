import { randomUUID } from "node:crypto";

/** A valid call of what stewards and keepers of registers do. */
export const inputsOfStewards = ({ registerDraft, record }: Record<"registerDraft" | "record", string>) => {
  const one = { draft: registerDraft, revision: 1 };
  return {
    "registers.judge-twin": { one: record, other: randomUUID(), verdict: "same", reason: "karena uji" },
    "registers.twins": { register: "biodata" },
    "registers.open-draft": { code: "perahu", file: "version: 1" },
    "registers.save-draft": { ...one, file: "version: 1" },
    "registers.submit-draft": one,
    "registers.review-draft": { ...one, verdict: "approved" },
    "registers.publish-draft": one,
    "registers.drop-draft": { draft: registerDraft },
    "registers.drafts": {},
    "registers.draft": { id: registerDraft },
    "registers.text-looked": { id: registerDraft, file: "version: 1" },
    "registers.dry-run": { id: registerDraft },
    "registers.read": { register: "biodata", id: record },
    "registers.exists": { register: "biodata", id: record },
    "registers.search": { register: "biodata", reason: "report" },
    "registers.data-usage": {},
  };
};
