import { ButtonLink } from "../../../design/index.ts";
import { dateTime } from "../../../design/words.ts";
import { page, textIn } from "../../../kernel/index.ts";
import { markRead } from "../commands/mark-read.ts";
import { messageById } from "../queries/inbox.ts";

/** One message. Opening it marks it as received. */
export const messagePage = page({
  path: "/pesan/:id",
  async show({ ask, act, say, locale, params, world }) {
    const message = await ask(messageById, { id: params.id ?? "" });
    if (!message.read_at) await act(markRead, { id: message.id });
    return {
      title: textIn(message.title, locale),
      back: { href: "/pesan", label: say("messages.inbox.title") },
      main: (
        <article class="short">
          <h1>{textIn(message.title, locale)}</h1>
          <p class="quiet">{dateTime(message.sent_at, locale, world.calendar.timeZone)}</p>
          {textIn(message.body, locale)
            .split("\n")
            .map((line) => (
              <p key={line}>{line}</p>
            ))}
          {message.link && <ButtonLink href={message.link}>{say("messages.message.open")}</ButtonLink>}
        </article>
      ),
    };
  },
});
