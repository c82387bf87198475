/** What a relying party may be told of somebody; each is consented to by itself. */
export const claims = ["name", "birthdate", "address", "region", "nik", "business"] as const;
export type Claim = (typeof claims)[number];

/** By which scope each is asked for. The NIK has one of its own, so that nobody gets it along with something else. */
export const scopeOf: Readonly<Record<Claim, string>> = {
  name: "profile",
  birthdate: "profile",
  address: "address",
  region: "region",
  nik: "nik",
  business: "business",
};

/** Where each comes from, as the consent page says it. */
export const sourceOf: Readonly<Record<Claim, "population" | "businesses">> = {
  name: "population",
  birthdate: "population",
  address: "population",
  region: "population",
  nik: "population",
  business: "businesses",
};

export const scopesOf = (some: readonly Claim[]): string[] => [...new Set(some.map((claim) => scopeOf[claim]))];

/** The claims that some scopes ask for, of those that may be asked for at all. */
export function claimsOf(scopes: readonly string[], entitled: readonly string[] = claims): Claim[] {
  return claims.filter((claim) => scopes.includes(scopeOf[claim]) && entitled.includes(claim));
}
