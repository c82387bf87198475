import type { Claim } from "./claims.ts";

/** A row of signon.consent. */
export interface ConsentRow {
  id: string;
  person: string;
  business: string | null;
  client: string;
  claims: Claim[];
  declined: Claim[];
  given_at: Date;
  used_at: Date;
  until: Date;
  withdrawn_at: Date | null;
}

/** Asked again once a year: who has forgotten an application is reminded of it. */
export const consentMs = 365 * 86_400_000;
