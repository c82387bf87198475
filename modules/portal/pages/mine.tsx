import { ButtonLink, FactRows, InsetText, Tag } from "../../../design/index.ts";
import { dateTime, dayWords, shortDate } from "../../../design/words.ts";
import { goTo, moneyText, page, refuse, textIn } from "../../../kernel/index.ts";
import { upcoming } from "../../appointments/index.ts";
import { myCases, myCosigns, myDrafts, statusTag } from "../../cases/index.ts";
import { allServices } from "../../catalogue/index.ts";
import { myDocuments } from "../../documents/index.ts";
import { myMessages } from "../../messages/index.ts";
import { myBills } from "../../payments/index.ts";
import { mayRenew, myPermits, permitTag } from "../../permits/index.ts";
import { surveysToAnswer } from "../../satisfaction/index.ts";

/** My page: what waits for me first, then where everything stands. */
export const minePage = page({
  path: "/saya",
  async show(context) {
    const { ask, say, locale, actor, world } = context;
    if (actor.hat === "anyone") refuse("sign-in-needed", "kernel.refusal.sign-in-needed");
    if (actor.hat === "officer") return goTo("/petugas");
    const zone = world.calendar.timeZone;
    const [cases, bills, drafts, documents, messages, services, permits, appointments, surveys, cosigns] =
      await Promise.all([
        ask(myCases, { limit: 5 }),
        ask(myBills, { state: "open", limit: 5 }),
        ask(myDrafts, {}),
        ask(myDocuments, { limit: 5 }),
        ask(myMessages, { limit: 5 }),
        ask(allServices, {}),
        ask(myPermits, { live: true, limit: 5 }),
        upcoming(context),
        surveysToAnswer(context),
        actor.hat === "citizen" ? ask(myCosigns, {}) : [],
      ]);
    const today = world.calendar.today(world.clock.now());
    const toRenew = permits.rows.filter((permit) => mayRenew(permit, today));
    const toMend = cases.rows.filter((row) => row.status === "waiting");
    const name = (code: string) => textIn(services.find((service) => service.code === code)?.title ?? code, locale);
    return {
      title: say("portal.mine.title"),
      main: (
        <>
          <h1>{say("portal.mine.hello", { name: actor.name ?? "" })}</h1>
          {toMend.length + bills.rows.length + toRenew.length + appointments.length + surveys.length + cosigns.length >
            0 && (
            <section aria-labelledby="todo">
              <h2 id="todo">{say("portal.mine.todo")}</h2>
              <FactRows
                items={[
                  ...cosigns.map((one) => ({
                    href: `/tanda-tangan/${one.id}`,
                    title: say("portal.mine.cosign"),
                    facts: say("portal.mine.until", { day: shortDate(one.lapses_at, locale, zone) }),
                  })),
                  ...toMend.map((row) => ({
                    href: `/permohonan/${row.id}/perbaiki`,
                    title: say("portal.mine.mend", { name: row.label }),
                    facts: row.number,
                  })),
                  ...toRenew.map((permit) => ({
                    href: `/izin/${permit.id}/perpanjang`,
                    title: say("portal.mine.renew", { name: permit.holder }),
                    facts: dayWords(permit.valid_until, locale),
                    under: permit.number,
                  })),
                  ...bills.rows.map((bill) => ({
                    href: `/tagihan/${bill.id}`,
                    title: say("portal.mine.pay", {
                      amount: moneyText({ minor: bill.total_minor, currency: bill.currency }, locale),
                    }),
                    facts: say("portal.mine.until", { day: shortDate(bill.expires_at, locale, zone) }),
                    under: textIn(bill.title, locale),
                  })),
                  ...appointments,
                  ...surveys,
                ]}
              />
            </section>
          )}
          <section aria-labelledby="cases">
            <h2 id="cases">{say("portal.mine.cases")}</h2>
            {cases.rows.length === 0 && drafts.length === 0 && (
              <>
                <InsetText>{say("portal.mine.no-cases")}</InsetText>
                <ButtonLink href="/layanan" look="secondary">
                  {say("portal.mine.choose")}
                </ButtonLink>
              </>
            )}
            <FactRows
              items={[
                ...drafts.map((draft) => ({
                  href: `/ajukan/${draft.id}/periksa`,
                  title: name(draft.service),
                  facts: (
                    <Tag tone="yellow">
                      {say(draft.state === "signing" ? "portal.mine.signing" : "portal.mine.draft")}
                    </Tag>
                  ),
                  under: (
                    <>
                      {say("portal.mine.saved", { when: dateTime(draft.saved_at, locale, zone) })}{" "}
                      <a href={`/ajukan/${draft.id}/hapus`}>{say("portal.mine.drop")}</a>
                    </>
                  ),
                })),
                ...cases.rows.map((row) => ({
                  href: `/permohonan/${row.id}`,
                  title: row.label,
                  facts: statusTag(row.status, say),
                  under: `${textIn(row.title, locale)} · ${row.number}`,
                })),
              ]}
            />
            <p>
              <a href="/lanjut">{say("portal.mine.resume")}</a>
            </p>
            {cases.older && (
              <p>
                <a href="/permohonan">{say("portal.mine.all-cases")}</a>
              </p>
            )}
          </section>
          <div class="two">
            <section aria-labelledby="messages">
              <h2 id="messages">{say("portal.mine.messages")}</h2>
              {messages.rows.length === 0 && <p>{say("portal.mine.no-messages")}</p>}
              <FactRows
                items={messages.rows.map((message) => ({
                  href: `/pesan/${message.id}`,
                  title: message.read_at ? textIn(message.title, locale) : <b>{textIn(message.title, locale)}</b>,
                  facts: shortDate(message.sent_at, locale, zone),
                }))}
              />
              <p>
                <a href="/pesan">{say("portal.mine.all-messages")}</a>
              </p>
            </section>
            <section class="box" aria-labelledby="data">
              <h2 id="data">{say("portal.mine.data")}</h2>
              <ul>
                <li>
                  <a href="/saya/siapa-membaca">{say("portal.mine.who-read")}</a>
                </li>
                {actor.hat === "citizen" && (
                  <>
                    <li>
                      <a href="/saya/hak-data">{say("portal.mine.rights")}</a>
                    </li>
                    <li>
                      <a href="/saya/jawaban">{say("portal.mine.answers")}</a>
                    </li>
                  </>
                )}
                <li>
                  <a href="/akun">{say("portal.mine.account")}</a>
                </li>
                <li>
                  <a href="/akun/mandat">{say("portal.mine.mandates")}</a>
                </li>
                <li>
                  <a href="/akun/bertindak">{say("portal.mine.acting")}</a>
                </li>
                <li>
                  <a href="/saya/aplikasi">{say("portal.mine.applications")}</a>
                </li>
                <li>
                  <a href="/janji">{say("portal.mine.appointments")}</a>
                </li>
                <li>
                  <a href="/saya/catatan">{say("portal.mine.records")}</a>
                </li>
                <li>
                  <a href="/saya/dibantu">{say("portal.mine.helped")}</a>
                </li>
                <li>
                  <a href="/tagihan">{say("portal.mine.bills")}</a>
                </li>
              </ul>
            </section>
          </div>
          {permits.rows.length > 0 && (
            <section aria-labelledby="permits">
              <h2 id="permits">{say("portal.mine.permits")}</h2>
              <FactRows
                items={permits.rows.map((permit) => ({
                  href: `/izin/${permit.id}`,
                  title: `${textIn(permit.title, locale)}: ${permit.holder}`,
                  facts: permitTag(permit.state, say),
                  under: say(permit.state === "expired" ? "portal.mine.ended" : "portal.mine.ends", {
                    day: dayWords(permit.valid_until, locale),
                  }),
                }))}
              />
              <p>
                <a href="/izin">{say("portal.mine.all-permits")}</a>
              </p>
            </section>
          )}
          <section aria-labelledby="documents">
            <h2 id="documents">{say("portal.mine.documents")}</h2>
            {documents.rows.length === 0 && <p>{say("portal.mine.no-documents")}</p>}
            <FactRows
              items={documents.rows.map((document) => ({
                href: `/dokumen/${document.id}`,
                title: textIn(document.title, locale),
                facts: document.number,
                under: document.holder,
              }))}
            />
            {documents.older && (
              <p>
                <a href="/dokumen">{say("portal.mine.all-documents")}</a>
              </p>
            )}
          </section>
        </>
      ),
    };
  },
});
