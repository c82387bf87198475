import { randomUUID } from "node:crypto";
import { inputsAfterwards } from "./policy-inputs-afterwards.ts";
import { inputsOfCases } from "./policy-inputs-cases.ts";
import { inputsOfExchange } from "./policy-inputs-exchange.ts";
import { inputsOfFederation } from "./policy-inputs-federation.ts";
import { inputsOfMerging } from "./policy-inputs-merging.ts";
import { inputsOfOneData } from "./policy-inputs-onedata.ts";
import { inputsOfPrivacy } from "./policy-inputs-privacy.ts";
import { inputsOfRegisters } from "./policy-inputs-registers.ts";
import { inputsOfServices } from "./policy-inputs-services.ts";
import { inputsOfSignon, type Signon } from "./policy-inputs-signon.ts";
import { inputsOfStewards } from "./policy-inputs-stewards.ts";

const hash = "0".repeat(64);
const token = "A".repeat(43);
const both = { id: "a", en: "b" };
const day = "2027-01-01";
const page = {};

/**
 * A valid call of every command and query, so that what refuses it is the policy and nothing else. A new one without an
 * input here fails the test: whoever adds it says what a valid call looks like.
 */
export function validInputs(
  known: { somebody: unknown; visit: string; oneData: Parameters<typeof inputsOfOneData>[0] } & Record<
    | "narti"
    | "joko"
    | "proposal"
    | "business"
    | "officer"
    | "bill"
    | "message"
    | "document"
    | "draft"
    | "waiting"
    | "paid"
    | "task"
    | "ticket"
    | "absence"
    | "bulk"
    | "inquiry"
    | "serviceDraft"
    | "migration"
    | "signal"
    | "permit"
    | "objection"
    | "hearing"
    | "record"
    | "load"
    | "registerDraft"
    | "effect"
    | "system"
    | "service"
    | "agreement"
    | "request"
    | keyof Signon,
    string
  >,
): Record<string, unknown> {
  return {
    "transparency.keep-key": { name: "x", pkcs8: "", public: "" },
    "transparency.log-key": {},
    "transparency.checkpoints": {},
    "transparency.tile": { path: "0/000" },
    "transparency.proof": { id: randomUUID() },
    "documents.open-document": {
      subject: "x",
      kind: "x",
      title: both,
      person: known.narti,
      holder: "x",
      agency: "x",
      numberPattern: "x",
      validUntil: day,
      content: {},
    },
    "documents.seal-document": { id: known.document, sha256: hash, store: "x", bytes: 1, signers: [] },
    "documents.revoke-document": { id: known.document, reason: "karena alasan uji" },
    "documents.keep-key": { name: "x", pkcs8: "", certificate: "", issuer: null },
    "documents.document": { id: known.document },
    "documents.documents": page,
    "documents.check": { code: "x" },
    "documents.found": {},
    "documents.key": { name: "root" },
    "registry.register-business": {
      name: "Warung Uji",
      kbli: ["56103"],
      address: { street: "Jalan 1", rt: "001", rw: "001", village: "99.01.01.1001" },
      foundedOn: "2020-01-01",
    },
    "registry.correct-person": {
      person: known.narti,
      version: 1,
      kind: "correction",
      reason: "salah tulis nama",
      changes: { name: "Narti S" },
    },
    "registry.record-life-event": { event: "leaving", details: { nik: "9901014508800001" }, source: "x", reason: "x" },
    "registry.enter-business": {
      owner: "9901014508800001",
      name: "Warung Uji",
      kind: "individual",
      kbli: ["56103"],
      foundedOn: "2020-01-01",
    },
    "registry.business-numbered": { nib: "9901000000017" },
    "registers.publish-register": { register: { code: "x", version: 1, hash } },
    "registers.write-record": { register: "biodata", change: "put", person: known.narti, reason: "karena uji" },
    "registers.registers": {},
    "registers.register": { code: "biodata" },
    "registers.records": { register: "biodata", reason: "report" },
    "registers.record": { id: known.record },
    "registers.my-records": {},
    "cases.record-effect": { case: known.waiting, place: "0", register: "biodata", state: "held", why: "x" },
    "cases.retry-effect": { effect: known.effect },
    "cases.settle-effect": { effect: known.effect, note: "karena uji" },
    "cases.effects": { case: known.waiting },
    "cases.held-effects": {},
    "cases.held-effect": { effect: known.effect },
    "registry.enrol-people": { source: "x", first: 1, people: [known.somebody] },
    "registry.load-code-lists": {},
    "registry.tally-eligible": {
      before: null,
      after: { conditions: [], forBusiness: false, decisions: {}, fee: null },
      day,
    },
    "registry.find-codes": { list: "regions/villages", words: "tirta" },
    "registry.code-entries": { codes: [] },
    "registry.person-named": { nik: "9901014101900001", name: "Narti" },
    "registry.known-numbers": { niks: [], familyNumbers: [], nibs: [] },
    "registry.person": { id: known.narti, reason: "counter-visit" },
    "registry.person-versions": { id: known.narti, reason: "correction" },
    "registry.person-by-nik": { nik: "9901014508800001" },
    "registry.matched-person": { nik: "9901014508800001", name: "Narti", birthDate: "1980-08-05" },
    "registry.search-desk": {},
    "registry.people-search": { name: "narti", reason: "counter-visit", birthDate: "1980-08-05" },
    "registry.people-enrolled": { source: "x" },
    "registry.business": { id: known.business, reason: "counter-visit" },
    "registry.businesses": { person: known.narti, reason: "counter-visit" },
    "registry.own-interest": { person: known.narti, business: null },
    "registry.own-interests": { of: [] },
    "registry.activities": {},
    "registry.villages": {},
    "payments.create-bill": {
      subject: "x",
      payerPerson: known.narti,
      title: both,
      agency: "dpmptsp",
      law: "x",
      currency: "IDR",
      expiresAt: new Date(),
      lines: [{ code: "x", title: both, minor: 1n }],
    },
    "payments.cancel-bill": { bill: known.bill },
    "payments.expire-bill-now": { bill: known.bill },
    "payments.start-payment": { bill: known.bill },
    "payments.record-event": {
      gateway: "qris",
      event: "e",
      reference: "r",
      amountMinor: 1n,
      currency: "IDR",
      happenedAt: new Date(),
    },
    "payments.note-looks": { orders: [randomUUID()] },
    "payments.settle-exception": { id: randomUUID(), note: "sudah dikembalikan" },
    "payments.bill": { id: known.bill },
    "payments.bills": page,
    "payments.bill-of": { subject: known.paid },
    "payments.exceptions": page,
    "payments.demo-order": { reference: "x" },
    "payments.silent-orders": { minutes: 5 },
    "messages.send-message": { toPerson: known.narti, locale: "id", kind: "x", title: both, body: both },
    "messages.read-message": { id: known.message },
    "messages.inbox": page,
    "messages.message": { id: known.message },
    "messages.unread": {},
    "identity.keep-mandate": {
      id: randomUUID(),
      business: known.business,
      businessName: "x",
      person: known.narti,
      personName: "x",
      role: "staff",
      scopes: ["apply"],
      until: null,
      grantedBy: known.narti,
      accepted: true,
    },
    "identity.hats": {},
    "identity.hats-of": { account: known.narti, person: known.narti },
    "identity.security": {},
    "identity.mandates": {},
    "identity.officers": page,
    "identity.colleagues": { agency: "dpmptsp" },
    "identity.officer-names": { ids: [] },
    "identity.contact": { person: known.narti },
    "identity.credentials": { identifier: "narti@tirta.example" },
    "identity.account": { id: known.narti },
    "identity.account-of-person": { person: known.narti },
    "identity.pending": { hash, kind: "sign-in" },
    "identity.totp": { account: known.narti },
    "identity.email": { id: known.narti },
    "identity.passkey": { id: "x" },
    "identity.pending-secret": { hash },
    "identity.proofing": { code: "x" },
    "identity.claim-business": { business: known.business },
    "identity.grant-mandate": { nik: "9901021901910001", role: "staff", scopes: ["apply"], until: day },
    "identity.accept-mandate": { id: randomUUID() },
    "identity.revoke-mandate": { id: randomUUID() },
    "identity.appoint-first": { nik: "9901014508800001", agency: "dpmptsp", office: "loket", role: "approver" },
    "identity.appoint-officer": { nik: "9901021901910001", agency: "dpmptsp", office: "loket", roles: ["front-desk"] },
    "identity.approve-role": { id: randomUUID() },
    "identity.withdraw-role": { id: randomUUID() },
    "identity.suspend-officer": { id: known.officer, state: "suspended" },
    "appointments.reserve": { place: "mpp", errand: "izin-usaha", day, slot: "09:00", person: known.narti },
    "appointments.book": { place: "mpp", errand: "izin-usaha", day, slot: "09:00" },
    "appointments.book-for": { place: "mpp", errand: "izin-usaha", day, slot: "09:00", person: known.narti },
    "appointments.change": { ticket: known.ticket, day, slot: "09:00" },
    "appointments.cancel": { ticket: known.ticket },
    "appointments.take-visit": {
      place: "mpp",
      errand: "izin-usaha",
      day,
      slot: "09:00",
      person: known.narti,
      about: randomUUID(),
    },
    "appointments.give-back-visits": { about: randomUUID() },
    "appointments.accept-offer": { ticket: known.ticket },
    "appointments.join-waiting": { place: "mpp", errand: "izin-usaha", until: day },
    "appointments.leave-waiting": { waiting: randomUUID() },
    "appointments.offer-places": { place: "mpp", errand: "izin-usaha" },
    "appointments.draw-number": { place: "mpp", errand: "izin-usaha" },
    "appointments.mark-arrived": { place: "mpp", code: "ABCDEF" },
    "appointments.call-next": { place: "mpp", desk: "1" },
    "appointments.finish": { ticket: known.ticket, outcome: "served" },
    "appointments.count-stock": { place: "mpp", stock: "blangko-ktp", onHand: 3 },
    "appointments.sweep": {},
    "appointments.remind": { ticket: known.ticket },
    "appointments.renew-feed": { hash: token },
    "appointments.counted-days": { place: "mpp", errand: "izin-usaha" },
    "appointments.counted-screen": { place: "mpp" },
    "appointments.mine": {},
    "appointments.ticket": { id: known.ticket },
    "appointments.of-person": { person: known.narti },
    "appointments.feed": { hash: token },
    "appointments.desk": { place: "mpp" },
    "satisfaction.invite": { case: known.waiting },
    "satisfaction.answer": { case: known.waiting, scores: {} },
    "satisfaction.count": { cell: randomUUID(), scores: {} },
    "satisfaction.plan-follow-up": {
      service: "izin-usaha-mikro",
      period: "2026-Q4",
      element: "time",
      plan: "Menambah peninjau",
      due: day,
    },
    "satisfaction.finish-follow-up": { followUp: randomUUID(), outcome: "Peninjau ditambah" },
    "satisfaction.counted-results": {},
    "satisfaction.agency-of-service": { service: "x" },
    "satisfaction.survey": { case: known.waiting },
    "satisfaction.instrument-of-cell": { cell: randomUUID() },
    "satisfaction.mine": {},
    "counter.open-visit": { person: known.narti, service: "izin-usaha-mikro" },
    "counter.send-code": { visit: known.visit },
    "counter.write-code": { visit: known.visit },
    "counter.confirm-by-code": { visit: known.visit, code: "000000" },
    "counter.confirm-by-paper": {
      visit: known.visit,
      paper: { store: "x", name: "x", type: "image/jpeg", bytes: 1, sha256: hash },
    },
    "counter.say-confirmed": { visit: known.visit },
    "counter.begin": { visit: known.visit },
    "counter.say-begun": { visit: known.visit },
    "counter.end-visit": { visit: known.visit },
    "counter.object": { visit: known.visit, reason: "tidak diminta" },
    "counter.visit": { id: known.visit },
    "counter.visits": {},
    "counter.my-visits": {},
    "counter.my-visit": { id: known.visit },
    "counter.paper": { visit: known.visit },
    ...inputsOfPrivacy(known),
    ...inputsOfFederation(),
    ...inputsAfterwards(known),
    "messages.mark-read": { id: known.message },
    "messages.settle-delivery": { delivery: randomUUID(), state: "sent", fault: null },
    "messages.delivery-to-make": { delivery: randomUUID() },
    "identity.sign-out": {},
    "identity.step-up": { code: "123456", hash: token },
    "identity.begin-passkey-step-up": { pending: token },
    "identity.step-up-with-passkey": {
      pending: token,
      hash: token,
      response: { id: "x", rawId: "x", type: "public-key", response: {} },
    },
    "identity.begin-email": { email: "uji@tirta.example" },
    "identity.confirm-email": { code: "x" },
    "identity.drop-over": {},
    "identity.knows-device": { account: known.narti, hash: token },
    "identity.change-hat": { hat: "citizen", hash: token },
    "identity.change-password": { current: "x", next: "y" },
    "identity.begin-totp": { next: token },
    "identity.replace-recovery-codes": { hashes: Array(10).fill(token) },
    "identity.end-sessions": {},
    "identity.choose-language": { locale: "id" },
    "identity.begin-passkey": { pending: token },
    "identity.add-passkey": {
      pending: token,
      label: "x",
      response: { id: "x", rawId: "x", type: "public-key", response: {} },
    },
    "identity.remove-passkey": { id: "x" },
    "identity.keep-officer": {
      account: known.narti,
      name: "x",
      agency: "dpmptsp",
      office: "loket",
      roles: [],
      by: known.narti,
      approved: true,
    },
    "identity.open-proofing": { content: { nik: "x", name: "x", birthDate: "x", email: "x", locale: "id" } },
    "identity.settle-proofing": { code: "x", nik: "9901014508800001", verdict: "seen" },
    "identity.keep-token": { identifier: "narti@tirta.example", hat: "citizen", days: 1, hash: token },
    "identity.open-pending": { hash: token, kind: "sign-in", account: null, content: {}, minutes: 5 },
    "identity.write-reset": { asked: token },
    "identity.close-pending": { hash: token },
    "identity.open-session": { hash: token, account: known.narti, device: "x", deviceHash: null },
    "identity.open-account": {
      person: known.narti,
      name: "x",
      nik: "9901014508800001",
      email: "x@tirta.example",
      locale: "id",
      passwordHash: "x",
      totpSecret: null,
    },
    "identity.use-totp-step": { account: known.narti, step: 1 },
    "identity.use-recovery-code": { account: known.narti, hash: token },
    ...inputsOfRegisters(known),
    ...inputsOfMerging(known),
    ...inputsOfStewards(known),
    ...inputsOfCases(known),
    ...inputsOfExchange(known),
    ...inputsOfServices(known),
    ...inputsOfOneData(known.oneData),
    ...inputsOfSignon(known),
  };
}
