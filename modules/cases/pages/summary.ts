import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dateTime } from "../../../design/words.ts";
import { officeOf, route, textIn } from "../../../kernel/index.ts";
import { setLetter } from "../../documents/index.ts";
import { forms } from "../../forms/index.ts";
import { given } from "../facts.ts";
import { caseById } from "../queries/case-by-id.ts";
import { factOf } from "./parts.tsx";
import { serviceOf } from "./status.tsx";

/** What was handed in, as a PDF to keep: for whoever may see the case, with what they may see of it. */
export const summaryRoute = route({
  method: "GET",
  path: "/permohonan/:id/jawaban.pdf",
  limit: { times: 30, seconds: 60 },
  async handle(context) {
    const { ask, say, locale, world, params } = context;
    const { row } = await ask(caseById, { id: params.id ?? "" });
    const service = await serviceOf(context, row);
    const scope = given(row.facts, world.calendar.today(row.submitted_at), service);
    const fact = (field: Parameters<typeof factOf>[0]) => factOf(field, row.facts);
    const folder = join(world.government.folder, "letters", "answers");
    const [template, crest] = ["template.typ", "crest.svg"].map((file) => readFileSync(join(folder, file), "utf8"));
    const handedIn = say("cases.summary.handed-in", {
      at: dateTime(row.submitted_at, locale, world.government.timeZone),
    });
    const body = await setLetter({
      template: template!,
      files: { "/crest.svg": crest! },
      at: row.submitted_at,
      data: {
        lang: locale,
        title: textIn(row.title, locale),
        number: row.number,
        handedIn,
        place: textIn(world.government.name, locale),
        agency: textIn(officeOf(world.government, service.agency, service.office)?.agency.name, locale),
        sections: forms.summaryOf(service.form, row.answers, { say, locale, scope, fact }),
        declared: say("cases.check.declare"),
        declaration: textIn(service.form.declaration, locale),
      },
    });
    return { body, type: "application/pdf", filename: `${row.number}.pdf` };
  },
});
