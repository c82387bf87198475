import { SummaryList } from "../../../design/index.ts";
import { dateTime, longDate } from "../../../design/words.ts";
import { page, refuse, textIn } from "../../../kernel/index.ts";
import { visitById } from "../queries/visits.ts";
import { assistanceRules } from "../settings.ts";
import { officeWords } from "./parts.tsx";

/** What the person takes home on paper: the number, who helped, until when it is decided, and how to object. */
export const receiptPage = page({
  path: "/petugas/dampingi/:visit/tanda-terima",
  async show(context) {
    const { ask, say, locale, params, world } = context;
    const row = await ask(visitById, { id: params.visit ?? "" });
    if (!row.case) refuse("not-found", "kernel.refusal.not-found");
    const zone = world.calendar.timeZone;
    return {
      title: say("counter.receipt.title", { number: row.case.number }),
      back: { href: `/petugas/dampingi/${row.id}`, label: row.name ?? say("counter.title") },
      main: (
        <div class="short">
          <h1>{say("counter.receipt.title", { number: row.case.number })}</h1>
          <SummaryList
            rows={[
              { key: say("counter.fact.number"), value: <strong>{row.case.number}</strong> },
              { key: say("counter.ask.service"), value: textIn(row.title, locale) },
              { key: say("counter.fact.person"), value: row.name },
              { key: say("counter.fact.handed-in"), value: dateTime(row.case.submitted_at, locale, zone) },
              { key: say("counter.fact.due"), value: longDate(row.case.due_at, locale, zone) },
              { key: say("counter.fact.by"), value: officeWords(context, row) },
              { key: say("counter.fact.means"), value: say(`counter.means.${row.means}`) },
            ]}
          />
          <p>
            {say("counter.receipt.object", {
              days: assistanceRules(world).objection.days,
              phone: world.government.contact.phone,
            })}
          </p>
        </div>
      ),
    };
  },
});
