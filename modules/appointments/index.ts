// What other rooms may use of appointments.
export { type Slots, slots } from "./offer.ts";
export { upcoming } from "./pages/upcoming.tsx";
