import { Button, Table } from "../../../design/index.ts";
import { dayWords } from "../../../design/words.ts";
import { goTo, officeOf, page, textIn } from "../../../kernel/index.ts";
import { seeDigest } from "../commands/digest.ts";
import { digest } from "../queries/digest.ts";
import { Once } from "./parts.tsx";

const path = "/petugas/tanpa-kasus";

/** What a head is told of looks outside any case. */
export const digestPage = page({
  path,
  desk: { label: "rights.digest.menu", roles: ["head"] },
  async show(context) {
    const { ask, say, locale, world, actor } = context;
    const rows = await ask(digest, {});
    const column = (name: string) => say(`rights.digest.${name}`);
    return {
      title: column("title"),
      main: (
        <>
          <h1>{column("title")}</h1>
          <p>{column("lead")}</p>
          {rows.length === 0 && <p>{column("none")}</p>}
          {rows.length > 0 && (
            <Table
              caption={column("table")}
              head={["day", "officer", "office", "reads", "people", "unreasoned"].map(column)}
              rows={rows.map((row) => [
                row.seen_at ? dayWords(row.day, locale) : <b>{dayWords(row.day, locale)}</b>,
                row.name ?? say("rights.look.no-name"),
                textIn(officeOf(world.government, actor.officer?.agency ?? "", row.office)?.name ?? row.office, locale),
                String(row.reads),
                String(row.people),
                String(row.unreasoned),
              ])}
            />
          )}
          {rows.some(({ seen_at }) => seen_at === null) && (
            <form method="post" action={path} noValidate>
              <Once context={context} />
              <Button>{column("see")}</Button>
            </form>
          )}
        </>
      ),
    };
  },
  async submit({ act }) {
    await act(seeDigest, {});
    return goTo(path);
  },
});
