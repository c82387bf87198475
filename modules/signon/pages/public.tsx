import { SummaryList } from "../../../design/index.ts";
import { page } from "../../../kernel/index.ts";
import { relyingParties } from "../queries/clients.ts";
import { agencyName } from "./parts.tsx";

/** Whom people can sign in to with their account here, what each may ask to know, and why. */
export const publicPage = page({
  path: "/aplikasi",
  shared: 30,
  async show(context) {
    const { ask, say } = context;
    const parties = await ask(relyingParties, {});
    return {
      title: say("signon.public.title"),
      main: (
        <>
          <h1>{say("signon.public.title")}</h1>
          <p>{say("signon.public.lead")}</p>
          {parties.length === 0 && <p>{say("signon.public.none")}</p>}
          {parties.map((party) => (
            <section key={party.id}>
              <h2>{party.name}</h2>
              <SummaryList
                rows={[
                  { key: say("signon.mine.agency"), value: agencyName(context, party.agency) },
                  { key: say("signon.mine.purpose"), value: party.purpose },
                  { key: say("signon.public.basis"), value: party.basis },
                  {
                    key: say("signon.public.may-ask"),
                    value:
                      party.claims.map((claim) => say(`signon.claim.${claim}`)).join(", ") ||
                      say("signon.mine.nothing"),
                  },
                ]}
              />
            </section>
          ))}
        </>
      ),
    };
  },
});
