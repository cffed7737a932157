import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const here = dirname(fileURLToPath(import.meta.url))

/** Modules that this one has loaded when it runs, or may load later; types are gone by then. */
function loads(source: string): string[] {
  const imports = source.matchAll(/^(?:import|export) (?!type\b)([^'"]*?)(?:from )?'([^']+)'/gm)
  const loaded = [...imports].filter(([, names = '']) => !/^\{(?:\s*type [\w ]+,?)+\s*\} $/.test(names))
  const later = [...source.matchAll(/\bimport\('([^']+)'\)/g)]
  return [...loaded.map((match) => match[2] ?? ''), ...later.map((match) => match[1] ?? '')]
}

it('the page loads no zod, by whatever way: words and limits stand in modules of their own', () => {
  const ways = new Map([[join(here, 'main.tsx'), 'main.tsx']])
  const waysToZod: string[] = []
  for (const [file, way] of ways) {
    for (const name of loads(readFileSync(file, 'utf8'))) {
      if (name === 'zod') waysToZod.push(way)
      const next = join(dirname(file), name)
      if (/^\..*\.tsx?$/.test(name) && existsSync(next) && !ways.has(next)) ways.set(next, `${way} > ${name}`)
    }
  }
  expect(ways.size).toBeGreaterThan(150)
  expect(waysToZod).toEqual([])
})
