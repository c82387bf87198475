// What other rooms may use of satisfaction.
export { surveysToAnswer } from "./pages/to-answer.ts";
