import type { interactionPolicy, KoaContextWithOIDC } from "oidc-provider";
import { leastOf, levelOf, methodsOf } from "../assurance.ts";
import { capacityOf } from "../capacity.ts";
import { visitOf } from "./visit.ts";

type Library = typeof import("oidc-provider");

/**
 * When a page of ours is due. The library's own session only remembers which relying parties somebody went to: who sits
 * there, and how surely, is always what the house's session says now.
 */
export function policyOf({ interactionPolicy: { base, Check } }: Library): interactionPolicy.DefaultPolicy {
  const policy = base();
  const { checks } = policy.get("login")!;
  const sitsHere = ({ oidc, req }: KoaContextWithOIDC): boolean => {
    const { actor } = visitOf(req);
    const account = oidc.session?.accountId;
    if (!account || !oidc.session) return true;
    const { person, business } = capacityOf(account);
    const fits = actor.person === person && (business === null || oidc.client?.acts_for === "either");
    if (!fits) return false;
    // What was sure five minutes ago need not be now.
    if (oidc.session.acr !== levelOf(actor.assurance)) {
      oidc.session.acr = levelOf(actor.assurance);
      oidc.session.amr = methodsOf(actor.assurance);
    }
    return true;
  };
  checks.add(new Check("house", "sign in at the house", "login_required", (ctx) => !sitsHere(ctx)), 0);
  checks.add(
    new Check("level", "a higher level of assurance is asked for", "login_required", ({ oidc, req }) => {
      const asked = oidc.params?.acr_values;
      return visitOf(req).actor.assurance < leastOf(typeof asked === "string" ? asked : undefined);
    }),
  );
  return policy;
}
