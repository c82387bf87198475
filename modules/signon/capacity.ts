/** In what capacity somebody stands before a relying party: for themselves, or for one business. */
export interface Capacity {
  person: string;
  business: string | null;
}

/** As the protocol's library keeps it. It never leaves: a relying party sees a subject made from it. */
export const accountOf = ({ person, business }: Capacity): string => (business ? `${person}.${business}` : person);

export function capacityOf(account: string): Capacity {
  const [person = "", business] = account.split(".");
  return { person, business: business ?? null };
}
