import { Button, FactRows, InsetText, Pages, SummaryList, TextInput, Timeline } from "../../../design/index.ts";
import { dayWords } from "../../../design/words.ts";
import { officeOf, page, refuse, textIn } from "../../../kernel/index.ts";
import { register, registerEntry } from "../queries/register.ts";
import { permitTag, stateWords, timelineOf } from "./state.tsx";

/** The public register of permits: anybody may look up who may do what, and whether the permit still stands. */
export const registerPage = page({
  path: "/daftar-izin",
  shared: 10,
  async show({ ask, say, locale, query }) {
    const words = query.q?.trim().slice(0, 100);
    const { rows, next } = await ask(register, { ...(words && { words }), ...(query.after && { after: query.after }) });
    const q = words ? `&q=${encodeURIComponent(words)}` : "";
    return {
      title: say("permits.register.title"),
      description: say("permits.register.intro"),
      main: (
        <>
          <h1>{say("permits.register.title")}</h1>
          <p>{say("permits.register.intro")}</p>
          <form method="get" action="/daftar-izin" class="short">
            <TextInput
              id="q"
              name="q"
              kind="search"
              label={say("permits.register.words")}
              hint={say("permits.register.hint")}
              value={words ?? ""}
              maxLength={100}
            />
            <Button>{say("permits.register.go")}</Button>
          </form>
          {rows.length === 0 && <InsetText>{say("permits.register.none")}</InsetText>}
          <FactRows
            items={rows.map((row) => ({
              href: `/daftar-izin/${row.id}`,
              title: row.public_holder,
              facts: permitTag(row.state, say),
              under: `${textIn(row.title, locale)} · ${row.number} · ${say("permits.ends", { day: dayWords(row.valid_until, locale) })}`,
            }))}
          />
          <Pages
            older={next && `/daftar-izin?after=${next}${q}`}
            newer={query.after ? `/daftar-izin?${q.slice(1)}` : null}
            words={{ older: say("permits.older"), newer: say("permits.first"), label: say("permits.register.title") }}
          />
        </>
      ),
    };
  },
});

/** One entry: what the service makes public, how the permit stands, and why. */
export const entryPage = page({
  path: "/daftar-izin/:id",
  async show(context) {
    const { ask, say, locale, params, world } = context;
    const row = await ask(registerEntry, { id: params.id ?? "" });
    if (!row) refuse("not-found", "kernel.refusal.not-found");
    return {
      title: say("permits.register.entry", { number: row.number }),
      back: { href: "/daftar-izin", label: say("permits.register.title") },
      main: (
        <>
          <div class="title-row">
            <h1>{row.public_holder}</h1>
            {permitTag(row.state, say)}
          </div>
          <p class="quiet">{textIn(row.title, locale)}</p>
          <p>{stateWords(row, say, locale)}</p>
          {row.successor && (
            <p>
              <a href={`/daftar-izin/${row.successor}`}>{say("permits.successor")}</a>
            </p>
          )}
          <SummaryList
            rows={[
              { key: say("permits.number"), value: row.number },
              ...row.public_rows.map(({ label, value }) => ({ key: textIn(label, locale), value })),
              { key: say("permits.from"), value: dayWords(row.valid_from, locale) },
              { key: say("permits.until"), value: dayWords(row.valid_until, locale) },
              {
                key: say("permits.agency"),
                value: textIn(officeOf(world.government, row.agency, row.office)?.agency.name, locale),
              },
            ]}
          />
          <h2>{say("permits.history")}</h2>
          <Timeline items={timelineOf(row.acts, context)} />
        </>
      ),
    };
  },
});
