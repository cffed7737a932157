import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'

/** The program's own scheme and host: the page can reach these files and nothing else. */
export const pageScheme = 'ose'
export const pageHost = 'station'
export const pageAddress = `${pageScheme}://${pageHost}/`

/** Whether an address is the page's own. A custom scheme has no `origin` in Node, so its parts are compared. */
export function isOurAddress(address: string): boolean {
  try {
    const { protocol, host } = new URL(address)
    return protocol === `${pageScheme}:` && host === pageHost
  } catch {
    return false
  }
}

export interface PageAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** Only what a page is made of: a source map or a settings file beside it is not served. */
const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

/** Every part begins with a letter or digit, so there is no `..`, no hidden file, no drive, no escape to decode. */
const servedPath = /^(?:\/[A-Za-z0-9][A-Za-z0-9._-]*)+$/

const fixedHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
} as const

/** What the page may do. `nonce` is for the style sheets that the component library makes at run time. */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self'",
    "connect-src 'none'",
    "media-src 'none'",
    "object-src 'none'",
    "frame-src 'none'",
    "worker-src 'none'",
    "manifest-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/**
 * Answers the page's requests from its folder. index.html is a template: `__CSP_NONCE__` becomes the nonce of this
 * load, which the answer's policy names too.
 */
export function pageServer(folder: string): (address: string, method: string) => Promise<PageAnswer> {
  return async (address, method) => {
    if (method !== 'GET' || !isOurAddress(address)) return answer(405, 'text/plain', Buffer.alloc(0))
    const { pathname } = new URL(address)
    const path = pathname === '/' ? '/index.html' : pathname
    const mediaType = mediaTypes[extname(path)]
    if (mediaType === undefined || !servedPath.test(path)) return notFound()
    const bytes = await readFile(join(folder, ...path.split('/'))).catch(() => null)
    if (bytes === null) return notFound()
    return path === '/index.html' ? page(bytes, mediaType) : answer(200, mediaType, bytes)
  }
}

function page(template: Buffer, mediaType: string): PageAnswer {
  const nonce = randomBytes(16).toString('base64')
  const html = template.toString('utf8').replaceAll('__CSP_NONCE__', nonce)
  return answer(200, mediaType, Buffer.from(html), nonce)
}

function notFound(): PageAnswer {
  return answer(404, 'text/plain', Buffer.alloc(0))
}

function answer(
  status: number,
  mediaType: string,
  body: Buffer,
  nonce = randomBytes(16).toString('base64'),
): PageAnswer {
  const headers = {
    ...fixedHeaders,
    'Content-Type': mediaType,
    'Content-Security-Policy': contentSecurityPolicy(nonce),
  }
  return { status, headers, body }
}
