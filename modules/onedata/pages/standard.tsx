import { FactRows, InsetText, SummaryList, Table } from "../../../design/index.ts";
import { dayWords } from "../../../design/words.ts";
import { page, refuse, textIn } from "../../../kernel/index.ts";
import { lookups } from "../../registry/index.ts";
import { formKinds, metadataForms } from "../definition/metadata.ts";
import { settingsOf } from "../definition/settings.ts";
import { editionDifference, editions } from "../queries/editions.ts";
import { PublicPages } from "./parts.tsx";

const listAddress = (list: string): string => `/satu-data/standar/daftar?daftar=${encodeURIComponent(list)}`;

/** Code lists and master data with owner and dates, and the forms by which data is described. */
export const standardPage = page({
  path: "/satu-data/standar",
  shared: 60,
  async show(context) {
    const { ask, say, locale, world } = context;
    const { references, masters, law } = settingsOf(world.government);
    const known = lookups.codeListsOf(world.government);
    const kept = await ask(editions, {});
    const forms = metadataForms(world.government);
    return {
      title: say("onedata.standard.title"),
      description: say("onedata.standard.lead"),
      main: (
        <>
          <h1>{say("onedata.standard.title")}</h1>
          <PublicPages context={context} />
          <p>{say("onedata.standard.lead")}</p>
          <p class="quiet">{law}</p>
          <h2>{say("onedata.references")}</h2>
          <FactRows
            items={references.map(({ list, owner, from, until }) => ({
              href: listAddress(list),
              title: textIn(known.find((one) => one.list === list)?.title ?? list, locale),
              facts: textIn(owner, locale),
              under: [
                say(until ? "onedata.valid.until" : "onedata.valid.from", {
                  from: dayWords(from, locale),
                  until: until ? dayWords(until, locale) : "",
                }),
                say("onedata.editions.count", { count: kept.filter((one) => one.list === list).length }),
              ].join(" · "),
            }))}
          />
          <h2>{say("onedata.masters")}</h2>
          <FactRows
            items={masters.map(({ register, name, from }) => ({
              href: `/register${["population", "businesses"].includes(register) ? "" : `/${register}`}`,
              title: textIn(name, locale),
              under: say("onedata.valid.from", { from: dayWords(from, locale) }),
            }))}
          />
          <h2>{say("onedata.forms")}</h2>
          {formKinds.map((kind) => (
            <Table
              key={kind}
              caption={`${forms[kind].code}: ${textIn(forms[kind].title, locale)} (${forms[kind].source})`}
              head={[say("onedata.form.part"), say("onedata.form.fields")]}
              rows={forms[kind].parts.map(({ title, fields }) => [
                textIn(title, locale),
                fields.map(({ label, required }) => `${textIn(label, locale)}${required ? " *" : ""}`).join("; "),
              ])}
            />
          ))}
          <p class="quiet">{say("onedata.form.required")}</p>
        </>
      ),
    };
  },
});

/** One code list: its owner, its editions, and what the newest changed. */
export const listPage = page({
  path: "/satu-data/standar/daftar",
  shared: 60,
  async show({ ask, say, locale, query, world }) {
    const list = query.daftar ?? "";
    const reference = settingsOf(world.government).references.find((one) => one.list === list);
    if (!reference) refuse("not-found", "kernel.refusal.not-found");
    const title = textIn(lookups.codeListsOf(world.government).find((one) => one.list === list)?.title ?? list, locale);
    const all = await ask(editions, { list });
    const to = Number(query.ke) || all[0]?.number || 0;
    const from = Number(query.dari) || to - 1;
    const difference = from > 0 && to > 0 ? await ask(editionDifference, { list, from, to }) : null;
    return {
      title,
      back: { href: "/satu-data/standar", label: say("onedata.standard.title") },
      main: (
        <>
          <h1>{title}</h1>
          <SummaryList
            rows={[
              { key: say("onedata.owner"), value: textIn(reference.owner, locale) },
              { key: say("onedata.valid"), value: dayWords(reference.from, locale) },
            ]}
          />
          {all.length === 0 && <InsetText>{say("onedata.editions.none")}</InsetText>}
          {all.length > 0 && (
            <Table
              caption={say("onedata.editions")}
              head={[
                say("onedata.editions.number"),
                say("onedata.editions.day"),
                say("onedata.editions.entries"),
                say("onedata.editions.source"),
              ]}
              numeric={[2]}
              rows={all.map((one) => [
                String(one.number),
                dayWords(one.edition, locale),
                new Intl.NumberFormat(locale).format(one.entries),
                one.source,
              ])}
            />
          )}
          {all.slice(0, -1).map(({ number }) => (
            <p key={number}>
              <a href={`${listAddress(list)}&dari=${number - 1}&ke=${number}`}>
                {say("onedata.editions.compare", { from: number - 1, to: number })}
              </a>
            </p>
          ))}
          {difference && (
            <>
              <h2>{say("onedata.editions.difference", { from, to })}</h2>
              <p>
                {say("onedata.editions.sums", {
                  added: difference.added,
                  dropped: difference.dropped,
                  renamed: difference.renamed,
                })}
              </p>
              <Table
                caption={say("onedata.editions.changes")}
                head={[
                  say("onedata.editions.code"),
                  say("onedata.editions.kind"),
                  say("onedata.editions.before"),
                  say("onedata.editions.after"),
                ]}
                rows={difference.rows.map((row) => [
                  row.code,
                  say(`onedata.editions.kind.${row.kind}`),
                  row.before ?? "–",
                  row.after ?? "–",
                ])}
              />
            </>
          )}
        </>
      ),
    };
  },
});
