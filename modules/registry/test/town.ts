import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { type Manifest, Refusal } from "../../../kernel/index.ts";
import { actors, stage } from "../../../test/stage.ts";
import { demoPeople } from "../generate/demo.ts";
import { manifest } from "../module.ts";
import { seedRegistry } from "../seed.ts";

/** A stage with the first sixty people of the example. `id("narti")` is a known person's id. */
export async function town(t: TestContext, people = 60, more: readonly Manifest[] = []) {
  const s = await stage(t, { modules: [manifest, ...more] });
  await seedRegistry(s.world, { people });
  const known = demoPeople(s.world.government);
  const person = (key: string) => {
    const found = known.get(key);
    assert.ok(found, `people/demo.yaml has no ${key}`);
    return found;
  };
  const id = (key: string) => person(key).id;
  return {
    ...s,
    person,
    id,
    citizen: (key: string) => actors.citizen(id(key)),
    frontDesk: actors.officer(id("wulan"), "dpmptsp", "loket", ["front-desk"]),
    reviewer: actors.officer(id("bayu"), "dpmptsp", "perizinan", ["reviewer"]),
    opinionGiver: actors.officer(id("ratna"), "dinkes", "kesehatan-lingkungan", ["opinion-giver"]),
    head: actors.officer(id("maharani"), "dpmptsp", "pimpinan", ["head"]),
    auditor: actors.officer(id("yusuf"), "inspektorat", "pengawasan", ["auditor"]),
    keeper: actors.officer(id("dimas"), "disdukcapil", "loket", ["administrator"], { assurance: 3 }),
    otherAdministrator: actors.officer(id("made"), "diskominfo", "aplikasi", ["administrator"], { assurance: 3 }),
  };
}

/** True for a refusal with this code, and with this fault or message when one is given. */
export const refused = (code: string, key?: string) => (error: unknown) => {
  if (!(error instanceof Refusal)) return false;
  assert.equal(error.code, code);
  if (key)
    assert.ok(error.messageKey === key || error.faults.some((fault) => fault.messageKey === key), error.messageKey);
  return true;
};
