import { Button } from "../../../design/index.ts";
import { field, goTo, officeOf, page, textIn } from "../../../kernel/index.ts";
import { changeHat } from "../commands/hats.ts";
import { hats } from "../queries/hats.ts";
import { hashText, newToken } from "../token.ts";
import { backOf, localPath, Refused } from "./parts.tsx";

/** In what capacity I act now: for myself, for a business, at my office. */
export const actingPage = page({
  path: "/akun/bertindak",
  async show(context, refusal) {
    const { ask, say, world, locale, actor } = context;
    const { mandates, officers } = await ask(hats, {});
    const choices = [
      { value: "citizen", title: say("identity.acting.myself"), under: actor.name ?? "", now: actor.hat === "citizen" },
      ...mandates.map((one) => ({
        value: `business:${one.id}`,
        title: one.business_name,
        under: say(`identity.mandate.role.${one.role}`),
        now: actor.business?.mandate === one.id,
      })),
      ...officers.map((one) => {
        const office = officeOf(world.government, one.agency, one.office);
        return {
          value: `officer:${one.id}`,
          title: textIn(office?.agency.name, locale),
          under: textIn(office?.name, locale),
          now: actor.officer?.id === one.id,
        };
      }),
    ];
    return {
      title: say("identity.acting.title"),
      back: backOf(context),
      main: (
        <>
          <Refused refusal={refusal} say={say} />
          <h1>{say("identity.acting.title")}</h1>
          <ul class="rows">
            {choices.map((choice) => (
              <li key={choice.value}>
                <span>
                  <b>{choice.title}</b>
                  <span class="origin">{choice.under}</span>
                </span>
                {choice.now ? (
                  <span class="facts">{say("identity.acting.now")}</span>
                ) : (
                  <form method="post" action="/akun/bertindak">
                    <Button look="secondary" name="choice" value={choice.value}>
                      {say("identity.acting.go")}
                      <span class="govuk-visually-hidden"> {choice.title}</span>
                    </Button>
                  </form>
                )}
              </li>
            ))}
          </ul>
          <p>
            <a href="/akun">{say("identity.account.title")}</a>
          </p>
        </>
      ),
    };
  },
  async submit({ act, form, query, setSession }) {
    const [hat, id] = field(form, "choice").split(":");
    const token = newToken();
    await act(changeHat, { hat: hat as "citizen", ...(id && { id }), hash: hashText(token) }, { key: undefined });
    setSession(token);
    return goTo(localPath(query.lanjut, hat === "officer" ? "/petugas" : "/saya"));
  },
});
