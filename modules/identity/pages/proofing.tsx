import { Button, TextInput } from "../../../design/index.ts";
import { faultAt, field, goTo, page, refuse } from "../../../kernel/index.ts";
import { settleProofing } from "../commands/proofing.ts";
import { Once, Refused } from "./parts.tsx";

/** The counter: somebody whose data did not fit stands here with their papers. */
export const proofingPage = page({
  path: "/petugas/pembuktian",
  desk: { label: "identity.desk.proofing", roles: ["front-desk"] },
  show(context, refusal) {
    const { say, form, query, actor } = context;
    if (actor.hat === "anyone") refuse("sign-in-needed", "kernel.refusal.sign-in-needed");
    if (!actor.officer?.roles.includes("front-desk")) refuse("not-allowed", "kernel.refusal.not-allowed");
    return {
      title: say("identity.proofing.title"),
      main: (
        <div class="short">
          <Refused refusal={refusal} say={say} names={{ code: "identity.proofing.code" }} />
          <h1>{say("identity.proofing.title")}</h1>
          {query.selesai && <p role="status">{say("identity.proofing.done")}</p>}
          <p>{say("identity.proofing.how")}</p>
          <form method="post" action="/petugas/pembuktian" noValidate>
            <Once context={context} />
            <TextInput
              id="code"
              name="code"
              label={say("identity.proofing.code")}
              width={10}
              value={field(form, "code")}
              error={faultAt({ say }, refusal, "code")}
            />
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
            <div class="govuk-button-group">
              <Button name="verdict" value="seen">
                {say("identity.proofing.seen")}
              </Button>
              <Button name="verdict" value="refused" look="warning">
                {say("identity.proofing.refuse")}
              </Button>
            </div>
          </form>
        </div>
      ),
    };
  },
  async submit({ act, form }) {
    await act(settleProofing, {
      code: field(form, "code"),
      nik: field(form, "nik"),
      verdict: field(form, "verdict") as "seen",
    });
    return goTo("/petugas/pembuktian?selesai=ya");
  },
});
