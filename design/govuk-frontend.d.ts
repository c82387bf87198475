// The package ships no types for its scripts; these are those that we start.
declare module "govuk-frontend" {
  export const Button: unknown;
  export const CharacterCount: unknown;
  export const ErrorSummary: unknown;
  export const PasswordInput: unknown;
  export const SkipLink: unknown;
  export function createAll(component: unknown): void;
}
