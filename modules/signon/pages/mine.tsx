import { Button, SummaryList } from "../../../design/index.ts";
import { dateTime } from "../../../design/words.ts";
import { field, goTo, page } from "../../../kernel/index.ts";
import { leaveClient, withdraw } from "../commands/consents.ts";
import { myConsents } from "../queries/consents.ts";
import { agencyName, Once, Refused } from "./parts.tsx";

/** The applications that I signed in to from here: what each may know, and the end of it. */
export const minePage = page({
  path: "/saya/aplikasi",
  async show(context, refusal) {
    const { ask, say, locale, world, actor } = context;
    const rows = await ask(myConsents, {});
    const when = (at: Date) => dateTime(at, locale, world.calendar.timeZone);
    const list = (claims: readonly string[]) =>
      claims.length === 0 ? say("signon.mine.nothing") : claims.map((claim) => say(`signon.claim.${claim}`)).join(", ");
    return {
      title: say("signon.mine.title"),
      back:
        actor.hat === "officer"
          ? { href: "/akun", label: say("signon.mine.back-account") }
          : { href: "/saya", label: say("signon.mine.back") },
      main: (
        <>
          <Refused refusal={refusal} say={say} />
          <h1>{say("signon.mine.title")}</h1>
          <p>{say("signon.mine.lead")}</p>
          {rows.length === 0 && <p>{say("signon.mine.none")}</p>}
          {rows.map((row) => (
            <section key={row.id}>
              <h2>{row.name}</h2>
              <SummaryList
                rows={[
                  { key: say("signon.mine.agency"), value: agencyName(context, row.agency) },
                  { key: say("signon.mine.purpose"), value: row.purpose },
                  ...(row.business ? [{ key: say("signon.mine.as"), value: say("signon.mine.as-business") }] : []),
                  { key: say("signon.mine.knows"), value: list(row.claims) },
                  ...(row.declined.length > 0 ? [{ key: say("signon.mine.declined"), value: list(row.declined) }] : []),
                  { key: say("signon.mine.since"), value: when(row.given_at) },
                  { key: say("signon.mine.sessions"), value: say("signon.mine.count", { count: row.sessions }) },
                ]}
              />
              <form method="post" action="/saya/aplikasi">
                <Once context={context} />
                <input type="hidden" name="consent" value={row.id} />
                {row.sessions > 0 && (
                  <Button look="secondary" name="do" value="leave">
                    {say("signon.mine.leave")}
                    <span class="govuk-visually-hidden"> {row.name}</span>
                  </Button>
                )}{" "}
                <Button look="warning" name="do" value="withdraw">
                  {say("signon.mine.withdraw")}
                  <span class="govuk-visually-hidden"> {row.name}</span>
                </Button>
              </form>
            </section>
          ))}
          <p>
            <a href="/saya/siapa-membaca">{say("signon.mine.who-read")}</a>
          </p>
          <p>
            <a href="/aplikasi">{say("signon.public.title")}</a>
          </p>
        </>
      ),
    };
  },
  async submit({ act, form }) {
    const consent = field(form, "consent");
    await act(field(form, "do") === "leave" ? leaveClient : withdraw, { consent });
    return goTo("/saya/aplikasi");
  },
});
