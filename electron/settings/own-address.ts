import { networkInterfaces } from 'node:os'

/** This PC's own address, for `last_login_ip`: the first that others could reach it by, else loopback. */
export function ownAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  const reachable = addresses.filter(({ internal }) => !internal)
  const best = reachable.find(({ family }) => family === 'IPv4') ?? reachable[0]
  return best?.address ?? '127.0.0.1'
}
