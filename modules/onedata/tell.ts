import type { CommandContext } from "../../kernel/index.ts";
import { contactOf, dutyHolders } from "../identity/index.ts";
import { sendMessage } from "../messages/index.ts";
import { settingsOf } from "./definition/settings.ts";
import type { Held } from "./duty.ts";
import type { DatasetRow, StepRow } from "./tables.ts";
import { turnOf } from "./workflow.ts";

/** Tells whoever's turn it is that a dataset waits for them; the producer also hears that it is published or declined. */
export async function tellOfStep(
  context: CommandContext,
  held: Held & { row: DatasetRow },
  step: StepRow,
): Promise<void> {
  await tell(
    context,
    held,
    turnOf(held.row.state) ? "waits" : held.row.state === "published" ? "published" : "declined",
    step.reason,
  );
}

/** The same when the clock has run out. */
export const tellLate = (context: CommandContext, held: Held & { row: DatasetRow }): Promise<void> =>
  tell(context, held, "late", null);

async function tell(
  { world, tell: send, askAsRoom }: CommandContext,
  { row, producer, government }: Held & { row: DatasetRow },
  kind: "waits" | "late" | "published" | "declined",
  reason: string | null,
): Promise<void> {
  const duty = turnOf(row.state) ?? "producer";
  const holders = settingsOf(government).duties[duty];
  const people = new Set<string>();
  for (const { role, agency } of holders)
    for (const { person } of await askAsRoom(dutyHolders, { agency: agency ?? producer, role })) people.add(person);
  for (const person of people) {
    const contact = await askAsRoom(contactOf, { person });
    const both = (part: "title" | "body") => ({
      id: world.words.say("id")(`onedata.message.${kind}.${part}`, valuesIn("id")),
      en: world.words.say("en")(`onedata.message.${kind}.${part}`, valuesIn("en")),
    });
    const valuesIn = (locale: "id" | "en") => ({
      title: row.plan.title[locale] || row.plan.title.id,
      step: world.words.say(locale)(`onedata.state.${row.state}`),
      reason: reason ?? "",
    });
    await send(sendMessage, {
      toPerson: person,
      email: contact?.email ?? null,
      locale: contact?.locale ?? "id",
      kind: `onedata-${kind}`,
      title: both("title"),
      body: both("body"),
      link: kind === "published" ? `/data/${row.code}` : `/petugas/satu-data/${row.code}`,
      about: row.id,
    });
  }
}
