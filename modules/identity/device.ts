/** A browser in words, from what it says of itself: "Chrome, Android". For the list of devices; never to decide. */
export function deviceName(userAgent: string): string {
  const browser = /Firefox\//.test(userAgent)
    ? "Firefox"
    : /SamsungBrowser/.test(userAgent)
      ? "Samsung Internet"
      : /OPR\/|Opera/.test(userAgent)
        ? "Opera"
        : /Edg\//.test(userAgent)
          ? "Edge"
          : /Chrome\//.test(userAgent)
            ? "Chrome"
            : /Safari\//.test(userAgent)
              ? "Safari"
              : "Browser";
  const system = /Android/.test(userAgent)
    ? "Android"
    : /iPhone|iPad/.test(userAgent)
      ? "iOS"
      : /Windows/.test(userAgent)
        ? "Windows"
        : /Mac OS/.test(userAgent)
          ? "macOS"
          : /Linux/.test(userAgent)
            ? "Linux"
            : "";
  return system ? `${browser}, ${system}` : browser;
}
