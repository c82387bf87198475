import { Button, ErrorSummary, FactRows, InsetText, Pages, Tag, TextInput } from "../../../design/index.ts";
import { dateTime, dayWords } from "../../../design/words.ts";
import { field, goTo, page, type RequestContext, refuseFields } from "../../../kernel/index.ts";
import { deciders, keeperOf, keepers } from "../merging/proposal.ts";
import { idsByNik, openDoubles } from "../queries/doubles.ts";
import { proposals } from "../queries/proposals.ts";
import { faultsOn } from "./answers.ts";

export const doublesPath = "/petugas/penduduk/ganda";
type Proposals = Awaited<ReturnType<typeof proposals.answer>>;

/** Records that may be one person, what waits for a second keeper, and the way to two records, or one, by their numbers. */
export const doublesPage = page({
  path: doublesPath,
  desk: { label: "registry.doubles.title", roles: deciders, agency: keeperOf },
  limit: { times: 60, seconds: 60 },
  async show(context, refusal) {
    const { ask, say, locale, query, form, once, actor } = context;
    const mayPropose = keepers.some((role) => actor.officer?.roles.includes(role));
    const sameSex = query.sama === "ya";
    const pairs = await ask(openDoubles, {
      sameSex,
      ...(query.after && { after: query.after }),
      ...(query.before && { before: query.before }),
    });
    const open = await ask(proposals, { state: "open" });
    const decided = await ask(proposals, { state: "decided", limit: 10 });
    const { at, summary } = faultsOn(say, refusal, (path) => `${say(`registry.doubles.${labels[path] ?? "nik"}`)}: `);
    const nik = (i: number) => (
      <TextInput
        id={`niks-${i}`}
        name={`niks.${i}`}
        label={say(`registry.doubles.${labels[`niks.${i}`]}`)}
        hint={i === 1 ? say("registry.doubles.nik-hint") : undefined}
        value={field(form, `niks.${i}`)}
        error={at(`niks.${i}`)}
        width={20}
        maxLength={40}
      />
    );
    return {
      title: say("registry.doubles.title"),
      back: { href: "/petugas", label: say("registry.search.back") },
      main: (
        <>
          <ErrorSummary title={say("registry.search.mend")} errors={summary} />
          <h1>{say("registry.doubles.title")}</h1>
          <p>{say("registry.doubles.lead")}</p>
          {open.rows.length > 0 && (
            <section>
              <h2>{say("registry.doubles.waiting")}</h2>
              <Lines context={context} rows={open.rows} />
            </section>
          )}
          <h2>{say("registry.doubles.found")}</h2>
          <p>
            <a href={sameSex ? doublesPath : `${doublesPath}?sama=ya`}>
              {say(sameSex ? "registry.doubles.any-sex" : "registry.doubles.same-sex")}
            </a>
          </p>
          {pairs.rows.length === 0 && <InsetText>{say("registry.doubles.none")}</InsetText>}
          <FactRows
            items={pairs.rows.map((pair) => ({
              ...(mayPropose && { href: `${doublesPath}/${pair.one}/${pair.other}` }),
              title: say("registry.doubles.pair", { one: pair.name, other: pair.other_name }),
              facts: dayWords(pair.birth_date, locale),
              under: pair.same_sex ? undefined : say("registry.doubles.other-sex"),
            }))}
          />
          <Pages
            older={pairs.older && `${doublesPath}?${sameSex ? "sama=ya&" : ""}after=${pairs.older}`}
            newer={pairs.newer && `${doublesPath}?${sameSex ? "sama=ya&" : ""}before=${pairs.newer}`}
            words={{
              older: say("registry.doubles.older"),
              newer: say("registry.doubles.newer"),
              label: say("registry.doubles.found"),
            }}
          />
          {mayPropose && (
            <section>
              <h2>{say("registry.doubles.by-nik")}</h2>
              <p>{say("registry.doubles.by-nik-lead")}</p>
              <form method="post" noValidate autocomplete="off" class="short">
                <input type="hidden" name="_once" value={once} />
                {nik(0)}
                {nik(1)}
                <Button look="secondary">{say("registry.doubles.open")}</Button>
              </form>
            </section>
          )}
          {decided.rows.length > 0 && (
            <section>
              <h2>{say("registry.doubles.decided")}</h2>
              <Lines context={context} rows={decided.rows} />
            </section>
          )}
        </>
      ),
    };
  },
  async submit({ form, ask }) {
    const niks = ["niks.0", "niks.1"].map((name) => field(form, name)).filter(Boolean);
    if (niks.length === 0) refuseFields([{ path: "niks.0", messageKey: "kernel.fault.empty" }]);
    const [one, other] = await ask(idsByNik, { niks });
    return goTo(other ? `${doublesPath}/${one!.id}/${other.id}` : `/petugas/penduduk/${one!.id}/pisah`);
  },
});

const labels: Record<string, string> = { "niks.0": "nik", "niks.1": "nik-other" };

function Lines({ context, rows }: { context: RequestContext; rows: Proposals["rows"] }) {
  const { say, locale, world } = context;
  return (
    <FactRows
      items={rows.map((one) => ({
        href: `/petugas/penduduk/usulan/${one.id}`,
        title: say(`registry.proposal.line.${one.kind}`, { name: one.name }),
        facts: <Tag>{say(`registry.proposal.state.${one.undone_at ? "undone" : one.state}`)}</Tag>,
        under: say("registry.proposal.proposed-at", { at: dateTime(one.proposed_at, locale, world.calendar.timeZone) }),
      }))}
    />
  );
}
