import { page, refuse, textIn } from "../../../kernel/index.ts";
import { demoMails } from "../queries/inbox.ts";

/** The demo's mailbox: every mail that would have been sent, for all to read. Not there outside the demo. */
export const demoMailsPage = page({
  path: "/demo/surat",
  async show({ ask, say, locale }) {
    const mails = await ask(demoMails, {});
    if (!mails) refuse("not-found", "kernel.refusal.no-such-page");
    return {
      title: say("messages.demo.title"),
      main: (
        <>
          <h1>{say("messages.demo.title")}</h1>
          <p>{say("messages.demo.explained")}</p>
          {mails.map((mail) => (
            <article class="box" key={mail.id}>
              <h2>{textIn(mail.title, locale)}</h2>
              <p>{textIn(mail.body, locale)}</p>
              {mail.link && (
                <p>
                  <a href={mail.link}>{mail.link}</a>
                </p>
              )}
            </article>
          ))}
        </>
      ),
    };
  },
});
