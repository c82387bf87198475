// What other rooms may use of payments.
export { cancelBill, createBill } from "./commands/bills.ts";
export { billById, billOfSubject, myBills } from "./queries/bills.ts";
