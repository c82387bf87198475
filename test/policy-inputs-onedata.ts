import { randomUUID } from "node:crypto";

const day = "2027-01-31";
const plan = {
  title: { id: "Kios pasar", en: "" },
  about: { id: "Berapa kios yang dipakai.", en: "" },
  topic: "economy",
  licence: "cc-by-4.0",
  frequency: "year",
  releaseOn: day,
  aboutPeople: false,
  source: { kind: "file" },
};
const variable = { name: "kios", type: "integer" };
const api = "https://api.example.go.id";

/** A valid call of whatever One Data does, and of the figures that it is made of. `dataset` is proposed, by Disdukcapil. */
export const inputsOfOneData = (
  known: Record<"dataset" | "address" | "checkRun" | "asked", string>,
): Record<string, unknown> => ({
  "identity.duty-holders": { agency: "x", role: "head" },
  "registry.residents": {},
  "registry.residents-whole": {},
  "registry.resident-counts": { quiet: true },
  "registry.gather-counts": {},
  "registry.figures": { register: "population", by: ["sex"] },
  "registry.quality": { register: "population", freshSince: "2026-01-01" },
  "registry.codes-of-list": { list: "x" },
  "registers.figures": { register: "buildings", by: ["use"], measures: [{ does: "count" }] },
  "registers.open-records": { register: "practitioners", fields: ["profession"] },
  "registers.quality": { register: "buildings", freshSince: "2026-01-01" },
  "cases.answered-questions": { since: "2026-01-01T00:00:00.000Z" },
  "onedata.list": {},
  "onedata.releases": {},
  "onedata.version": { code: "x" },
  "onedata.table": { code: "x", number: 1 },
  "onedata.work": {},
  "onedata.origins": {},
  "onedata.dataset": { code: known.dataset },
  "onedata.delivery": { code: known.dataset },
  "onedata.propose-dataset": { code: "kios-uji", producer: "disdukcapil", plan, columns: ["kios"] },
  "onedata.change-plan": { dataset: known.dataset, rev: 2, plan, columns: ["kios"] },
  "onedata.move-dataset": { dataset: known.dataset, rev: 2, move: "agree" },
  "onedata.describe-variables": { dataset: known.dataset, rev: 2, variables: [variable] },
  "onedata.describe-metadata": { dataset: known.dataset, rev: 2, form: "variable", answers: {} },
  "onedata.hand-in": { dataset: known.dataset, rev: 2 },
  "onedata.publish-dataset": { dataset: known.dataset, rev: 2 },
  "onedata.open-rounds": {},
  "onedata.keep-edition": { list: "activities" },
  "onedata.editions": {},
  "onedata.edition-difference": { list: "activities", from: 1, to: 2 },
  "onedata.measure-register": { register: "buildings" },
  "onedata.ask-measurement": { register: "population" },
  "onedata.quality": {},
  "onedata.quality-history": { register: "buildings" },
  "onedata.keep-asked": { found: [] },
  "onedata.decide-asked": { id: known.asked, state: "accepted", reason: "karena alasan uji" },
  "onedata.ask-comparison": {},
  "onedata.asked": {},
  "onedata.asked-one": { id: randomUUID() },
  "onedata.check-file": { agency: "disdukcapil", file: "YSxiCjEsMgo=" },
  "onedata.register-address": { agency: "disdukcapil", title: "Uji", url: `${api}/x`, openapi: `${api}/openapi.json` },
  "onedata.ask-check": { address: known.address },
  "onedata.keep-check": { address: known.address, results: [] },
  "onedata.address": { id: known.address },
  "onedata.badges": {},
  "onedata.check-runs": { agency: "disdukcapil" },
  "onedata.check-run": { id: known.checkRun },
});

/** What there must be for these calls to be refused by the policy and by nothing else. */
export async function oneDataHeld(asOwner: (text: string, values?: unknown[]) => Promise<unknown>) {
  const known = { dataset: "penduduk-uji", address: randomUUID(), checkRun: randomUUID(), asked: randomUUID() };
  await asOwner(
    `insert into onedata.dataset (id, code, plan, variables, producer, state, rev, release_on, created_at)
     values ($1, $2, $3, $4, 'disdukcapil', 'proposed', 2, $5, now())`,
    [randomUUID(), known.dataset, JSON.stringify(plan), JSON.stringify([variable]), day],
  );
  await asOwner(
    `insert into onedata.address (id, agency, title, url, openapi, added_at) values ($1, 'disdukcapil', 'Uji', $2, $2, now())`,
    [known.address, api],
  );
  await asOwner(
    `insert into onedata.check_run (id, agency, address, badge, results, at) values ($1, 'disdukcapil', $2, 'good', '[]', now())`,
    [known.checkRun, known.address],
  );
  await asOwner(
    `insert into onedata.asked (id, place, field, title, label, agency, fact, fact_name, sign, people, found_at)
     values ($1, 'uji', 'x', '{}', '{}', 'disdukcapil', 'x', '{}', 'label', 0, now())`,
    [known.asked],
  );
  return known;
}
