import { Button, Checkboxes, DateInput, FactRows, Radios, TextInput } from "../../../design/index.ts";
import { dayWords } from "../../../design/words.ts";
import { faultAt, field, goTo, page, refuse } from "../../../kernel/index.ts";
import { businessesOfPerson } from "../../registry/index.ts";
import { acceptMandate, claimBusiness, grantMandate, revokeMandate } from "../commands/mandates.ts";
import { myMandates } from "../queries/mandates.ts";
import { type MandateRole, scopes } from "../tables.ts";
import { CodeFirst, Once, Refused } from "./parts.tsx";

/** Who may act for whom: what I was given, or what my business gave. */
export const mandatesPage = page({
  path: "/akun/mandat",
  async show(context, refusal) {
    const { ask, say, actor, form, locale, world } = context;
    const today = world.calendar.today(world.clock.now());
    const over = (until: string | null) => until !== null && until < today;
    const mandates = await ask(myMandates, {});
    const mine = actor.hat === "citizen" ? await ask(businessesOfPerson, { person: actor.person! }) : [];
    const unclaimed = mine.filter(
      (business) => !mandates.some((one) => one.business === business.id && !one.revoked_at && !over(one.until)),
    );
    const manages = actor.business?.scopes.includes("manage") ?? false;
    const mayEnd = (role: MandateRole) => actor.hat === "citizen" || (manages && role !== "owner");
    return {
      title: say("identity.mandate.title"),
      back: { href: "/saya", label: say("identity.account.back") },
      main: (
        <>
          <Refused refusal={refusal} say={say} />
          <h1>{say("identity.mandate.title")}</h1>
          {mandates.length === 0 && <p>{say("identity.mandate.none")}</p>}
          <FactRows
            items={mandates.map((one) => ({
              title: actor.hat === "business" ? one.person_name : one.business_name,
              facts: one.revoked_at
                ? say("identity.mandate.revoked")
                : over(one.until)
                  ? say("identity.mandate.over")
                  : one.accepted_at
                    ? say("identity.mandate.active")
                    : say("identity.mandate.offered"),
              under: (
                <>
                  {say(`identity.mandate.role.${one.role}`)}:{" "}
                  {one.scopes.map((scope) => say(`identity.mandate.scope.${scope}`)).join(", ")}
                  {one.until && ` · ${say("identity.mandate.until", { day: dayWords(one.until, locale) })}`}
                  {!one.revoked_at && !over(one.until) && mayEnd(one.role) && (
                    <form method="post" action="/akun/mandat">
                      <Once context={context} />
                      {!one.accepted_at && actor.hat === "citizen" && (
                        <Button name="accept" value={one.id}>
                          {say("identity.mandate.accept")}
                        </Button>
                      )}
                      <button class="button-link" type="submit" name="revoke" value={one.id}>
                        {say(
                          one.accepted_at || actor.hat === "business"
                            ? "identity.mandate.revoke"
                            : "identity.mandate.decline",
                        )}
                        <span class="govuk-visually-hidden">
                          {" "}
                          {actor.hat === "business" ? one.person_name : one.business_name}
                        </span>
                      </button>
                    </form>
                  )}
                </>
              ),
            }))}
          />
          {unclaimed.map((business) => (
            <form method="post" action="/akun/mandat" key={business.id} class="box">
              <Once context={context} />
              <p>{say("identity.mandate.claim-why", { business: business.name })}</p>
              <Button name="claim" value={business.id}>
                {say("identity.mandate.claim")}
              </Button>
            </form>
          ))}
          {manages && actor.assurance < 3 && (
            <CodeFirst title={say("identity.mandate.grant")} next="/akun/mandat" say={say} />
          )}
          {manages && actor.assurance === 3 && (
            <form method="post" action="/akun/mandat" class="short" noValidate>
              <Once context={context} />
              <h2>{say("identity.mandate.grant")}</h2>
              <TextInput
                id="nik"
                name="nik"
                kind="code"
                width={20}
                autocomplete="off"
                label={say("identity.sign-up.nik")}
                value={field(form, "nik")}
                error={faultAt({ say }, refusal, "nik")}
              />
              <Radios
                id="role"
                name="role"
                label={say("identity.mandate.as")}
                value={field(form, "role") || "staff"}
                options={(["staff", "director"] as const).map((value) => ({
                  value,
                  text: say(`identity.mandate.role.${value}`),
                }))}
              />
              <Checkboxes
                id="scopes"
                name="scopes"
                label={say("identity.mandate.what")}
                values={[form.scopes ?? []].flat()}
                options={scopes.map((value) => ({ value, text: say(`identity.mandate.scope.${value}`) }))}
                error={faultAt({ say }, refusal, "scopes")}
              />
              <DateInput
                id="until"
                name="until"
                label={say("identity.mandate.until-when")}
                hint={say("identity.mandate.until-hint")}
                value={{
                  day: field(form, "until.day"),
                  month: field(form, "until.month"),
                  year: field(form, "until.year"),
                }}
                words={{ day: say("identity.day"), month: say("identity.month"), year: say("identity.year") }}
                error={faultAt({ say }, refusal, "until")}
              />
              <Button name="grant" value="yes">
                {say("identity.mandate.go")}
              </Button>
            </form>
          )}
        </>
      ),
    };
  },
  async submit({ act, form }) {
    if (field(form, "accept")) await act(acceptMandate, { id: field(form, "accept") });
    else if (field(form, "revoke")) await act(revokeMandate, { id: field(form, "revoke") });
    else if (field(form, "claim")) await act(claimBusiness, { business: field(form, "claim") });
    else if (field(form, "grant")) {
      const [day, month, year] = ["day", "month", "year"].map((part) => field(form, `until.${part}`)) as [
        string,
        string,
        string,
      ];
      const until = day || month || year ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : null;
      await act(grantMandate, {
        nik: field(form, "nik"),
        role: field(form, "role") as "staff",
        scopes: [form.scopes ?? []].flat() as "apply"[],
        until,
      });
    } else refuse("invalid", "kernel.refusal.invalid");
    return goTo("/akun/mandat");
  },
});
