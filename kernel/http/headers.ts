/** Sent with every answer. Nothing may come from elsewhere; nothing inline runs. */
export function securityHeaders(publicUrl: string): Record<string, string> {
  const https = publicUrl.startsWith("https:");
  return {
    "content-security-policy":
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-src 'self'; " +
      "manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'" +
      (https ? "; upgrade-insecure-requests" : ""),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(self), geolocation=(self), microphone=(), payment=(), usb=(), interest-cohort=()",
    "x-frame-options": "DENY",
    ...(https && { "strict-transport-security": "max-age=63072000; includeSubDomains" }),
  };
}

/** The same for a page that may stand within another of the house. */
export const framedHeaders = (policy: string): Record<string, string> => ({
  "content-security-policy": policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'"),
  "x-frame-options": "SAMEORIGIN",
});

/** The same for a page whose form ends elsewhere. What is no origin is left out. */
export const leadingHeaders = (policy: string, to: readonly string[]): Record<string, string> => ({
  "content-security-policy": policy.replace(
    "form-action 'self'",
    ["form-action 'self'", ...to.filter((one) => /^https?:\/\/[a-z0-9.:[\]-]+$/.test(one))].join(" "),
  ),
});
