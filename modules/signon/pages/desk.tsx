import { Button, ButtonLink, FactRows, Notice, Tag } from "../../../design/index.ts";
import { goTo, page } from "../../../kernel/index.ts";
import type { ClientRow } from "../client.ts";
import { rotateKey } from "../commands/keys.ts";
import { forgetProvider } from "../provider/open.ts";
import { clientDuties, clientsOf } from "../queries/clients.ts";
import { agencyName, Once, Refused } from "./parts.tsx";

const tones = { requested: "yellow", active: "green", refused: "red", suspended: "red" } as const;
export const toneOf = (state: ClientRow["state"]) => tones[state];

/** The systems of an agency that rely on this house; an administrator sees those of all. */
export const deskPage = page({
  path: "/petugas/aplikasi",
  desk: { label: "signon.desk.title", roles: clientDuties },
  async show(context, refusal) {
    const { ask, say, actor, query } = context;
    const rows = await ask(clientsOf, {});
    return {
      title: say("signon.desk.title"),
      main: (
        <>
          <Refused refusal={refusal} say={say} />
          {query.kunci && !refusal && <Notice>{say("signon.desk.rotated")}</Notice>}
          <h1>{say("signon.desk.title")}</h1>
          <p>{say("signon.desk.lead")}</p>
          <ButtonLink href="/petugas/aplikasi/baru">{say("signon.desk.new")}</ButtonLink>
          {rows.length === 0 && <p>{say("signon.desk.none")}</p>}
          <FactRows
            items={rows.map((row) => ({
              href: `/petugas/aplikasi/${row.id}`,
              title: row.name,
              facts: <Tag tone={toneOf(row.state)}>{say(`signon.state.${row.state}`)}</Tag>,
              under: `${agencyName(context, row.agency)} · ${say(`signon.kind.${row.kind}`)}`,
            }))}
          />
          {actor.officer?.roles.includes("administrator") && (
            <section>
              <h2>{say("signon.desk.key")}</h2>
              <p>{say("signon.desk.key-why")}</p>
              <form method="post" action="/petugas/aplikasi">
                <Once context={context} />
                <Button look="secondary">{say("signon.desk.rotate")}</Button>
              </form>
            </section>
          )}
        </>
      ),
    };
  },
  async submit({ act, world }) {
    await act(rotateKey, {});
    forgetProvider(world);
    return goTo("/petugas/aplikasi?kunci=baru");
  },
});
