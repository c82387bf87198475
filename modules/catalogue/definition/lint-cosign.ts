import { citeHint, type Find, lawless, type Read } from "./finding.ts";
import type { ServiceDefinition } from "./schema.ts";

/** Who must agree is found by a number that the form asks for, and shown questions that it has; codes go where they can. */
export function lintCosign(service: ServiceDefinition, names: readonly string[], find: Find, read: Read): void {
  const { form } = service;
  const types = new Map((form?.pages ?? []).flatMap(({ fields }) => fields).map(({ id, type }) => [id, type]));
  form?.pages.forEach((page, p) => {
    page.fields.forEach(({ id, type, verify }, f) => {
      if (verify && type !== "phone" && type !== "email")
        find("form", ["pages", p, "fields", f, "verify"], `${id}: only a phone or an email can be proved by a code`);
    });
  });
  form?.cosign?.forEach((one, i) => {
    const at = ["cosign", i];
    read(one.when, names, "form", [...at, "when"]);
    const says = lawless(service, one.law);
    if (says) find("form", [...at, "law"], says, citeHint);
    if (types.get(one.who.question) !== "nik")
      find("form", [...at, "who", "question"], `${one.who.question} is not a question for a NIK`);
    if (one.who.name !== undefined && types.get(one.who.name) !== "text")
      find("form", [...at, "who", "name"], `${one.who.name} is not a question for a name`);
    one.shows.forEach((shown, s) => {
      if (!types.has(shown) || types.get(shown) === "fact")
        find("form", [...at, "shows", s], `${shown} is not a question of the form`);
    });
  });
}
