/**
 * What a service's process may say to this room, and which of the service's own messages each then sends. The linter
 * holds every service to it before it is published, so that no case stops at a word that nobody understands.
 */
export const vocabulary = {
  always: ["submitted"],
  deeds: {
    approve: [],
    bill: ["approved"],
    issue: ["issued", "revoked"],
    tell: [],
    refuse: [],
    lapse: ["lapsed"],
    "remind-office": [],
    "remind-applicant": ["reminder"],
  },
  waits: { correction: ["corrected"], payment: [], issued: [] },
  outcomes: {
    approve: [],
    refuse: ["refused"],
    return: ["returned"],
    "ask-opinions": [],
    forward: [],
    agree: [],
    object: [],
  },
  ends: { issued: [], granted: [], refused: [], lapsed: [], withdrawn: [] },
  needs: { bill: ["fee"], issue: ["documents"], refuse: ["refusals", "appeal"] },
} as const;
