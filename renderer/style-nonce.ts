declare global {
  // The name under which the style libraries of Mantine's scroll lock look for the nonce.
  var __webpack_nonce__: string | undefined
}

/** The nonce that the main process wrote into index.html for this load; styles made at run time need it. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
}

/** Call before the first component that makes styles at run time. */
export function announceStyleNonce(): void {
  globalThis.__webpack_nonce__ = styleNonce()
}
