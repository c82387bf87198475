import { Button, Radios, Textarea } from "../../../design/index.ts";
import { faultAt, field, goTo, page, refuse } from "../../../kernel/index.ts";
import { askRight } from "../commands/ask.ts";
import { type Kind, kinds } from "../edition.ts";
import { Once, Refused } from "./parts.tsx";

/** Asks for one's right: which, and in own words what about. */
export const beginPage = page({
  path: "/saya/hak-data/baru",
  limit: { times: 20, seconds: 3600 },
  show(context, refusal) {
    const { say, form, actor } = context;
    if (actor.hat === "anyone") refuse("sign-in-needed", "kernel.refusal.sign-in-needed");
    return {
      title: say("rights.begin.title"),
      back: { href: "/saya/hak-data", label: say("rights.mine.title") },
      main: (
        <div class="short">
          <Refused refusal={refusal} say={say} />
          <h1>{say("rights.begin.title")}</h1>
          <form method="post" action="/saya/hak-data/baru" noValidate>
            <Once context={context} />
            <Radios
              id="kind"
              name="kind"
              label={say("rights.begin.kind")}
              value={field(form, "kind")}
              error={faultAt({ say }, refusal, "kind")}
              options={kinds.map((kind) => ({
                value: kind,
                text: say(`rights.kind.${kind}`),
                hint: say(`rights.kind-hint.${kind}`),
              }))}
            />
            <Textarea
              id="told"
              name="told"
              label={say("rights.begin.told")}
              hint={say("rights.begin.told-hint")}
              value={field(form, "told")}
              error={faultAt({ say }, refusal, "told")}
              maxLength={2000}
            />
            <Button>{say("rights.begin.send")}</Button>
          </form>
        </div>
      ),
    };
  },
  async submit({ act, form }) {
    const { request } = await act(askRight, { kind: field(form, "kind") as Kind, told: field(form, "told") });
    return goTo(`/saya/hak-data/${request}`);
  },
});
