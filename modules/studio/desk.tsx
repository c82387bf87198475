import type { ComponentChildren } from "preact";
import { Desk } from "../../design/index.ts";
import type { RequestContext } from "../../kernel/index.ts";
import type { Draft } from "./draft.ts";
import { Outline } from "./outline.tsx";

/** The page of a draft between its outline and what belongs to it. On a phone the work comes first, the outline last. */
export function DraftDesk(props: {
  context: Pick<RequestContext, "say" | "locale">;
  draft: Draft;
  /** Where one is, as the outline says it. */
  here: string;
  side?: ComponentChildren;
  sideWords?: string;
  children: ComponentChildren;
}) {
  const { context, draft, here, side, sideWords = context.say("studio.beside"), children } = props;
  const { say, locale } = context;
  return (
    <Desk
      queueLast
      words={{ queue: say("studio.parts"), side: sideWords }}
      queue={<Outline draft={draft} here={here} say={say} locale={locale} />}
      side={side}
    >
      {children}
    </Desk>
  );
}
