import { FactRows, Pages, Tag } from "../../../design/index.ts";
import { page, textIn } from "../../../kernel/index.ts";
import { myDocuments } from "../queries/my-documents.ts";

/** My documents, newest first. */
export const documentsPage = page({
  path: "/dokumen",
  async show({ ask, say, locale, query }) {
    const { rows, older, newer } = await ask(myDocuments, {
      ...(query.after && { after: query.after }),
      ...(query.before && { before: query.before }),
    });
    return {
      title: say("documents.list.title"),
      back: { href: "/saya", label: say("documents.my-page") },
      main: (
        <>
          <h1>{say("documents.list.title")}</h1>
          {rows.length === 0 && <p>{say("documents.list.none")}</p>}
          <FactRows
            items={rows.map((row) => ({
              href: `/dokumen/${row.id}`,
              title: textIn(row.title, locale),
              facts:
                row.state === "valid" ? (
                  row.number
                ) : (
                  <Tag tone={row.state === "revoked" ? "red" : "yellow"}>{say(`documents.state.${row.state}`)}</Tag>
                ),
              under: row.holder,
            }))}
          />
          <Pages
            older={older && `/dokumen?after=${older}`}
            newer={newer && `/dokumen?before=${newer}`}
            words={{ older: say("documents.older"), newer: say("documents.newer"), label: say("documents.list.title") }}
          />
        </>
      ),
    };
  },
});
