import { type CommandContext, textIn } from "../../../kernel/index.ts";
import { contactOf, dutyHolders, holdersOf } from "../../identity/index.ts";
import { sendMessage } from "../../messages/index.ts";
import { type HeldLoad, touches } from "./load.ts";

/** Tells everybody who may say yes to a load, but the one who asked for it, that it waits for a second person. */
export async function tellSecond(
  { world, tell, askAsRoom }: CommandContext,
  { load, register, steward }: HeldLoad,
): Promise<void> {
  const duties = [
    { agency: register.keeper, role: "steward" },
    { agency: register.keeper, role: "administrator" },
    { agency: steward, role: "steward" },
  ];
  const people = new Set<string>();
  for (const duty of duties) for (const { person } of await askAsRoom(dutyHolders, duty)) people.add(person);
  const asked = load.asked_by ? await askAsRoom(holdersOf, { accounts: [load.asked_by] }) : [];
  for (const { person } of asked) people.delete(person);
  const said = (part: "title" | "body", locale: "id" | "en") =>
    world.words.say(locale)(`registers.message.second-${part}`, {
      register: textIn(register.title, locale),
      count: touches(load),
      reason: load.reason,
    });
  const both = (part: "title" | "body") => ({ id: said(part, "id"), en: said(part, "en") });
  for (const person of people) {
    const contact = await askAsRoom(contactOf, { person });
    await tell(sendMessage, {
      toPerson: person,
      email: contact?.email ?? null,
      locale: contact?.locale ?? "id",
      kind: "registers-second-person",
      title: both("title"),
      body: both("body"),
      link: `/petugas/muatan/${load.id}`,
      about: load.id,
    });
  }
}
