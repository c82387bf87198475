import { z } from "zod";
import { command, refuse, refuseFields, type Tx, type World } from "../../../kernel/index.ts";
import { codesOf } from "../codes.ts";
import { nikFits } from "../nik.ts";
import { daySchema, type HeldPerson, heldPerson, idSchema, keeper, openNik } from "../person.ts";
import type { PersonFacts } from "../tables.ts";
import { newVersion } from "../versions.ts";
import { addressSchema } from "./register-business.ts";

const words = z.string().trim().min(1).max(150);

/**
 * Mends a person's record and keeps what stood there. A correction says "it was never
 * so" and holds from the day the old version held; a change says "it is so since
 * `since`". Who had read the old version can still be told what they saw.
 */
export const correctPerson = command({
  name: "registry.correct-person",
  input: z
    .object({
      person: idSchema,
      /** The version that was looked at: somebody else may have mended it meanwhile. */
      version: z.number().int().min(1),
      kind: z.enum(["correction", "change"], "registry.fault.kind"),
      since: daySchema.optional(),
      reason: z.string().trim().min(5).max(300),
      changes: z
        .object({
          name: words.optional(),
          birthDate: daySchema.optional(),
          birthPlace: words.optional(),
          sex: z.enum(["female", "male"]).optional(),
          maritalStatus: z.enum(["single", "married", "divorced", "widowed"]).optional(),
          address: addressSchema.optional(),
          /** null: the person lives, the entry of a death was wrong. */
          diedOn: daySchema.nullable().optional(),
        })
        .strict(),
    })
    .strict(),
  load: ({ world, tx }, { person }) => heldPerson(world, tx, person),
  allow: [{ hat: "officer", roles: ["administrator"], relation: keeper, assurance: 3, purpose: "register-upkeep" }],
  async carryOut({ world, tx, now }, input, held) {
    // An old id leads on to the record that stands; what was looked at was the one that was merged into it.
    if (held.id !== input.person) refuse("conflict", "registry.refusal.merged");
    if (held.version !== input.version) refuse("conflict", "registry.refusal.mended-meanwhile");
    const changed = changedFacts(held, input.changes);
    if (Object.keys(changed).length === 0) refuseFields([{ path: "changes", messageKey: "registry.fault.nothing" }]);
    await check(world, tx, held, changed, now);
    const since = input.kind === "change" ? sinceWhen(world, held, input.since, now) : held.valid_from;
    const version = await newVersion({ world, tx, now }, held, changed, { since, reason: input.reason });
    return {
      result: { version },
      facts: [
        {
          name: "registry.person-corrected",
          subject: held.id,
          body: { kind: input.kind, version, fields: Object.keys(changed) },
        },
      ],
      about: [held.id],
    };
  },
});

type Changes = z.output<typeof correctPerson.input>["changes"];

/** Only what differs from what stands there. */
function changedFacts(held: HeldPerson, { address, ...changes }: Changes): Partial<PersonFacts> {
  const wanted: Partial<PersonFacts> = {
    name: changes.name,
    birth_date: changes.birthDate,
    birth_place: changes.birthPlace,
    sex: changes.sex,
    marital_status: changes.maritalStatus,
    died_on: changes.diedOn,
    ...address,
  };
  const differing = Object.entries(wanted).filter(
    ([field, value]) => value !== undefined && value !== held[field as keyof PersonFacts],
  );
  return Object.fromEntries(differing);
}

async function check(world: World, tx: Tx, held: HeldPerson, changed: Partial<PersonFacts>, now: Date): Promise<void> {
  const today = world.calendar.today(now);
  const birth = changed.birth_date ?? held.birth_date;
  const faults: { path: string; messageKey: string }[] = [];
  const fault = (path: string, messageKey: string) => faults.push({ path: `changes.${path}`, messageKey });
  if (birth > today) fault("birthDate", "registry.fault.future");
  if (changed.died_on && changed.died_on > today) fault("diedOn", "registry.fault.future");
  if (changed.died_on && changed.died_on < birth) fault("diedOn", "registry.fault.before-birth");
  if (changed.village && !codesOf(world.government).places.has(changed.village))
    fault("address.village", "registry.fault.village");
  if (changed.birth_date || changed.sex) {
    // The number says birth day and sex: where they part, the number itself must be given anew, which is another act.
    const nik = await openNik(world, tx, held);
    if (nik && !nikFits(nik, birth, changed.sex ?? held.sex))
      fault(changed.birth_date ? "birthDate" : "sex", "registry.fault.unlike-nik");
  }
  if (faults.length > 0) refuseFields(faults);
}

function sinceWhen(world: World, held: HeldPerson, since: string | undefined, now: Date): string {
  const messageKey = !since
    ? "kernel.fault.empty"
    : since > world.calendar.today(now)
      ? "registry.fault.future"
      : since <= held.valid_from
        ? "registry.fault.before-last"
        : null;
  if (messageKey) refuseFields([{ path: "since", messageKey }]);
  return since!;
}
