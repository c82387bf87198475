// A joglo roof on its pillars, in a field of 44 by 34.
const roof = "M22 1 31 8l-2 1 12 9H3l12-9-2-1z";
const beam = "M4 19h36v2.4H4z";
const pillars = "M6 22.5h3V33H6zm8 0h3V33h-3zm13 0h3V33h-3zm8 0h3V33h-3z";

/** The house's mark. Drawn, not loaded. */
export function Mark() {
  return (
    <svg viewBox="0 0 44 34" aria-hidden="true" focusable="false">
      <path fill="#fff" d={roof} />
      <path fill="#f5b82e" d={beam} />
      <path fill="#fff" d={pillars} />
    </svg>
  );
}

/** The mark on a square of the brand's colour: the browser's icon. */
export const iconSvg = (brand = "#17406d"): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-6 -11 56 56"><path fill="${brand}" d="M-6-11h56v56H-6z"/><path fill="#fff" d="${roof}${pillars}"/><path fill="#f5b82e" d="${beam}"/></svg>`;
