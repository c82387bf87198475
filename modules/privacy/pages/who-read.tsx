import { FactRows, Filters, InsetText, Pages } from "../../../design/index.ts";
import { dateTime } from "../../../design/words.ts";
import { isId, page } from "../../../kernel/index.ts";
import type { Entry } from "../entry.ts";
import { myEntries } from "../queries/my-entries.ts";
import { type PrivacyWords, wordsFor } from "../words.ts";

const path = "/saya/siapa-membaca";
const bys = ["all", "officer", "machine", "system"] as const;
const byWords = { all: "semua", officer: "petugas", machine: "instansi", system: "sistem" } as const;

/** Who read my data, and who changed it: every line, newest first, each with its proof. */
export const whoReadPage = page({
  path,
  async show({ ask, say, locale, query, world }) {
    const kind = query.lihat === "perubahan" ? "act" : "read";
    const by = bys.find((one) => byWords[one] === query.oleh) ?? "all";
    const batch = isId(query.kelompok ?? "") ? query.kelompok : undefined;
    const { rows, older, newer, withheld } = await ask(myEntries, {
      kind,
      by,
      ...(batch ? { batch } : { batches: true }),
      ...(query.after && { after: query.after }),
      ...(query.before && { before: query.before }),
    });
    const words = wordsFor(world, say, locale);
    const address = (to: { kind: "read" | "act"; by: (typeof bys)[number]; after?: string; before?: string }) => {
      const asked = new URLSearchParams();
      if (to.kind === "act") asked.set("lihat", "perubahan");
      if (to.by !== "all") asked.set("oleh", byWords[to.by]);
      if (batch && to.kind === kind && to.by === by) asked.set("kelompok", batch);
      if (to.after) asked.set("after", to.after);
      if (to.before) asked.set("before", to.before);
      return asked.size > 0 ? `${path}?${asked}` : path;
    };
    return {
      title: say("privacy.who-read.title"),
      back: { href: "/saya", label: say("privacy.who-read.back") },
      main: (
        <>
          <h1>{say("privacy.who-read.title")}</h1>
          <p>{say("privacy.who-read.lead")}</p>
          <p>
            <a href="/privasi/pemrosesan">{say("privacy.who-read.policy")}</a>
          </p>
          <Filters
            label={say("privacy.who-read.choose")}
            items={(["read", "act"] as const).map((one) => ({
              href: address({ kind: one, by: "all" }),
              label: say(one === "read" ? "privacy.who-read.reads" : "privacy.who-read.acts"),
              here: kind === one,
            }))}
          />
          <Filters
            small
            label={say("privacy.who-read.by")}
            items={bys.map((one) => ({
              href: address({ kind, by: one }),
              label: say(`privacy.who-read.by-${one}`),
              here: by === one,
            }))}
          />
          <h2>{say(kind === "read" ? "privacy.who-read.reads" : "privacy.who-read.acts")}</h2>
          {withheld > 0 && !batch && <InsetText>{say("privacy.who-read.withheld", { withheld })}</InsetText>}
          {batch && (
            <p>
              {say("privacy.who-read.one-batch")} <a href={path}>{say("privacy.who-read.whole")}</a>
            </p>
          )}
          {rows.length === 0 && (
            <p>{say(kind === "read" ? "privacy.who-read.no-reads" : "privacy.who-read.no-acts")}</p>
          )}
          <FactRows
            items={rows.map((entry) => ({
              href: entry.times > 1 ? `${path}?kelompok=${entry.id}` : `${path}/${entry.id}`,
              title:
                entry.times > 1
                  ? say("privacy.who-read.times", { who: words.who(entry), times: entry.times })
                  : words.who(entry),
              facts: (
                <time dateTime={entry.at.toISOString()}>{dateTime(entry.at, locale, world.calendar.timeZone)}</time>
              ),
              under: underOf(entry, words),
            }))}
          />
          <Pages
            older={older && address({ kind, by, after: older })}
            newer={newer && address({ kind, by, before: newer })}
            words={{
              older: say("privacy.who-read.older"),
              newer: say("privacy.who-read.newer"),
              label: say("privacy.who-read.pages"),
            }}
          />
        </>
      ),
    };
  },
});

function underOf(entry: Entry, words: PrivacyWords) {
  return (
    <>
      {words.what(entry.name, entry.kind)}
      {entry.purpose && <> · {words.purpose(entry.purpose)}</>}
      {entry.fields.length > 0 && (
        <>
          <br />
          {words.fields(entry.fields)}
        </>
      )}
    </>
  );
}
