import { citeHint, type Find, lawless, nearest, type Read } from "./finding.ts";
import type { Vocabulary } from "./lint-words.ts";
import type { ServiceDefinition } from "./schema.ts";

/** What an effect may read besides answers and decisions: the paper that was issued, and what effects before it wrote. */
const afterwards = ["document", "written"];

/** Each effect belongs to an end that there is, writes into a register that there is, and says what that register needs. */
export function lintEffects(
  service: ServiceDefinition,
  names: readonly string[],
  find: Find,
  read: Read,
  words: Vocabulary | undefined,
): void {
  const ends = Object.values(service.process?.steps ?? {}).flatMap((step) => ("end" in step ? [step.end] : []));
  service.effects.forEach((effect, i) => {
    if (!ends.includes(effect.on))
      find("effects", [i, "on"], `the process has no end "${effect.on}"`, nearest(effect.on, ends));
    if (words) lintChange(effect, i, words, find);
    const says = lawless(service, effect.law);
    if (says) find("effects", [i, "law"], says, citeHint);
    const known = [...names, ...afterwards];
    const here = effect.each ? [...known, "item"] : known;
    read(effect.each, known, "effects", [i, "each"]);
    for (const part of ["when", "record", "holder", "since"] as const) read(effect[part], here, "effects", [i, part]);
    for (const [field, value] of Object.entries(effect.sets)) read(value, here, "effects", [i, "sets", field]);
  });
}

function lintChange(effect: ServiceDefinition["effects"][number], i: number, words: Vocabulary, find: Find): void {
  const changes = words.registers[effect.register];
  if (!changes) {
    const known = Object.keys(words.registers);
    find("effects", [i, "register"], `there is no register "${effect.register}"`, nearest(effect.register, known));
    return;
  }
  const fields = changes[effect.change];
  if (!fields) {
    const known = Object.keys(changes);
    const says = `the register "${effect.register}" knows no change "${effect.change}"`;
    find("effects", [i, "change"], says, nearest(effect.change, known));
    return;
  }
  for (const field of Object.keys(effect.sets))
    if (!fields.may.includes(field))
      find("effects", [i, "sets", field], `"${effect.register}" keeps no "${field}"`, nearest(field, fields.may));
  const missing = fields.must.filter((field) => !Object.hasOwn(effect.sets, field));
  if (missing.length > 0)
    find("effects", [i, "sets"], `"${effect.change}" also needs ${missing.join(", ")}`, "Write them under sets");
}
