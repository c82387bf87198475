/** Whoever is signed in, in whatever capacity: their own account is theirs under every hat. */
export const everyone = (assurance: 1 | 2 | 3) =>
  [
    { hat: "citizen", assurance },
    { hat: "business", assurance },
    { hat: "officer", assurance },
  ] as const;
