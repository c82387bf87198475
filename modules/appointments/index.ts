// What other rooms may use of appointments.
export { slots } from "./offer.ts";
export { upcoming } from "./pages/upcoming.tsx";
