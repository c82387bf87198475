import { Button, Checkboxes, InsetText, Radios } from "../../../design/index.ts";
import { field, goTo, page, type RequestContext, refuse } from "../../../kernel/index.ts";
import { hats, signedInAt } from "../../identity/index.ts";
import { leastOf, levelOf, methodsOf } from "../assurance.ts";
import { accountOf } from "../capacity.ts";
import { type Claim, claimsOf, sourceOf } from "../claims.ts";
import { originsOf } from "../client.ts";
import { allow } from "../commands/consents.ts";
import { answer, type Waiting, waiting } from "../provider/interaction.ts";
import { relyingParty } from "../queries/clients.ts";
import { myConsents } from "../queries/consents.ts";
import { agencyName, Once, Refused, ticked } from "./parts.tsx";

/** What the relying party asks, once somebody sits there who is as sure as it asks for. */
async function ready(context: RequestContext): Promise<{ request: Waiting; at: Date }> {
  const { world, params, actor, getCookie, ask } = context;
  const request = await waiting(world, params.uid ?? "", getCookie("signon"));
  if (!actor.account) refuse("sign-in-needed", "kernel.refusal.sign-in-needed");
  const at = await ask(signedInAt, {});
  const age = (world.clock.now().getTime() - at.getTime()) / 1000;
  const tooOld = request.maxAge !== undefined && age > request.maxAge && at < request.since;
  if (tooOld || (request.anew && at < request.since) || actor.assurance < leastOf(request.acr))
    refuse("step-up-needed", "kernel.refusal.step-up-needed");
  return { request, at };
}

/** A relying party asks to know something: what, what for, from which register. Nothing is ticked that was not before. */
export const consentPage = page({
  path: "/aplikasi/izin/:uid",
  limit: { times: 60, seconds: 600 },
  async show(context, refusal) {
    const { ask, say, actor, params, form } = context;
    const { request } = await ready(context);
    const party = await ask(relyingParty, { id: request.client });
    const asked = claimsOf(request.scopes, party.claims);
    const { mandates } = party.actsFor === "either" ? await ask(hats, {}) : { mandates: [] };
    const before = (await ask(myConsents, {})).filter((one) => one.client === party.id);
    const given = before.flatMap((one) => one.claims);
    const lines = asked.filter((claim) => claim !== "business" || mandates.length > 0);
    return {
      title: say("signon.consent.title", { name: party.name }),
      leadsTo: originsOf(party.redirects),
      main: (
        <div class="short">
          <Refused refusal={refusal} say={say} />
          <h1>{say("signon.consent.title", { name: party.name })}</h1>
          <p>{say("signon.consent.lead", { agency: agencyName(context, party.agency), name: actor.name ?? "" })}</p>
          <InsetText>
            <p>{party.purpose}</p>
            <p class="quiet">{say("signon.consent.basis", { basis: party.basis })}</p>
          </InsetText>
          <form method="post" action={`/aplikasi/izin/${params.uid}`} noValidate>
            <Once context={context} />
            {mandates.length > 0 && (
              <Radios
                id="as"
                name="as"
                label={say("signon.consent.as")}
                legendSize="m"
                value={field(form, "as") || actor.business?.id || "self"}
                options={[
                  { value: "self", text: say("signon.consent.myself"), hint: actor.name ?? "" },
                  ...mandates.map((one) => ({
                    value: one.business,
                    text: one.business_name,
                    hint: say("signon.consent.for-business"),
                  })),
                ]}
              />
            )}
            {lines.length > 0 && (
              <Checkboxes
                id="claim"
                name="claim"
                label={say("signon.consent.what")}
                legendSize="m"
                hint={say("signon.consent.choose")}
                values={form._once === undefined ? given : ticked(form, "claim")}
                options={lines.map((claim) => ({
                  value: claim,
                  text: say(`signon.claim.${claim}`),
                  hint: say(`signon.source.${sourceOf[claim]}`),
                }))}
              />
            )}
            <p>{say("signon.consent.later")}</p>
            <Button name="do" value="allow">
              {say("signon.consent.go")}
            </Button>{" "}
            <Button name="do" value="deny" look="secondary">
              {say("signon.consent.no")}
            </Button>
          </form>
        </div>
      ),
    };
  },
  async submit(context) {
    const { act, ask, world, actor, form, params, getCookie } = context;
    const { request, at } = await ready(context);
    const held = getCookie("signon");
    if (field(form, "do") !== "allow") return goTo(await answer(world, params.uid!, held, { error: "access_denied" }));
    const party = await ask(relyingParty, { id: request.client });
    const as = field(form, "as");
    const business = as && as !== "self" ? as : null;
    const asked = claimsOf(request.scopes, party.claims);
    const said = ticked(form, "claim");
    const told = asked.filter((claim) => said.includes(claim) && (claim !== "business" || business));
    const declined = asked.filter((claim): claim is Claim => !told.includes(claim));
    await act(allow, { client: party.id, business, claims: told, declined });
    const login = {
      accountId: accountOf({ person: actor.person!, business }),
      acr: levelOf(actor.assurance),
      amr: methodsOf(actor.assurance),
      ts: Math.floor(at.getTime() / 1000),
    };
    return goTo(await answer(world, params.uid!, held, { login, consent: {} }));
  },
});
