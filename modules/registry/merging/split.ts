import { z } from "zod";
import { type CommandContext, followOnly, refuse, refuseFields, type Tx, type World } from "../../../kernel/index.ts";
import { codesOf } from "../codes.ts";
import { addressSchema } from "../commands/register-business.ts";
import { enter } from "../events/birth.ts";
import { newFamily } from "../events/event.ts";
import { nikFits } from "../nik.ts";
import { daySchema, nikIndex } from "../person.ts";
import { nikSchema } from "../queries/person-by-nik.ts";
import type { PersonFacts, PersonRow, ProposalRow } from "../tables.ts";
import { heldAt } from "./both.ts";
import { correct, type Done } from "./merge.ts";

const words = z.string().trim().min(1, "kernel.fault.empty").max(150);
export const sealedPlace = "registry.proposal.sealed";

/** What stands in the record of the one who was in another one's. */
export const partSchema = z
  .object({
    nik: nikSchema,
    name: words,
    birthDate: daySchema,
    birthPlace: words,
    sex: z.enum(["female", "male"], "kernel.fault.empty"),
    maritalStatus: z.enum(["single", "married", "divorced", "widowed"], "kernel.fault.empty"),
    /** On the same family card, as what; or on a card of their own, as its head. */
    familyRole: z.enum(["own", "spouse", "child", "parent", "other"], "kernel.fault.empty"),
    address: addressSchema,
  })
  .strict();
export type Part = z.output<typeof partSchema>;

/** Why the new record cannot be made: asked when it is proposed, and again when it is decided. */
export async function refusePart(world: World, tx: Tx, part: Part, today: string): Promise<void> {
  const faults: { path: string; messageKey: string }[] = [];
  if (part.birthDate > today) faults.push({ path: "part.birthDate", messageKey: "registry.fault.future" });
  if (!nikFits(part.nik, part.birthDate, part.sex))
    faults.push({ path: "part.nik", messageKey: "registry.fault.unlike-nik" });
  if (!codesOf(world.government).places.has(part.address.village))
    faults.push({ path: "part.address.village", messageKey: "registry.fault.village" });
  const taken = await tx.query("select from registry.person where nik_index = $1", [nikIndex(world, part.nik)]);
  if (taken.length > 0) faults.push({ path: "part.nik", messageKey: "registry.fault.nik-taken" });
  if (faults.length > 0) refuseFields(faults);
}

/** One record was two people: the second gets one of their own, with a number, and what is theirs goes there. */
export async function split(context: CommandContext, proposal: ProposalRow): Promise<Done> {
  const { world, tx, now, newId } = context;
  const [row] = await heldAt(context, [{ id: proposal.person, version: proposal.version }]);
  if (row.merged_into !== null) refuse("conflict", "registry.refusal.merged");
  const text = await world.secrets.open(tx, row.id, sealedPlace, proposal.sealed!);
  if (text === null) refuse("conflict", "registry.refusal.mended-meanwhile");
  const part = JSON.parse(text) as Part;
  await refusePart(world, tx, part, world.calendar.today(now));
  const said = { ...context, reason: proposal.reason };
  const id = newId();
  await enter(said, id, await factsOf(said, id, row, part), part.nik);
  // Nothing of the first record changes by itself; its history says that it had been two.
  await correct(said, row, {});
  await followOnly(context, proposal.moves, row.id, id);
  return { people: [row.id, id], done: { moved: proposal.moves }, other: id };
}

async function factsOf(
  context: Parameters<typeof newFamily>[0],
  id: string,
  row: PersonRow,
  { familyRole, ...part }: Part,
): Promise<PersonFacts> {
  const own = familyRole === "own";
  return {
    name: part.name,
    birth_date: part.birthDate,
    birth_place: part.birthPlace,
    sex: part.sex,
    marital_status: part.maritalStatus,
    family: own ? await newFamily(context, id, part.address.village) : row.family,
    family_role: familyRole === "own" ? "head" : familyRole,
    ...part.address,
    died_on: null,
    merged_into: null,
  };
}
