import type { z } from 'zod'
import type { plantAddressSchema } from '../../shared/contract/database.ts'

export type PlantAddress = z.output<typeof plantAddressSchema>

/**
 * The connection string of what was typed. A whole one is taken as it is; a host list gets user, password and TLS.
 * Null for what is neither. It holds the secret: never log it.
 */
export function connectionStringOf({ address, user, password, tls, certificateFile }: PlantAddress): string | null {
  if (/^mongodb(\+srv)?:\/\//.test(address)) return withCertificate(address, certificateFile)
  if (!/^[A-Za-z0-9._:,[\]-]+(\/[A-Za-z0-9_=&.-]*)?$/.test(address)) return null
  const who = user === '' ? '' : `${encodeURIComponent(user)}:${encodeURIComponent(password)}@`
  const [hosts] = address.split('/')
  const text = `mongodb://${who}${hosts}/?tls=${tls}${user === '' ? '' : '&authSource=admin'}`
  return tls ? withCertificate(text, certificateFile) : text
}

function withCertificate(text: string, file: string): string {
  if (file === '') return text
  const separator = text.includes('?') ? '&' : /^[^/]*\/\/[^/]*\//.test(text) ? '?' : '/?'
  return `${text}${separator}tlsCAFile=${encodeURIComponent(file)}`
}
