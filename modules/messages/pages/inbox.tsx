import { FactRows, Pages } from "../../../design/index.ts";
import { dateTime } from "../../../design/words.ts";
import { page, textIn } from "../../../kernel/index.ts";
import { myMessages } from "../queries/inbox.ts";

/** My inbox, newest first; unread ones in bold. */
export const inboxPage = page({
  path: "/pesan",
  async show({ ask, say, locale, query, world }) {
    const { rows, older, newer } = await ask(myMessages, {
      ...(query.after && { after: query.after }),
      ...(query.before && { before: query.before }),
    });
    return {
      title: say("messages.inbox.title"),
      back: { href: "/saya", label: say("messages.inbox.back") },
      main: (
        <>
          <h1>{say("messages.inbox.title")}</h1>
          {rows.length === 0 && <p>{say("messages.inbox.empty")}</p>}
          <FactRows
            items={rows.map((message) => ({
              href: `/pesan/${message.id}`,
              title: message.read_at ? textIn(message.title, locale) : <b>{textIn(message.title, locale)}</b>,
              facts: dateTime(message.sent_at, locale, world.calendar.timeZone),
              under: message.read_at ? undefined : say("messages.inbox.unread"),
            }))}
          />
          <Pages
            older={older && `/pesan?after=${older}`}
            newer={newer && `/pesan?before=${newer}`}
            words={{ older: say("messages.older"), newer: say("messages.newer"), label: say("messages.pages") }}
          />
        </>
      ),
    };
  },
});
