import { protocol } from 'electron'
import { pageScheme, pageServer } from '../screen/page-protocol.ts'

/** Before the app is ready, or the page has no origin of its own. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: pageScheme, privileges: { standard: true, secure: true } }])
}

/** A page that asks for no script is broken, and the program starts all the same. */
const patienceMs = 2000

/**
 * Electron 25 brought `protocol.handle`; 22 has the call that it replaced.
 * @returns resolves when the page has its first script and is busy with it: what keeps this process busy until then
 *   keeps the window empty.
 */
export function servePage(folder: string): Promise<void> {
  const serve = pageServer(folder)
  return new Promise((resolve) => {
    setTimeout(resolve, patienceMs)
    handle(async (address, method) => {
      const answer = await serve(address, method)
      // After this answer and those to the requests that came with it.
      if (address.endsWith('.js')) setTimeout(resolve, 5)
      return answer
    })
  })
}

function handle(serve: ReturnType<typeof pageServer>): void {
  if ('handle' in protocol) {
    protocol.handle(pageScheme, async (request) => {
      const { status, headers, body } = await serve(request.url, request.method)
      // biome-ignore lint/style/noRestrictedGlobals: an Electron that has protocol.handle has Node 18, which has it
      return new Response(new Uint8Array(body), { status, headers })
    })
    return
  }
  serveOnOlder(protocol, serve)
}

interface OlderProtocol {
  registerBufferProtocol(
    scheme: string,
    handler: (
      request: { readonly url: string; readonly method: string },
      callback: (response: {
        statusCode: number
        headers: Record<string, string>
        mimeType: string
        data: Buffer
      }) => void,
    ) => void,
  ): boolean
}

function serveOnOlder(older: OlderProtocol, serve: ReturnType<typeof pageServer>): void {
  older.registerBufferProtocol(pageScheme, ({ url, method }, callback) => {
    void serve(url, method).then(({ status, headers, body }) => {
      const mimeType = (headers['Content-Type'] ?? '').split(';')[0] ?? ''
      callback({ statusCode: status, headers: { ...headers }, mimeType, data: body })
    })
  })
}
