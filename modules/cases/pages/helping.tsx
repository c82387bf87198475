import { Button, Notice } from "../../../design/index.ts";
import type { RequestContext } from "../../../kernel/index.ts";
import type { HeldDraft } from "../case.ts";
import { Once } from "./parts.tsx";

/** Above each page that an officer fills in for somebody: for whom, and a way to end it. */
export const Helping = ({ draft, context: { actor, say, once } }: { draft: HeldDraft; context: RequestContext }) =>
  actor.hat === "officer" ? (
    <Notice title={say("cases.help.title")}>
      <p>{say("cases.help.for", { name: String(draft.facts.applicant.name ?? "") })}</p>
      <form method="post" action={`/petugas/bantu/${draft.help}`}>
        <Once once={once} />
        <Button look="link" name="do" value="end">
          {say("cases.help.end")}
        </Button>
      </form>
    </Notice>
  ) : null;
