import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** An authority of the plant's own and what it signed, made by openssl for this run. */
export async function makeCertificates() {
  const folder = await mkdtemp(join(tmpdir(), 'ose-certificates-'))
  const at = (name: string) => join(folder, name)
  const openssl = (...args: string[]) => run('openssl', args, { cwd: folder })
  const authority = at('authority.pem')
  const newKey = ['-newkey', 'rsa:2048', '-nodes', '-sha256']
  await openssl(
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    at('authority.key'),
    '-out',
    authority,
    '-days',
    '2',
    '-subj',
    '/CN=Plant CA',
  )

  /** @param names as openssl writes them: `IP:127.0.0.1`, `DNS:db.plant` */
  async function server(file: string, names: string, validity: readonly string[] = ['-days', '2']): Promise<string> {
    await openssl('req', ...newKey, '-keyout', at(`${file}.key`), '-out', at(`${file}.csr`), '-subj', `/CN=${file}`)
    await writeFile(at(`${file}.ext`), `subjectAltName=${names}\n`)
    const signing = ['-CA', authority, '-CAkey', at('authority.key'), '-CAcreateserial', '-extfile', at(`${file}.ext`)]
    await openssl('x509', '-req', '-in', at(`${file}.csr`), '-out', at(`${file}.crt`), ...signing, ...validity)
    const pem = at(`${file}.pem`)
    await writeFile(pem, (await readFile(at(`${file}.key`), 'utf8')) + (await readFile(at(`${file}.crt`), 'utf8')))
    return pem
  }

  return { authority, server, remove: () => rm(folder, { recursive: true, force: true }) }
}

export type Certificates = Awaited<ReturnType<typeof makeCertificates>>
