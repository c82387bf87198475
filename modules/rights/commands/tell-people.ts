import { z } from "zod";
import { command } from "../../../kernel/index.ts";
import { contactOf } from "../../identity/index.ts";
import { sendMessage } from "../../messages/index.ts";

/** People are told that their record was merged with another, or parted from one, and how to object. */
export const tellPeople = command({
  name: "rights.tell-people",
  internal: true,
  input: z
    .object({ people: z.array(z.string()).max(2), what: z.enum(["merged", "parted"]), about: z.string() })
    .strict(),
  allow: [{ hat: "system", purpose: "notice" }],
  async carryOut({ world, ask, tell }, { people, what, about }) {
    const both = (part: "title" | "body") => ({
      id: world.words.say("id")(`rights.message.${what}-${part}`),
      en: world.words.say("en")(`rights.message.${what}-${part}`),
    });
    for (const person of people) {
      const contact = await ask(contactOf, { person });
      await tell(sendMessage, {
        toPerson: person,
        email: contact?.email ?? null,
        locale: contact?.locale ?? "id",
        kind: `record-${what}`,
        title: both("title"),
        body: both("body"),
        link: "/saya/hak-data/baru",
        about,
      });
    }
    return { result: null, subject: about, about: people };
  },
});
