/** A joglo roof on its pillars: the house's mark. Drawn, not loaded. */
export function Mark() {
  return (
    <svg viewBox="0 0 44 34" aria-hidden="true" focusable="false">
      <path fill="#fff" d="M22 1 31 8l-2 1 12 9H3l12-9-2-1z" />
      <path fill="#f5b82e" d="M4 19h36v2.4H4z" />
      <path fill="#fff" d="M6 22.5h3V33H6zm8 0h3V33h-3zm13 0h3V33h-3zm8 0h3V33h-3z" />
    </svg>
  );
}
